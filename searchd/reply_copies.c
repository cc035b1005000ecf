/* reply_copies.c - the copies of a text as lines, and as members of J */
#include "engine/passages/snippet.h"
#include "engine/search/cluster.h"
#include "searchd/reply.h"
#include "searchd/reply_lines.h"

#include <string.h>

/* Sentences as S lines of their copy, marked as HTML marks changes. */
static void
change_lines(struct reply *reply, uint32_t rank, const char *mark,
	const char *const *texts, uint32_t n)
{
	struct buf marked = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		buf_reset(&marked);
		buf_printf(&marked, "<%s>", mark);
		snippet_escape(&marked, texts[i], strlen(texts[i]));
		buf_printf(&marked, "</%s>", mark);
		reply_letter(reply, 'S');
		reply_number(reply, rank);
		reply_column(reply, buf_text(&marked));
		reply_line_end(reply);
	}
	buf_release(&marked);
}

static void
copy_lines(struct reply *reply, const struct cluster_story *copy, uint32_t rank)
{
	reply_hit(reply, &copy->hit, rank);
	reply_column(reply, copy->role);
	reply_column(reply, copy->lag);
	reply_number(reply, copy->added);
	reply_number(reply, copy->cut);
	reply_line_end(reply);
	change_lines(reply, rank, "del", copy->cut_texts, copy->ncut_texts);
	change_lines(reply, rank, "ins", copy->added_texts, copy->nadded_texts);
}

/* A list of sentences, if there are any to show. */
static void
set_texts(struct json *object, const char *name, const char *const *texts,
	uint32_t n)
{
	struct json *list;

	if (n == 0)
		return;
	list = json_new_list();
	for (uint32_t i = 0; i < n; i++)
		json_append(list, reply_json_text(texts[i]));
	json_set(object, name, list);
}

static struct json *
copy_json(const struct cluster_story *copy, uint32_t rank)
{
	struct json *object = reply_json_hit(&copy->hit, rank);

	json_set(object, "role", reply_json_text(copy->role));
	json_set(object, "lag", reply_json_text(copy->lag));
	json_set(object, "added", json_new_integer(copy->added));
	json_set(object, "cut", json_new_integer(copy->cut));
	set_texts(object, "sentences_added", copy->added_texts,
		copy->nadded_texts);
	set_texts(object, "sentences_cut", copy->cut_texts, copy->ncut_texts);
	return object;
}

void
reply_copies(struct reply *reply, const struct cluster_results *results,
	uint32_t offset)
{
	struct json *hits = NULL;

	if (reply->json)
		hits = reply_member(reply, "hits", json_new_list);
	for (uint32_t i = 0; i < results->npage; i++) {
		const struct cluster_story *copy = &results->page[i];

		if (reply->json)
			json_append(hits, copy_json(copy, offset + i + 1));
		else
			copy_lines(reply, copy, offset + i + 1);
	}
}
