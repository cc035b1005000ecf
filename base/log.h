/*
 * log.h - lines for whoever runs the program
 *
 * One line an event on standard error: time, level, text, with control bytes
 * escaped.  Libraries do not log; programs do.
 *
 * Thread: any; a line is written with one write().
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG, LOG_LEVELS };

void log_open(const char *program, enum log_level most);
void log_line(enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
