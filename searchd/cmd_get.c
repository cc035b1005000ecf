/* cmd_get.c - GET: one story as it is stored */
#include "base/json.h"
#include "engine/story/story.h"
#include "searchd/command.h"

#include <string.h>

/* The members of the story that a list "headline,actors" names, in its
 * order; what the story lacks is noted. */
static struct json *
chosen_fields(struct call *call, const struct json *story)
{
	struct json *chosen = json_new_object();
	const char *at = call->params.fields;

	while (*at != '\0') {
		size_t len = strcspn(at, ",");
		char *name = arena_copy(call->arena, at, len);
		const struct json *value = json_member(story, name);

		if (value != NULL)
			json_set(chosen, name, json_clone(value));
		else if (len > 0)
			reply_notice(call->reply, "absent", name);
		at += len + (at[len] == ',');
	}
	return chosen;
}

void
verb_get(struct call *call)
{
	struct story story = { 0 };
	struct err err = { 0 };
	struct json *tree, *chosen;

	if (!search_get(call->search, call->word, call->arena, &story, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	tree = story_json(&story);
	if (call->params.fields == NULL)
		reply_story(call->reply, tree);
	else {
		chosen = chosen_fields(call, tree);
		reply_story(call->reply, chosen);
		json_free(chosen);
	}
	json_free(tree);
	reply_ok(call->reply);
}
