#include "indexer/learning/group_key.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

void
group_key_bare(struct buf *out, const char *name)
{
	struct buf folded = { 0 };
	const char *from;

	utf8_fold(&folded, name, strlen(name));
	from = buf_text(&folded);
	if (strncmp(from, "the ", 4) == 0)
		from += 4;
	for (; *from != '\0'; from++) {
		unsigned char c = (unsigned char)*from;

		if (c >= 0x80 || (c >= 'a' && c <= 'z') ||
			(c >= '0' && c <= '9'))
			buf_putc(out, (char)c);
	}
	buf_release(&folded);
}

/* Formats whose stories are files of their own: the folder holds them. */
static bool
is_file_of_its_own(const char *format)
{
	static const char *const formats[] = { "text", "html", "json" };

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (format != NULL && strcmp(format, formats[i]) == 0)
			return true;
	return false;
}

static void
put_folder(struct buf *out, const struct story *story)
{
	const char *file = story->file != NULL ? story->file : "-";
	const char *slash = strrchr(file, '/');

	if (!is_file_of_its_own(story->format))
		buf_puts(out, file);
	else if (slash == NULL)
		buf_putc(out, '.');
	else
		buf_add(out, file, (size_t)(slash - file));
}

void
group_key_outlet(struct buf *out, const struct story *story)
{
	if (story->outlet_domain != NULL) {
		buf_putc(out, GROUP_DOMAIN);
		buf_puts(out, story->outlet_domain);
		return;
	}
	if (story->outlet_name != NULL) {
		buf_putc(out, GROUP_NAME);
		group_key_bare(out, story->outlet_name);
		if (out->len > 1)
			return;
		buf_reset(out);
	}
	buf_putc(out, GROUP_FOLDER);
	put_folder(out, story);
}

void
group_key_crawl(struct buf *out, const struct story *story)
{
	buf_putc(out, GROUP_CRAWL);
	put_folder(out, story);
}
