/*
 * daemon.h - dateline-searchd from its command line to its exit status
 *
 * Thread: the first.
 */
#ifndef SEARCHD_DAEMON_H
#define SEARCHD_DAEMON_H

/* Exit status: 0 served and ended as told, 1 the world failed, 2 usage. */
int daemon_main(int argc, char **argv);

#endif
