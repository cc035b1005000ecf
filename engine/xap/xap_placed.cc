/*
 * xap_placed.cc - positions out of the database, for the matcher of
 * engine/plan/placed.h
 *
 * Xapian keeps positions by term, then docid.  So candidates are taken some
 * thousands at a time, and of these the positions of one term after the
 * other, in the order of docids: then most of them are found in the block
 * that is at hand.
 */
#include "engine/xap/xap_placed.hh"

#include "engine/index/marks.h"
#include "engine/plan/placed.h"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_query.hh"
#include "engine/xap/xap_source.hh"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace
{

constexpr size_t BATCH = 4096; /* documents */

/* Arrays of C that are used again and given back. */
struct scratch {
	struct placed_scratch matcher = {};
	struct marks marks = {};

	scratch() = default;
	scratch(const scratch &) = delete;
	scratch &operator=(const scratch &) = delete;

	~scratch()
	{
		placed_scratch_release(&matcher);
		marks_release(&marks);
	}
};

/* Where one word stands in each document of a batch: those of document i
 * are positions[start[i] .. start[i + 1]). */
struct places {
	std::vector<uint32_t> start, positions;
};

/* One document's windows, scope by scope, of those that are asked for. */
class windows
{
	const uint32_t asked; /* a bit a scope */
	std::vector<struct placed_window> of[SCOPES];

	bool wants(enum query_scope scope) const
	{
		return asked >> scope & 1;
	}

	void add(enum query_scope scope, uint32_t first, uint32_t last)
	{
		of[scope].push_back({ first, last });
	}

	/* One that ends where the next of its kind begins. */
	void begin(enum query_scope scope, uint32_t first)
	{
		if (!of[scope].empty())
			of[scope].back().last = first - 1;
		add(scope, first, MARKS_LAST);
	}

      public:
	explicit windows(uint32_t scopes) : asked(scopes)
	{
	}

	void take(const struct marks &marks, struct placed_story &story);
};

void
windows::take(const struct marks &marks, struct placed_story &story)
{
	for (auto &list : of)
		list.clear();
	if (marks.below > 0) {
		add(SCOPE_BODY, marks.below, MARKS_LAST);
		add(SCOPE_LEAD, marks.below, marks.lead);
	}
	for (size_t i = 0; i < marks.nquotes && wants(SCOPE_SAID); i++)
		add(SCOPE_SAID, marks.quotes[i].first, marks.quotes[i].last);
	for (size_t i = 0; i < marks.nsentences && wants(SCOPE_SENTENCE); i++)
		begin(SCOPE_SENTENCE, marks.sentences[i].first);
	for (size_t i = 0; i < marks.nsentences && wants(SCOPE_PARAGRAPH); i++)
		if (marks.sentences[i].paragraph)
			begin(SCOPE_PARAGRAPH, marks.sentences[i].first);
	for (int i = 0; i < SCOPES; i++)
		story.windows[i] = { of[i].data(), uint32_t(of[i].size()) };
}

class placing
{
	const Xapian::Database &db;
	const struct match_placed &asked;
	const struct stop *stop;
	patience polled;
	struct scratch kept;
	std::vector<uint32_t> batch; /* docids, ascending */
	std::vector<struct places> words;
	std::vector<std::pair<uint32_t, uint32_t>> pairs; /* of one word */
	std::vector<size_t> runs;			  /* of its forms */
	class windows windows;
	std::vector<struct placed_word> story_words;

	bool is_known(uint32_t docid) const
	{
		return asked.known[docid / 64] >> docid % 64 & 1;
	}

	bool is_found(uint32_t docid) const
	{
		return asked.found[docid / 64] >> docid % 64 & 1;
	}

	bool speaks(uint32_t docid, uint32_t languages) const;
	void read(const struct match_form &form, uint32_t shift);
	void merge();
	void gather(const struct match_word &word, struct places &into);
	bool matches(uint32_t i);
	void match_batch(docid_set &into);

      public:
	placing(const Xapian::Database &of, const struct match_placed &what,
		const struct stop *asked_to)
	    : db(of), asked(what), stop(asked_to), polled(asked_to),
	      words(what.nwords), windows(what.scopes), story_words(what.nwords)
	{
	}

	void add(const docid_set &candidates, docid_set &into);
};

/* Is the document in one of these languages? */
bool
placing::speaks(uint32_t docid, uint32_t languages) const
{
	uint32_t language =
		std::min<uint32_t>(asked.language[docid - 1], asked.nlanguages);

	return languages >> asked.bits[language] & 1;
}

/* Where the form stands in the batch, document by document. */
void
placing::read(const struct match_form &form, uint32_t shift)
{
	const std::string term(form.term, form.term_len);
	auto it = db.postlist_begin(term);
	const auto end = db.postlist_end(term);

	for (auto at = batch.begin(); at != batch.end() && it != end;) {
		polled.turn();
		it.skip_to(*at);
		if (it == end)
			return;
		if (*it != *at) {
			at = std::lower_bound(at, batch.end(), *it);
			continue;
		}
		if (speaks(*at, form.languages)) {
			const uint32_t i = at - batch.begin();
			const auto last = it.positionlist_end();

			for (auto p = it.positionlist_begin(); p != last; ++p)
				pairs.emplace_back(i, *p + shift);
		}
		++at;
	}
}

/* Each form has left its positions in order behind those of the others:
 * runs[i] is where the i-th begins. */
void
placing::merge()
{
	while (runs.size() > 1) {
		size_t left = 0;

		for (size_t i = 0; i < runs.size(); i += 2) {
			const size_t next = i + 2 < runs.size() ? runs[i + 2]
								: pairs.size();

			if (i + 1 < runs.size())
				std::inplace_merge(pairs.begin() + runs[i],
					pairs.begin() + runs[i + 1],
					pairs.begin() + next);
			runs[left++] = runs[i];
		}
		runs.resize(left);
	}
	pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

void
placing::gather(const struct match_word &word, struct places &into)
{
	size_t next = 0;

	pairs.clear();
	runs.clear();
	for (uint32_t i = 0; i < word.nforms; i++) {
		const size_t before = pairs.size();

		if (possible_term(word.forms[i].term, word.forms[i].term_len))
			read(word.forms[i], word.shift);
		if (pairs.size() > before)
			runs.push_back(before);
	}
	if (runs.size() > 1)
		merge();
	into.start.clear();
	into.positions.clear();
	for (uint32_t i = 0; i < batch.size(); i++) {
		into.start.push_back(next);
		for (; next < pairs.size() && pairs[next].first == i; next++)
			into.positions.push_back(pairs[next].second);
	}
	into.start.push_back(next);
}

/* The i-th document of the batch. */
bool
placing::matches(uint32_t i)
{
	struct placed_story story = {};

	for (uint32_t w = 0; w < asked.nwords; w++) {
		const struct places &places = words[w];

		story_words[w] = { places.positions.data() + places.start[i],
			places.start[i + 1] - places.start[i] };
	}
	story.words = story_words.data();
	story.nwords = asked.nwords;
	if (asked.scopes != 0) {
		const uint64_t *start = asked.mark_start + batch[i] - 1;

		if (!marks_read(asked.mark + start[0], start[1] - start[0],
			    &kept.marks))
			throw Xapian::DatabaseCorruptError("a story's marks");
		windows.take(kept.marks, story);
	}
	switch (placed_match(asked.tree, &story, stop, &kept.matcher)) {
	case PLACED_NO:
		return false;
	case PLACED_YES:
		return true;
	case PLACED_STOPPED:
		polled.look();
		break;
	case PLACED_TOO_MANY:
		break;
	}
	throw stopped{ ERR_BROAD,
		"a story has these words near each other in too many ways" };
}

void
placing::match_batch(docid_set &into)
{
	for (uint32_t w = 0; w < asked.nwords; w++)
		gather(asked.words[w], words[w]);
	for (uint32_t i = 0; i < batch.size(); i++) {
		const uint32_t d = batch[i];
		const uint64_t bit = uint64_t(1) << d % 64;

		polled.turn();
		if (matches(i)) {
			into.add(d);
			asked.found[d / 64] |= bit;
		}
		asked.known[d / 64] |= bit;
	}
	batch.clear();
}

void
placing::add(const docid_set &candidates, docid_set &into)
{
	for (uint32_t d = candidates.next_from(1); d != 0;
		d = candidates.next_from(d + 1)) {
		if (!is_known(d)) {
			batch.push_back(d);
			if (batch.size() == BATCH)
				match_batch(into);
		} else if (is_found(d)) {
			into.add(d);
		}
	}
	match_batch(into);
}

} // namespace

void
add_placed(const Xapian::Database &db, const struct match_placed &asked,
	const docid_set &candidates, const struct stop *stop, docid_set &into)
{
	placing(db, asked, stop).add(candidates, into);
}
