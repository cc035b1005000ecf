/*
 * inspect_stories.c - the database against what lies beside it
 *
 * What a story's columns, slots and terms must be is not said here once more:
 * the code that made them makes them again from the stored story, and the
 * results are compared.
 */
#include "base/fs.h"
#include "base/mem.h"
#include "base/names.h"
#include "engine/index/columns_table.h"
#include "engine/index/fields.h"
#include "engine/index/inspection.h"
#include "engine/index/listed.h"
#include "engine/index/slots.h"
#include "engine/index/terms.h"
#include "engine/index/terms_url.h"
#include "engine/index/writer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- filters: a value's term is in as many stories as its column says ---- */

/* counts[i] stories for each entry of a dictionary. */
static void
compare_filter(struct inspection *in, const struct dictionary *dictionary,
	enum field_id field, const uint32_t *counts)
{
	struct dictionary_entry entry;
	struct buf term = { 0 };
	struct err err = { 0 };
	uint32_t documents;

	for (uint32_t i = 0; i < dictionary->count; i++) {
		dictionary_entry(dictionary, i, &entry);
		buf_reset(&term);
		buf_puts(&term, fields[field].prefix);
		dictionary_key(&entry, &term);
		if (!xap_reader_term(in->reader, term.data, term.len,
			    &documents, &err)) {
			inspection_damaged(in, "%s", err.text);
			break;
		}
		if (documents != counts[i]) {
			inspection_damaged(in,
				"%s \"%s\": the column has %u stories, the "
				"database %u",
				fields[field].name, entry.name, counts[i],
				documents);
			break;
		}
	}
	buf_release(&term);
}

/* The stories of each ordinal; the caller frees them. */
static uint32_t *
count_ordinals(const struct columns *columns, const struct listed *listed)
{
	size_t room = listed_dictionary(columns, listed)->count + (size_t)1;
	uint32_t *counts = mem_alloc(room * sizeof(*counts));

	for (uint32_t row = 0; row < columns->stories; row++) {
		const uint32_t *ordinals;
		uint32_t one;
		size_t n = listed_values(columns, listed, row, &one, &ordinals);

		for (size_t i = 0; i < n; i++)
			counts[ordinals[i]]++;
	}
	return counts;
}

void
inspect_filters(struct inspection *in)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++) {
		const struct listed *listed = &listed_fields[i];
		uint32_t *counts = count_ordinals(&in->columns, listed);

		compare_filter(in, listed_dictionary(&in->columns, listed),
			listed->field, counts);
		free(counts);
		buf_printf(
			&in->summary, "%s%s", i > 0 ? ", " : "", listed->file);
	}
	buf_puts(&in->summary, " found as counted");
}

/* ---- stories: one after the other, all aspects of each ---- */

/* What is kept from story to story. */
struct walk {
	struct inspection *in;
	uint32_t docid;
	bool with_slots; /* has the database any? */
	struct story_reader *stories;
	struct arena arena;
	struct story story;
	struct terms *terms;
	struct text_digest digest;
	struct slots slots;
	struct columns_writer *columns; /* made again */
	struct shorthand *shorthand;
	struct buf scratch;	  /* folder for them */
	struct names digests;	  /* of the texts seen so far */
	uint32_t *digest_cluster; /* the cluster of each */
	size_t digests_cap;
	day last_day;
	struct buf last_uri;
	struct buf term;
	char why[512]; /* what the aspect at hand found */
};

/* Say what is wrong; returns false, so that an aspect can return it. */
static bool wrong(struct walk *w, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static bool
wrong(struct walk *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w->why, sizeof(w->why), fmt, ap);
	va_end(ap);
	return false;
}

/* The stored form can be read, and its columns made again. */
static bool
story_is_stored(struct walk *w)
{
	struct err err = { 0 };
	struct term_list terms;
	uint32_t length;

	arena_reset(&w->arena);
	memset(&w->story, 0, sizeof(w->story));
	if (!story_reader_get(
		    w->stories, w->docid - 1, &w->arena, &w->story, &err) ||
		!xap_reader_length(w->in->reader, w->docid, &length, &err))
		return wrong(w, "%s", err.text);
	terms_of_story(w->terms, &w->story, &terms);
	terms.length = length;
	columns_add(w->columns, &w->story, &terms);
	terms_digest(w->terms, &w->story, &w->digest);
	return true;
}

static bool
uri_leads_to_it(struct walk *w)
{
	struct err err = { 0 };
	uint32_t docid = 0;

	buf_reset(&w->term);
	terms_uri(&w->term, w->story.uri);
	if (!xap_reader_find(
		    w->in->reader, w->term.data, w->term.len, &docid, &err))
		return wrong(w, "%s", err.text);
	if (docid == 0)
		return wrong(w, "its uri leads to no story");
	if (docid != w->docid)
		return wrong(w, "its uri leads to story %u", docid);
	return true;
}

/* What other programs are given for it. */
static bool
data_is_its_uri(struct walk *w)
{
	struct err err = { 0 };
	const char *data;
	size_t len;

	if (!xap_reader_data(w->in->reader, w->docid, &data, &len, &err))
		return wrong(w, "%s", err.text);
	if (strlen(w->story.uri) != len || memcmp(data, w->story.uri, len) != 0)
		return wrong(w, "the database calls it \"%.80s\"", data);
	return true;
}

/* Its url is found by its own term. */
static bool
its_url_is_found(struct walk *w)
{
	const char *url = w->story.url != NULL ? w->story.url : "";
	struct buf plain = { 0 };
	struct err err = { 0 };
	uint32_t parts = url_plain(&plain, url, strlen(url)), documents = 1;
	bool read = true;

	buf_reset(&w->term);
	buf_puts(&w->term, fields[FIELD_URL].prefix);
	url_key(&w->term, &plain,
		parts < URL_PARTS_MAX ? parts : URL_PARTS_MAX);
	buf_release(&plain);
	if (parts > 0)
		read = xap_reader_term(w->in->reader, w->term.data, w->term.len,
			&documents, &err);
	if (!read)
		return wrong(w, "%s", err.text);
	return documents > 0 || wrong(w, "no story is found by its url");
}

/* Newest day first, by uri within a day. */
static bool
it_is_in_its_place(struct walk *w)
{
	day d = story_day(&w->story);
	bool ok = true;

	if (w->docid > 1 && d > w->last_day)
		ok = wrong(w, "newer than the one before");
	else if (w->docid > 1 && d == w->last_day &&
		 strcmp(buf_text(&w->last_uri), w->story.uri) >= 0)
		ok = wrong(w, "its uri sorts before that of the one before");
	w->last_day = d;
	buf_reset(&w->last_uri);
	buf_puts(&w->last_uri, w->story.uri);
	return ok;
}

/* Stories of one text, and no others, are in one cluster. */
static bool
its_copies_are_known(struct walk *w)
{
	uint32_t cluster = w->story.cluster;
	uint32_t text;
	bool added;

	text = names_add(&w->digests, (const char *)&w->digest,
		sizeof(w->digest), &added);
	if (added) {
		w->digest_cluster = mem_grow(w->digest_cluster, &w->digests_cap,
			text + (size_t)1, sizeof(cluster));
		w->digest_cluster[text] = cluster;
		return true;
	}
	if (cluster == 0 || cluster != w->digest_cluster[text])
		return wrong(w,
			"in cluster %u, an earlier story of the same text in "
			"%u",
			cluster, w->digest_cluster[text]);
	return true;
}

static const char *const slot_names[SLOTS] = {
	[SLOT_DATE] = "date",
	[SLOT_OUTLET] = "outlet",
	[SLOT_ACTORS] = "actors",
	[SLOT_CLUSTER] = "cluster",
	[SLOT_CONFIDENCE] = "confidence",
};

/* The digest of the text that a near copy is a copy of. */
static bool
digest_of_first(struct walk *w, struct text_digest *out, bool *elsewhere)
{
	struct story first = { 0 };
	struct err err = { 0 };
	uint32_t docid = 0;

	buf_reset(&w->term);
	terms_uri(&w->term, w->story.copy_of);
	if (!xap_reader_find(
		    w->in->reader, w->term.data, w->term.len, &docid, &err))
		return wrong(w, "%s", err.text);
	*elsewhere = docid == 0 && w->in->part != NULL;
	if (*elsewhere)
		return true;
	if (docid == 0 || docid > w->in->columns.stories)
		return wrong(w, "it is a copy of %.200s, which is not here",
			w->story.copy_of);
	if (!story_reader_get(w->stories, docid - 1, &w->arena, &first, &err))
		return wrong(w, "%s", err.text);
	terms_digest(w->terms, &first, out);
	return true;
}

static bool
its_slots_are_right(struct walk *w)
{
	struct document document = { 0 };
	struct text_digest digest = w->digest;
	struct err err = { 0 };
	bool elsewhere = false;
	const char *value;
	size_t len;

	if (!w->with_slots)
		return true;
	if (w->story.copy_of != NULL && w->story.similarity < 1 &&
		!digest_of_first(w, &digest, &elsewhere))
		return false;
	slots_of_story(&w->slots, &w->story, &digest, &document);
	for (int slot = 0; slot < SLOTS; slot++) {
		if (elsewhere && slot == SLOT_CLUSTER)
			continue; /* made of a text of another segment */
		if (!xap_reader_slot(
			    w->in->reader, w->docid, slot, &value, &len, &err))
			return wrong(w, "%s", err.text);
		if (len != document.slot_lens[slot] ||
			(len > 0 &&
				memcmp(value, document.slots[slot], len) != 0))
			return wrong(w,
				"slot %s holds \"%.80s\", not \"%.80s\"",
				slot_names[slot], value,
				document.slots[slot] != NULL
					? document.slots[slot]
					: "");
	}
	return true;
}

/* Each aspect tells of its first story; of the others, how many. */
static const struct aspect {
	const char *name;
	bool (*holds)(struct walk *w);
} aspects[] = {
	{ "stored form", story_is_stored },
	{ "uri", uri_leads_to_it },
	{ "data", data_is_its_uri },
	{ "url", its_url_is_found },
	{ "order", it_is_in_its_place },
	{ "copies", its_copies_are_known },
	{ "slots", its_slots_are_right },
};

#define ASPECTS (sizeof(aspects) / sizeof(*aspects))

/* The first story with each damage, and how many there are. */
struct findings {
	char first[640];
	uint32_t stories;
};

/* All aspects of one story; the first one is what the others look at. */
static void
look_at(struct walk *w, struct findings findings[ASPECTS])
{
	for (size_t i = 0; i < ASPECTS; i++) {
		if (aspects[i].holds(w))
			continue;
		if (findings[i].stories++ == 0)
			snprintf(findings[i].first, sizeof(findings[i].first),
				"story %u (%.100s): %s: %s", w->docid,
				w->story.uri != NULL ? w->story.uri : "?",
				aspects[i].name, w->why);
		if (i == 0)
			return;
	}
}

static void
tell_findings(struct inspection *in, const struct findings findings[ASPECTS])
{
	for (size_t i = 0; i < ASPECTS; i++) {
		if (findings[i].stories == 1)
			inspection_damaged(in, "%s", findings[i].first);
		else if (findings[i].stories > 1)
			inspection_damaged(in, "%s; and %u more stories",
				findings[i].first, findings[i].stories - 1);
	}
}

/* ---- the columns, made again ---- */

/* Write the columns that were made again aside, and compare. */
static void
compare_made(struct walk *w)
{
	struct inspection *in = w->in;
	struct columns made = { 0 };
	struct err err = { 0 };

	if (!columns_finish(w->columns, w->scratch.data, &err) ||
		!columns_open(w->scratch.data, &made, &err))
		inspection_damaged(in, "%s", err.text);
	else if (made.stories == in->columns.stories)
		inspect_compare_columns(in, &made, w->scratch.data);
	columns_close(&made);
}

/* A folder for the columns that are made again. */
static bool
make_scratch(struct walk *w)
{
	const char *tmp = getenv("TMPDIR");

	buf_printf(&w->scratch, "%s/dateline-check-XXXXXX",
		tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(w->scratch.data) != NULL)
		return true;
	inspection_damaged(
		w->in, "%s: no room to compare columns in", w->scratch.data);
	buf_release(&w->scratch);
	return false;
}

static void
walk_release(struct walk *w)
{
	columns_writer_free(w->columns);
	shorthand_free(w->shorthand);
	story_reader_free(w->stories);
	terms_free(w->terms);
	slots_release(&w->slots);
	names_release(&w->digests);
	free(w->digest_cluster);
	buf_release(&w->last_uri);
	buf_release(&w->term);
	arena_release(&w->arena);
	fs_remove_tree(w->scratch.data, NULL);
	buf_release(&w->scratch);
}

static bool
has_slots(const char *writer)
{
	const struct writer_kind *kind = writer_kind_named(writer);

	return kind != NULL && kind->slots;
}

/* That of the stories that are there: what was read of it can be written in. */
static void
use_shorthand(struct walk *w)
{
	size_t len;
	const char *words =
		shorthand_words(w->in->columns.stored.shorthand, &len);

	w->shorthand = shorthand_new(words, len, NULL);
	columns_use_shorthand(w->columns, w->shorthand);
}

void
inspect_stories(struct inspection *in)
{
	struct findings findings[ASPECTS] = { 0 };
	struct walk w = { .in = in };

	if (!make_scratch(&w))
		return;
	w.stories = story_reader_new(&in->columns);
	w.columns = columns_writer_new(w.scratch.data);
	use_shorthand(&w);
	w.with_slots = in->has_manifest && has_slots(in->manifest.writer);
	w.terms = terms_new(
		in->has_manifest ? in->manifest.fallback_language : NULL);
	for (w.docid = 1; w.docid <= in->columns.stories; w.docid++)
		look_at(&w, findings);
	tell_findings(in, findings);
	/* with a story missing every column would seem to be wrong */
	if (findings[0].stories == 0)
		compare_made(&w);
	buf_printf(&in->summary, "%u stories, as their columns%s say",
		in->columns.stories, w.with_slots ? " and slots" : "");
	walk_release(&w);
}
