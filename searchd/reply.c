#include "searchd/reply.h"

#include "base/log.h"
#include "base/must.h"
#include "base/wire.h"
#include "searchd/reply_lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_DIGITS 15

/* ---- lines ---- */

static void
line_start(struct reply *reply)
{
	if (*reply->tag == '\0')
		return;
	buf_putc(reply->out, '#');
	buf_puts(reply->out, reply->tag);
	buf_putc(reply->out, ' ');
}

void
reply_letter(struct reply *reply, char letter)
{
	line_start(reply);
	buf_putc(reply->out, letter);
}

/* One more column, after its TAB. */
void
reply_column(struct reply *reply, const char *text)
{
	buf_putc(reply->out, '\t');
	wire_put_column(reply->out, text, text == NULL ? 0 : strlen(text));
}

void
reply_number(struct reply *reply, uint64_t n)
{
	buf_putc(reply->out, '\t');
	buf_number(reply->out, n);
}

void
reply_hundredths(struct reply *reply, double x)
{
	buf_putc(reply->out, '\t');
	buf_hundredths(reply->out, x);
}

void
reply_line_end(struct reply *reply)
{
	buf_putc(reply->out, '\n');
}

/* ---- members of the J line ---- */

static struct json *
tree_root(struct reply *reply)
{
	if (reply->tree == NULL)
		reply->tree = json_new_object();
	return reply->tree;
}

/* A member of the root, made when it is not there. */
struct json *
reply_member(struct reply *reply, const char *name, struct json *(*make)(void))
{
	struct json *root = tree_root(reply);

	if (json_member(root, name) == NULL)
		json_set(root, name, make());
	return json_member(root, name);
}

struct json *
reply_json_text(const char *text)
{
	return text == NULL ? json_new_null()
			    : json_new_text(text, strlen(text));
}

/* ---- hits ---- */

void
reply_hit(struct reply *reply, const struct search_hit *hit, uint32_t rank)
{
	reply_letter(reply, 'H');
	reply_number(reply, rank);
	reply_column(reply, hit->uri);
	reply_hundredths(reply, hit->score);
	reply_column(reply, hit->date);
	reply_column(reply, hit->outlet);
	reply_column(reply, hit->headline);
}

static void
hit_lines(struct reply *reply, const struct search_hit *hit, uint32_t rank)
{
	reply_hit(reply, hit, rank);
	reply_line_end(reply);
	for (uint32_t i = 0; i < hit->nsnippets; i++) {
		reply_letter(reply, 'S');
		reply_number(reply, rank);
		reply_column(reply, hit->snippets[i]);
		reply_line_end(reply);
	}
}

static void
json_snippets(struct json *list, const struct search_hit *hit)
{
	for (uint32_t i = 0; i < hit->nsnippets; i++)
		json_append(list, reply_json_text(hit->snippets[i]));
}

void
reply_passages(struct reply *reply, const struct search_hit *hit)
{
	if (reply->json) {
		json_snippets(
			reply_member(reply, "snippets", json_new_list), hit);
		return;
	}
	for (uint32_t i = 0; i < hit->nsnippets; i++) {
		reply_letter(reply, 'S');
		reply_number(reply, i + 1);
		reply_column(reply, hit->snippets[i]);
		reply_line_end(reply);
	}
}

struct json *
reply_json_hit(const struct search_hit *hit, uint32_t rank)
{
	struct json *object = json_new_object();
	struct json *snippets;

	json_set(object, "rank", json_new_integer(rank));
	json_set(object, "uri", reply_json_text(hit->uri));
	json_set(object, "score", json_new_real(round(hit->score * 100) / 100));
	json_set(object, "date", reply_json_text(hit->date));
	json_set(object, "outlet", reply_json_text(hit->outlet));
	json_set(object, "headline", reply_json_text(hit->headline));
	if (hit->nsnippets == 0)
		return object;
	snippets = json_new_list();
	json_snippets(snippets, hit);
	json_set(object, "snippets", snippets);
	return object;
}

void
reply_hits(struct reply *reply, const struct search_results *results,
	uint32_t offset)
{
	struct json *hits = NULL;

	if (reply->json)
		hits = reply_member(reply, "hits", json_new_list);
	for (uint32_t i = 0; i < results->npage; i++) {
		const struct search_hit *hit = &results->page[i];

		if (reply->json)
			json_append(hits, reply_json_hit(hit, offset + i + 1));
		else
			hit_lines(reply, hit, offset + i + 1);
	}
}

/* ---- facets ---- */

static void
facet_lines(struct reply *reply, const struct facet_result *facet)
{
	for (uint32_t i = 0; i < facet->nbuckets; i++) {
		const struct facet_bucket *bucket = &facet->buckets[i];

		reply_letter(reply, 'F');
		reply_column(reply, facet->name);
		reply_column(reply, bucket->value);
		reply_number(reply, bucket->stories);
		reply_number(reply, bucket->distinct);
		if (facet->coded)
			reply_column(reply, bucket->code);
		if (facet->scored)
			reply_hundredths(reply, bucket->score);
		if (facet->paired) {
			reply_column(reply, bucket->with);
			reply_column(reply, bucket->with_code);
		}
		reply_line_end(reply);
	}
}

/* The list of a field's buckets; a field may be asked twice (`outlet!`). */
static struct json *
facet_list(struct json *object, const char *field)
{
	if (json_member(object, field) == NULL)
		json_set(object, field, json_new_list());
	return json_member(object, field);
}

static struct json *
bucket_json(const struct facet_result *facet, const struct facet_bucket *bucket)
{
	struct json *object = json_new_object();

	json_set(object, "value", reply_json_text(bucket->value));
	json_set(object, "stories", json_new_integer(bucket->stories));
	json_set(object, "distinct", json_new_integer(bucket->distinct));
	if (facet->coded)
		json_set(object, "code", reply_json_text(bucket->code));
	if (facet->scored)
		json_set(object, "score",
			json_new_real(round(bucket->score * 100) / 100));
	if (facet->paired) {
		json_set(object, "with", reply_json_text(bucket->with));
		json_set(object, "with_code",
			reply_json_text(bucket->with_code));
	}
	return object;
}

void
reply_facets(struct reply *reply, const struct search_results *results)
{
	for (uint32_t i = 0; i < results->nfacets; i++) {
		const struct facet_result *facet = &results->facets[i];
		struct json *all, *list;

		if (!reply->json) {
			facet_lines(reply, facet);
			continue;
		}
		all = reply_member(reply, "facets", json_new_object);
		list = facet_list(all, facet->name);
		for (uint32_t j = 0; j < facet->nbuckets; j++)
			json_append(
				list, bucket_json(facet, &facet->buckets[j]));
	}
}

/* ---- stories, facts, notices ---- */

static void
story_line(void *ctx, const char *name, const char *value)
{
	struct reply *reply = ctx;

	reply_letter(reply, 'D');
	reply_column(reply, name);
	reply_column(reply, value);
	reply_line_end(reply);
}

void
reply_story(struct reply *reply, const struct json *story)
{
	if (reply->json)
		json_set(tree_root(reply), "document", json_clone(story));
	else
		story_lines(story, story_line, reply);
}

void
reply_fact(struct reply *reply, const char *key, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	must(len >= 0);
	if (reply->json)
		json_set_text(reply_member(reply, "info", json_new_object), key,
			text);
	else {
		reply_letter(reply, 'I');
		reply_column(reply, key);
		reply_column(reply, text);
		reply_line_end(reply);
	}
	free(text);
}

static struct json *
request_json(const char *kind, const struct reply_request *request)
{
	struct json *object = json_new_object();

	json_set(object, "kind", reply_json_text(kind));
	json_set(object, "id", json_new_integer((int64_t)request->ref));
	json_set(object, "ms", json_new_real(round(request->ms * 10) / 10));
	if (request->code != 0)
		json_set(object, "code", json_new_integer(request->code));
	json_set(object, "request", reply_json_text(request->text));
	return object;
}

void
reply_request(struct reply *reply, const char *kind,
	const struct reply_request *request)
{
	if (reply->json) {
		json_append(reply_member(reply, "explain", json_new_list),
			request_json(kind, request));
		return;
	}
	reply_letter(reply, 'E');
	reply_column(reply, kind);
	reply_number(reply, request->ref);
	buf_printf(reply->out, "\t%.1f", request->ms);
	if (request->code != 0)
		reply_number(reply, (uint64_t)request->code);
	reply_column(reply, request->text);
	reply_line_end(reply);
}

void
reply_notice(struct reply *reply, const char *word, const char *text)
{
	reply_letter(reply, 'N');
	reply_column(reply, word);
	reply_column(reply, text);
	reply_line_end(reply);
}

/* ---- the final line ---- */

static bool
is_success(enum final final)
{
	return final_rows[final].code / 10 == 25;
}

/* In JSON the whole answer, even an empty one, is one J line. */
static void
put_tree(struct reply *reply)
{
	if (reply->json && is_success(reply->final)) {
		reply_letter(reply, 'J');
		buf_putc(reply->out, '\t');
		json_write(reply->out, tree_root(reply), JSON_DIGITS);
		reply_line_end(reply);
	}
	json_free(reply->tree);
	reply->tree = NULL;
}

/* Text for people on one line, whatever a request or a file put into it. */
static void
put_plain(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		buf_putc(out, (unsigned char)*text < ' ' || *text == 0x7f
				      ? ' '
				      : *text);
}

/* Does an answer that ended so depend on the generation that was asked?
 * Refusals of the request itself (x0x) and of the query (x4x) do not. */
static bool
read_index(const struct reply *reply)
{
	int kind = final_rows[reply->final].code / 10 % 10;

	return reply->gen != NULL && kind != 0 && kind != 4;
}

static void
final_line(struct reply *reply, const char *keys, const char *text)
{
	const struct final_row *row = &final_rows[reply->final];

	line_start(reply);
	buf_printf(reply->out, "%d %s", row->code, row->word);
	if (*keys != '\0')
		buf_printf(reply->out, " %s", keys);
	if (read_index(reply))
		buf_printf(reply->out, " gen=%s", reply->gen);
	if (reply->next != NULL && is_success(reply->final))
		buf_printf(reply->out, " next=%s", reply->next);
	if (*text != '\0') {
		buf_puts(reply->out, " :: ");
		put_plain(reply->out, text);
	}
	reply_line_end(reply);
}

void
reply_refuse(struct reply *reply, enum final final, const char *keys,
	const char *text)
{
	buf_reset(reply->out);
	reply->final = final;
	put_tree(reply);
	final_line(reply, keys, text);
}

void
reply_final(struct reply *reply, enum final final, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	must(len >= 0);
	reply->final = final;
	put_tree(reply);
	if (reply->max_answer > 0 && reply->out->len > reply->max_answer)
		reply_refuse(reply, FINAL_QUERY_BROAD, "limit=max_answer",
			"the answer would be too large");
	else
		final_line(reply, text, "");
	free(text);
}

void
reply_ok(struct reply *reply)
{
	reply_final(reply, FINAL_OK, "%s", "");
}

/* Milliseconds inside the server so far. */
static double
spent_ms(const struct reply *reply)
{
	return (double)(clock_ns() - reply->since_ns) / 1e6;
}

void
reply_counts(struct reply *reply, const struct search_results *results)
{
	enum final final = results->partial    ? FINAL_PARTIAL
			   : results->hits > 0 ? FINAL_OK
					       : FINAL_NONE_FOUND;
	const char *rel = results->partial  ? "ge"
			  : results->judged ? "ap"
					    : "eq";

	reply_final(reply, final,
		"hits=%" PRIu32 " rel=%s distinct=%" PRIu32 " ms=%.1f",
		results->hits, rel, results->distinct, spent_ms(reply));
}

void
reply_error(struct reply *reply, const struct err *err)
{
	enum final final = final_of(err->kind);
	char ref[32];

	if (final != FINAL_INTERNAL) {
		reply_refuse(reply, final, err->keys, err->text);
		return;
	}
	snprintf(ref, sizeof(ref), "ref=%" PRIu64, reply->ref);
	log_line(LOG_ERROR, "request %s: %s", ref, err->text);
	reply_refuse(reply, final, ref, "the server's log says more");
}
