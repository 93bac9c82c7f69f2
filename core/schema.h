/* schema.h — JSON documents into structs by tables: name, kind, offset, limits. No handler touches a node.
 *
 * A table says everything about a document: what may be there, what must, how long, which words. Members that
 * the table does not have are refused (PROBLEM_UNKNOWN_MEMBER), others that break it with
 * PROBLEM_INVALID_VALUE; the field is the JSON pointer. Absent optional members leave zero in the struct.
 * Text may hold line ends and tabs; no other control characters. Lengths are in characters (code points).
 * Ownership: the struct borrows from the node.
 */
#pragma once

#include "core/json.h"

#define TEXT_CHARS_MAX     20000
#define LANGUAGE_CHARS_MAX 35

enum field_kind {
	FIELD_TEXT,    /* struct str: several lines, min..max characters */
	FIELD_TOKEN,   /* struct str: one line without spaces, min..max characters */
	FIELD_LINE,    /* struct str: one line, min..max characters */
	FIELD_WORD,    /* struct str: one of the words */
	FIELD_INT,     /* int64_t, min..max */
	FIELD_BOOL,    /* bool */
	FIELD_INSTANT, /* int64_t: UTC milliseconds */
	FIELD_ARRAY,   /* const struct node *, min..max items */
	FIELD_OBJECT,  /* const struct node *, min..max members */
	FIELD_ANY,     /* const struct node *, any value but null */
	FIELD_KIND_COUNT
};

enum field_need { FIELD_OPTIONAL, FIELD_REQUIRED };

struct field {
	struct str name;
	enum field_kind kind;
	enum field_need need;
	size_t offset;
	int64_t min;
	int64_t max;
	struct str words; /* "a|b|c" for FIELD_WORD */
};

struct schema {
	const struct field *fields;
	size_t count;
};

/* How a table is applied to this document. A draft may lack what is required. */
enum strictness { SCHEMA_WHOLE, SCHEMA_DRAFT };

/* `at` is the pointer of the document itself, "" at the top. `ret` is the struct that the offsets mean; it
 * must be zeroed, and is only complete on STATUS_OK. `node` may be NULL: an empty document. */
NODISCARD enum status schema_decode(const struct schema *schema, const struct node *node,
                                    enum strictness strictness, const char *at, void *ret, struct error *err);

/* The pointer of a member or item below `at`: "/answers/0/fact". Cut when it does not fit. */
struct pointer {
	char text[ERROR_FIELD_MAX];
};

struct pointer pointer_member(const char *at, struct str name);
struct pointer pointer_item(const char *at, size_t index);
