/*
 * oracle_shrink.h - what is left of a disagreement when nothing can go
 *
 * Fewer stories, shorter texts, a smaller query, as long as the engine and
 * the scan still disagree; then it is printed.
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_SHRINK_H
#define TESTS_ORACLE_SHRINK_H

#include "base/utf8.h"
#include "tests/unit/oracle_trial.h"

/* Asks trial->text as trial->asked says; fills trial->differs. */
typedef void (*oracle_ask_fn)(struct trial *trial);

struct shrinking {
	oracle_ask_fn ask;
	struct story *stories;
	uint32_t count;
	struct buf text;
	struct oracle_ask asked;
};

/* Is there still a disagreement?  Prints it when it is the last one. */
static inline bool still_differs(struct shrinking *s, bool print);

/* ---- stories ---- */

/* Without stories[at..at+n), if those are not needed. */
static inline bool
drop_stories(struct shrinking *s, uint32_t at, uint32_t n)
{
	struct story *kept = s->stories;
	uint32_t count = s->count;

	if (n >= count)
		return false;
	s->stories = mem_alloc(count * sizeof(*kept));
	memcpy(s->stories, kept, at * sizeof(*kept));
	memcpy(s->stories + at, kept + at + n,
		(count - at - n) * sizeof(*kept));
	s->count = count - n;
	if (still_differs(s, false)) {
		free(kept);
		return true;
	}
	free(s->stories);
	s->stories = kept;
	s->count = count;
	return false;
}

static inline void
shrink_stories(struct shrinking *s)
{
	for (uint32_t n = (s->count + 1) / 2; n > 0; n /= 2)
		for (uint32_t at = 0; at + n <= s->count;)
			if (!drop_stories(s, at, n))
				at += n;
}

/* Parts that a story can do without. */
static inline void
story_without(struct story *story, int part)
{
	if (part == 0)
		story->headline = NULL;
	else if (part == 1)
		story->subhead = NULL;
	else if (part == 2) {
		story->body_text = NULL;
		story->nquotes = 0;
	} else if (part == 3)
		story->nquotes = 0;
	else if (part == 4)
		story->nboilerplate = 0;
	else if (part == 5)
		story->nactors = 0;
	else if (part == 6)
		story->url = story->section = story->agency = NULL;
}
#define STORY_PARTS 7

static inline void
shrink_texts(struct shrinking *s)
{
	for (uint32_t i = 0; i < s->count; i++)
		for (int part = 0; part < STORY_PARTS; part++) {
			struct story whole = s->stories[i];

			story_without(&s->stories[i], part);
			if (!still_differs(s, false))
				s->stories[i] = whole;
		}
}

/* ---- the question ---- */

/* Without text[at..at+n), if that is not needed. */
static inline bool
drop_text(struct shrinking *s, size_t at, size_t n)
{
	struct buf kept = s->text;

	s->text = (struct buf){ 0 };
	buf_add(&s->text, kept.data, at);
	buf_add(&s->text, kept.data + at + n, kept.len - at - n);
	buf_puts(&s->text, "");
	if (utf8_valid(buf_text(&s->text), s->text.len, NULL) &&
		still_differs(s, false)) {
		buf_release(&kept);
		return true;
	}
	buf_release(&s->text);
	s->text = kept;
	return false;
}

static inline void
shrink_text(struct shrinking *s)
{
	for (size_t n = s->text.len; n > 0; n--)
		for (size_t at = 0; at + n <= s->text.len; at++)
			if (drop_text(s, at, n))
				at = 0;
}

static inline void
shrink_ask(struct shrinking *s)
{
	struct oracle_ask whole = s->asked;

	s->asked.ask.nfacets = 0;
	if (!still_differs(s, false))
		s->asked = whole;
	whole = s->asked;
	s->asked.ask.match_any = false;
	if (!still_differs(s, false))
		s->asked = whole;
	whole = s->asked;
	s->asked.ask.collapse = false;
	if (!still_differs(s, false))
		s->asked = whole;
}

/* ---- what is left ---- */

static inline void
print_story(const struct story *story)
{
	const char *none = "-";

	print_error("  %s %s lang=%s outlet=%s section=%s agency=%s url=%s "
		    "cluster=%u\n",
		story->uri,
		story->published.value ? story->published.value : none,
		story->language ? story->language : none,
		story->outlet_name ? story->outlet_name : none,
		story->section ? story->section : none,
		story->agency ? story->agency : none,
		story->url ? story->url : none, story->cluster);
	for (uint32_t i = 0; i < story->nactors; i++)
		print_error("    actor %s\n", story->actors[i].name);
	if (story->headline != NULL)
		print_error("    headline %s\n", story->headline);
	if (story->subhead != NULL)
		print_error("    subhead %s\n", story->subhead);
	if (story->body_text != NULL)
		print_error("    body %s\n", story->body_text);
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		print_error("    boiler %s\n", story->boilerplate[i].text);
}

static inline void
print_trial(struct trial *trial)
{
	struct buf tree = { 0 };

	query_print(trial->parsed.root, &tree);
	print_error("%s: %s\n  asked: %s\n  match=%s collapse=%d facets=%u\n"
		    "  timeline unit=%d norm=%d split=%d field=%d:%u\n"
		    "  read as %s\n",
		trial->differs, trial->detail, buf_text(&trial->text),
		trial->asked.ask.match_any ? "any" : "all",
		trial->asked.ask.collapse, trial->asked.ask.nfacets,
		trial->asked.timeline.unit, trial->asked.timeline.norm,
		trial->asked.timeline.splits, trial->asked.timeline.split.field,
		trial->asked.timeline.split.n, buf_text(&tree));
	buf_release(&tree);
	for (uint32_t i = 0; i < trial->archive->count; i++)
		print_story(&trial->archive->stories[i]);
}

static inline bool
still_differs(struct shrinking *s, bool print)
{
	struct oracle_archive archive;
	struct trial trial;
	bool differs;

	oracle_archive_of(&archive, s->stories, s->count);
	trial_open(&trial, &archive);
	buf_add(&trial.text, buf_text(&s->text), s->text.len);
	trial.asked = s->asked;
	s->ask(&trial);
	differs = trial.differs != NULL;
	if (differs && print)
		print_trial(&trial);
	trial_close(&trial);
	oracle_archive_close(&archive);
	return differs;
}

/* Print the smallest disagreement that is in the one of the trial. */
static inline void
oracle_shrink(const struct trial *trial, oracle_ask_fn ask)
{
	struct shrinking s = {
		.ask = ask,
		.count = trial->archive->count,
		.asked = trial->asked,
	};

	s.stories = mem_alloc(s.count * sizeof(*s.stories));
	memcpy(s.stories, trial->archive->stories,
		s.count * sizeof(*s.stories));
	buf_add(&s.text, buf_text(&trial->text), trial->text.len);
	shrink_stories(&s);
	shrink_ask(&s);
	shrink_text(&s);
	shrink_stories(&s);
	shrink_texts(&s);
	if (!still_differs(&s, true))
		print_error("%s: differs in its whole archive alone\n",
			buf_text(&s.text));
	free(s.stories);
	buf_release(&s.text);
}

#endif
