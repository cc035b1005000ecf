#include "engine/xap/xap_query.hh"

#include "engine/index/term_list.h"
#include "engine/xap/xap_match.hh"
#include "engine/xap/xap_source.hh"

#include <algorithm>
#include <string>
#include <vector>

bool
possible_term(const char *term, size_t len)
{
	size_t stored = len + std::count(term, term + len, '\0');

	return len > 0 && stored <= TERM_MAX;
}

const struct match_query *
first_kid(const struct match_query *query)
{
	if (query->nkids == 0)
		throw Xapian::InvalidArgumentError("an operator of nothing");
	return query->kids[0];
}

namespace
{

class builder
{
	const Xapian::Database &db;
	const struct stop *stop;
	const docid_set *among; /* null, or whatever the whole can match */

	std::vector<Xapian::Query> kids(
		const struct match_query *query, uint32_t from);
	Xapian::Query joined(Xapian::Query::op op,
		const struct match_query *query, uint32_t from);
	Xapian::Query list(const struct match_query *query);
	Xapian::Query term(const struct match_query *query);
	Xapian::Query span(uint32_t first, uint32_t last);
	Xapian::Query phrase(const struct match_query *query);
	Xapian::Query synonym(const struct match_query *query);
	Xapian::Query set(const struct match_query *query);

      public:
	builder(const Xapian::Database &of, const struct stop *asked,
		const docid_set *all)
	    : db(of), stop(asked), among(all)
	{
	}

	Xapian::Query build(const struct match_query *query);
};

Xapian::Query
unweighted(const Xapian::Query &query)
{
	return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0.0);
}

Xapian::Query
builder::term(const struct match_query *query)
{
	if (!possible_term(query->term, query->term_len))
		return Xapian::Query();
	Xapian::Query word(std::string(query->term, query->term_len));
	if (query->docids == nullptr)
		return word;
	return Xapian::Query(Xapian::Query::OP_FILTER, word, list(query));
}

Xapian::Query
builder::list(const struct match_query *query)
{
	return Xapian::Query(
		(new docid_list(query->docids, query->ndocids, stop))
			->release());
}

Xapian::Query
builder::span(uint32_t first, uint32_t last)
{
	return Xapian::Query((new docid_span(first, last, stop))->release());
}

/* Under one operator; a lone query goes without. */
Xapian::Query
under(Xapian::Query::op op, const std::vector<Xapian::Query> &queries)
{
	if (queries.size() == 1)
		return queries[0];
	return Xapian::Query(op, queries.begin(), queries.end());
}

std::vector<Xapian::Query>
builder::kids(const struct match_query *query, uint32_t from)
{
	std::vector<Xapian::Query> built;

	for (uint32_t i = from; i < query->nkids; i++)
		built.push_back(build(query->kids[i]));
	return built;
}

Xapian::Query
builder::joined(
	Xapian::Query::op op, const struct match_query *query, uint32_t from)
{
	return under(op, kids(query, from));
}

/* Terms, and alternatives of terms: what may count as one word.  A term that is
 * confined to some stories matches beside them, without weight. */
bool
is_word(const struct match_query *query)
{
	if (query->op == MATCH_TERM)
		return query->docids == nullptr;
	if (query->op != MATCH_OR && query->op != MATCH_SYNONYM)
		return false;
	return std::all_of(query->kids, query->kids + query->nkids, is_word);
}

/*
 * Xapian asks the kids of a synonym for statistics that a posting source
 * cannot give, and spans and phrases hold posting sources.
 */
Xapian::Query
builder::synonym(const struct match_query *query)
{
	std::vector<Xapian::Query> words, others;

	for (uint32_t i = 0; i < query->nkids; i++)
		(is_word(query->kids[i]) ? words : others)
			.push_back(build(query->kids[i]));
	Xapian::Query word = under(Xapian::Query::OP_SYNONYM, words);
	if (others.empty())
		return word;
	return Xapian::Query(Xapian::Query::OP_OR, word,
		unweighted(under(Xapian::Query::OP_OR, others)));
}

/* Polls for every candidate, below the positional filter. */
Xapian::Query
builder::phrase(const struct match_query *query)
{
	std::vector<Xapian::Query> words = kids(query, 0);

	if (words.size() == 1)
		return words[0];
	for (const Xapian::Query &word : words)
		if (word.empty())
			return Xapian::Query();
	return Xapian::Query(Xapian::Query::OP_FILTER,
		Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(),
			words.end(), words.size()),
		span(1, UINT32_MAX));
}

/* What Xapian has no operator for. */
Xapian::Query
builder::set(const struct match_query *query)
{
	docid_set found(db.get_lastdocid());

	add_matches(db, query, stop, among, found);
	return Xapian::Query(
		(new found_set(std::move(found), stop))->release());
}

Xapian::Query
builder::build(const struct match_query *query)
{
	using Xapian::Query;

	switch (query->op) {
	case MATCH_ALL: /* not Query::MatchAll, which threads would share */
		return unweighted(Query(std::string()));
	case MATCH_NOTHING:
		return Query();
	case MATCH_TERM:
		return term(query);
	case MATCH_AND:
		return joined(Query::OP_AND, query, 0);
	case MATCH_OR:
		return joined(Query::OP_OR, query, 0);
	case MATCH_SYNONYM:
		return synonym(query);
	case MATCH_AND_NOT:
		return Query(Query::OP_AND_NOT, build(first_kid(query)),
			joined(Query::OP_OR, query, 1));
	case MATCH_FILTER:
		return joined(Query::OP_FILTER, query, 0);
	case MATCH_PHRASE:
		return phrase(query);
	case MATCH_UNWEIGHTED:
		return unweighted(build(first_kid(query)));
	case MATCH_SCALED:
		return Query(Query::OP_SCALE_WEIGHT, build(first_kid(query)),
			query->factor);
	case MATCH_LEVELS:
		return Query(
			(new docid_levels(query->levels, query->nlevels, stop))
				->release());
	case MATCH_DOCIDS:
		return list(query);
	case MATCH_RANGE:
		return span(query->first, query->last);
	case MATCH_QUORUM:
	case MATCH_PLACED:
		return set(query);
	case MATCH_MAYBE:
		return Query(Query::OP_AND_MAYBE, build(first_kid(query)),
			joined(Query::OP_OR, query, 1));
	}
	throw Xapian::InvalidArgumentError("a query of no known kind");
}

/* Is there something that is matched as a set? */
bool
has_sets(const struct match_query *query)
{
	if (query->op == MATCH_QUORUM || query->op == MATCH_PLACED)
		return true;
	return std::any_of(query->kids, query->kids + query->nkids, has_sets);
}

} // namespace

/*
 * Sets are made of what the whole query matches alone: it is looked up without
 * ranking first, words without a place and filters before the others, and
 * ranked are those documents and no more.
 */
Xapian::Query
build_query(const Xapian::Database &db, const struct match_query *query,
	const struct stop *stop)
{
	if (!has_sets(query))
		return builder(db, stop, nullptr).build(query);
	docid_set all(db.get_lastdocid());

	add_matches(db, query, stop, nullptr, all);
	Xapian::Query built = builder(db, stop, &all).build(query);
	return Xapian::Query(Xapian::Query::OP_FILTER, built,
		Xapian::Query(
			(new found_set(std::move(all), stop))->release()));
}
