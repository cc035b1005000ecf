#include "searchd/latency.h"

#include <math.h>

#define GROWTH 1.25
#define SMALLEST_MS 0.001

/* Upper end of a bucket, in milliseconds. */
static double
bucket_end(unsigned bucket)
{
	return SMALLEST_MS * pow(GROWTH, bucket);
}

static unsigned
bucket_of(double ms)
{
	double n;

	if (!(ms > SMALLEST_MS))
		return 0;
	n = ceil(log(ms / SMALLEST_MS) / log(GROWTH));
	return n < LATENCY_BUCKETS - 1 ? (unsigned)n : LATENCY_BUCKETS - 1;
}

void
latency_add(struct latency *latency, double ms)
{
	latency->buckets[bucket_of(ms)]++;
	latency->count++;
	latency->longest_ms = fmax(latency->longest_ms, ms);
}

double
latency_quantile(const struct latency *latency, double share)
{
	double wanted = ceil(share * (double)latency->count);
	uint64_t sum = 0;

	for (unsigned i = 0; i < LATENCY_BUCKETS - 1; i++) {
		sum += latency->buckets[i];
		if (sum > 0 && (double)sum >= wanted)
			return fmin(bucket_end(i), latency->longest_ms);
	}
	return latency->longest_ms;
}
