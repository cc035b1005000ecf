/* outlets.c - which paper printed a story, by the best evidence */
#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/names/outlet_claims.h"
#include "indexer/story/story_finish.h"
#include "indexer/story/uri.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* One name for all the ways to write it; the domain if there is only one. */
static bool
know_outlet(struct story *s, const struct known_outlet *known)
{
	if (known == NULL)
		return false;
	s->outlet_name = known->name;
	if (s->outlet_domain == NULL)
		s->outlet_domain = known->domain;
	return true;
}

/* ---- folders ---- */

/* The ends of domains that folders are named for; two letters are a land. */
static bool
is_top_domain(const char *text, size_t len)
{
	static const char *const known[] = { "com", "org", "net", "info",
		"news", "press", "media", "example" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i]) == len &&
			strncasecmp(known[i], text, len) == 0)
			return true;
	return len == 2 && ((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z');
}

/* The last folder of the file's name that is called like a domain. */
static const char *
folder_domain(struct draft *draft)
{
	const char *name = draft->source->input->name;
	const char *domain = NULL;

	for (const char *slash = strchr(name, '/'); slash != NULL;
		slash = strchr(name, '/')) {
		size_t len = (size_t)(slash - name);
		const char *dot = memrchr(name, '.', len);

		if (dot != NULL && dot > name &&
			memchr(name, ' ', len) == NULL &&
			is_top_domain(dot + 1, (size_t)(slash - dot - 1)))
			domain = uri_host(arena_printf(draft->arena, "//%.*s",
						  (int)len, name),
				draft->arena);
		name = slash + 1;
	}
	return domain;
}

/* ---- the site behind the headline ---- */

/* Letters and digits only, folded: Harbour Gazette is harbourgazette. */
static void
bare(struct buf *out, const char *text)
{
	struct buf folded = { 0 };

	utf8_fold(&folded, text, strlen(text));
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.data[i];

		if (c >= 0x80 || (c >= 'a' && c <= 'z') ||
			(c >= '0' && c <= '9'))
			buf_putc(out, (char)c);
	}
	buf_release(&folded);
}

static bool
holds_bare(const char *text, const char *wanted)
{
	struct buf x = { 0 }, y = { 0 };
	bool holds;

	bare(&x, text);
	bare(&y, wanted);
	holds = y.len > 0 && strstr(buf_text(&x), y.data) != NULL;
	buf_release(&x);
	buf_release(&y);
	return holds;
}

/* A second witness that the words behind a headline name the paper: its
 * domain, or who claims the copyright. */
static bool
is_confirmed(const struct draft *draft, const char *site)
{
	const struct story *s = &draft->story;

	if (s->outlet_domain != NULL && holds_bare(s->outlet_domain, site))
		return true;
	for (uint32_t i = 0; i < s->nboilerplate; i++)
		if (strcmp(s->boilerplate[i].kind, "copyright") == 0 &&
			holds_bare(s->boilerplate[i].text, site))
			return true;
	return false;
}

/* The outlet's domain by the url: that of the list, else what is registered of
 * the host; NULL without one. */
static const char *
url_domain(struct draft *draft, const struct registry *registry)
{
	const char *host = draft->story.url != NULL
				   ? uri_host(draft->story.url, draft->arena)
				   : NULL;
	const struct known_outlet *known =
		registry_outlet_by_domain(registry, host);

	return host == NULL    ? NULL
	       : known != NULL ? known->domain
			       : outlet_domain(host);
}

/* The domain of an outlet that only its name is known of: the host of the
 * url, or a folder that is called like it. */
static const char *
domain_of_name(struct draft *draft)
{
	const struct story *s = &draft->story;
	const char *domain = url_domain(draft, draft->source->rules->registry);

	if (domain == NULL)
		domain = folder_domain(draft);
	return domain != NULL && (s->url != NULL ||
					 holds_bare(domain, s->outlet_name))
		       ? domain
		       : NULL;
}

/* ---- copyright lines and credits ---- */

/* The wire agency behind a story that somebody else ran. */
static void
note_agency(
	struct story *s, const struct known_outlet *known, const char *evidence)
{
	if (known == NULL || known->kind == NULL ||
		strcmp(known->kind, "agency") != 0 || s->agency != NULL ||
		(s->outlet_name != NULL &&
			strcmp(s->outlet_name, known->name) == 0))
		return;
	s->agency = known->name;
	s->agency_evidence = evidence;
}

/* A name in a copyright line; NULL: none says one. */
static const char *
claimed_name(struct draft *draft, const struct registry *registry)
{
	const struct story *s = &draft->story;

	for (uint32_t i = 0; i <= s->nboilerplate; i++) {
		const char *line =
			i == s->nboilerplate ? s->rights
			: strcmp(s->boilerplate[i].kind, "copyright") == 0
				? s->boilerplate[i].text
				: NULL;
		const struct known_outlet *known;
		const char *name;
		size_t len;

		if (line == NULL ||
			(name = outlet_claimant(line, &len)) == NULL)
			continue;
		name = arena_copy(draft->arena, name, len);
		known = registry_outlet_by_name(registry, name);
		note_agency(&draft->story, known, "copyright");
		/* An agency claims what others run. */
		if (known == NULL || known->kind == NULL ||
			strcmp(known->kind, "agency") != 0)
			return name;
	}
	return NULL;
}

/* A copyright line names the outlet if nothing else does, or if its domain is
 * called like it. */
static void
outlet_from_copyright(struct draft *draft, const struct registry *registry)
{
	struct story *s = &draft->story;
	const char *name = claimed_name(draft, registry);

	if (name == NULL || s->outlet_name != NULL ||
		(s->outlet_domain != NULL &&
			!holds_bare(s->outlet_domain, name)))
		return;
	if (!know_outlet(s, registry_outlet_by_name(registry, name)))
		s->outlet_name = name;
	if (s->outlet_evidence == NULL)
		s->outlet_evidence = "copyright";
}

/* "By Reuters", "Associated Press": a byline of an agency. */
static void
agency_from_byline(struct story *s, const struct registry *registry)
{
	const char *byline = s->byline;

	if (byline == NULL)
		return;
	if (strncasecmp(byline, "by ", 3) == 0)
		byline += 3;
	note_agency(s, registry_outlet_by_name(registry, byline), "byline");
}

/* ---- the choice ---- */

/*
 * An explicit name is the best evidence, and stays when the registry does
 * not know it; a domain or the host of the url gives the name that the
 * registry has for it; then come the words behind the headline, if another
 * witness agrees, the folder, and last who claims the copyright.
 */
static void
outlet_choose(struct draft *draft, const struct registry *registry)
{
	struct story *s = &draft->story;

	if (s->outlet_name != NULL) {
		know_outlet(
			s, registry_outlet_by_name(registry, s->outlet_name));
		if (s->outlet_domain == NULL)
			s->outlet_domain = domain_of_name(draft);
		return;
	}
	if (s->outlet_domain == NULL && s->url != NULL) {
		s->outlet_domain = url_domain(draft, registry);
		s->outlet_evidence = s->outlet_domain != NULL ? "url" : NULL;
	}
	if (s->outlet_domain == NULL) {
		s->outlet_domain = folder_domain(draft);
		s->outlet_evidence = s->outlet_domain != NULL ? "folder" : NULL;
	}
	if (know_outlet(
		    s, registry_outlet_by_domain(registry, s->outlet_domain)) ||
		draft->site == NULL)
		return;
	if (know_outlet(s, registry_outlet_by_name(registry, draft->site)) ||
		is_confirmed(draft, draft->site)) {
		if (s->outlet_name == NULL)
			s->outlet_name = draft->site;
		s->outlet_evidence = "title";
	}
}

void
outlet_find(struct draft *draft)
{
	const struct registry *registry = draft->source->rules->registry;

	outlet_choose(draft, registry);
	outlet_from_copyright(draft, registry);
	agency_from_byline(&draft->story, registry);
}
