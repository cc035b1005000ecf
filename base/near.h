/*
 * near.h - which known name did somebody mean?
 *
 * For messages: "no option --limt; did you mean --limit?".
 *
 * Thread: any; pure.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#ifdef __cplusplus
extern "C" {
#endif

#define NEAR_FAR 99

/*
 * How many letters must be added, dropped, changed or swapped with their
 * neighbour to make b of a, without regard to ASCII case; NEAR_FAR for names
 * of more than 32 bytes.
 */
unsigned near_distance(const char *a, const char *b);

/*
 * Keep the better of two guesses: returns `name` when it is nearer to `word`
 * than *best (at first NEAR_FAR) and near enough to be what was meant, and
 * then updates *best; else returns `so_far`.
 */
const char *near_better(
	const char *word, const char *name, const char *so_far, unsigned *best);

#ifdef __cplusplus
}
#endif
#endif
