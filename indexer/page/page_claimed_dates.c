/* page_claimed_dates.c - dates that a page says to machines */
#include "indexer/page/page_dates.h"

#include "base/json.h"
#include "indexer/json/json_record.h"

#include <string.h>
#include <strings.h>

/* ---- metadata ---- */

/* What a name of metadata says, and how far it can be trusted: "date" alone
 * is often the day of the last change, or of the rendering. */
struct claim {
	const char *ending; /* of the name, letters only */
	double published;   /* 0: modified */
};

/* The first that a name ends with. */
static const struct claim claims[] = {
	{ "expirationtime", -1 },
	{ "expirydate", -1 },
	{ "eventdate", -1 },
	{ "videoreleasedate", -1 },
	{ "bookreleasedate", -1 },
	{ "musicreleasedate", -1 },
	{ "modifiedtime", 0 },
	{ "modifieddate", 0 },
	{ "datemodified", 0 },
	{ "updatedtime", 0 },
	{ "updatetime", 0 },
	{ "updateddate", 0 },
	{ "lastmodified", 0 },
	{ "lastmod", 0 },
	{ "dctermsmodified", 0 },
	{ "dcdatemodified", 0 },
	{ "lastupdated", 0 },
	{ "lastupdate", 0 },
	{ "revised", 0 },
	{ "publishedtime", 0.90 },
	{ "publishtime", 0.90 },
	{ "publicationtime", 0.90 },
	{ "publishedat", 0.90 },
	{ "datepublished", 0.90 },
	{ "datepublication", 0.90 },
	{ "publisheddate", 0.90 },
	{ "publishdate", 0.90 },
	{ "publicationdate", 0.90 },
	{ "publicationdateonline", 0.90 },
	{ "citationonlinedate", 0.88 },
	{ "citationdate", 0.85 },
	{ "articledateoriginal", 0.90 },
	{ "articlepublished", 0.90 },
	{ "articledate", 0.85 },
	{ "dateissued", 0.88 },
	{ "dctermsissued", 0.88 },
	{ "parselypubdate", 0.90 },
	{ "sailthrudate", 0.88 },
	{ "pubdate", 0.85 },
	{ "datecreated", 0.72 },
	{ "createddate", 0.72 },
	{ "createdate", 0.72 },
	{ "datesubmitted", 0.75 },
	{ "dctermscreated", 0.72 },
	{ "dctermsavailable", 0.75 },
	{ "displaydate", 0.85 },
	{ "firstpublished", 0.90 },
	{ "postdate", 0.85 },
	{ "dctermsdate", 0.80 },
	{ "dcdate", 0.80 },
	{ "releasedate", 0.75 },
	{ "ptime", 0.85 },
};

/* Names that say it only as a whole. */
static const struct claim whole_claims[] = {
	{ "date", 0.70 },
	{ "created", 0.75 },
	{ "published", 0.88 },
	{ "issued", 0.85 },
	{ "timestamp", 0.60 },
	{ "modified", 0 },
	{ "updated", 0 },
};

#define NAME_MAX_LEN 63
/* Of 2016-03-04T10:00 the day. */
#define DAY_BYTES 10
#define REPEATED 0.3

/* article:published_time as articlepublishedtime; 0 if it is too long. */
static size_t
letters_of(const char *name, size_t len, char out[NAME_MAX_LEN + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = name[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c < 'a' || c > 'z')
			continue;
		if (n == NAME_MAX_LEN)
			return 0;
		out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

static const struct claim *
claim_of(const char *name, size_t name_len)
{
	char letters[NAME_MAX_LEN + 1];
	size_t len = letters_of(name, name_len, letters);

	for (size_t i = 0; i < sizeof(whole_claims) / sizeof(*whole_claims);
		i++)
		if (strcmp(letters, whole_claims[i].ending) == 0)
			return &whole_claims[i];
	for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
		size_t n = strlen(claims[i].ending);

		if (len >= n &&
			strcmp(letters + len - n, claims[i].ending) == 0)
			return &claims[i];
	}
	return NULL;
}

/* Without a digit it is no date: most names need no look. */
static bool
may_be_date(const char *text)
{
	size_t digit = strcspn(text, "0123456789");

	return text[digit] != '\0' && digit < 40;
}

/* The same name again, with another day, is of another story in a list. */
static void
add_claim(struct draft *draft, const struct page *page,
	const struct page_meta *meta, double confidence)
{
	for (const struct page_meta *m = page->metas; m < meta; m++)
		if (strcasecmp(m->name, meta->name) == 0 &&
			strncmp(m->content, meta->content, DAY_BYTES) != 0 &&
			may_be_date(m->content))
			confidence = REPEATED;
	page_date_add(draft, page, DATE_FROM_META, meta->content, confidence);
}

void
page_metas_read(struct draft *draft, const struct page *page)
{
	for (size_t i = 0; i < page->nmetas; i++) {
		const struct page_meta *m = &page->metas[i];
		const struct claim *claim;

		if (!may_be_date(m->content))
			continue;
		claim = claim_of(m->name, strlen(m->name));
		if (claim == NULL || claim->published < 0)
			continue;
		if (claim->published == 0)
			page_note_modified(draft, m->content);
		else
			add_claim(draft, page, m, claim->published);
	}
}

/* ---- schema.org ---- */

void
page_dates_jsonld(struct draft *draft, const struct json *article)
{
	static const struct {
		const char *name;
		double confidence;
	} names[] = { { "datePublished", 0.90 }, { "dateCreated", 0.80 },
		{ "uploadDate", 0.70 } };
	const char *text = NULL;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		uint32_t before = draft->story.ncandidates;

		text = json_record_text(
			draft, json_member(article, names[i].name));
		if (text == NULL || draft_date(draft, DATE_FROM_JSONLD, text,
					    strlen(text)) == 0)
			continue;
		for (uint32_t c = before; c < draft->story.ncandidates; c++)
			if (draft->story.candidates[c].confidence >
				names[i].confidence)
				draft->story.candidates[c].confidence =
					names[i].confidence;
		break;
	}
	page_note_modified(draft,
		json_record_text(draft, json_member(article, "dateModified")));
}

/* ---- scripts ---- */

/* So many such members are looked at: a list of stories has more. */
#define MEMBERS_MAX 16

/* "datePublished":"2016-03-04T10:00" in a script: its worth when all of its
 * kind say one day, and when they do not. */
#define MEMBER_ALONE 0.72
#define MEMBER_AMONG 0.30

struct member {
	const char *name, *value;
	size_t name_len, value_len;
};

/* The name that ends at or behind `at`, and the text behind its colon; marks
 * may stand escaped, in a text of a script. */
static bool
member_at(const char *from, const char *at, const char *end, struct member *m)
{
	const char *name = at;

	while (name > from && at - name < 32 && name[-1] != '"' &&
		name[-1] != '\'' && name[-1] != '\n')
		name--;
	if (name == from || (name[-1] != '"' && name[-1] != '\''))
		return false;
	m->name = name;
	while (at < end && at - name < 48 && *at != '"' && *at != '\'' &&
		*at != '\\')
		at++;
	m->name_len = (size_t)(at - name);
	if (at == end || end - at < 12)
		return false;
	at += *at == '\\';
	at++;
	while (at < end && (*at == ' ' || *at == ':'))
		at++;
	at += at < end && *at == '\\';
	if (at >= end || (*at != '"' && *at != '\''))
		return false;
	m->value = ++at;
	while (at < end && at - m->value < 48 && *at != '"' && *at != '\'')
		at++;
	m->value_len = (size_t)(at - m->value);
	return true;
}

/* Its date; a slash may be escaped, and the last mark, too. */
static bool
read_member(const struct member *m, struct date *out)
{
	struct date readings[DATE_READINGS];
	const struct claim *claim = claim_of(m->name, m->name_len);
	char text[48];
	size_t n = 0, count;

	if (claim == NULL || claim->published < 0.7)
		return false;
	for (size_t i = 0; i < m->value_len && n < sizeof(text); i++)
		if (m->value[i] != '\\')
			text[n++] = m->value[i];
	if (!date_read_whole(text, n, readings, &count) || count != 1 ||
		readings[0].precision < PRECISION_DAY)
		return false;
	*out = readings[0];
	return true;
}

struct members {
	struct date dates[MEMBERS_MAX];
	struct member members[MEMBERS_MAX];
	size_t count;
};

/* All members whose name has this part. */
static void
find_members(struct members *found, const struct page_text *t, const char *part)
{
	const char *end = t->html + t->len, *at = t->html;
	size_t n = strlen(part);

	while (found->count < MEMBERS_MAX &&
		(at = memmem(at, (size_t)(end - at), part, n)) != NULL) {
		struct member *m = &found->members[found->count];

		if (member_at(t->html, at, end, m) &&
			read_member(m, &found->dates[found->count]))
			found->count++;
		at += n;
	}
}

/* Is the day known from better evidence? */
static bool
is_claimed(const struct draft *draft)
{
	const struct story *s = &draft->story;

	for (uint32_t i = 0; i < s->ncandidates; i++)
		if ((s->candidates[i].source == DATE_FROM_META ||
			    s->candidates[i].source == DATE_FROM_JSONLD) &&
			s->candidates[i].confidence >= 0.75)
			return true;
	return false;
}

void
page_scripts_read(struct draft *draft, const struct page_text *t)
{
	static const char *const parts[] = { "ublish", "ublicat", "ateCreated",
		"ubDate" };
	struct members found = { .count = 0 };
	bool agree = true;

	if (is_claimed(draft))
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		find_members(&found, t, parts[i]);
	for (size_t i = 1; i < found.count; i++)
		agree = agree &&
			date_day(&found.dates[i]) == date_day(&found.dates[0]);
	for (size_t i = 0; i < found.count; i++) {
		struct story_date *c = draft_candidate(draft, DATE_FROM_JSONLD,
			&found.dates[i], found.members[i].value,
			found.members[i].value_len);

		c->confidence = agree ? MEMBER_ALONE : MEMBER_AMONG;
	}
}
