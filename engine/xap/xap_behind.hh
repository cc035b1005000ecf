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
	const struct xap_behind &behind;
	const size_t limit;
	std::vector<struct xap_hit> best;  /* a heap, the hindmost on top */
	std::vector<struct xap_hit> texts; /* the best of each cluster */

	/* The order of the hits: ties by docid. */
	static bool before(const struct xap_hit &a, const struct xap_hit &b)
	{
		return a.weight != b.weight ? a.weight > b.weight
					    : a.docid < b.docid;
	}

	void offer(const struct xap_hit &hit)
	{
		if (!before(behind.last, hit))
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
	deep_page(const struct xap_behind &from, uint32_t most, bool collapse)
	    : behind(from), limit(most)
	{
		best.reserve(limit);
		if (collapse)
			texts.resize(size_t(behind.clusters) + 1);
	}

	void operator()(const Xapian::Document &doc, double weight) override
	{
		const struct xap_hit hit = { doc.get_docid(), weight };

		if (limit == 0)
			return;
		uint32_t text =
			texts.empty() ? 0 : behind.cluster[hit.docid - 1];
		if (text == 0)
			return offer(hit);
		if (texts[text].docid == 0 || before(hit, texts[text]))
			texts[text] = hit;
	}

	/* The page, in order; returns how many. */
	uint32_t take(struct xap_hit *hits)
	{
		for (const struct xap_hit &hit : texts)
			if (hit.docid != 0)
				offer(hit);
		std::sort_heap(best.begin(), best.end(), before);
		std::copy(best.begin(), best.end(), hits);
		return best.size();
	}
};

#endif
