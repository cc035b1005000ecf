/*
 * must.h - invariants that stay in release builds
 *
 * must(cond) is for what can only be false when the program itself is wrong.
 * What the outside world can cause is a struct err (err.h), never this.
 *
 * Thread: any.
 */
#ifndef BASE_MUST_H
#define BASE_MUST_H

#ifdef __cplusplus
extern "C" {
#endif

/* Say where and what on standard error, then abort(). */
void must_fail(const char *cond, const char *file, int line)
	__attribute__((noreturn));

#define must(cond) ((cond) ? (void)0 : must_fail(#cond, __FILE__, __LINE__))

#ifdef __cplusplus
}
#endif
#endif
