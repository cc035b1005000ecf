/*
 * The counting pass.  Nothing is ranked here, so Xapian's matcher is asked
 * for phrases only: a term is a walk along its posting list, which takes less
 * than half of the matcher's time, and the rest is arithmetic on sets.  Where
 * words stand is the business of xap_placed.cc.
 */
#include "engine/xap/xap_match.hh"
#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_placed.hh"
#include "engine/xap/xap_query.hh"
#include "engine/xap/xap_reader.hh"
#include "engine/xap/xap_set.hh"
#include "engine/xap/xap_source.hh"

#include <string>
#include <utility>

namespace
{

/* Puts the documents of a match into a set, as they are met. */
class collector : public Xapian::MatchSpy
{
	docid_set &found;

      public:
	explicit collector(docid_set &into) : found(into)
	{
	}

	void operator()(const Xapian::Document &doc, double) override
	{
		found.add(doc.get_docid());
	}
};

/*
 * Each function adds matches to `into`, and only those in the set `in` unless
 * that is null; so what is in the outermost `into` when `stopped` is thrown is
 * true.
 */
class counting
{
	const Xapian::Database &db;
	const struct stop *stop;
	patience polled;
	const uint32_t last;

	uint32_t most(const struct match_query *query) const;
	void walk(const std::string &term, docid_set &into);
	void leap(
		const std::string &term, const docid_set &in, docid_set &into);
	void term(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void span(uint32_t first, uint32_t final, const docid_set *in,
		docid_set &into);
	void list(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void phrase(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void any(const struct match_query *query, uint32_t from,
		const docid_set *in, docid_set &into);
	void every(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void without(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void quorum(const struct match_query *query, const docid_set *in,
		docid_set &into);
	void placed(const struct match_query *query, const docid_set *in,
		docid_set &into);

      public:
	counting(const Xapian::Database &of, const struct stop *asked)
	    : db(of), stop(asked), polled(asked), last(of.get_lastdocid())
	{
	}

	void add(const struct match_query *query, const docid_set *in,
		docid_set &into);
};

/* No more documents than this match: what to begin an AND with. */
uint32_t
counting::most(const struct match_query *query) const
{
	uint64_t sum = 0;
	uint32_t least = last;

	switch (query->op) {
	case MATCH_NOTHING:
		return 0;
	case MATCH_TERM:
		return possible_term(query->term, query->term_len)
			       ? db.get_termfreq(std::string(
					 query->term, query->term_len))
			       : 0;
	case MATCH_RANGE:
		if (query->first > query->last)
			return 0;
		return std::min<uint64_t>(
			last, uint64_t(query->last) - query->first + 1);
	case MATCH_AND:
	case MATCH_FILTER:
		for (uint32_t i = 0; i < query->nkids; i++)
			least = std::min(least, most(query->kids[i]));
		return least;
	case MATCH_OR:
	case MATCH_SYNONYM:
		for (uint32_t i = 0; i < query->nkids; i++)
			sum += most(query->kids[i]);
		return std::min<uint64_t>(sum, last);
	case MATCH_DOCIDS:
		return query->ndocids;
	case MATCH_AND_NOT:
	case MATCH_UNWEIGHTED:
	case MATCH_MAYBE:
	case MATCH_SCALED:
		return most(first_kid(query));
	case MATCH_PHRASE: /* dear: the other kids first */
	case MATCH_PLACED:
	case MATCH_QUORUM:
	case MATCH_ALL:
	case MATCH_LEVELS:
		break;
	}
	return last;
}

void
counting::walk(const std::string &term, docid_set &into)
{
	const auto end = db.postlist_end(term);

	for (auto it = db.postlist_begin(term); it != end; ++it) {
		polled.turn();
		into.add(*it);
	}
}

/* List and set take turns in saying where to go on. */
void
counting::leap(const std::string &term, const docid_set &in, docid_set &into)
{
	auto it = db.postlist_begin(term);
	const auto end = db.postlist_end(term);
	uint32_t docid = in.next_from(1);

	while (docid != 0 && it != end) {
		polled.turn();
		it.skip_to(docid);
		if (it == end)
			return;
		if (*it == docid)
			into.add(docid++);
		else
			docid = *it;
		docid = in.next_from(docid);
	}
}

void
counting::term(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	if (!possible_term(query->term, query->term_len))
		return;
	const std::string text(query->term, query->term_len);

	if (query->docids != nullptr) {
		docid_set among(last);

		list(query, in, among);
		leap(text, among, into);
	} else if (in != nullptr) {
		leap(text, *in, into);
	} else {
		walk(text, into);
	}
}

void
counting::span(
	uint32_t first, uint32_t final, const docid_set *in, docid_set &into)
{
	docid_set all(last);

	all.add_span(first, final);
	if (in != nullptr)
		all.keep_only(*in);
	into.add_all_of(all);
}

void
counting::list(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	for (uint32_t i = 0; i < query->ndocids; i++)
		if (in == nullptr || in->has(query->docids[i]))
			into.add(query->docids[i]);
}

void
counting::phrase(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	Xapian::Query asked = build_query(db, query, stop);
	Xapian::Enquire enquire(db);
	collector spy(into);

	if (in != nullptr)
		asked = Xapian::Query(Xapian::Query::OP_FILTER, asked,
			Xapian::Query((new set_source(*in, stop))->release()));
	enquire.set_query(asked);
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	enquire.add_matchspy(&spy);
	enquire.get_mset(0, 0, last);
}

void
counting::any(const struct match_query *query, uint32_t from,
	const docid_set *in, docid_set &into)
{
	for (uint32_t i = from; i < query->nkids; i++)
		add(query->kids[i], in, into);
}

/* The kid with the fewest matches confines the next, and so on. */
void
counting::every(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	std::vector<std::pair<uint32_t, const struct match_query *>> kids;
	docid_set left(last);
	const docid_set *within = in;

	for (uint32_t i = 0; i < query->nkids; i++)
		kids.emplace_back(most(query->kids[i]), query->kids[i]);
	std::stable_sort(kids.begin(), kids.end(),
		[](auto &a, auto &b) { return a.first < b.first; });
	for (size_t i = 0; i < kids.size(); i++) {
		docid_set next(last);

		if (i + 1 == kids.size())
			return add(kids[i].second, within, into);
		add(kids[i].second, within, next);
		if (next.next_from(1) == 0)
			return;
		std::swap(left, next);
		within = &left;
	}
}

void
counting::without(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	docid_set left(last), unwanted(last);

	add(first_kid(query), in, left);
	any(query, 1, &left, unwanted);
	left.drop_all_of(unwanted);
	into.add_all_of(left);
}

/* Each kid counts once in a document. */
void
counting::quorum(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	std::vector<uint32_t> have(last + 1);

	for (uint32_t i = 0; i < query->nkids; i++) {
		docid_set one(last);

		add(query->kids[i], in, one);
		for (uint32_t d = one.next_from(1); d != 0;
			d = one.next_from(d + 1))
			if (++have[d] == query->need)
				into.add(d);
	}
}

void
counting::placed(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	docid_set candidates(last);

	add(first_kid(query), in, candidates);
	add_placed(db, *query->placed, candidates, stop, into);
}

void
counting::add(
	const struct match_query *query, const docid_set *in, docid_set &into)
{
	switch (query->op) {
	case MATCH_NOTHING:
		return;
	case MATCH_ALL:
	case MATCH_LEVELS:
		return span(1, last, in, into);
	case MATCH_RANGE:
		return span(query->first, query->last, in, into);
	case MATCH_TERM:
		return term(query, in, into);
	case MATCH_PHRASE:
		return phrase(query, in, into);
	case MATCH_OR:
	case MATCH_SYNONYM:
		return any(query, 0, in, into);
	case MATCH_AND:
	case MATCH_FILTER:
		return every(query, in, into);
	case MATCH_AND_NOT:
		return without(query, in, into);
	case MATCH_UNWEIGHTED:
	case MATCH_MAYBE:
	case MATCH_SCALED:
		return add(first_kid(query), in, into);
	case MATCH_QUORUM:
		return quorum(query, in, into);
	case MATCH_PLACED:
		return placed(query, in, into);
	case MATCH_DOCIDS:
		return list(query, in, into);
	}
	throw Xapian::InvalidArgumentError("a query of no known kind");
}

} // namespace

void
add_matches(const Xapian::Database &db, const struct match_query *query,
	const struct stop *stop, const docid_set *in, docid_set &into)
{
	counting(db, stop).add(query, in, into);
}

namespace
{

/* Returns whether it came to its end. */
bool
collect(struct xap_reader *reader, const struct match_query *query,
	const struct stop *stop)
{
	docid_set found(reader->db.get_lastdocid());
	bool complete = true;

	try {
		patience(stop).look();
		add_matches(reader->db, query, stop, nullptr, found);
	} catch (const stopped &s) {
		if (s.kind != ERR_STOPPED)
			throw;
		complete = false;
	}
	reader->matches.clear();
	found.list(reader->matches);
	return complete;
}

} // namespace

extern "C" bool
xap_reader_matches(struct xap_reader *reader, const struct match_query *query,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err)
{
	return guarded(err, [&] {
		*complete = collect(reader, query, stop);
		*docids = reader->matches.data();
		*n = reader->matches.size();
	});
}
