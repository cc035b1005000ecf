/*
 * place_evidence.h - which countries a story speaks for without their names
 *
 * Strong evidence is enough by itself: the code of a share (<VOD.L>, (SAPG.DE))
 * and the adjective of a country in the headline.  Weak evidence are the
 * companies' forms (Inc, GmbH), money, adjectives in the text, states and
 * towns, and the countries' own institutions; two witnesses are needed.
 *
 * Thread: any.
 */
#ifndef INDEXER_PLACE_EVIDENCE_H
#define INDEXER_PLACE_EVIDENCE_H

#include "indexer/names/registry.h"

/* Countries that one story speaks for; more are not heard. */
#define EVIDENCE_COUNTRIES 24

/* Kinds of witnesses, and how often each is heard at most. */
enum place_witness {
	WITNESS_SHARE,
	WITNESS_HEADLINE,
	WITNESS_COMPANY,
	WITNESS_MONEY,
	WITNESS_ADJECTIVE,
	WITNESS_STATE,
	WITNESS_TOWN,
	WITNESS_BODY, /* an institution or official of the country */
	WITNESSES
};

struct country_evidence {
	const char *code;
	bool named;
	uint32_t heard[WITNESSES];
};

struct place_evidence {
	const struct registry *registry;
	struct country_evidence items[EVIDENCE_COUNTRIES];
	size_t count;
	bool named; /* some country is */
};

void evidence_actors(
	struct place_evidence *evidence, const struct story *story);
void evidence_places(
	struct place_evidence *evidence, const struct story *story);
/* The codes of shares in a text. */
void evidence_shares(struct place_evidence *evidence, const char *text);
/* The words of a text; of the headline only adjectives are heard. */
void evidence_words(
	struct place_evidence *evidence, const char *text, bool headline);

/* Is there one strong witness, and are there two weak ones? */
bool evidence_strong(const struct country_evidence *country);
unsigned evidence_weak(const struct country_evidence *country);

#endif
