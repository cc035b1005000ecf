#include "indexer/text/language.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

struct language {
	const char *tag;
	const char *others; /* ISO 639-2 codes and English name, in blanks */
};

static const struct language languages[] = {
	{ "ar", " ara arabic " },
	{ "bg", " bul bulgarian " },
	{ "cs", " cze ces czech " },
	{ "da", " dan danish " },
	{ "de", " ger deu german deutsch " },
	{ "el", " gre ell greek " },
	{ "en", " eng english " },
	{ "es", " spa spanish espanol " },
	{ "fa", " per fas persian farsi " },
	{ "fi", " fin finnish " },
	{ "fr", " fre fra french " },
	{ "he", " heb hebrew iw " },
	{ "hi", " hin hindi " },
	{ "hu", " hun hungarian " },
	{ "id", " ind indonesian in " },
	{ "it", " ita italian " },
	{ "ja", " jpn japanese " },
	{ "ko", " kor korean " },
	{ "nl", " dut nld dutch " },
	{ "no", " nor norwegian " },
	{ "pl", " pol polish " },
	{ "pt", " por portuguese " },
	{ "ro", " rum ron romanian " },
	{ "ru", " rus russian " },
	{ "sv", " swe swedish " },
	{ "th", " tha thai " },
	{ "tr", " tur turkish " },
	{ "uk", " ukr ukrainian " },
	{ "vi", " vie vietnamese " },
	{ "zh", " chi zho chinese " },
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Two letters for a code of three or a name; NULL if it is none we know. */
static const char *
known_tag(const char *word, size_t len)
{
	char framed[20] = " ";

	if (len > sizeof(framed) - 3)
		return NULL;
	for (size_t i = 0; i < len; i++)
		framed[i + 1] = (char)(word[i] | 0x20);
	framed[len + 1] = ' ';
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (strstr(languages[i].others, framed) != NULL)
			return languages[i].tag;
	return NULL;
}

const char *
language_tag(const char *text, struct arena *arena)
{
	const char *known;
	size_t len = 0;
	char *tag;

	if (text == NULL)
		return NULL;
	while (is_letter(text[len]))
		len++;
	if (len < 2 || (len == 3 && strncasecmp(text, "und", 3) == 0))
		return NULL;
	if (text[len] != '\0' && text[len] != '-' && text[len] != '_')
		return NULL;
	known = known_tag(text, len);
	if (known == NULL && len > 3)
		return NULL;
	if (strlen(text + len) > 20)
		text = arena_copy(arena, text, len);
	tag = known != NULL ? arena_printf(arena, "%s%s", known, text + len)
			    : arena_string(arena, text);
	for (char *p = tag; *p != '\0'; p++) {
		if (*p == '_')
			*p = '-';
		else if (!is_letter(*p) && *p != '-' &&
			 !(*p >= '0' && *p <= '9'))
			return NULL;
	}
	for (char *p = tag; is_letter(*p); p++)
		*p = (char)(*p | 0x20);
	return tag;
}
