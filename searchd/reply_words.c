/* reply_words.c - W lines, and words[] of the J line */
#include "searchd/reply_lines.h"

#include <math.h>

static double
hundredths(double x)
{
	return round(x * 100) / 100;
}

static void
word_line(struct reply *reply, const struct search_word *word)
{
	reply_letter(reply, 'W');
	reply_column(reply, word->term);
	reply_hundredths(reply, word->score);
	reply_number(reply, word->foreground);
	reply_number(reply, word->background);
	reply_hundredths(reply, word->effect);
	reply_line_end(reply);
}

static struct json *
word_json(const struct search_word *word)
{
	struct json *object = json_new_object();

	json_set(object, "term", reply_json_text(word->term));
	json_set(object, "score", json_new_real(hundredths(word->score)));
	json_set(object, "foreground", json_new_integer(word->foreground));
	json_set(object, "background", json_new_integer(word->background));
	json_set(object, "effect", json_new_real(hundredths(word->effect)));
	return object;
}

void
reply_words(struct reply *reply, const struct search_results *results)
{
	struct json *list = NULL;

	if (reply->json)
		list = reply_member(reply, "words", json_new_list);
	for (uint32_t i = 0; i < results->nwords; i++)
		if (reply->json)
			json_append(list, word_json(&results->words[i]));
		else
			word_line(reply, &results->words[i]);
}

/* ---- suggestions ---- */

static void
suggestion_line(struct reply *reply, const char *text, double score,
	uint32_t stories, const char *field)
{
	reply_letter(reply, 'W');
	reply_column(reply, text);
	reply_hundredths(reply, score);
	reply_number(reply, stories);
	reply_column(reply, NULL);
	if (field != NULL) {
		reply_column(reply, NULL);
		reply_column(reply, field);
	}
	reply_line_end(reply);
}

void
reply_suggestion(struct reply *reply, const char *text, double score,
	uint32_t stories, const char *field)
{
	struct json *object;

	if (!reply->json) {
		suggestion_line(reply, text, score, stories, field);
		return;
	}
	object = json_new_object();
	json_set(object, "term", reply_json_text(text));
	json_set(object, "score", json_new_real(hundredths(score)));
	json_set(object, "foreground", json_new_integer(stories));
	json_set(object, "background", json_new_null());
	if (field != NULL)
		json_set(object, "field", reply_json_text(field));
	json_append(reply_member(reply, "words", json_new_list), object);
}
