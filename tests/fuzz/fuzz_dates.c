/*
 * fuzz_dates.c - any bytes as dates, lines, labels, urls and datelines
 *
 * What is found lies within the text, is a day that the calendar has, and is
 * read again as it was printed.
 */
#include "base/must.h"
#include "base/utf8.h"
#include "indexer/dates/dates.h"

#include <string.h>

/* So many places of the input are tried as the beginning of a date. */
#define BEGINNINGS 512

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What dates.h promises of a date that was read. */
static void
check_date(const struct date *date)
{
	struct date again[DATE_READINGS];
	char value[DATE_TEXT_SIZE], printed[DATE_TEXT_SIZE];
	size_t n;

	must(date->month >= 0 && date->month <= 12);
	must(date->mday >= 0 && date->mday <= 31);
	if (date->precision >= PRECISION_DAY)
		must(date_day(date) != DAY_UNKNOWN);
	must(date->precision < PRECISION_MINUTE || date->minute >= 0);
	date_print(date, value);
	must(strlen(value) < DATE_TEXT_SIZE);
	if (date->year == 0)
		return;
	must(date_read_whole(value, strlen(value), again, &n) && n == 1);
	must(again[0].precision == date->precision);
	date_print(&again[0], printed);
	must(strcmp(value, printed) == 0);
}

static void
check_readings(const struct date *readings, size_t n)
{
	must(n >= 1 && n <= DATE_READINGS);
	for (size_t i = 0; i < n; i++)
		check_date(&readings[i]);
}

static void
check_reading(const char *text, size_t len)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	for (size_t at = 0; at < len && at < BEGINNINGS; at++) {
		size_t took = date_read(text + at, len - at, readings, &n);

		must(took <= len - at);
		if (took > 0)
			check_readings(readings, n);
		must(date_label_read(text + at, len - at, &label) <= len - at);
	}
	if (date_read_whole(text, len, readings, &n))
		check_readings(readings, n);
	if (date_line_read(text, len, readings, &n, &label))
		check_readings(readings, n);
	date_line_is_clock(text, len);
}

static void
check_finding(const char *text, size_t len, bool short_years)
{
	struct date_found found;
	size_t at = 0, before = 0;

	while (date_find(text, len, &at, short_years, &found)) {
		must(found.text >= text + before && found.len > 0);
		must(found.text + found.len == text + at && at <= len);
		check_readings(found.readings, found.n);
		date_label_before(text, (size_t)(found.text - text));
		date_label_behind(text + at, len - at);
		before = at;
	}
	must(at == len);
}

static void
check_span(const char *text, const struct date_span *span)
{
	must(span->text >= text && span->len > 0);
	must(span->text + span->len <= text + strlen(text));
	check_date(&span->date);
}

static void
check_names(const char *text)
{
	struct dateline line;
	struct date_span span;
	size_t len = strlen(text);

	if (date_in_url(text, &span))
		check_span(text, &span);
	if (date_in_path(text, &span))
		check_span(text, &span);
	if (!dateline_read(text, len, &line))
		return;
	must(line.place >= text && line.len <= len);
	must(line.place_len <= line.len && line.agency_len <= line.len);
	must(line.date_len <= line.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 };

	buf_puts(&text, ""); /* a C string even if nothing follows */
	check_reading((const char *)data, size);
	check_finding((const char *)data, size, false);
	check_finding((const char *)data, size, true);
	utf8_repair(&text, (const char *)data, size);
	check_finding(buf_text(&text), text.len, true);
	check_names(buf_text(&text));
	buf_release(&text);
	return 0;
}
