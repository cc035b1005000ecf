#include "client/prompt_edit.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "client/look.h"

#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define HISTORY_SIZE 1000
#define LISTED_MAX 100 /* offers shown at a time */

struct edit {
	EditLine *line;
	History *history;
	const char *prompt;
	edit_offer offer;
	void *context;
	bool given_up; /* the line, with Ctrl-C */
};

/* ---- offers ---- */

void
offers_add(struct offers *offers, const char *text)
{
	vec_push(offers->texts, offers->count, offers->cap) = mem_string(text);
}

void
offers_release(struct offers *offers)
{
	for (size_t i = 0; i < offers->count; i++)
		free(offers->texts[i]);
	free(offers->texts);
	*offers = (struct offers){ 0 };
}

/*
 * How many bytes the offers that go on from what was typed begin with, whole
 * characters only, and the first of them; none does: 0.
 */
static size_t
common_length(const struct offers *offers, const char *typed, size_t typed_len,
	const char **first)
{
	size_t len = 0;

	*first = NULL;
	for (size_t i = 0; i < offers->count; i++) {
		const char *text = offers->texts[i];
		size_t n = 0;

		if (strncasecmp(text, typed, typed_len) != 0)
			continue;
		if (*first == NULL) {
			*first = text;
			len = strlen(text);
		}
		while (n < len && text[n] == (*first)[n])
			n++;
		len = n;
	}
	while (len > 0 && ((unsigned char)(*first)[len] & 0xC0) == 0x80)
		len--;
	return len;
}

/* The offers under the line, as many beside each other as there is room for. */
static void
list_offers(const struct offers *offers)
{
	size_t n = offers->count < LISTED_MAX ? offers->count : LISTED_MAX;
	size_t width = look_find(STDOUT_FILENO, "never").width, widest = 0;
	struct buf out = { 0 };

	for (size_t i = 0; i < n; i++) {
		size_t w =
			utf8_width(offers->texts[i], strlen(offers->texts[i]));

		widest = w > widest ? w : widest;
	}
	for (size_t i = 0, per = width / (widest + 2); i < n; i++) {
		const char *text = offers->texts[i];

		buf_puts(
			&out, i == 0 || per == 0 || i % per == 0 ? "\r\n" : "");
		buf_puts(&out, text);
		look_pad(&out, widest + 2 - utf8_width(text, strlen(text)));
	}
	if (n < offers->count)
		buf_printf(&out, "\r\nand %zu more", offers->count - n);
	buf_puts(&out, "\r\n");
	fwrite(out.data, 1, out.len, stdout);
	fflush(stdout);
	buf_release(&out);
}

/* Put what is sure in place of line[from..cursor). */
static unsigned char
put_offers(EditLine *line, const struct offers *offers, const char *text,
	size_t cursor)
{
	const char *typed = text + offers->from;
	size_t typed_len = cursor - offers->from;
	const char *first;
	size_t sure = common_length(offers, typed, typed_len, &first);
	struct buf put = { 0 };

	if (offers->count > 1 && sure <= typed_len) {
		list_offers(offers);
		return CC_REDISPLAY;
	}
	/* A single one may be spelt otherwise: in another script, even. */
	if (offers->count == 1)
		buf_puts(&put, offers->texts[0]);
	else
		buf_add(&put, first, sure);
	if (offers->count == 1 && !offers->open)
		buf_putc(&put, ' ');
	el_deletestr(line, (int)utf8_count(typed, typed_len));
	el_insertstr(line, buf_text(&put));
	buf_release(&put);
	return CC_REFRESH;
}

/* ---- keys ---- */

static unsigned char
key_complete(EditLine *line, int key)
{
	const LineInfo *info = el_line(line);
	size_t cursor = (size_t)(info->cursor - info->buffer);
	struct offers offers = { 0 };
	struct buf text = { 0 };
	struct edit *edit;
	unsigned char code = CC_REFRESH_BEEP;

	(void)key;
	el_get(line, EL_CLIENTDATA, &edit);
	/* The editor's buffer is shared: the function may take its time. */
	buf_add(&text, info->buffer, (size_t)(info->lastchar - info->buffer));
	edit->offer(edit->context, buf_text(&text), cursor, &offers);
	if (offers.count > 0)
		code = put_offers(line, &offers, buf_text(&text), cursor);
	offers_release(&offers);
	buf_release(&text);
	return code;
}

/* Ctrl-C: the line ends here, and is not to be answered. */
static unsigned char
key_give_up(EditLine *line, int key)
{
	struct edit *edit;

	(void)key;
	el_get(line, EL_CLIENTDATA, &edit);
	edit->given_up = true;
	fputs("^C\n", stdout);
	return CC_NEWLINE;
}

/* Ctrl-Z: the shell goes on, with the terminal as it knows it. */
static unsigned char
key_suspend(EditLine *line, int key)
{
	(void)key;
	el_set(line, EL_PREP_TERM, 0);
	kill(0, SIGTSTP);
	el_set(line, EL_PREP_TERM, 1);
	return CC_REDISPLAY;
}

/* ---- the editor ---- */

static char *
prompt_of(EditLine *line)
{
	struct edit *edit;

	el_get(line, EL_CLIENTDATA, &edit);
	return (char *)edit->prompt;
}

/* Characters are UTF-8, even where the environment has no language. */
static void
choose_characters(void)
{
	if (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX == 1)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static void
set_up(struct edit *edit)
{
	EditLine *line = edit->line;

	el_set(line, EL_CLIENTDATA, edit);
	el_set(line, EL_PROMPT, prompt_of);
	el_set(line, EL_EDITOR, "emacs");
	el_set(line, EL_HIST, history, edit->history);
	/* While a line is edited, Ctrl-C is a key and no signal. */
	el_set(line, EL_SETTY, "-d", "-isig", NULL);
	el_set(line, EL_ADDFN, "dateline-complete", "complete", key_complete);
	el_set(line, EL_ADDFN, "dateline-give-up", "give up", key_give_up);
	el_set(line, EL_ADDFN, "dateline-suspend", "suspend", key_suspend);
	el_source(line, NULL);
	el_set(line, EL_BIND, "^I", "dateline-complete", NULL);
	el_set(line, EL_BIND, "^C", "dateline-give-up", NULL);
	el_set(line, EL_BIND, "^Z", "dateline-suspend", NULL);
	el_set(line, EL_BIND, "^R", "em-inc-search-prev", NULL);
}

struct edit *
edit_open(const char *prompt, edit_offer offer, void *context, struct err *err)
{
	struct edit *edit = mem_alloc(sizeof(*edit));
	HistEvent event;

	choose_characters();
	*edit = (struct edit){
		.prompt = prompt,
		.offer = offer,
		.context = context,
		.line = el_init("dateline", stdin, stdout, stderr),
		.history = history_init(),
	};
	if (edit->line == NULL || edit->history == NULL) {
		err_set(err, ERR_IO, "this terminal cannot edit a line");
		edit_close(edit);
		return NULL;
	}
	history(edit->history, &event, H_SETSIZE, HISTORY_SIZE);
	history(edit->history, &event, H_SETUNIQUE, 1);
	set_up(edit);
	return edit;
}

void
edit_close(struct edit *edit)
{
	if (edit == NULL)
		return;
	if (edit->history != NULL)
		history_end(edit->history);
	if (edit->line != NULL)
		el_end(edit->line);
	free(edit);
}

void
edit_remember(struct edit *edit, const char *line)
{
	HistEvent event;

	history(edit->history, &event, H_ENTER, line);
}

bool
edit_line(struct edit *edit, struct buf *line)
{
	int len = 0;
	const char *text;

	edit->given_up = false;
	/* Before the prompt is seen: a key pressed then is no signal. */
	el_set(edit->line, EL_PREP_TERM, 1);
	text = el_gets(edit->line, &len);
	buf_reset(line);
	if (text == NULL || len <= 0)
		return false;
	if (edit->given_up)
		return true;
	buf_puts(line, text);
	while (line->len > 0 &&
		strchr("\r\n\t ", line->data[line->len - 1]) != NULL)
		buf_cut(line, line->len - 1);
	return true;
}
