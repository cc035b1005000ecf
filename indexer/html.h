/*
 * html.h - web pages as text and metadata; the one door to libxml2
 *
 * Thread: any, after html_start().
 */
#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

/* Once, before threads begin. */
void html_start(void);

#endif
