/* page_score.c - asking the trees */
#include "indexer/page/page_model.h"

double
page_score(const float features[FEATURES])
{
	int sum = 0;

	for (size_t t = 0; t < page_trees_count; t++) {
		const struct page_tree *tree = &page_trees[t];
		int at = 0;

		while (at >= 0) {
			const struct page_split *s = &tree->splits[at];
			float border = (float)s->border / 1000;

			at = features[s->feature] <= border ? s->yes : s->no;
		}
		sum += tree->leaves[-1 - at];
	}
	return sum / 10000.0;
}
