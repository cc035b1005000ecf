#include "searchd/cache.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define BUCKETS_FIRST 256
#define SHARE_AGAIN 80	/* percent of the room that is for the proven */
#define PIECES_LEAST 16 /* answers that must fit: larger ones are not kept */
#define COST 24		/* bytes that an entry takes beside its own */
#define MS_MARK " ms="

struct cached {
	struct cached *next; /* of its bucket */
	TAILQ_ENTRY(cached) link;
	const struct generation *generation;
	uint64_t hash;
	enum cache_part part;
	enum final final;
	size_t key_len, len;
	size_t ms_at, ms_len; /* of the number in the answer; 0: it has none */
	char bytes[];	      /* the key, then the answer */
};

void
cache_init(struct cache *cache, size_t most_bytes)
{
	*cache = (struct cache){ .most_bytes = most_bytes };
	for (int i = 0; i < CACHE_PARTS; i++)
		TAILQ_INIT(&cache->parts[i]);
	if (getrandom(&cache->seed, sizeof(cache->seed), 0) < 0)
		cache->seed = (uint64_t)clock_ns();
}

/* ---- looking up ---- */

static uint64_t
hash_of(const struct cache *cache, const char *data, size_t len)
{
	uint64_t hash = cache->seed ^ len, word;

	for (; len > 0; len -= len < 8 ? len : 8, data += 8) {
		word = 0;
		memcpy(&word, data, len < 8 ? len : 8);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	return hash;
}

static struct cached **
bucket_of(struct cache *cache, uint64_t hash)
{
	return &cache->buckets[(hash >> 16) & (cache->nbuckets - 1)];
}

/* Where the entry of a key hangs, or would; there are buckets. */
static struct cached **
place_of(struct cache *cache, const struct cache_key *key, uint64_t hash)
{
	struct cached **place = bucket_of(cache, hash);

	while (*place != NULL &&
		((*place)->hash != hash ||
			(*place)->generation != key->generation ||
			(*place)->key_len != key->len ||
			memcmp((*place)->bytes, key->data, key->len) != 0))
		place = &(*place)->next;
	return place;
}

static size_t
size_of(const struct cached *cached)
{
	return sizeof(*cached) + cached->key_len + cached->len + COST;
}

/* ---- the parts ---- */

static void
leave_part(struct cache *cache, struct cached *cached)
{
	TAILQ_REMOVE(&cache->parts[cached->part], cached, link);
	cache->part_bytes[cached->part] -= size_of(cached);
}

static void
enter_part(struct cache *cache, struct cached *cached, enum cache_part part)
{
	cached->part = part;
	TAILQ_INSERT_HEAD(&cache->parts[part], cached, link);
	cache->part_bytes[part] += size_of(cached);
}

/* Asked for again: it is proven, and those of longest ago make room. */
static void
promote(struct cache *cache, struct cached *cached)
{
	size_t most = cache->most_bytes / 100 * SHARE_AGAIN;

	leave_part(cache, cached);
	enter_part(cache, cached, CACHE_AGAIN);
	while (cache->part_bytes[CACHE_AGAIN] > most) {
		cached = TAILQ_LAST(&cache->parts[CACHE_AGAIN], cached_list);
		leave_part(cache, cached);
		enter_part(cache, cached, CACHE_ONCE);
	}
}

static void
drop(struct cache *cache, struct cached *cached)
{
	struct cached **place = bucket_of(cache, cached->hash);

	while (*place != cached)
		place = &(*place)->next;
	*place = cached->next;
	leave_part(cache, cached);
	cache->bytes -= size_of(cached);
	cache->entries--;
	free(cached);
}

static void
make_room(struct cache *cache, size_t size)
{
	while (cache->bytes + size > cache->most_bytes) {
		struct cached *last =
			TAILQ_LAST(&cache->parts[CACHE_ONCE], cached_list);

		if (last == NULL)
			last = TAILQ_LAST(
				&cache->parts[CACHE_AGAIN], cached_list);
		drop(cache, last);
		cache->evicted++;
	}
}

void
cache_forget(struct cache *cache, const struct generation *generation)
{
	struct cached *cached, *next;

	for (int i = 0; i < CACHE_PARTS && cache->entries > 0; i++)
		for (cached = TAILQ_FIRST(&cache->parts[i]); cached != NULL;
			cached = next) {
			next = TAILQ_NEXT(cached, link);
			if (cached->generation == generation)
				drop(cache, cached);
		}
}

void
cache_release(struct cache *cache)
{
	for (int i = 0; i < CACHE_PARTS && cache->entries > 0; i++)
		while (!TAILQ_EMPTY(&cache->parts[i]))
			drop(cache, TAILQ_FIRST(&cache->parts[i]));
	free(cache->buckets);
	*cache = (struct cache){ 0 };
}

/* ---- answering ---- */

/* Append whole and half lines, those that begin here with a tag. */
static void
put_lines(struct buf *out, const char *tag, const char *text, size_t len)
{
	const char *end = text + len;

	if (*tag == '\0') {
		buf_add(out, text, len);
		return;
	}
	while (text < end) {
		const char *line = text;

		text = memchr(line, '\n', (size_t)(end - line));
		text = text == NULL ? end : text + 1;
		buf_printf(out, "#%s ", tag);
		buf_add(out, line, (size_t)(text - line));
	}
}

bool
cache_answer(struct cache *cache, const struct cache_key *key, const char *tag,
	double ms, struct buf *out, enum final *final)
{
	struct cached *cached = NULL;
	const char *answer;

	if (cache->nbuckets > 0)
		cached = *place_of(
			cache, key, hash_of(cache, key->data, key->len));
	if (cached == NULL) {
		cache->misses++;
		return false;
	}
	cache->hits++;
	promote(cache, cached);
	*final = cached->final;
	answer = cached->bytes + cached->key_len;
	if (cached->ms_len == 0) {
		put_lines(out, tag, answer, cached->len);
		return true;
	}
	put_lines(out, tag, answer, cached->ms_at);
	buf_printf(out, "%.1f", ms);
	buf_add(out, answer + cached->ms_at + cached->ms_len,
		cached->len - cached->ms_at - cached->ms_len);
	return true;
}

/* ---- keeping ---- */

static void
more_buckets(struct cache *cache)
{
	size_t n = cache->nbuckets > 0 ? 2 * cache->nbuckets : BUCKETS_FIRST;
	struct cached **old = cache->buckets;
	size_t nold = cache->nbuckets;

	cache->buckets = mem_alloc(n * sizeof(*cache->buckets));
	cache->nbuckets = n;
	for (size_t i = 0; i < nold; i++)
		while (old[i] != NULL) {
			struct cached *cached = old[i];
			struct cached **bucket = bucket_of(cache, cached->hash);

			old[i] = cached->next;
			cached->next = *bucket;
			*bucket = cached;
		}
	free(old);
}

/* Lines without the tag that each of them begins with; returns how long they
 * are. */
static size_t
copy_untagged(char *to, const char *tag, const struct buf *answer)
{
	size_t skip = *tag == '\0' ? 0 : strlen(tag) + strlen("# ");
	const char *at = answer->data, *end = at + answer->len;
	char *start = to;

	while (at < end) {
		const char *line = at + skip;

		at = memchr(line, '\n', (size_t)(end - line));
		must(at != NULL);
		at++;
		memcpy(to, line, (size_t)(at - line));
		to += at - line;
	}
	return (size_t)(to - start);
}

/* Find the number of ms= in the final line. */
static void
find_ms(struct cached *cached)
{
	const char *answer = cached->bytes + cached->key_len;
	const char *end = answer + cached->len - 1; /* its last LF */
	const char *line = memrchr(answer, '\n', (size_t)(end - answer));
	const char *ms;

	line = line == NULL ? answer : line + 1;
	ms = memmem(line, (size_t)(end - line), MS_MARK, strlen(MS_MARK));
	if (ms == NULL)
		return;
	ms += strlen(MS_MARK);
	cached->ms_at = (size_t)(ms - answer);
	while (ms < end && *ms != ' ')
		ms++;
	cached->ms_len = (size_t)(ms - answer) - cached->ms_at;
}

void
cache_keep(struct cache *cache, const struct cache_key *key, const char *tag,
	const struct buf *answer, enum final final)
{
	size_t size = sizeof(struct cached) + key->len + answer->len + COST;
	struct cached *cached, **place;
	uint64_t hash = hash_of(cache, key->data, key->len);

	if (size > cache->most_bytes / PIECES_LEAST)
		return;
	if (cache->entries >= cache->nbuckets)
		more_buckets(cache);
	if (*place_of(cache, key, hash) != NULL)
		return;
	make_room(cache, size);
	place = place_of(cache, key, hash);
	cached = mem_array(NULL, 1, size - COST);
	*cached = (struct cached){ .generation = key->generation,
		.hash = hash,
		.final = final,
		.key_len = key->len };
	memcpy(cached->bytes, key->data, key->len);
	cached->len = copy_untagged(cached->bytes + key->len, tag, answer);
	find_ms(cached);
	*place = cached = mem_array(cached, 1, size_of(cached) - COST);
	enter_part(cache, cached, CACHE_ONCE);
	cache->bytes += size_of(cached);
	cache->entries++;
}
