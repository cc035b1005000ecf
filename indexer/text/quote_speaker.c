#include "indexer/text/quote_speaker.h"

#include "engine/passages/snippet.h"
#include "indexer/text/quote_tokens.h"
#include "indexer/text/quote_words.h"

#include <string.h>

/* Words between the verb and the quote: told reporters in Minsk on Monday;
 * fewer if the quote is so short that it may be mere irony. */
#define VERB_REACH 14
#define VERB_REACH_SHORT 8
#define APPOSITION_WORDS 14
#define FULL_QUOTE_WORDS 4
#define NAME_WORDS 6
#define WORK_WORDS 7

/* ---- names ---- */

static bool
is_one_of(const struct quote_words *w, int i, const char *list)
{
	const struct quote_word *word = &w->items[i];
	size_t len = word->end - word->start;

	while (*list != '\0') {
		size_t n = strcspn(list, " ");

		if (n == len && memcmp(list, w->text + word->start, n) == 0)
			return true;
		list += n + strspn(list + n, " ");
	}
	return false;
}

/* de, van, bin: small words within names; others only behind one of them. */
static bool
is_particle(const struct quote_words *w, int i)
{
	/* None is longer; none has a capital. */
	if (w->items[i].end - w->items[i].start > 3 || w->items[i].capital)
		return false;
	return is_one_of(w, i,
		       "al ben bin da de del di do dos du el ibn ter van von "
		       "zu") ||
	       (i > 0 && is_one_of(w, i, "den der la las le los") &&
		       is_one_of(w, i - 1, "de van von"));
}

/* A word that a name may be made of. */
static bool
is_name_word(const struct quote_words *w, int i)
{
	return i >= 0 && i < w->count && w->items[i].capital &&
	       !(w->items[i].kinds & QUOTE_PRONOUN);
}

/* Behind the name that begins with word i. */
static int
name_end(const struct quote_words *w, int i)
{
	int end = i + 1;

	while (end < w->count && !w->items[end].apart &&
		!w->items[end - 1].possessive) {
		int next = end;

		while (next < w->count && next < end + 2 &&
			!w->items[next].apart && is_particle(w, next))
			next++;
		if (!is_name_word(w, next) || w->items[next].apart)
			break;
		end = next + 1;
	}
	return end;
}

/* Where the name that ends with word i begins. */
static int
name_begin(const struct quote_words *w, int i)
{
	while (i > 0 && !w->items[i].apart) {
		int before = i - 1;

		while (before > 0 && before > i - 3 &&
			!w->items[before].apart && is_particle(w, before))
			before--;
		if (!is_name_word(w, before) || w->items[before].possessive ||
			(before < i - 1 && w->items[before + 1].apart))
			break;
		i = before;
	}
	return i;
}

/* Without what is no name: titles and all before them, and the words that
 * begin a sentence. */
static int
without_titles(const struct quote_words *w, int begin, int end)
{
	for (int i = begin; i + 1 < end; i++)
		if (w->items[i].kinds & QUOTE_TITLE)
			begin = i + 1;
	while (begin < end && (w->items[begin].kinds & ~QUOTE_SAYS) != 0)
		begin++;
	return begin;
}

uint32_t
quote_name_begin(const char *text, uint32_t from, uint32_t start, uint32_t end)
{
	struct quote_words w;
	int begin;

	quote_words_split(&w, text, from, end);
	if (w.count == 0 || w.items[w.count - 1].start != start)
		return start;
	begin = without_titles(&w, name_begin(&w, w.count - 1), w.count);
	return begin < w.count ? w.items[begin].start : start;
}

/* Words [begin, end) as the speaker, without titles and the like before the
 * name; false if that leaves nothing. */
static bool
take_name(const struct quote_words *w, int begin, int end, struct stated *out)
{
	begin = without_titles(w, begin, end);
	while (begin + 1 < end && is_one_of(w, begin, "den der la las le los"))
		begin++;
	if (begin == end || end - begin > NAME_WORDS ||
		w->items[end - 1].possessive)
		return false;
	out->kind = STATED_NAME;
	out->start = w->items[begin].start;
	out->end = w->items[end - 1].end;
	out->article = begin > 0 && !w->items[begin].apart &&
		       is_one_of(w, begin - 1, "the The a A an An");
	return true;
}

static bool
take_pronoun(const struct quote_words *w, int i, struct stated *out)
{
	out->kind = STATED_PRONOUN;
	out->start = w->items[i].start;
	out->end = w->items[i].end;
	return true;
}

/* Does "for" or the like stand before the name: a spokesman for Nordsee, the
 * head of the Ferry Union? */
static bool
is_of_another(const struct quote_words *w, int begin)
{
	const struct quote_word *items = w->items;

	if (begin == 0 || items[begin].apart)
		return false;
	begin--;
	if (begin > 0 && items[begin].kinds & QUOTE_TITLE &&
		!items[begin].capital && !items[begin].apart)
		begin--;
	return items[begin].kinds & QUOTE_BEFORE &&
	       !(items[begin].kinds & (QUOTE_SAYS | QUOTE_TITLE));
}

/* ---- who stands where ---- */

/*
 * Smith, a fisherman from the islands, said: the name before a comma, the
 * farthest one from word `verb`, which has a comma before it too.  What stands
 * nearer describes it.
 */
static bool
name_before_apposition(
	const struct quote_words *w, int verb, struct stated *out)
{
	bool found = false;

	for (int i = verb; i > 0 && i >= verb - APPOSITION_WORDS; i--) {
		int begin;

		if (!w->items[i].apart || !is_name_word(w, i - 1))
			continue;
		begin = name_begin(w, i - 1);
		if (!is_of_another(w, begin))
			found |= take_name(w, begin, i, out);
	}
	return found;
}

/* Whose the verb is, by what stands before it. */
static bool
subject_before(const struct quote_words *w, int verb, struct stated *out)
{
	int last = verb - 1, begin;

	while (last >= 0 && last > verb - 4 && !w->items[last + 1].apart &&
		!w->items[last].capital && w->items[last].kinds & QUOTE_HELPS &&
		!(w->items[last].kinds & QUOTE_PRONOUN))
		last--;
	if (last < 0)
		return false;
	if (w->items[last + 1].apart)
		return name_before_apposition(w, last + 1, out);
	if (w->items[last].kinds & QUOTE_PRONOUN)
		return take_pronoun(w, last, out);
	if (w->items[last].kinds & QUOTE_WHO && w->items[last].apart)
		return name_before_apposition(w, last, out);
	if (!is_name_word(w, last))
		return false;
	begin = name_begin(w, last);
	return !is_of_another(w, begin) && take_name(w, begin, last + 1, out);
}

/* NSC in "said NSC spokesman Paul Brandt". */
static bool
is_office(const struct quote_words *w, int end)
{
	return end < w->count && !w->items[end].apart &&
	       !w->items[end].capital && w->items[end].kinds & QUOTE_TITLE;
}

/* The first name from word i on, before the next verb: said the head of the
 * union, John Smith. */
static bool
name_behind(const struct quote_words *w, int i, int reach, struct stated *out)
{
	int first = i, end;

	if (i < w->count && w->items[i].kinds & QUOTE_PRONOUN)
		return take_pronoun(w, i, out);
	for (; i < w->count && i < first + reach; i = end) {
		end = i + 1;
		if (w->items[i].kinds & (QUOTE_SAYS | QUOTE_WHO) &&
			!w->items[i].capital)
			return false;
		if (!is_name_word(w, i))
			continue;
		end = name_end(w, i);
		if ((i == first || !is_of_another(w, i)) &&
			!is_office(w, end) && take_name(w, i, end, out))
			return true;
	}
	return false;
}

/* The name behind "according to", word i. */
static bool
name_according(const struct quote_words *w, int i, struct stated *out)
{
	i++;
	while (i < w->count && !w->items[i].capital &&
		w->items[i].kinds & QUOTE_BEFORE)
		i++;
	return name_behind(w, i, VERB_REACH, out);
}

/* The verb of saying that begins at word i, helpers before it; where it ends,
 * or i if there is none. */
static int
verb_end(const struct quote_words *w, int i)
{
	int at = i;

	while (at < w->count && at < i + 3 && !w->items[at].capital &&
		w->items[at].kinds & QUOTE_HELPS &&
		!(w->items[at].kinds & (QUOTE_SAYS | QUOTE_PRONOUN)))
		at++;
	return at < w->count && w->items[at].kinds & QUOTE_SAYS &&
			       !w->items[at].capital
		       ? at + 1
		       : i;
}

/* ---- behind the quote ---- */

/* Does what stands beside the closing mark lead on to who speaks? */
static bool
leads_on(const struct quote_place *place, const struct quote_words *w)
{
	const struct quoted *q = place->quote;
	const char *text = place->text;
	char last = text[q->end - 1];
	uint32_t next = q->close;

	while (next < place->to && text[next] == ' ')
		next++;
	if (next < place->to &&
		(text[next] == ',' || text[next] == '-' ||
			(place->to - next > 3 &&
				(memcmp(text + next, "–", 3) == 0 ||
					memcmp(text + next, "—", 3) == 0))))
		return true;
	if (last == ',' || last == '!' || last == '?' || last == '-')
		return true;
	if (last == '.' || (next < place->to && text[next] == '.'))
		return w->count > 0 && !w->items[0].capital &&
		       verb_end(w, 0) > 0 && text[next] != '.';
	return quote_count_words(text, q->start, q->end, FULL_QUOTE_WORDS) ==
	       FULL_QUOTE_WORDS;
}

static bool
stated_behind(const struct quote_place *place, struct stated *out)
{
	uint32_t from = place->quote->close, to = place->to;
	struct quote_words w;
	int i;

	if (to - from > QUOTE_REACH)
		to = from + QUOTE_REACH;
	if (from >= to)
		return false;
	to = (uint32_t)sentence_end(place->text, to, from);
	quote_words_split(&w, place->text, from, to);
	if (w.count == 0 || !leads_on(place, &w))
		return false;
	i = verb_end(&w, 0);
	if (i > 0)
		return name_behind(&w, i, VERB_REACH, out);
	if (w.items[0].kinds & QUOTE_ACCORDING)
		return name_according(&w, 0, out);
	if (!w.items[0].capital &&
		w.items[0].kinds & (QUOTE_BEFORE | QUOTE_HELPS) &&
		!(w.items[0].kinds & (QUOTE_TITLE | QUOTE_PRONOUN)))
		return false; /* "...", and then another clause */
	for (i = 1; i < w.count && i < VERB_REACH; i++)
		if (verb_end(&w, i) > i)
			return subject_before(&w, i, out);
	return false;
}

/* ---- before the quote ---- */

/* Where the sentence begins that the quote is in: the quote itself, if none
 * began before it. */
static uint32_t
sentence_begin(const struct quote_place *place)
{
	uint32_t from = place->from, at = place->quote->open;
	const char *text = place->text;

	if (at - from > QUOTE_REACH) {
		from = at - QUOTE_REACH;
		while (from < at && text[from] != ' ')
			from++;
	}
	while (from < at) {
		size_t end = sentence_end(text, place->quote->end, from);

		if (end >= at)
			break;
		from = (uint32_t)end;
		while (from < at && text[from] == ' ')
			from++;
	}
	return from;
}

/* The character before the quote, blanks aside. */
static char
sign_before(const struct quote_place *place)
{
	uint32_t at = place->quote->open;

	while (at > place->from && place->text[at - 1] == ' ')
		at--;
	return at > place->from ? place->text[at - 1] : '\0';
}

/* The last word of one kind; -1 if there is none. */
static int
last_of(const struct quote_words *w, unsigned kind)
{
	int i = w->count - 1;

	while (i >= 0 && (!(w->items[i].kinds & kind) ||
				 (kind == QUOTE_SAYS && w->items[i].capital)))
		i--;
	return i;
}

/* "State of the Union": all its longer words have capitals. */
static bool
is_work(const struct quote_place *place)
{
	struct quote_words w;
	int capitals = 0;

	quote_words_split(
		&w, place->text, place->quote->start, place->quote->end);
	for (int i = 0; i < w.count; i++) {
		if (w.items[i].capital)
			capitals++;
		else if (w.items[i].end - w.items[i].start > 3)
			return false;
	}
	return capitals > 0;
}

static bool
stated_before(const struct quote_place *place, struct stated *out)
{
	const struct quoted *q = place->quote;
	char sign = sign_before(place);
	unsigned length = quote_count_words(
		place->text, q->start, q->end, WORK_WORDS + 1);
	bool brief = length < 3;
	int verb, according;
	struct quote_words w;

	if (sign != ':' && length <= WORK_WORDS && is_work(place))
		return false;
	quote_words_split(&w, place->text, sentence_begin(place), q->open);
	verb = last_of(&w, QUOTE_SAYS);
	according = last_of(&w, QUOTE_ACCORDING);
	if (according > verb && !brief)
		return name_according(&w, according, out);
	if (verb >= 0 && w.items[verb].apart && is_name_word(&w, verb + 1))
		return name_behind(&w, verb + 1, VERB_REACH, out);
	if (verb >= 0 &&
		w.count - verb - 1 <= (brief ? VERB_REACH_SHORT : VERB_REACH))
		return subject_before(&w, verb, out) ||
		       ((sign == ':' || sign == ',') &&
			       name_behind(&w, verb + 1, VERB_REACH, out));
	return verb < 0 && sign == ':' && is_name_word(&w, 0) &&
	       name_end(&w, 0) == w.count && take_name(&w, 0, w.count, out);
}

void
quote_speaker_stated(const struct quote_place *place, struct stated *out)
{
	memset(out, 0, sizeof(*out));
	if (stated_behind(place, out)) {
		out->behind = true;
		return;
	}
	memset(out, 0, sizeof(*out));
	if (!stated_before(place, out))
		memset(out, 0, sizeof(*out));
}
