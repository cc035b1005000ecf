/* main.c - dateline-indexer */
#include "indexer/commands.h"

int
main(int argc, char **argv)
{
	return indexer_run(argc, argv);
}
