/*
 * xap_behind.hh - the ranked page behind a hit, out of all matches
 *
 * A spy on a match that holds back nothing: it is shown every document with
 * its weight, before copies are collapsed, and keeps the best of those that
 * come behind the hit.  Only for engine/xap/xap_*.cc, inside guarded().
 *
 * Thread: one page belongs to one match.
 */
#ifndef ENGINE_XAP_BEHIND_HH
#define ENGINE_XAP_BEHIND_HH

#include "engine/xap/xap.h"

#include <algorithm>
#include <vector>
#include <xapian.h>

class deep_page : public Xapian::MatchSpy
{
	const struct match_hit last; /* what comes is behind it */
	const struct match_ranking &ranking;
	const size_t limit;
	std::vector<struct match_hit> best;  /* a heap, the hindmost on top */
	std::vector<struct match_hit> texts; /* the best of each cluster */

	/* The order of the hits: ties by docid. */
	static bool before(const struct match_hit &a, const struct match_hit &b)
	{
		return a.weight != b.weight ? a.weight > b.weight
					    : a.docid < b.docid;
	}

	void offer(const struct match_hit &hit)
	{
		if (!before(last, hit))
			return;
		if (best.size() == limit) {
			if (!before(hit, best.front()))
				return;
			std::pop_heap(best.begin(), best.end(), before);
			best.pop_back();
		}
		best.push_back(hit);
		std::push_heap(best.begin(), best.end(), before);
	}

      public:
	deep_page(const struct match_hit &from, const struct match_ranking &as,
		size_t most)
	    : last(from), ranking(as), limit(most)
	{
		if (ranking.collapse)
			texts.resize(size_t(ranking.clusters) + 1);
	}

	void operator()(const Xapian::Document &doc, double weight) override
	{
		const struct match_hit hit = { doc.get_docid(), weight };

		if (limit == 0)
			return;
		uint32_t text =
			texts.empty() ? 0 : ranking.cluster[hit.docid - 1];
		if (text == 0)
			return offer(hit);
		if (texts[text].docid == 0 || before(hit, texts[text]))
			texts[text] = hit;
	}

	/* The page, in order. */
	std::vector<struct match_hit> take()
	{
		for (const struct match_hit &hit : texts)
			if (hit.docid != 0)
				offer(hit);
		std::sort_heap(best.begin(), best.end(), before);
		return std::move(best);
	}
};

#endif
