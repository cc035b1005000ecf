/*
 * json_tree.h - what a struct json is; for base/json*.c only
 *
 * A tree that was read lives in the arena of its root, its texts in a copy of
 * the input.  What was built is allocated value by value; a tree that was
 * read may hang in one that is built, not the other way round.
 *
 * Thread: a tree belongs to one thread.
 */
#ifndef BASE_JSON_TREE_H
#define BASE_JSON_TREE_H

#include "base/arena.h"
#include "base/json.h"

/* A value with its name; within a list the name is NULL. */
struct json_child {
	const char *name;
	struct json *value;
};

struct json {
	enum json_kind kind;
	bool real;    /* a number with a point or an exponent */
	bool parsed;  /* lives in an arena */
	size_t count; /* bytes of a text, or children */
	size_t cap;
	union {
		bool truth;
		int64_t whole;
		double number;
		const char *text; /* a NUL behind it */
		struct json_child *children;
	};
};

/* What json_free() is given of a tree that was read. */
struct json_root {
	struct json value;
	struct arena arena;
};

/*
 * Read text[0..len), valid UTF-8, if it is JSON without a doubt and nothing
 * about it is out of the way.  NULL: it is wrong, or too odd for this reader.
 */
struct json *json_read(const char *text, size_t len);

/* Text that is known to be valid UTF-8. */
struct json *json_new_valid_text(const char *text, size_t len);

/* A member whose name no other has. */
void json_add(struct json *object, const char *name, struct json *value);

/* How many bytes of text[0..len) stand in JSON as they are, at least: looks
 * at 8 at a time, stops before the first that hold '"', '\' or a control. */
size_t json_plain_length(const char *text, size_t len);

#endif
