#include "indexer/sources/sniff.h"

#include "indexer/sources/source.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Endings of formats that are not text, or text that is no story.  What has
 * another ending, or none, is text if its content is. */
static const char other_endings[] =
	" 7z avi bin bmp c cc cdx cdxj cfg class conf cpp css db dll doc docx "
	"dtd dylib eot epub exe flac gif go h hpp ico idx ini iso jar java "
	"jpeg jpg js loc lock log m4a md mdb mkv mov mp3 mp4 mpeg mpg o ods "
	"odt ogg otf parquet pdf php pl png ppt pptx ps psd py pyc rar rb rs "
	"rst rtf sgm sgml sh so sql sqlite svg swf sys tif tiff toml ttf wav "
	"webm webp woff woff2 wmv xls xlsx xml xsl yaml yml ";

/* ---- the head ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* Text of UTF-16, with its mark or without, as its low bytes. */
static void
narrow(struct source_head *head)
{
	const char *b = head->bytes;
	bool marked = head->len >= 2 && (memcmp(b, "\xff\xfe", 2) == 0 ||
						memcmp(b, "\xfe\xff", 2) == 0);
	size_t n = 0;

	if (!marked && (head->len < 4 || (b[0] == '\0') == (b[1] == '\0') ||
			       (b[2] == '\0') == (b[3] == '\0')))
		return;
	for (size_t i = marked ? 2 : 0;
		i < head->len && n < sizeof(head->narrow); i++)
		if (b[i] != '\0')
			head->narrow[n++] = b[i];
	head->text = head->narrow;
	head->text_len = n;
}

/* Behind a marker like --> ; the end if it does not come. */
static const char *
behind(const char *p, const char *end, const char *mark)
{
	const char *found = memmem(p, (size_t)(end - p), mark, strlen(mark));

	return found != NULL ? found + strlen(mark) : end;
}

static size_t
copy_name(const char *p, const char *end, char out[SNIFF_NAME])
{
	size_t n = 0;

	while (p + n < end && n < SNIFF_NAME - 1 && !is_space(p[n]) &&
		strchr("<>/[", p[n]) == NULL)
		n++;
	memcpy(out, p, n);
	out[n] = '\0';
	return n;
}

static bool
begins(const char *p, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - p) >= n && strncasecmp(p, with, n) == 0;
}

/* <!DOCTYPE name ... [ ... ] >: its name; returns what is behind it. */
static const char *
read_doctype(struct source_head *head, const char *p, const char *end)
{
	p += strlen("<!doctype");
	while (p < end && is_space(*p))
		p++;
	p += copy_name(p, end, head->doctype);
	while (p < end && *p != '>' && *p != '[')
		p++;
	while (p < end && *p != '>')
		for (p = behind(p, end, "]"); p < end && is_space(*p); p++)
			continue;
	return p < end ? p + 1 : end;
}

/* Pass over what may stand before the first element. */
static void
read_markup(struct source_head *head)
{
	const char *p = head->text, *end = p + head->text_len;

	head->xml = begins(p, end, "<?xml");
	while (p < end) {
		if (is_space(*p))
			p++;
		else if (begins(p, end, "<?"))
			p = behind(p, end, "?>");
		else if (begins(p, end, "<!--"))
			p = behind(p, end, "-->");
		else if (begins(p, end, "<!doctype"))
			p = read_doctype(head, p, end);
		else
			break;
	}
	if (p + 1 < end && *p == '<')
		copy_name(p + 1, end, head->root);
}

void
source_head_read(struct source_head *head, const char *bytes, size_t len)
{
	memset(head, 0, offsetof(struct source_head, narrow));
	head->bytes = bytes;
	head->len = len;
	head->text = bytes;
	head->text_len = len;
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		head->text += 3;
		head->text_len -= 3;
	}
	narrow(head);
	while (head->text_len > 0 && is_space(*head->text)) {
		head->text++;
		head->text_len--;
	}
	if (head->text_len > 0 && *head->text == '<')
		read_markup(head);
}

bool
source_head_root(const struct source_head *head, const char *name)
{
	const char *colon = strchr(head->root, ':');

	return strcasecmp(head->root, name) == 0 ||
	       (colon != NULL && strcasecmp(colon + 1, name) == 0);
}

/* ---- the ending ---- */

static bool
ends_with(const char *name, size_t len, const char *ending)
{
	size_t n = strlen(ending);

	return n > 0 && len > n && strncasecmp(name + len - n, ending, n) == 0;
}

static bool
is_other_format(const char *name, size_t len)
{
	const char *dot = memrchr(name, '.', len);
	char framed[16];
	size_t n;

	if (dot == NULL || dot == name)
		return false;
	n = len - (size_t)(dot + 1 - name);
	if (n == 0 || n > sizeof(framed) - 3)
		return false;
	snprintf(framed, sizeof(framed), " %.*s ", (int)n, dot + 1);
	return strcasestr(other_endings, framed) != NULL;
}

static const struct source_kind *
kind_of_ending(const char *name, size_t len)
{
	for (const struct source_kind *k = source_kinds; k->name != NULL; k++)
		for (const char *const *e = k->endings; *e != NULL; e++)
			if (ends_with(name, len, *e))
				return k;
	return NULL;
}

/* Without the ending of a file that was packed by itself. */
static size_t
unpacked_length(const char *name, size_t len)
{
	static const char *const endings[] = { ".gz", ".xz", ".bz2", ".zst" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_with(name, len, endings[i]))
			return len - strlen(endings[i]);
	return len;
}

/* ---- both ---- */

const struct source_kind *
source_kind_told(const struct source_head *head, const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *last = slash != NULL ? slash + 1 : name;
	size_t len = strlen(last);
	const struct source_kind *ended, *sure = NULL;
	bool other;

	len = unpacked_length(last, len);
	ended = kind_of_ending(last, len);
	other = ended == NULL && is_other_format(last, len);
	for (const struct source_kind *k = source_kinds; k->name != NULL; k++) {
		if (k->sniff == NULL || !k->sniff(head))
			continue;
		if (k == ended)
			return k;
		if (sure == NULL && !(k->packed && other))
			sure = k;
	}
	if (sure != NULL || ended != NULL)
		return sure != NULL ? sure : ended;
	return other || head->xml ? NULL : &source_kinds[0];
}
