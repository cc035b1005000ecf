#include "indexer/names/outlet_claims.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define CLAIMANT_LEAST 2
#define CLAIMANT_MOST 60

/* ---- hosts ---- */

static bool
is_one_of(const char *text, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

/* Domains that give everybody a name below theirs. */
static bool
is_shared(const char *domain)
{
	static const char *const shared[] = { "blogspot.com", "wordpress.com",
		"substack.com", "tumblr.com", "livejournal.com", "typepad.com",
		"medium.com", "github.io", "blogs.com", "over-blog.com",
		"narod.ru", "ucoz.ru", "weebly.com", "wixsite.com",
		"squarespace.com", "ghost.io", "neocities.org",
		"altervista.org", "free.fr", "hypotheses.org", "jimdo.com",
		"netlify.app" };

	return is_one_of(domain, shared, sizeof(shared) / sizeof(*shared));
}

/* Is text[0..len) what registries put between a land and its names: the co of
 * co.uk? */
static bool
is_second_level(const char *text, size_t len)
{
	static const char *const levels[] = { "ac", "co", "com", "edu", "go",
		"gob", "gov", "gouv", "gv", "info", "mil", "ne", "net", "nom",
		"or", "org", "press", "news", "in" };

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (strlen(levels[i]) == len &&
			strncasecmp(levels[i], text, len) == 0)
			return true;
	return false;
}

/* The label before the one at `at`; host itself when there is none. */
static const char *
label_before(const char *host, const char *at)
{
	if (at - host < 2)
		return host;
	for (at -= 2; at > host && at[-1] != '.'; at--)
		;
	return at;
}

const char *
outlet_domain(const char *host)
{
	const char *top = strrchr(host, '.');
	const char *second, *domain;

	if (top == NULL || !isalpha((unsigned char)top[1]))
		return host;
	second = label_before(host, top + 1);
	domain = second;
	if (strlen(top + 1) == 2 &&
		is_second_level(second, (size_t)(top - second)))
		domain = label_before(host, second);
	return is_shared(domain) ? label_before(host, domain) : domain;
}

/* ---- copyright lines ---- */

/* Behind the signs and words of copyright and the years; NULL: none there. */
static const char *
behind_sign(const char *line)
{
	static const char *const signs[] = { "copyright", "©", "(c)", "by ",
		"all content", "&copy;" };
	const char *at = line;
	bool signed_ = false;

	for (;;) {
		size_t n = 0;

		at += strspn(at, " 0123456789,-\t");
		if (strncmp(at, "–", strlen("–")) == 0)
			n = strlen("–");
		for (size_t i = 0; n == 0 && i < sizeof(signs) / sizeof(*signs);
			i++)
			if (strncasecmp(at, signs[i], strlen(signs[i])) == 0) {
				n = strlen(signs[i]);
				signed_ |= i < 3 || i == 5;
			}
		if (n == 0)
			return signed_ ? at : NULL;
		at += n;
	}
}

/* Does the name end here? */
static bool
claimant_ends(const char *at)
{
	static const char *const ends[] = { "\n", "|", "·", "—", "–", " - ",
		",", " all rights", ". ", "©", "(", "/", " reserved", ";", ": ",
		" 19", " 20" };

	if (*at == '\0' || (at[0] == '.' && at[1] == '\0'))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (strncasecmp(at, ends[i], strlen(ends[i])) == 0)
			return true;
	return false;
}

const char *
outlet_claimant(const char *line, size_t *len)
{
	const char *at = behind_sign(line);
	size_t n = 0;

	if (at == NULL || islower((unsigned char)*at))
		return NULL;
	while (!claimant_ends(at + n) && n <= CLAIMANT_MOST)
		n++;
	while (n > 0 && at[n - 1] == ' ')
		n--;
	if (n < CLAIMANT_LEAST || n > CLAIMANT_MOST ||
		strncasecmp(at, "all rights", strlen("all rights")) == 0)
		return NULL;
	*len = n;
	return at;
}
