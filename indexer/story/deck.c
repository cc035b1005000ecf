#include "indexer/story/deck.h"

#include "indexer/text/plain_text.h"

#include <string.h>

/* What stands before a headline in a summary of the kind "SLUG: headline". */
#define SLUG_BYTES 80

/* The next letter or digit; what is not ASCII counts as one. */
static const char *
next_letter(const char *p)
{
	while (*p != '\0' && (unsigned char)*p < 0x80 &&
		!((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') &&
		!(*p >= '0' && *p <= '9'))
		p++;
	return p;
}

/* Summaries break off in all manners ("...", "[…]", "Read more"): what is
 * alike for a line is taken to be the same. */
static bool
is_beginning(const char *summary, const char *body)
{
	const char *a = next_letter(summary), *b = next_letter(body);
	size_t same = 0;

	while (*a != '\0' && (*a | 0x20) == (*b | 0x20)) {
		same++;
		a = next_letter(a + 1);
		b = next_letter(b + 1);
	}
	return *a == '\0' || same >= 60;
}

/* The headline, perhaps with a slug before it. */
static bool
says_headline(const char *summary, const char *headline)
{
	return plain_head_same(summary, headline) ||
	       (strcasestr(summary, headline) != NULL &&
		       strlen(summary) <= strlen(headline) + SLUG_BYTES);
}

bool
deck_says_more(const char *summary, const char *headline, const char *body)
{
	return (headline == NULL || !says_headline(summary, headline)) &&
	       (body == NULL || !is_beginning(summary, body));
}
