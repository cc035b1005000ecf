/*
 * calendar.h - the names of buckets of time, one after the other
 *
 * Years (1911), months (1911-08), weeks by their Monday and days
 * (1911-08-02), as the protocol names them.
 *
 * Pure.  Thread: any.
 */
#ifndef CLIENT_CALENDAR_H
#define CLIENT_CALENDAR_H

#include <stdbool.h>

#define BUCKET_NAME_SIZE sizeof("1911-08-02")

/*
 * Fill next with the name of the bucket behind that of name; week tells weeks
 * from days, which are named alike.  False if name is no such name.
 */
bool calendar_next(const char *name, bool week, char next[BUCKET_NAME_SIZE]);

#endif
