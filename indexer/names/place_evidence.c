#include "indexer/names/place_evidence.h"

#include "base/buf.h"
#include "indexer/names/actor_words.h"

#include <string.h>

/* Words of a text that are heard: who needs more is not plain. */
#define EVIDENCE_WORDS 600
#define COUNTRY_CODE 3 /* letters: the rest of a code says the role */
#define PLAIN_BYTES 32
#define SYMBOL_MAX 6
#define MARKET_MAX 3

/* How often a kind of witness is heard at most, all together. */
static const uint32_t heard_most[WITNESSES] = {
	[WITNESS_COMPANY] = 1,
	[WITNESS_MONEY] = 1,
	[WITNESS_ADJECTIVE] = 2,
	[WITNESS_STATE] = 2,
	[WITNESS_TOWN] = 1,
	[WITNESS_BODY] = 1,
};

/* The place for what a country's witnesses say; NULL when it is none. */
static struct country_evidence *
country_of(struct place_evidence *e, const char *code)
{
	const struct known_actor *actor;
	char country[COUNTRY_CODE + 1] = "";

	if (code == NULL || strlen(code) < COUNTRY_CODE)
		return NULL;
	for (size_t i = 0; i < e->count; i++)
		if (strncmp(e->items[i].code, code, COUNTRY_CODE) == 0)
			return &e->items[i];
	memcpy(country, code, COUNTRY_CODE);
	actor = registry_by_code(e->registry, country);
	if (actor == NULL || actor->type != ACTOR_COUNTRY ||
		e->count == EVIDENCE_COUNTRIES)
		return NULL;
	e->items[e->count] = (struct country_evidence){ .code = actor->code };
	return &e->items[e->count++];
}

static void
hear(struct place_evidence *e, const char *code, enum place_witness witness)
{
	struct country_evidence *country = country_of(e, code);

	if (country != NULL)
		country->heard[witness]++;
}

void
evidence_actors(struct place_evidence *e, const struct story *story)
{
	for (uint32_t i = 0; i < story->nactors; i++) {
		const struct story_actor *a = &story->actors[i];
		struct country_evidence *country;

		if (a->type != ACTOR_COUNTRY) {
			hear(e, a->code, WITNESS_BODY);
			continue;
		}
		e->named = true;
		country = country_of(e, a->code);
		if (country != NULL)
			country->named = true;
	}
}

void
evidence_places(struct place_evidence *e, const struct story *story)
{
	for (uint32_t i = 0; i < story->nplaces; i++) {
		const struct story_place *p = &story->places[i];
		const struct known_place *known =
			registry_place_named(e->registry, p->name, p->code);
		struct country_evidence *country = country_of(e, p->code);

		if (country == NULL)
			continue;
		if (known != NULL && (known->kind == PLACE_STATE ||
					     known->kind == PLACE_REGION))
			country->heard[WITNESS_STATE] += p->count;
		else
			country->heard[WITNESS_TOWN]++;
	}
}

/* ---- shares ---- */

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The market of a share whose code begins at text, behind the bracket: what
 * stands behind the stop, in small letters.  False: no such code. */
static bool
read_share(const char *text, char close, char market[MARKET_MAX + 2])
{
	size_t n = 0, m = 0;

	while (n <= SYMBOL_MAX &&
		(is_capital(text[n]) || (text[n] >= '0' && text[n] <= '9')))
		n++;
	if (n == 0 || n > SYMBOL_MAX)
		return false;
	strcpy(market, ".");
	if (text[n] == close)
		return is_capital(text[0]);
	if (text[n] != '.')
		return false;
	text += n + 1;
	while (m < MARKET_MAX && is_capital(text[m])) {
		market[m + 1] = (char)(text[m] | 0x20);
		m++;
	}
	market[m + 1] = '\0';
	return m > 0 && text[m] == close;
}

void
evidence_shares(struct place_evidence *e, const char *text)
{
	char market[MARKET_MAX + 2];

	if (text == NULL)
		return;
	while ((text = strpbrk(text, "<(")) != NULL) {
		char close = *text++ == '<' ? '>' : ')';

		/* A code without a market stands in angles, or is any word. */
		if (read_share(text, close, market) &&
			(market[1] != '\0' || close == '>'))
			hear(e, registry_market(e->registry, market),
				WITNESS_SHARE);
	}
}

/* ---- words ---- */

/* The folded word: most of them fold where they lie. */
static const char *
fold_word(const char *text, const struct actor_word *w, char *room,
	struct buf *folded, size_t *len)
{
	*len = w->end - w->start;
	if (w->plain && *len <= PLAIN_BYTES) {
		actor_word_fold_plain(room, text + w->start, *len);
		return room;
	}
	buf_reset(folded);
	actor_word_fold(text, w, folded);
	*len = folded->len;
	return buf_text(folded);
}

void
evidence_words(struct place_evidence *e, const char *text, bool headline)
{
	struct actor_words words;
	struct actor_word w;
	struct buf folded = { 0 };

	if (text == NULL)
		return;
	actor_words_start(&words, text, strlen(text));
	for (unsigned n = 0; n < EVIDENCE_WORDS && actor_words_next(&words, &w);
		n++) {
		char room[PLAIN_BYTES];
		size_t len;
		const char *word = fold_word(text, &w, room, &folded, &len);
		const char *code =
			registry_word_country(e->registry, word, len);
		unsigned kinds;

		if (code == NULL)
			continue;
		kinds = registry_word(e->registry, word, len);
		if ((kinds & WORD_DEMONYM) != 0 && w.capital)
			hear(e, code,
				headline ? WITNESS_HEADLINE
					 : WITNESS_ADJECTIVE);
		else if ((kinds & WORD_MONEY) != 0)
			hear(e, code, WITNESS_MONEY);
		else if ((kinds & WORD_COMPANY) != 0 && w.capital)
			hear(e, code, WITNESS_COMPANY);
	}
	buf_release(&folded);
}

/* ---- what it comes to ---- */

bool
evidence_strong(const struct country_evidence *country)
{
	return country->heard[WITNESS_SHARE] +
		       country->heard[WITNESS_HEADLINE] >
	       0;
}

unsigned
evidence_weak(const struct country_evidence *country)
{
	uint32_t sum = 0;

	for (int i = 0; i < WITNESSES; i++)
		sum += country->heard[i] < heard_most[i] ? country->heard[i]
							 : heard_most[i];
	return sum;
}
