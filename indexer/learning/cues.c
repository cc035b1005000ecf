#include "indexer/learning/cues.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/text/noise.h"

#include <string.h>

/* Folded (base/utf8.h); met between words anywhere in the sentence. */
static const struct cue {
	const char *kind;
	const char *phrase;
} cues[] = {
	{ "copyright", "©" },
	{ "copyright", "all rights reserved" },
	{ "copyright", "may not be reproduced" },
	{ "copyright", "may not be published" },
	{ "copyright", "may not be redistributed" },
	{ "copyright", "reprinted with permission" },
	{ "copyright", "republished with permission" },
	{ "copyright", "republish this" },
	{ "copyright", "syndication" },
	{ "copyright", "creative commons" },

	{ "share", "follow us" },
	{ "share", "follow him on" },
	{ "share", "follow her on" },
	{ "share", "follow them on" },
	{ "share", "find us on" },
	{ "share", "like us on" },
	{ "share", "join us on" },
	{ "share", "on facebook" },
	{ "share", "on instagram" },
	{ "share", "on twitter at" },
	{ "share", "on twitter @" },
	{ "share", "our facebook page" },
	{ "share", "telegram channel" },
	{ "share", "whatsapp channel" },
	{ "share", "our youtube channel" },
	{ "share", "share this" },
	{ "share", "folgen sie uns" },
	{ "share", "suivez-nous" },
	{ "share", "siguenos" },
	{ "share", "siga-nos" },
	{ "share", "seguici su" },
	{ "share", "подписывайтесь" },
	{ "share", "підписуйтесь" },
	{ "share", "obserwuj nas" },

	{ "promotion", "newsletter" },
	{ "promotion", "your inbox" },
	{ "promotion", "sign up for" },
	{ "promotion", "sign up to" },
	{ "promotion", "sign up here" },
	{ "promotion", "subscribe" },
	{ "promotion", "subscriber" },
	{ "promotion", "subscribers" },
	{ "promotion", "free trial" },
	{ "promotion", "our app" },
	{ "promotion", "download the" },
	{ "promotion", "click here" },
	{ "promotion", "click on the" },
	{ "promotion", "tap here" },
	{ "promotion", "support our journalism" },
	{ "promotion", "make a donation" },
	{ "promotion", "our readers" },
	{ "promotion", "dear reader" },
	{ "promotion", "send us your" },
	{ "promotion", "have a story" },
	{ "promotion", "get in touch" },
	{ "promotion", "contact us" },
	{ "promotion", "email us" },
	{ "promotion", "e-mail us" },
	{ "promotion", "letters to the editor" },
	{ "promotion", "this browser" },
	{ "promotion", "your browser" },
	{ "promotion", "javascript" },
	{ "promotion", "cookies" },
	{ "promotion", "privacy policy" },
	{ "promotion", "terms of use" },
	{ "promotion", "terms of service" },
	{ "promotion", "advertisement" },
	{ "promotion", "sponsored content" },
	{ "promotion", "affiliate links" },
	{ "promotion", "this article was originally" },
	{ "promotion", "this article originally appeared" },
	{ "promotion", "this story was originally" },
	{ "promotion", "this story originally appeared" },
	{ "promotion", "this article first appeared" },
	{ "promotion", "this story first appeared" },
	{ "promotion", "originally published" },
	{ "promotion", "first published on" },
	{ "promotion", "views expressed" },
	{ "promotion", "opinions expressed" },
	{ "promotion", "do not necessarily reflect" },
	{ "promotion", "for more information, visit" },
	{ "promotion", "for more information, please" },
	{ "promotion", "for more information about" },
	{ "promotion", "for more information on" },
	{ "promotion", "visit our website" },
	{ "promotion", "our web site" },
	{ "promotion", "our website" },
	{ "promotion", "abonnieren" },
	{ "promotion", "abonnez-vous" },
	{ "promotion", "suscribete" },
	{ "promotion", "assine" },
	{ "promotion", "abbonati" },

	{ "related", "read more" },
	{ "related", "read also" },
	{ "related", "see also" },
	{ "related", "related stories" },
	{ "related", "more stories" },
	{ "related", "read the full" },
	{ "related", "watch the video" },
	{ "related", "continue reading" },
	{ "related", "lesen sie" },
	{ "related", "lire aussi" },
	{ "related", "lea tambien" },
	{ "related", "leggi anche" },
	{ "related", "читайте также" },
	{ "related", "читайте також" },

	{ "comments", "leave a comment" },
	{ "comments", "post a comment" },
	{ "comments", "comments are closed" },
	{ "comments", "join the conversation" },

	{ "caption", "photo credit" },
	{ "caption", "image credit" },
	{ "caption", "getty images" },
};

static bool
is_word_byte(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Does the phrase stand in the text, not within other words? */
static bool
holds(const char *text, const char *phrase)
{
	size_t n = strlen(phrase);

	for (const char *p = strstr(text, phrase); p != NULL;
		p = strstr(p + 1, phrase)) {
		bool begins = p == text || !is_word_byte(p[-1]) ||
			      !is_word_byte(*phrase);

		if (begins &&
			(!is_word_byte(p[n]) || !is_word_byte(phrase[n - 1])))
			return true;
	}
	return false;
}

/* An address that is written to be used: www.…, http://…, a@b.c. */
static bool
has_address(const char *text)
{
	const char *at = strchr(text, '@');

	return strstr(text, "http://") != NULL ||
	       strstr(text, "https://") != NULL ||
	       strstr(text, "www.") != NULL ||
	       (at != NULL && is_word_byte(at[1]));
}

const char *
cue_of(const char *text, size_t len)
{
	struct arena arena = { 0 };
	struct buf folded = { 0 };
	struct line line;
	const char *kind = NULL, *rule;

	if (line_make(&line, &arena, text, len))
		kind = noise_of_line(&line, &rule);
	utf8_fold(&folded, text, len);
	for (size_t i = 0; kind == NULL && i < sizeof(cues) / sizeof(*cues);
		i++)
		if (holds(buf_text(&folded), cues[i].phrase))
			kind = cues[i].kind;
	if (kind == NULL && has_address(buf_text(&folded)))
		kind = "promotion";
	buf_release(&folded);
	arena_release(&arena);
	return kind;
}
