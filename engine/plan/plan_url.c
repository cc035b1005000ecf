/* plan_url.c - a value of url: into terms */
#include "base/must.h"
#include "engine/index/terms.h"
#include "engine/index/terms_url.h"
#include "engine/plan/plan_build.h"

#include <string.h>

static bool
too_broad(const struct query *value, const char *limit, struct err *err,
	const char *fmt, unsigned most)
{
	err_set(err, ERR_BROAD, fmt, (int)value->len, value->text, most);
	return err_keys(err, "limit=%s col=%u", limit, value->col);
}

static void
notice_unknown(struct plan_build *build, const struct query *value)
{
	if (!build->negated)
		notices_add(build->values.notices, "unknown.url",
			"no story of this archive has url:%.*s",
			(int)value->len, value->text);
}

/* The one term of a whole host or beginning. */
static struct match_query *
whole(struct plan_build *build, const struct query *value,
	const struct buf *plain, uint32_t parts, struct err *err)
{
	struct buf key = { 0 };
	struct match_query *term;
	uint32_t documents;

	url_key(&key, plain, parts);
	term = plan_term(
		build->arena, value->field->prefix, buf_text(&key), key.len);
	buf_release(&key);
	if (!match_term(build->planner->reader, term->term, term->term_len,
		    &documents, err))
		return NULL;
	if (documents == 0)
		notice_unknown(build, value);
	return term;
}

/* The terms of all that begin so. */
static struct match_query *
beginning(struct plan_build *build, const struct query *value,
	const struct buf *plain, struct err *err)
{
	struct match_query *either;
	const char *const *terms;
	struct match_query *term;
	uint32_t n;

	if (plain->len > TERMS_KEY_MAX) {
		too_broad(value, "url_bytes", err,
			"url:%.*s is too long to go on with *: at most %u "
			"bytes",
			TERMS_KEY_MAX);
		return NULL;
	}
	term = plan_term(build->arena, value->field->prefix, buf_text(plain),
		plain->len);
	if (!match_beginning(build->planner->reader, term->term, term->term_len,
		    '/', build->values.limits->expansions, &terms, &n, err))
		return NULL;
	if (!plan_values_add(&build->values, value, n, err))
		return NULL;
	if (n == 0)
		notice_unknown(build, value);
	either = plan_node(build->arena, n > 0 ? MATCH_OR : MATCH_NOTHING, n);
	for (uint32_t i = 0; i < n; i++)
		plan_add(either, plan_term(build->arena, "", terms[i],
					 strlen(terms[i])));
	return plan_unwrapped(either);
}

/* As plan_url(); the plain form is the caller's. */
static struct match_query *
plan(struct plan_build *build, const struct query *value, struct buf *plain,
	struct err *err)
{
	bool open = value->len > 0 && value->text[value->len - 1] == '*';
	uint32_t parts = url_plain(plain, value->text, value->len - open);
	char last;

	if (parts > URL_PARTS_MAX) {
		too_broad(value, "url_parts", err,
			"url:%.*s is too deep: at most %u parts are indexed",
			URL_PARTS_MAX);
		return NULL;
	}
	if (parts == 0) {
		notice_unknown(build, value);
		return plan_node(build->arena, MATCH_NOTHING, 0);
	}
	if (!open)
		return whole(build, value, plain, parts, err);
	last = value->len > 1 ? value->text[value->len - 2] : '\0';
	if (last == '/' || (last == '.' && parts == 1)) /* left out at an end */
		buf_putc(plain, last);
	return beginning(build, value, plain, err);
}

struct match_query *
plan_url(struct plan_build *build, const struct query *value, struct err *err)
{
	struct buf plain = { 0 };
	struct match_query *query;

	must(build->planner->reader != NULL);
	query = plan(build, value, &plain, err);
	buf_release(&plain);
	return query;
}
