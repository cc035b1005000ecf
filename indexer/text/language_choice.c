#include "indexer/text/language_choice.h"

#include "indexer/text/language_guess.h"

#include <string.h>

/* A shorter body is looked at together with its headline. */
#define BODY_ENOUGH 400

/* The text that tells: the body; of a short story all there is. */
static const char *
telling_text(struct draft *draft, size_t *len)
{
	const struct story *s = &draft->story;
	const char *body = s->body_text != NULL ? s->body_text : "";
	const char *text = body;

	*len = strnlen(body, LANGUAGE_GUESS_BYTES);
	if (*len < BODY_ENOUGH) {
		text = arena_printf(draft->arena, "%s\n%s\n%s",
			s->headline != NULL ? s->headline : "",
			s->subhead != NULL ? s->subhead : "", body);
		*len = strnlen(text, LANGUAGE_GUESS_BYTES);
	}
	return text;
}

void
language_choose(struct draft *draft)
{
	const struct language_model *model = draft->source->rules->languages;
	struct story *s = &draft->story;
	struct language_guess guess;
	const char *text;
	size_t len;

	if (model == NULL)
		return;
	text = telling_text(draft, &len);
	language_guess(model, text, len, &guess);
	if (s->language == NULL) {
		s->language = guess.tag;
	} else if (language_contradicts(model, s->language, &guess)) {
		draft_warning(draft, "language: stated as %s, text is %s",
			s->language, guess.tag);
		s->language = guess.tag;
	}
}
