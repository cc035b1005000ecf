#include "indexer/learning/units.h"

#include "engine/passages/snippet.h"

#include <string.h>

/* What a byte is to the comparison of two units: of words these, capitals by
 * the bit that is added to them; all others part words. */
#define WORD 1
#define DIGIT 2
#define CAPITAL 0x20
static const uint8_t byte_kinds[256] = {
	['0' ... '9'] = WORD | DIGIT,
	['A' ... 'Z'] = WORD | CAPITAL,
	['a' ... 'z'] = WORD,
	[0x80 ... 0xff] = WORD,
};

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
	uint32_t words = 0, i = unit->start, end = unit->end;
	unsigned met = 0, kind;

	while (i < end) {
		unsigned char c = (unsigned char)text[i];

		kind = byte_kinds[c];
		if (kind == 0) {
			i++;
			continue;
		}
		words++;
		h = mix(h ^ ' ');
		do {
			met |= kind;
			h = (h ^ (c | (kind & CAPITAL))) * 0x100000001b3u;
			c = ++i < end ? (unsigned char)text[i] : ' ';
		} while ((kind = byte_kinds[c]) != 0);
	}
	unit->words = words;
	unit->digits = (met & DIGIT) != 0;
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

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
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
		while (out->end > out->start &&
			is_blank(walk->text[out->end - 1]))
			out->end--;
		walk->at += n + (n == rest); /* the LF too */
		measure(walk->text, out);
		out->early = out->start < walk->len / 3;
		if (out->words > 0)
			return true;
	}
	return false;
}
