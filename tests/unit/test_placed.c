/* The promises of engine/plan/placed.h, and thousands of random trees against
 * a reading of them that tries every way to put stretches together. */
#include "engine/plan/placed.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#define POSITIONS 28
#define TREES 100000
#define WORDS 5
#define KIDS_MAX 3

/* ---- a text: at each position some of the words a, b, c, d, e ---- */

struct text {
	bool has[POSITIONS][WORDS];
	uint32_t positions[WORDS][POSITIONS];
	struct placed_word words[WORDS];
	struct placed_window windows[SCOPES][POSITIONS];
	struct placed_story story;
};

static void
text_index(struct text *text)
{
	for (uint32_t w = 0; w < WORDS; w++) {
		text->words[w] = (struct placed_word){ text->positions[w], 0 };
		for (uint32_t p = 0; p < POSITIONS; p++)
			if (text->has[p][w])
				text->positions[w][text->words[w].n++] = p;
	}
	text->story.words = text->words;
	text->story.nwords = WORDS;
	for (int s = 0; s < SCOPES; s++)
		text->story.windows[s].items = text->windows[s];
}

/* Letters are words, one after the other; '.' is a position of another. */
static void
text_write(struct text *text, const char *letters)
{
	memset(text, 0, sizeof(*text));
	for (uint32_t p = 0; letters[p] != '\0'; p++)
		if (letters[p] != '.')
			text->has[p][letters[p] - 'a'] = true;
	text_index(text);
}

static void
text_window(struct text *text, enum query_scope scope, uint32_t first,
	uint32_t last)
{
	uint32_t i = text->story.windows[scope].n++;

	text->windows[scope][i] = (struct placed_window){ first, last };
}

/* ---- trees ---- */

static struct arena arena;

static struct placed *
node(enum placed_op op, uint32_t n, uint32_t nkids, ...)
{
	struct placed *made = arena_new(&arena, struct placed);
	va_list ap;

	*made = (struct placed){ .op = op, .n = n, .nkids = nkids };
	made->kids = arena_array(&arena, KIDS_MAX, sizeof(*made->kids));
	va_start(ap, nkids);
	for (uint32_t i = 0; i < nkids; i++)
		made->kids[i] = va_arg(ap, struct placed *);
	va_end(ap);
	return made;
}

static struct placed *
word(char letter)
{
	struct placed *made = node(PLACED_WORD, 0, 0);

	made->word = (uint32_t)(letter - 'a');
	return made;
}

static struct placed *
in_scope(enum query_scope scope, struct placed *kid)
{
	struct placed *made = node(PLACED_SCOPE, 0, 1, kid);

	made->scope = scope;
	return made;
}

static struct placed_scratch scratch;

static bool
matches(const struct text *text, const struct placed *tree)
{
	enum placed_verdict verdict =
		placed_match(tree, &text->story, NULL, &scratch);

	assert_true(verdict == PLACED_NO || verdict == PLACED_YES);
	return verdict == PLACED_YES;
}

static bool
matches_letters(const char *letters, const struct placed *tree)
{
	struct text text;

	text_write(&text, letters);
	return matches(&text, tree);
}

/* ---- what is promised ---- */

static void
near_counts_from_one_end_to_the_next_beginning(void **state)
{
	struct placed *near = node(PLACED_NEAR, 2, 2, word('a'), word('b'));
	struct placed *adj = node(PLACED_ADJ, 2, 2, word('a'), word('b'));
	struct placed *ab = node(PLACED_PHRASE, 0, 2, word('a'), word('b'));

	(void)state;
	assert_true(matches_letters("ab", near));
	assert_true(matches_letters("a.b", near));
	assert_false(matches_letters("a..b", near));
	assert_true(matches_letters("b.a", near));
	assert_true(matches_letters("a.b", adj));
	assert_false(matches_letters("b.a", adj));
	assert_true(
		matches_letters("ab.c", node(PLACED_ADJ, 2, 2, ab, word('c'))));
	assert_false(matches_letters(
		"ab..c", node(PLACED_ADJ, 2, 2, ab, word('c'))));
}

static void
a_word_is_not_near_itself(void **state)
{
	struct placed *near = node(PLACED_NEAR, 9, 2, word('a'), word('a'));

	(void)state;
	assert_false(matches_letters("..a..", near));
	assert_true(matches_letters("..a.a", near));
}

static void
the_longer_of_two_stretches_may_be_the_nearer(void **state)
{
	struct placed *ab = node(PLACED_PHRASE, 0, 2, word('a'), word('b'));
	struct placed *either = node(PLACED_OR, 0, 2, word('a'), ab);

	(void)state;
	assert_true(matches_letters(
		"ab.c", node(PLACED_ADJ, 2, 2, either, word('c'))));
	assert_false(matches_letters(
		"a..c", node(PLACED_ADJ, 2, 2, either, word('c'))));
}

static void
within_counts_all_its_words(void **state)
{
	struct placed *within =
		node(PLACED_WITHIN, 4, 3, word('a'), word('b'), word('c'));

	(void)state;
	assert_true(matches_letters("b.ca", within));
	assert_false(matches_letters("b.c.a", within));
	assert_true(matches_letters("a...b..c.ab.c", within));
	assert_false(matches_letters("abab", within));
}

static void
a_quorum_is_of_different_kids(void **state)
{
	struct placed *quorum =
		node(PLACED_QUORUM, 2, 3, word('a'), word('b'), word('c'));

	(void)state;
	assert_true(matches_letters("a.......c", quorum));
	assert_false(matches_letters("aaaa", quorum));
}

static void
a_scope_holds_within_one_window(void **state)
{
	struct placed *both = node(PLACED_AND, 0, 2, word('a'), word('b'));
	struct placed *one = node(
		PLACED_AND, 0, 2, word('a'), node(PLACED_NOT, 0, 1, word('b')));
	struct text text;

	(void)state;
	text_write(&text, "ab..a..b");
	text_window(&text, SCOPE_SENTENCE, 0, 3);
	text_window(&text, SCOPE_SENTENCE, 4, 5);
	text_window(&text, SCOPE_SENTENCE, 6, PLACED_LAST);
	text_window(&text, SCOPE_SAID, 1, 4);
	assert_true(matches(&text, in_scope(SCOPE_SENTENCE, both)));
	assert_true(matches(&text, in_scope(SCOPE_SENTENCE, one)));
	assert_true(matches(&text, in_scope(SCOPE_SAID, both)));
	assert_false(matches(&text, in_scope(SCOPE_PARAGRAPH, both)));
	assert_false(matches(
		&text, in_scope(SCOPE_SENTENCE, in_scope(SCOPE_SAID, both))));
	assert_false(matches(&text, in_scope(SCOPE_SAID, one)));
}

static void
a_matching_ends_when_it_is_told_to(void **state)
{
	struct stop stop = { 0 };
	struct placed *tree = node(PLACED_NEAR, 90, 2,
		node(PLACED_NEAR, 90, 2, word('a'), word('a')), word('b'));
	struct placed_word words[2] = { 0 };
	struct placed_story story = { .words = words, .nwords = 2 };
	uint32_t *positions = malloc(3000 * sizeof(*positions));

	(void)state;
	for (uint32_t i = 0; i < 3000; i++)
		positions[i] = i;
	words[0] = (struct placed_word){ positions, 2999 };
	words[1] = (struct placed_word){ positions + 2999, 1 };
	assert_int_equal(
		placed_match(tree, &story, &stop, &scratch), PLACED_YES);
	stop_request(&stop, STOP_KILLED);
	assert_int_equal(
		placed_match(tree, &story, &stop, &scratch), PLACED_STOPPED);
	free(positions);
}

/* ---- a plain reading ---- */

/* Which stretches there are. */
struct grid {
	bool at[POSITIONS][POSITIONS];
};

static void plain_stretches(const struct text *text, const struct placed *tree,
	uint32_t first, uint32_t last, struct grid *out);

static void
plain_chain(const struct grid *a, const struct grid *b, uint32_t n,
	struct grid *out)
{
	for (uint32_t f = 0; f < POSITIONS; f++)
		for (uint32_t e = f; e < POSITIONS; e++)
			for (uint32_t g = e + 1;
				a->at[f][e] && g <= e + n && g < POSITIONS; g++)
				for (uint32_t l = g; l < POSITIONS; l++)
					out->at[f][l] |= b->at[g][l];
}

/* Kids from k on, `need` of them, joined to what begins at f, ends at l. */
static void
plain_join(const struct grid *kids, uint32_t k, uint32_t nkids, uint32_t need,
	uint32_t f, uint32_t l, uint32_t width, struct grid *out)
{
	if (need == 0) {
		if (l - f < width)
			out->at[f][l] = true;
		return;
	}
	if (nkids - k < need)
		return;
	plain_join(kids, k + 1, nkids, need, f, l, width, out);
	for (uint32_t g = 0; g < POSITIONS; g++)
		for (uint32_t e = g; e < POSITIONS && e - g < width; e++)
			if (kids[k].at[g][e] && (l < g || l - g < width) &&
				(e < f || e - f < width))
				plain_join(kids, k + 1, nkids, need - 1,
					g < f ? g : f, e > l ? e : l, width,
					out);
}

static void
plain_put_together(
	const struct placed *tree, const struct grid *kids, struct grid *out)
{
	struct grid so_far;

	switch (tree->op) {
	case PLACED_NEAR:
		plain_chain(&kids[1], &kids[0], tree->n, out);
		plain_chain(&kids[0], &kids[1], tree->n, out);
		return;
	case PLACED_ADJ:
		plain_chain(&kids[0], &kids[1], tree->n, out);
		return;
	case PLACED_PHRASE:
		*out = kids[0];
		for (uint32_t i = 1; i < tree->nkids; i++) {
			so_far = *out;
			memset(out, 0, sizeof(*out));
			plain_chain(&so_far, &kids[i], 1, out);
		}
		return;
	case PLACED_OR:
		for (uint32_t i = 0; i < tree->nkids; i++)
			for (uint32_t f = 0; f < POSITIONS; f++)
				for (uint32_t l = f; l < POSITIONS; l++)
					out->at[f][l] |= kids[i].at[f][l];
		return;
	default:
		plain_join(kids, 0, tree->nkids,
			tree->op == PLACED_QUORUM ? tree->n : tree->nkids,
			UINT32_MAX, 0,
			tree->op == PLACED_WITHIN ? tree->n : UINT32_MAX, out);
		return;
	}
}

static void
plain_stretches(const struct text *text, const struct placed *tree,
	uint32_t first, uint32_t last, struct grid *out)
{
	const struct placed_windows *windows =
		&text->story.windows[tree->scope];
	struct grid *kids = calloc(KIDS_MAX, sizeof(*kids));

	memset(out, 0, sizeof(*out));
	if (tree->op == PLACED_WORD) {
		for (uint32_t p = first; p <= last; p++)
			out->at[p][p] = text->has[p][tree->word];
	} else if (tree->op == PLACED_SCOPE) {
		for (uint32_t i = 0; i < windows->n; i++) {
			const struct placed_window *w = &windows->items[i];

			plain_stretches(text, tree->kids[0],
				w->first > first ? w->first : first,
				w->last < last ? w->last : last, kids);
			for (uint32_t f = 0; f < POSITIONS; f++)
				for (uint32_t l = f; l < POSITIONS; l++)
					out->at[f][l] |= kids->at[f][l];
		}
	} else if (tree->op != PLACED_NOT && tree->op != PLACED_ALL) {
		for (uint32_t i = 0; i < tree->nkids; i++)
			plain_stretches(
				text, tree->kids[i], first, last, &kids[i]);
		plain_put_together(tree, kids, out);
	}
	free(kids);
}

static bool
plain_stands(const struct text *text, const struct placed *tree, uint32_t first,
	uint32_t last)
{
	struct grid grid;

	plain_stretches(text, tree, first, last, &grid);
	for (uint32_t f = 0; f < POSITIONS; f++)
		for (uint32_t l = f; l < POSITIONS; l++)
			if (grid.at[f][l])
				return true;
	return false;
}

static bool
plain_holds(const struct text *text, const struct placed *tree, uint32_t first,
	uint32_t last)
{
	const struct placed_windows *windows =
		&text->story.windows[tree->scope];
	uint32_t held = 0;

	if (tree->op == PLACED_ALL)
		return true;
	if (tree->op == PLACED_SCOPE) {
		for (uint32_t i = 0; i < windows->n; i++) {
			uint32_t f = windows->items[i].first;
			uint32_t l = windows->items[i].last;

			f = f > first ? f : first;
			l = l < last ? l : last;
			if (f <= l && plain_holds(text, tree->kids[0], f, l))
				return true;
		}
		return false;
	}
	for (uint32_t i = 0; i < tree->nkids; i++)
		held += plain_holds(text, tree->kids[i], first, last);
	switch (tree->op) {
	case PLACED_AND:
		return held == tree->nkids;
	case PLACED_OR:
		return held > 0;
	case PLACED_NOT:
		return held == 0;
	case PLACED_QUORUM:
		return held >= tree->n;
	default:
		return plain_stands(text, tree, first, last);
	}
}

/* ---- random texts and trees ---- */

static uint32_t
below(uint32_t n)
{
	static uint64_t x = 88172645463325252ull;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (uint32_t)(x >> 20) % n;
}

static void
random_text(struct text *text)
{
	uint32_t rare = 2 + below(12);

	memset(text, 0, sizeof(*text));
	for (uint32_t p = 0; p < POSITIONS; p++)
		for (uint32_t w = 0; w < WORDS; w++)
			text->has[p][w] = below(rare) == 0;
	text_index(text);
	for (int s = 0; s < SCOPES; s++)
		for (uint32_t p = below(6); p < POSITIONS;) {
			uint32_t last = p + below(16);

			last = last < POSITIONS ? last : POSITIONS - 1;
			text_window(text, (enum query_scope)s, p, last);
			p = last + 1 + (s == SCOPE_SAID ? below(8) : 0);
		}
}

static struct placed *
random_word(void)
{
	return word((char)('a' + below(WORDS)));
}

static struct placed *
random_tree(uint32_t depth)
{
	enum placed_op op = (enum placed_op)below(PLACED_OPS);
	struct placed *made;

	if (depth == 0)
		return random_word();
	if (op == PLACED_WORD)
		return random_word();
	made = node(op, 1 + below(9), 0);
	made->nkids = op == PLACED_ALL			       ? 0
		      : op == PLACED_NOT || op == PLACED_SCOPE ? 1
		      : op == PLACED_NEAR || op == PLACED_ADJ
			      ? 2
			      : 1 + below(KIDS_MAX);
	made->scope = (enum query_scope)below(SCOPES);
	if (op == PLACED_QUORUM)
		made->n = 1 + below(made->nkids);
	for (uint32_t i = 0; i < made->nkids; i++)
		made->kids[i] = op == PLACED_WITHIN ? random_word()
						    : random_tree(depth - 1);
	return made;
}

/* More ways to put stretches together than a plain reading can try. */
static bool
too_rich(const struct placed *tree, bool put_together)
{
	bool joins = tree->op == PLACED_QUORUM || tree->op == PLACED_AND;

	put_together |= tree->op == PLACED_NEAR || tree->op == PLACED_ADJ ||
			tree->op == PLACED_PHRASE;
	for (uint32_t i = 0; i < tree->nkids; i++)
		if ((put_together && joins &&
			    tree->kids[i]->op != PLACED_WORD) ||
			too_rich(tree->kids[i], put_together))
			return true;
	return false;
}

static void
print_tree(const struct placed *tree)
{
	static const char *const names[PLACED_OPS] = { "ALL", "WORD", "AND",
		"OR", "NOT", "PHRASE", "WITHIN", "NEAR", "ADJ", "QUORUM",
		"SCOPE" };

	if (tree->op == PLACED_WORD) {
		print_message(" %c", (char)('a' + tree->word));
		return;
	}
	print_message(" (%s/%u.%d", names[tree->op], tree->n, tree->scope);
	for (uint32_t i = 0; i < tree->nkids; i++)
		print_tree(tree->kids[i]);
	print_message(")");
}

static void
print_text(const struct text *text)
{
	for (uint32_t p = 0; p < POSITIONS; p++) {
		print_message("%u:", p);
		for (uint32_t w = 0; w < WORDS; w++)
			if (text->has[p][w])
				print_message("%c", (char)('a' + w));
		print_message(" ");
	}
}

static void
every_verdict_is_that_of_a_plain_reading(void **state)
{
	struct text text;
	uint32_t held = 0;

	(void)state;
	for (uint32_t i = 0; i < TREES; i++) {
		struct placed *tree;
		bool wanted;

		if (i % 50 == 0)
			random_text(&text);
		do
			tree = random_tree(1 + below(3));
		while (too_rich(tree, false));
		wanted = plain_holds(&text, tree, 0, POSITIONS - 1);
		held += wanted;
		if (matches(&text, tree) != wanted) {
			print_tree(tree);
			print_message("\n");
			print_text(&text);
			fail_msg("a plain reading says %s",
				wanted ? "yes" : "no");
		}
		arena_reset(&arena);
	}
	assert_in_range(held, TREES / 4, 3 * TREES / 4);
}

static int
release(void **state)
{
	(void)state;
	arena_release(&arena);
	placed_scratch_release(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			near_counts_from_one_end_to_the_next_beginning),
		cmocka_unit_test(a_word_is_not_near_itself),
		cmocka_unit_test(the_longer_of_two_stretches_may_be_the_nearer),
		cmocka_unit_test(within_counts_all_its_words),
		cmocka_unit_test(a_quorum_is_of_different_kids),
		cmocka_unit_test(a_scope_holds_within_one_window),
		cmocka_unit_test(a_matching_ends_when_it_is_told_to),
		cmocka_unit_test(every_verdict_is_that_of_a_plain_reading),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
