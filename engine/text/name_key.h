/*
 * name_key.h - one name in many spellings
 *
 * Romanisations differ in vowels, in y, i and j, in kh and h, in doubled
 * letters, and -ko is -ka by another road.  The key of a word is what is left
 * when all that is taken away: Aleksandr, Alexander, Alyaksandr, Oleksandr
 * and Александр have one key; so have Lukashenko, Lukashenka and Лукашенко.
 * Men and women of one family keep different keys (Tikhanovsky,
 * Tikhanovskaya).
 *
 * A key alone proves nothing: Marin has that of Moran.  name_alike() also asks
 * that the spellings be near; and a person needs a second witness, surname
 * and first name.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_NAME_KEY_H
#define ENGINE_NAME_KEY_H

#include <stdbool.h>
#include <stddef.h>

#define NAME_KEY_SIZE 64 /* with the NUL; what is longer is cut */

/*
 * The name as it may be typed with Latin letters: folded, Cyrillic and Greek
 * romanised, words parted by blanks, all else gone.  Returns its length.
 */
size_t name_latin(const char *name, size_t len, char out[NAME_KEY_SIZE]);

/*
 * The key of a name (words parted by blanks, any case; Latin, Cyrillic, Greek)
 * in out; blanks stay.  Returns its length; "" when it has no letters of these.
 */
size_t name_key(const char *name, size_t len, char out[NAME_KEY_SIZE]);

/*
 * How far two spellings are apart, in half letters: a vowel put, dropped or
 * changed into another is one, so is g for h, any other letter two.  Compared
 * after folding and romanising, so 0 means the same but for those.
 */
unsigned name_distance(const char *a, size_t alen, const char *b, size_t blen);

/* Are these spellings of one word: of one key, and near for their length? */
bool name_alike(const char *a, size_t alen, const char *b, size_t blen);

#endif
