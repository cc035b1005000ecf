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
	{ "af", " afr afrikaans " },
	{ "ar", " ara arabic " },
	{ "az", " aze azerbaijani " },
	{ "be", " bel belarusian belarusan " },
	{ "bg", " bul bulgarian " },
	{ "bn", " ben bengali " },
	{ "bs", " bos bosnian " },
	{ "ca", " cat catalan " },
	{ "cs", " cze ces czech " },
	{ "cy", " wel cym welsh " },
	{ "da", " dan danish " },
	{ "de", " ger deu german deutsch " },
	{ "el", " gre ell greek " },
	{ "en", " eng english " },
	{ "es", " spa spanish espanol " },
	{ "et", " est estonian " },
	{ "eu", " baq eus basque " },
	{ "fa", " per fas persian farsi " },
	{ "fi", " fin finnish " },
	{ "fr", " fre fra french " },
	{ "ga", " gle irish " },
	{ "gl", " glg galician " },
	{ "he", " heb hebrew iw " },
	{ "hi", " hin hindi " },
	{ "hr", " hrv scr croatian " },
	{ "hu", " hun hungarian " },
	{ "hy", " arm hye armenian " },
	{ "id", " ind indonesian in " },
	{ "is", " ice isl icelandic " },
	{ "it", " ita italian " },
	{ "ja", " jpn japanese " },
	{ "ka", " geo kat georgian " },
	{ "kk", " kaz kazakh " },
	{ "ko", " kor korean " },
	{ "lt", " lit lithuanian " },
	{ "lv", " lav latvian " },
	{ "mk", " mac mkd macedonian " },
	{ "ms", " may msa malay " },
	{ "nb", " nob " },
	{ "nl", " dut nld dutch " },
	{ "nn", " nno " },
	{ "no", " nor norwegian " },
	{ "pl", " pol polish " },
	{ "pt", " por portuguese " },
	{ "ro", " rum ron romanian " },
	{ "ru", " rus russian " },
	{ "sk", " slo slk slovak " },
	{ "sl", " slv slovenian slovene " },
	{ "sq", " alb sqi albanian " },
	{ "sr", " srp scc serbian " },
	{ "sv", " swe swedish " },
	{ "sw", " swa swahili " },
	{ "ta", " tam tamil " },
	{ "th", " tha thai " },
	{ "tl", " tgl tagalog fil filipino " },
	{ "tr", " tur turkish " },
	{ "uk", " ukr ukrainian " },
	{ "ur", " urd urdu " },
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
