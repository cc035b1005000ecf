#include "indexer/learning/units.h"

#include "engine/passages/snippet.h"

#include <string.h>

/* What a byte is to the comparison of two units. */
static bool
is_word_byte(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Spread every bit of h over all of it. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 29;
	return h;
}

/* The words of text[start, end): how many, and a hash of them. */
static void
measure(const char *text, struct unit *unit)
{
	uint64_t h = 0xcbf29ce484222325u;
	bool inside = false;

	unit->words = 0;
	unit->digits = false;
	for (uint32_t i = unit->start; i < unit->end; i++) {
		unsigned char c = (unsigned char)text[i];

		if (!is_word_byte(c)) {
			inside = false;
			continue;
		}
		if (!inside) {
			unit->words++;
			h = mix(h ^ ' ');
		}
		inside = true;
		unit->digits |= c >= '0' && c <= '9';
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		h = (h ^ c) * 0x100000001b3u;
	}
	h = mix(h);
	unit->hash = h != 0 ? h : 1;
}

void
unit_walk_start(struct unit_walk *walk, const char *text)
{
	*walk = (struct unit_walk){
		.text = text,
		.len = text != NULL ? strlen(text) : 0,
	};
}

/* Move on to the next line that has something in it; false at the end. */
static bool
find_line(struct unit_walk *walk)
{
	while (walk->at < walk->len && walk->at >= walk->line_end) {
		const char *from = walk->text + walk->at;
		const char *lf = memchr(from, '\n', walk->len - walk->at);

		walk->line_end =
			lf != NULL ? (size_t)(lf - walk->text) : walk->len;
		if (walk->at == walk->line_end)
			walk->at++; /* an empty line */
	}
	return walk->at < walk->len;
}

bool
unit_next(struct unit_walk *walk, struct unit *out)
{
	while (find_line(walk)) {
		const char *text = walk->text + walk->at;
		size_t rest = walk->line_end - walk->at;
		size_t n = sentence_end(text, rest, 0);
		size_t blanks = strspn(text, " \t");

		out->start = (uint32_t)(walk->at + (blanks < n ? blanks : 0));
		out->end = (uint32_t)(walk->at + n);
		walk->at += n + (n == rest); /* the LF too */
		measure(walk->text, out);
		out->early = out->start < walk->len / 3;
		if (out->words > 0)
			return true;
	}
	return false;
}
