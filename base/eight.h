/*
 * eight.h - eight bytes of a text at a time, as one number
 *
 * The first byte is the lowest.  What is asked of them is answered by the top
 * bit of each byte, so that eight_first() tells which is the first.
 *
 * Pure.  Thread: any.
 */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_ONES (UINT64_MAX / 0xff)
#define EIGHT_TOPS (EIGHT_ONES << 7)

static inline uint64_t
eight_load(const char *text)
{
	uint64_t eight;

	memcpy(&eight, text, sizeof(eight));
	return le64toh(eight);
}

static inline void
eight_store(char *text, uint64_t eight)
{
	eight = htole64(eight);
	memcpy(text, &eight, sizeof(eight));
}

/* Which of these marks is the first?  8: none. */
static inline size_t
eight_first(uint64_t marks)
{
	return marks == 0 ? 8 : (size_t)__builtin_ctzll(marks) / 8;
}

/* The bytes before the first of these marks, one at least; the others are 0. */
static inline uint64_t
eight_before(uint64_t eight, uint64_t marks)
{
	return eight & (((marks & -marks) >> 7) - 1);
}

/* The bytes from low to high, both below 0x80, among those below 0x80. */
static inline uint64_t
eight_between(uint64_t eight, unsigned char low, unsigned char high)
{
	uint64_t seven = eight & ~EIGHT_TOPS;
	uint64_t from = seven + EIGHT_ONES * (0x80u - low);
	uint64_t behind = seven + EIGHT_ONES * (0x7fu - high);

	return from & ~behind & ~eight & EIGHT_TOPS;
}

/* Letters of ASCII. */
static inline uint64_t
eight_letters(uint64_t eight)
{
	return eight_between(eight | EIGHT_ONES * 0x20, 'a', 'z');
}

static inline uint64_t
eight_digits(uint64_t eight)
{
	return eight_between(eight, '0', '9');
}

/* The bytes that are this one, below 0x80. */
static inline uint64_t
eight_equal(uint64_t eight, unsigned char byte)
{
	uint64_t differ = eight ^ EIGHT_ONES * byte;

	return ~((differ & ~EIGHT_TOPS) + ~EIGHT_TOPS) & ~differ & EIGHT_TOPS;
}

#endif
