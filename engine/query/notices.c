/* notices.c - what a person should read beside a valid answer */
#include "engine/query/notices.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTICES_MAX 16
#define NOTICES_ALIKE_MAX 4 /* with one word */
#define NOTICE_SIZE 400

void
notices_add(struct notices *notices, const char *word, const char *fmt, ...)
{
	char text[NOTICE_SIZE];
	uint32_t alike = 0;
	size_t end;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (!utf8_valid(text, strlen(text), &end)) /* cut in a character */
		text[end] = '\0';
	for (uint32_t i = 0; i < notices->count; i++) {
		if (strcmp(notices->items[i].text, text) == 0)
			return;
		alike += strcmp(notices->items[i].word, word) == 0;
	}
	if (alike == NOTICES_ALIKE_MAX || notices->count == NOTICES_MAX)
		return;
	if (notices->items == NULL)
		notices->items = arena_array(
			notices->arena, NOTICES_MAX, sizeof(*notices->items));
	notices->items[notices->count++] = (struct query_notice){
		.word = word,
		.text = arena_string(notices->arena, text),
	};
}
