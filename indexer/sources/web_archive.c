/*
 * web_archive.c - a story in each page or text that a web archive holds
 *
 * What follows a block must be the next record: if it is not,
 * the length was wrong, and the next head is looked for from where the block
 * began.
 */
#include "indexer/sources/web_archive.h"

#include "base/digest.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/http.h"
#include "indexer/sources/source_kinds.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SCAN_BYTES (256u << 10)
#define OVERLAP 1024 /* of two scans: enough to tell a record's beginning */

struct archive {
	struct source *source;
	const struct record_form *form;
	struct feed *feed;
	struct arena arena; /* of the record at hand */
	struct buf whole, decoded;
	uint64_t passed_over;
};

/* Say what is wrong with the record, or the bytes, at this place. */
static void
reject(struct archive *a, uint64_t at, enum reject_reason why,
	const char *detail)
{
	const struct sink *sink = a->source->sink;
	char place[160];

	snprintf(place, sizeof(place), "record at byte %llu: %s",
		(unsigned long long)at, detail);
	sink->reject(sink->ctx, a->source->input->path, 0, why, place);
}

/* ---- where records begin ---- */

/* The first record that begins in bytes[from..len); len if none does. */
static size_t
find_record(const struct archive *a, const char *bytes, size_t from, size_t len)
{
	const char *first = a->form->first;
	const char *p = bytes + from, *end = bytes + len;

	while (p < end && (p = memmem(p, (size_t)(end - p), first,
				   strlen(first))) != NULL) {
		if (a->form->begins(p, (size_t)(end - p)))
			return (size_t)(p - bytes);
		p++;
	}
	return len;
}

/* Go on to where the next record begins, at most `most` bytes. */
static void
skip_to_record(struct archive *a, uint64_t most)
{
	while (most > 0) {
		size_t ahead = feed_want(a->feed, SCAN_BYTES), at, step;

		if (ahead > most)
			ahead = (size_t)most;
		if (ahead == 0)
			return;
		at = find_record(a, feed_ahead(a->feed), 0, ahead);
		step = at < ahead	 ? at
		       : ahead > OVERLAP ? ahead - OVERLAP
					 : ahead;
		feed_skip(a->feed, step);
		most -= step;
		if (at < ahead)
			return;
	}
}

/* The input broke off in the record here: say so, and go behind the damage. */
static void
mend(struct archive *a, uint64_t at)
{
	struct err damage = a->feed->damage;

	reject(a, at, source_damage(a->source), damage.text);
	if (!feed_mend(a->feed))
		a->feed->damage = (struct err){ 0 }; /* it is said */
}

/* ---- one record ---- */

/* An early edition of the format wrote <http://...>. */
static const char *
bare_uri(struct archive *a, const char *uri)
{
	size_t len = uri != NULL ? strlen(uri) : 0;

	if (len > 2 && uri[0] == '<' && uri[len - 1] == '>')
		return arena_copy(&a->arena, uri + 1, len - 2);
	return uri;
}

/* A page that was somewhere to be read: not the crawler's log, and not what
 * is written for crawlers. */
static bool
may_be_story(const char *uri)
{
	static const char *const schemes[] = { "http://", "https://", "ftp://",
		"file:", "<http" };
	size_t len = uri != NULL ? strlen(uri) : 0;

	if (len == 0 || strchr(uri, ' ') != NULL ||
		(len > 11 && strcmp(uri + len - 11, "/robots.txt") == 0))
		return false;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (strncasecmp(uri, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

typedef bool (*read_fn)(struct source *source, struct err *err);

/* What reads a body of this type, or one that says nothing of its type. */
static read_fn
reader_of(const char *type, const char *body, size_t len)
{
	struct source_head head;

	if (type == NULL) {
		source_head_read(&head, body, len);
		return source_html_sniff(&head) ? source_html_read : NULL;
	}
	if (strcmp(type, "text/html") == 0 ||
		strcmp(type, "application/xhtml+xml") == 0)
		return source_html_read;
	return strcmp(type, "text/plain") == 0 ? source_text_read : NULL;
}

/*
 * What reads the story in a block, of which at least the first len bytes are
 * known; NULL if it holds none.  The answer says where its body begins.
 */
static read_fn
story_in(struct archive *a, const struct record *r, const char *block,
	size_t len, struct http_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	if (!may_be_story(r->uri))
		return NULL;
	if (strcasecmp(r->type, "response") == 0) {
		http_read(block, len, &a->arena, answer);
		if (answer->status != 200)
			return NULL;
	} else if (strcasecmp(r->type, "resource") == 0 ||
		   strcasecmp(r->type, "conversion") == 0) {
		http_type(r->content_type, &a->arena, &answer->content_type,
			&answer->charset);
	} else {
		return NULL;
	}
	if (len == answer->head)
		return NULL;
	return reader_of(
		answer->content_type, block + answer->head, len - answer->head);
}

/* ---- digests ---- */

static bool
agrees(const char *text, const char *bytes, size_t len)
{
	unsigned char digest[DIGEST_SHA1];

	return !digest_sha1(bytes, len, digest) ||
	       digest_text_agrees(text, digest);
}

/* A mismatch is said, and no loss: what is there is read. */
static void
check_digests(struct archive *a, const struct record *r, const char *block,
	size_t head)
{
	const struct sink *sink = a->source->sink;
	size_t len = (size_t)r->length;
	const char *wrong = NULL;
	char place[96];

	/* Some compute it with the chunks, some without. */
	if (r->payload_digest != NULL &&
		!agrees(r->payload_digest, block + head, len - head) &&
		(a->whole.len == 0 || !agrees(r->payload_digest, a->whole.data,
					      a->whole.len)))
		wrong = "WARC-Payload-Digest";
	if (r->block_digest != NULL && !agrees(r->block_digest, block, len))
		wrong = "WARC-Block-Digest";
	if (wrong == NULL)
		return;
	snprintf(place, sizeof(place), "record at byte %llu: %s",
		(unsigned long long)r->at, wrong);
	sink->remark(
		sink->ctx, a->source->input->path, 0, REMARK_BAD_DIGEST, place);
}

/* ---- its story ---- */

static bool
read_body(struct archive *a, const struct record *r, read_fn read,
	const struct http_answer *answer, const char *body, size_t len,
	struct err *err)
{
	const struct input_facts facts = {
		.url = bare_uri(a, r->uri),
		.captured = r->date,
		.modified = answer->modified,
		.charset = answer->charset,
		.offset = r->at,
	};
	struct feed feed;
	struct source inner = *a->source;
	bool ok;

	feed_open_bytes(&feed, body, len);
	inner.feed = &feed;
	inner.facts = &facts;
	ok = read(&inner, err);
	feed_close(&feed);
	return ok;
}

/* The story of a whole record, if it holds one. */
static bool
read_record(struct archive *a, const struct record *r, const char *block,
	struct err *err)
{
	size_t len = (size_t)r->length;
	struct http_answer answer;
	read_fn read = story_in(a, r, block, len, &answer);
	const char *body = block + answer.head;
	struct err why = { 0 };

	if (read == NULL) {
		a->passed_over++;
		return true;
	}
	len -= answer.head;
	buf_reset(&a->whole);
	buf_reset(&a->decoded);
	if (answer.chunked && http_unchunk(body, len, &a->whole)) {
		body = buf_text(&a->whole);
		len = a->whole.len;
	}
	check_digests(a, r, block, answer.head);
	if (answer.encoding != NULL) {
		if (!http_decode(answer.encoding, body, len,
			    a->source->rules->story_max, &a->decoded, &why)) {
			reject(a, r->at, REJECT_BAD_RECORD, why.text);
			return true;
		}
		body = buf_text(&a->decoded);
		len = a->decoded.len;
	}
	return read_body(a, r, read, &answer, body, len, err);
}

/* ---- all of them ---- */

/* Behind a block stand line ends and the next record, or nothing. */
static bool
is_good_tail(const struct archive *a, const char *tail, size_t len)
{
	size_t at = 0;

	while (at < len && (tail[at] == '\r' || tail[at] == '\n'))
		at++;
	return at == len || at >= 2 || a->form->begins(tail + at, len - at);
}

/* A record that memory may hold. */
static bool
take_record(struct archive *a, const struct record *r, struct err *err)
{
	size_t total = r->head + (size_t)r->length;
	size_t ahead = feed_want(a->feed, total + OVERLAP), next;
	const char *bytes = feed_ahead(a->feed);
	bool ok;

	if (ahead >= total && is_good_tail(a, bytes + total, ahead - total)) {
		ok = read_record(a, r, bytes + r->head, err);
		feed_skip(a->feed, total);
		return ok;
	}
	next = find_record(a, bytes, r->head, ahead);
	if (next == ahead && ahead < total &&
		a->feed->damage.kind != ERR_NONE) {
		mend(a, r->at);
		return true;
	}
	reject(a, r->at, REJECT_BAD_RECORD,
		next == ahead && ahead < total ? "the input ends in it"
					       : "its Content-Length is wrong");
	feed_skip(a->feed, next);
	return true;
}

/* A record that memory may not hold: nothing of it is kept. */
static void
skip_large(struct archive *a, const struct record *r)
{
	size_t ahead = feed_want(a->feed, RECORD_HEAD_MAX);
	uint64_t end = r->at + r->head + r->length;
	struct http_answer answer;
	bool story = story_in(a, r, feed_ahead(a->feed) + r->head,
			     ahead - r->head, &answer) != NULL;

	feed_skip(a->feed, r->head);
	skip_to_record(a, r->length);
	if (a->feed->offset < end)
		reject(a, r->at, REJECT_BAD_RECORD,
			feed_want(a->feed, 1) == 0
				? "the input ends in it"
				: "its Content-Length is wrong");
	else if (story)
		reject(a, r->at, REJECT_TOO_LARGE, "more bytes than story_max");
	else
		a->passed_over++;
}

/* What lies ahead: a record, or bytes that are none up to the next one. */
static bool
take_next(struct archive *a, size_t ahead, struct err *err)
{
	uint64_t at = a->feed->offset;
	struct record r = { .at = at };

	arena_reset(&a->arena);
	if (!a->form->begins(feed_ahead(a->feed), ahead)) {
		skip_to_record(a, UINT64_MAX);
		reject(a, at, REJECT_BAD_RECORD, "bytes that are no record");
	} else if (!a->form->head(feed_ahead(a->feed),
			   ahead < RECORD_HEAD_MAX ? ahead : RECORD_HEAD_MAX,
			   &a->arena, &r)) {
		feed_skip(a->feed, 1);
		skip_to_record(a, UINT64_MAX);
		reject(a, at, REJECT_BAD_RECORD,
			"no head that tells its type and length");
	} else if (r.length > a->source->rules->story_max) {
		skip_large(a, &r);
	} else {
		return take_record(a, &r, err);
	}
	return true;
}

static bool
read_records(struct archive *a, struct err *err)
{
	for (;;) {
		size_t ahead = feed_want(a->feed, RECORD_HEAD_MAX);

		while (ahead > 0 && strchr("\r\n", *feed_ahead(a->feed)) &&
			*feed_ahead(a->feed) != '\0') {
			feed_skip(a->feed, 1);
			ahead = feed_want(a->feed, 1);
		}
		if (ahead == 0 && a->feed->damage.kind == ERR_NONE)
			return true;
		if (ahead == 0)
			mend(a, a->feed->offset);
		else if (!take_next(
				 a, feed_want(a->feed, RECORD_HEAD_MAX), err))
			return false;
	}
}

bool
web_archive_read(
	struct source *source, const struct record_form *form, struct err *err)
{
	struct archive a = {
		.source = source,
		.form = form,
		.feed = source->feed,
	};
	const struct sink *sink = source->sink;
	bool ok = read_records(&a, err);

	if (a.passed_over > 0 && sink->passed_over != NULL)
		sink->passed_over(sink->ctx, a.passed_over);
	buf_release(&a.whole);
	buf_release(&a.decoded);
	arena_release(&a.arena);
	return ok;
}
