#include "indexer/page/html_tree.h"

#include <string.h>

void
html_tree_init(struct html_tree *tree)
{
	tree->top = 0;
	memset(&tree->open[0], 0, sizeof(tree->open[0]));
	memset(tree->last, 0, sizeof(tree->last));
	html_index_init(&tree->index);
}

/* Names with a dash are blocks that a page made up, as <news-card>; others
 * nobody knows are of some word processor and stand within lines. */
struct html_known
html_tree_know(const struct html_tree *tree, struct html_slice name)
{
	unsigned number = html_name_find(&tree->index, name), hash = 5381;
	struct html_known known = { (uint16_t)number, { 0 } };

	if (number < html_names_count) {
		known.name = html_names[number];
		return known;
	}
	for (size_t i = 0; i < name.len && i < 32; i++)
		hash = hash * 33 ^ (unsigned char)name.text[i];
	known.key = (uint16_t)(256 + hash % HTML_UNKNOWN);
	if (memchr(name.text, '-', name.len) == NULL)
		known.name.behaviour = TAG_INLINE;
	return known;
}

unsigned
html_tree_ends(const struct html_tree *tree, const struct html_known *known)
{
	const struct html_open *top = &tree->open[tree->top];
	unsigned lowest = 0;

	for (unsigned g = 1; g < GROUPS; g++)
		if ((known->name.ends >> g & 1) != 0 && top->groups[g] != 0 &&
			(lowest == 0 || top->groups[g] < lowest))
			lowest = top->groups[g];
	return lowest;
}

unsigned
html_tree_closes(const struct html_tree *tree, const struct html_known *known)
{
	const struct html_open *top = &tree->open[tree->top];
	unsigned at = tree->last[known->key];

	if (at == 0 || (tree->open[at].in_line && at < top->block))
		return 0;
	if (at < top->barrier && !(known->name.behaviour & TAG_TABLE))
		return 0;
	return at;
}

struct html_open *
html_tree_push(struct html_tree *tree, const struct html_known *known)
{
	const struct html_open *below = &tree->open[tree->top];
	struct html_open *open;
	uint16_t at = (uint16_t)(tree->top + 1);

	if (at >= HTML_DEPTH)
		return NULL;
	open = &tree->open[at];
	*open = *below;
	open->key = known->key;
	open->in_line = (known->name.behaviour & TAG_INLINE) != 0;
	open->same = tree->last[known->key];
	if (known->name.behaviour & TAG_BARRIER)
		open->barrier = at;
	if (!open->in_line)
		open->block = at;
	for (unsigned g = 1; g < GROUPS; g++)
		if ((known->name.shields >> g & 1) != 0)
			open->groups[g] = 0;
	if (known->name.group != GROUP_NONE)
		open->groups[known->name.group] = at;
	tree->last[known->key] = at;
	tree->top = at;
	return open;
}

void
html_tree_pop(struct html_tree *tree)
{
	const struct html_open *open = &tree->open[tree->top];

	tree->last[open->key] = open->same;
	tree->top--;
}
