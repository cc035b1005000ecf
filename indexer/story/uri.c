#include "indexer/story/uri.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Parameters that say how the reader came, not what he reads. */
static const char *const tracking[] = { "utm_", "fbclid=", "gclid=", "dclid=",
	"msclkid=", "mc_cid=", "mc_eid=", "igshid=", "ncid=", "cmpid=", "ref=",
	"ref_src=", "partner=", "feedtype=", "feedname=", "_ga=" };

struct parts {
	const char *host, *path, *query;
	size_t host_len, path_len, query_len;
};

/* Split http(s)://user@host:port/path?query#fragment. */
static bool
split(const char *url, struct parts *out)
{
	const char *at;

	if (strncasecmp(url, "http://", 7) == 0)
		url += 7;
	else if (strncasecmp(url, "https://", 8) == 0)
		url += 8;
	else if (strncmp(url, "//", 2) == 0)
		url += 2;
	else
		return false;
	out->host = url;
	out->host_len = strcspn(url, "/?#");
	url += out->host_len;
	at = memchr(out->host, '@', out->host_len);
	if (at != NULL) {
		out->host_len -= (size_t)(at + 1 - out->host);
		out->host = at + 1;
	}
	out->host_len = strcspn(out->host, ":/?#");
	if (out->host_len >= 4 && strncasecmp(out->host, "www.", 4) == 0) {
		out->host += 4;
		out->host_len -= 4;
	}
	out->path = url;
	out->path_len = strcspn(url, "?#");
	url += out->path_len;
	out->query = url + (*url == '?');
	out->query_len = *url == '?' ? strcspn(out->query, "#") : 0;
	while (out->path_len > 0 && out->path[out->path_len - 1] == '/')
		out->path_len--;
	return out->host_len > 0 &&
	       memchr(out->host, '.', out->host_len) != NULL;
}

static bool
is_tracking(const char *parameter)
{
	for (size_t i = 0; i < sizeof(tracking) / sizeof(*tracking); i++)
		if (strncasecmp(parameter, tracking[i], strlen(tracking[i])) ==
			0)
			return true;
	return false;
}

static void
add_query(const char *query, size_t len, struct buf *out)
{
	const char *end = query + len;
	char sign = '?';

	while (query < end) {
		const char *amp = memchr(query, '&', (size_t)(end - query));
		const char *stop = amp != NULL ? amp : end;

		if (stop > query && !is_tracking(query)) {
			buf_putc(out, sign);
			buf_add(out, query, (size_t)(stop - query));
			sign = '&';
		}
		query = stop + 1;
	}
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool
uri_normalise(const char *url, struct buf *out)
{
	struct parts p;

	if (!split(url, &p))
		return false;
	for (size_t i = 0; i < p.host_len; i++)
		buf_putc(out, small(p.host[i]));
	buf_add(out, p.path, p.path_len);
	add_query(p.query, p.query_len, out);
	return true;
}

char *
uri_host(const char *url, struct arena *arena)
{
	struct parts p;
	char *host;

	if (!split(url, &p))
		return NULL;
	host = arena_copy(arena, p.host, p.host_len);
	for (char *c = host; *c != '\0'; c++)
		*c = small(*c);
	return host;
}

/* FNV-1a of 128 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
void
uri_hash(const void *data, size_t len, char out[URI_HASH_SIZE])
{
	const unsigned __int128 prime = ((unsigned __int128)1 << 88) + 0x13b;
	unsigned __int128 hash =
		((unsigned __int128)0x6c62272e07bb0142u << 64) |
		0x62b821756295c58du;
	const unsigned char *bytes = data;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * prime;
	snprintf(out, URI_HASH_SIZE, "%016llx%016llx",
		(unsigned long long)(hash >> 64), (unsigned long long)hash);
}

char *
uri_clean(const char *id, struct arena *arena)
{
	size_t len = strlen(id), n = 0;
	char hash[URI_HASH_SIZE];
	char *out;

	out = arena_alloc(arena, len * 3 + 1);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)id[i];

		if (c <= ' ' || c == 0x7f)
			n += (size_t)snprintf(out + n, 4, "%%%02X", c);
		else
			out[n++] = (char)c;
	}
	out[n] = '\0';
	if (n > URI_MAX) {
		uri_hash(id, len, hash);
		return arena_string(arena, hash);
	}
	return out;
}
