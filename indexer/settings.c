#include "indexer/settings.h"

#include "base/log.h"
#include "base/mem.h"

#include "indexer/names/lists.h"
#include "indexer/text/language_model.h"

#include <stdlib.h>
#include <string.h>

/* Faults of the list of actors that are told one by one. */
#define FAULTS_TOLD 20

#define AT(member) offsetof(struct settings, member)

/* conf/indexer.conf agrees with this table. */
const struct setting settings_table[] = {
	{
		.name = "workers",
		.type = SETTING_INT,
		.at = AT(workers),
		.min = 0,
		.max = 256,
		.preset = "0",
		.about = "threads that read and index; 0: one a processor",
	},
	{
		.name = "memory",
		.type = SETTING_TEXT,
		.at = AT(memory),
		.preset = "1G",
		.about = "memory to index in, at least 64M: bytes, or with K, "
			 "M or G behind",
	},
	{
		.name = "outlets",
		.type = SETTING_TEXT,
		.at = AT(outlets),
		.preset = "",
		.about = "file of known outlets; empty: outlets.tsv in the "
			 "conf folder beside the program's, or where it was "
			 "installed",
	},
	{
		.name = "actors",
		.type = SETTING_TEXT,
		.at = AT(actors),
		.preset = "",
		.about = "file of known actors; empty: actors.tsv there",
	},
	{
		.name = "places",
		.type = SETTING_TEXT,
		.at = AT(places),
		.preset = "",
		.about = "file of known places; empty: places.tsv there",
	},
	{
		.name = "names",
		.type = SETTING_TEXT,
		.at = AT(names),
		.preset = "",
		.about = "file of the words that names are made of; empty: "
			 "names.tsv there",
	},
	{
		.name = "model",
		.type = SETTING_TEXT,
		.at = AT(model),
		.preset = "",
		.about = "file of weights by which names that no list has are "
			 "found; empty: names.model there",
	},
	{
		.name = "fallback_language",
		.type = SETTING_TEXT,
		.at = AT(fallback_language),
		.preset = "en",
		.about = "language of stories that do not tell theirs",
	},
	{
		.name = "min_date_confidence",
		.type = SETTING_TEXT,
		.at = AT(min_date_confidence),
		.preset = "0.5",
		.about = "a date of publication less sure than this is "
			 "unknown, from 0 to 1",
	},
	{
		.name = "story_max",
		.type = SETTING_INT,
		.at = AT(story_max),
		.min = 1024,
		.max = 1 << 30,
		.preset = "67108864",
		.unit = "bytes",
		.about = "a story of more input than this is left out",
	},
	{
		.name = "learn",
		.type = SETTING_BOOL,
		.at = AT(learn),
		.preset = "yes",
		.about = "learn from the whole pile: repeated sentences, "
			 "clocks of the visit, names of outlets and actors",
	},
	{
		.name = "repeat_percent",
		.type = SETTING_INT,
		.at = AT(repeat_percent),
		.min = 0,
		.max = 100,
		.preset = "2",
		.unit = "percent",
		.about = "a sentence in such a share of an outlet's stories "
			 "may be boilerplate; 0: none is",
	},
	{
		.name = "repeat_least",
		.type = SETTING_INT,
		.at = AT(repeat_least),
		.min = 2,
		.max = 1000000,
		.preset = "5",
		.unit = "stories",
		.about = "but never one in fewer stories than these",
	},
	{
		.name = "sentences",
		.type = SETTING_TEXT,
		.at = AT(sentences),
		.preset = "",
		.about = "file of sentences that the keeper has decided on: "
			 "keep or drop, outlet, sentence; empty: none",
	},
	{ .name = NULL },
};

bool
settings_read(struct settings *settings, const char *path, struct arena *arena,
	struct err *err)
{
	return conf_presets(settings_table, settings, arena, err) &&
	       (path == NULL ||
		       conf_read(settings_table, settings, path, arena, err));
}

/* What of a list made no sense, as far as one reads it. */
static void
tell_faults(const struct registry *registry)
{
	size_t n = registry_faults(registry);

	for (size_t i = 0; i < n && i < FAULTS_TOLD; i++)
		log_line(LOG_WARNING, "%s", registry_fault(registry, i));
	if (n > FAULTS_TOLD)
		log_line(LOG_WARNING, "%zu more such lines",
			n - (size_t)FAULTS_TOLD);
}

/* The numbers of the rules. */
static bool
take_limits(const struct settings *settings, struct source_rules *rules,
	struct err *err)
{
	char *end;

	rules->story_max = (size_t)settings->story_max;
	rules->min_date_confidence =
		strtod(settings->min_date_confidence, &end);
	if (end == settings->min_date_confidence || *end != '\0' ||
		!(rules->min_date_confidence >= 0) ||
		rules->min_date_confidence > 1)
		return err_set(err, ERR_INPUT,
			"min_date_confidence is a number from 0 to 1, not %s",
			settings->min_date_confidence);
	return true;
}

/* The lists, and what is made of them. */
static bool
take_lists(const struct settings *settings, const char *kept,
	struct source_rules *rules, struct err *err)
{
	const struct registry_files files = {
		.outlets = settings->outlets,
		.actors = settings->actors,
		.places = settings->places,
		.words = settings->names,
	};

	rules->lists = mem_alloc(sizeof(*rules->lists));
	if (!lists_open(rules->lists, &files, settings->model, kept, err))
		return false;
	rules->registry = rules->lists->registry;
	rules->names = rules->lists->names;
	tell_faults(rules->registry);
	rules->languages = language_model_new();
	return true;
}

bool
settings_rules(const struct settings *settings, bool as_stated,
	const char *kept, struct source_rules *rules, struct err *err)
{
	source_rules_init(rules);
	rules->as_stated = as_stated;
	return take_limits(settings, rules, err) &&
	       (as_stated || take_lists(settings, kept, rules, err));
}

void
settings_rules_release(struct source_rules *rules)
{
	if (rules->lists != NULL)
		lists_close(rules->lists);
	free(rules->lists);
	language_model_free((struct language_model *)rules->languages);
	rules->lists = NULL;
	rules->names = NULL;
	rules->registry = NULL;
}
