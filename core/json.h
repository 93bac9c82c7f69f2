/* json.h — JSON read strictly into nodes, and printed in one way only.
 *
 * Read: RFC 8259 narrowed by I-JSON (RFC 7493): UTF-8, no duplicate members, no fractions or exponents,
 * integers within int64, no NUL in strings, depth at most JSON_DEPTH_MAX, nothing after the value.
 * No library does this without an allocation per value; tests/fuzz compares the reader with one that does.
 * Printed: no white space, members in the order given, the shortest escapes. The bytes are hashed and
 * signed, so there is exactly one way to print a value.
 */
#pragma once

#include "core/buf.h"

#define JSON_DEPTH_MAX  24                   /* arrays and objects within each other */
#define PRINT_DEPTH_MAX (2 * JSON_DEPTH_MAX) /* what was read may be printed within something else */

enum node_kind { NODE_NULL, NODE_BOOL, NODE_INT, NODE_STRING, NODE_ARRAY, NODE_OBJECT, NODE_KIND_COUNT };

struct member;

/* A value. Only the fields of its kind are meaningful; the others are zero. */
struct node {
	enum node_kind kind;
	bool boolean;
	int64_t integer;
	struct str string;            /* UTF-8, unescaped */
	size_t count;                 /* items or members */
	const struct node *items;     /* of an array */
	const struct member *members; /* of an object, in source order */
};

struct member {
	struct str name;
	struct node value;
};

/* Copies everything into the arena. STATUS_INVALID: not strict JSON (the detail gives line and column).
 * STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status node_parse(struct str text, struct arena *arena, const struct node **ret_node,
                                 struct error *err);

/* The member's value, or NULL when `object` is NULL, is no object, or has no such member. */
const struct node *node_find(const struct node *object, struct str name);

/* The member's text / integer / boolean, or the fallback when it is absent or of another kind. */
struct str node_text(const struct node *object, struct str name);
int64_t node_int(const struct node *object, struct str name, int64_t fallback);
bool node_bool(const struct node *object, struct str name, bool fallback);

/* The printer puts commas where they belong; a failure is sticky in its buf. */
struct printer {
	struct buf *buf; /* borrowed */
	int depth;
	bool need_comma[PRINT_DEPTH_MAX + 1];
};

void printer_init(struct printer *printer, struct buf *buf);
void print_object_begin(struct printer *printer);
void print_object_end(struct printer *printer);
void print_array_begin(struct printer *printer);
void print_array_end(struct printer *printer);
void print_name(struct printer *printer, struct str name);
void print_null(struct printer *printer);
void print_bool(struct printer *printer, bool value);
void print_int(struct printer *printer, int64_t value);
void print_string(struct printer *printer, struct str text); /* text must be UTF-8 */
void print_raw(struct printer *printer, struct str json);    /* one value that is already printed */
void print_node(struct printer *printer, const struct node *node);

/* Short forms for one member of an object. */
void print_member_string(struct printer *printer, struct str name, struct str text);
void print_member_int(struct printer *printer, struct str name, int64_t value);
void print_member_bool(struct printer *printer, struct str name, bool value);
void print_member_raw(struct printer *printer, struct str name, struct str json);
