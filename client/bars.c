#include "client/bars.h"

#include <math.h>

#define BAR_PIPE 20 /* where no width is known */
#define BAR_MIN 4
#define STEPS 8 /* of a block, in a cell */

static const char *const blocks[STEPS] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
	"▉" };

size_t
bar_width(const struct look *look, size_t taken)
{
	size_t rest;

	if (look->width == 0)
		return BAR_PIPE;
	if (look->width < taken + BAR_MIN)
		return BAR_MIN;
	rest = look->width - taken;
	return rest < BAR_MAX ? rest : BAR_MAX;
}

void
bar_put(struct buf *out, const struct look *look, double share, size_t width,
	bool ascii)
{
	unsigned per_cell = ascii ? 1 : STEPS;
	double wanted = share > 0 ? round(share * (double)width * per_cell) : 0;
	size_t most = width * per_cell;
	size_t steps = wanted < (double)most ? (size_t)wanted : most;
	size_t cells;

	if (share > 0 && steps == 0)
		steps = 1;
	cells = steps / per_cell;
	buf_puts(out, look_on(look, STYLE_BAR));
	for (size_t i = 0; i < cells; i++)
		buf_puts(out, ascii ? "#" : "█");
	if (steps % per_cell > 0) {
		buf_puts(out, blocks[steps % per_cell]);
		cells++;
	}
	buf_puts(out, look_off(look));
	look_pad(out, width - cells);
}

size_t
digits_of(uint64_t n)
{
	size_t digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}
