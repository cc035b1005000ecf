#include "indexer/html.h"

#include <libxml/parser.h>

void
html_start(void)
{
	xmlInitParser();
}
