/*
 * bars.h - a number drawn as a line of blocks
 *
 * Pure.  Thread: any.
 */
#ifndef CLIENT_BARS_H
#define CLIENT_BARS_H

#include "base/buf.h"
#include "client/look.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest bar there is. */
#define BAR_MAX 30

/* How long bars may be where so many columns of the line are taken. */
size_t bar_width(const struct look *look, size_t taken);

/*
 * Append a bar that fills `share` (0..1) of `width` columns, and blanks for
 * the rest.  What is more than nothing is seen; with ascii, as '#'.
 */
void bar_put(struct buf *out, const struct look *look, double share,
	size_t width, bool ascii);

/* How many decimal digits n has. */
size_t digits_of(uint64_t n);

#endif
