#include "engine/counts/bursts.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

#define TIMES_USUAL 2.0 /* the rate of a burst, against the usual one */
#define LEAST 3		/* stories: fewer in a bucket are no burst */

/* What a bucket costs in a state of that rate: -ln of its probability, but
 * for the binomial coefficient, which both states share. */
static double
cost(uint32_t found, uint32_t all, double rate)
{
	return -(found * log(rate) + (double)(all - found) * log1p(-rate));
}

static double
usual_rate(const uint32_t *found, const uint32_t *all, size_t n)
{
	double sum_found = 0, sum_all = 0;

	for (size_t i = 0; i < n; i++) {
		sum_found += found[i];
		sum_all += all[i];
	}
	return sum_all > 0 ? sum_found / sum_all : 0;
}

/* Follow the cheapest way back from the last bucket. */
static void
trace(bool (*came)[2], size_t n, bool state, bool *burst)
{
	for (size_t i = n; i > 0; i--) {
		burst[i - 1] = state;
		state = came[i - 1][state];
	}
}

void
bursts_find(const uint32_t *found, const uint32_t *all, size_t n, bool *burst)
{
	double usual = usual_rate(found, all, n), high = usual * TIMES_USUAL;
	double spent[2] = { 0, INFINITY };
	bool(*came)[2];

	for (size_t i = 0; i < n; i++)
		burst[i] = false;
	if (usual <= 0 || high >= 1 || n < LEAST)
		return;
	came = mem_array(NULL, n, sizeof(*came));
	for (size_t i = 0; i < n; i++) {
		double enter = spent[0] + log((double)n), leave = spent[1];

		came[i][1] = spent[1] <= enter;
		came[i][0] = leave < spent[0];
		spent[1] = fmin(enter, spent[1]) + cost(found[i], all[i], high);
		spent[0] =
			fmin(leave, spent[0]) + cost(found[i], all[i], usual);
	}
	trace(came, n, spent[1] < spent[0], burst);
	free(came);
	for (size_t i = 0; i < n; i++)
		burst[i] = burst[i] && found[i] >= LEAST;
}
