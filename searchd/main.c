#include "searchd/daemon.h"

/* The program's entry: no logic here. */
int
main(int argc, char **argv)
{
	return daemon_main(argc, argv);
}
