/*
 * Which documents have enough of many words.  One walk along each posting
 * list, adding up weights: nothing is ranked and nothing is sorted, so thirty
 * words of a story cost what their lists are long.
 */
#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_query.hh"
#include "engine/xap/xap_reader.hh"
#include "engine/xap/xap_source.hh"

#include <algorithm>
#include <string>
#include <vector>

namespace
{

/* What each document has so far. */
class ledger
{
	const Xapian::Database &db;
	patience polled;
	std::vector<float> sums;
	std::vector<uint32_t> last; /* word that was added last, from 1 */

	void add_term(
		const struct match_query *term, uint32_t word, float weight)
	{
		if (!possible_term(term->term, term->term_len))
			return;
		const std::string text(term->term, term->term_len);
		const auto end = db.postlist_end(text);

		for (auto it = db.postlist_begin(text); it != end; ++it) {
			polled.turn();
			if (last[*it] == word || !counts_in(term, *it))
				continue;
			last[*it] = word;
			sums[*it] += weight;
		}
	}

	static bool counts_in(const struct match_query *term, uint32_t docid)
	{
		return term->docids == nullptr ||
		       std::binary_search(term->docids,
			       term->docids + term->ndocids, docid);
	}

      public:
	ledger(const Xapian::Database &of, const struct stop *stop)
	    : db(of), polled(stop), sums(of.get_lastdocid() + 1),
	      last(of.get_lastdocid() + 1)
	{
		polled.look();
	}

	/* A document that has two alternatives has the word once. */
	void add(const struct match_query *query, uint32_t word, float weight)
	{
		if (query->op == MATCH_TERM)
			return add_term(query, word, weight);
		for (uint32_t i = 0; i < query->nkids; i++)
			add(query->kids[i], word, weight);
	}

	void list(double least, std::vector<uint32_t> &into) const
	{
		for (uint32_t docid = 1; docid < sums.size(); docid++)
			if (last[docid] != 0 && sums[docid] >= least)
				into.push_back(docid);
	}
};

bool
collect(struct xap_reader *reader, const struct match_share *shares,
	uint32_t nshares, double least, const struct stop *stop)
{
	reader->matches.clear();
	try {
		ledger sums(reader->db, stop);

		for (uint32_t i = 0; i < nshares; i++)
			sums.add(shares[i].word, i + 1, shares[i].weight);
		sums.list(least, reader->matches);
	} catch (const stopped &s) {
		if (s.kind != ERR_STOPPED)
			throw;
		return false;
	}
	return true;
}

} // namespace

extern "C" bool
xap_reader_sharing(struct xap_reader *reader, const struct match_share *shares,
	uint32_t nshares, double least, const struct stop *stop,
	const uint32_t **docids, uint32_t *n, bool *complete, struct err *err)
{
	return guarded(err, [&] {
		*complete = collect(reader, shares, nshares, least, stop);
		*docids = reader->matches.data();
		*n = reader->matches.size();
	});
}
