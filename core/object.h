/* object.h — JSON objects and arrays built member by member, as nodes.
 *
 * An event's data is built as a node, so that the very same tree is printed, logged and folded: there is no
 * second form that could differ. Names and texts are borrowed. The capacity is a promise of the caller
 * (asserted); an exhausted arena makes every later call a no-op and shows in arena_check().
 */
#pragma once

#include "core/id.h"
#include "core/json.h"
#include "core/money.h"

struct object {
	struct arena *arena; /* borrowed */
	struct member *members;
	size_t count;
	size_t capacity;
};

struct array {
	struct node *items;
	size_t count;
	size_t capacity;
};

void object_init(struct object *object, struct arena *arena, size_t capacity);
void object_text(struct object *object, struct str name, struct str text);
void object_int(struct object *object, struct str name, int64_t value);
void object_bool(struct object *object, struct str name, bool value);
void object_id(struct object *object, struct str name, enum id_kind kind, struct id id);
void object_instant(struct object *object, struct str name, int64_t at_ms); /* "2026-11-24T23:50:00Z" */
void object_money(struct object *object, struct str name, struct money money);
void object_node(struct object *object, struct str name, struct node value);
void object_copy(struct object *object, struct str name, const struct node *value); /* null when NULL */
void object_sort(struct object *object); /* by name, so that the same members are the same bytes */
struct node object_end(const struct object *object);
const struct node *object_keep(const struct object *object); /* in the arena; NULL when it is exhausted */

void array_init(struct array *array, struct arena *arena, size_t capacity);
void array_add(struct array *array, struct node value);
void array_text(struct array *array, struct str text);
struct node array_end(const struct array *array);

struct node node_of_text(struct str text);

/* An instant as text in the arena. */
struct str instant_text(struct arena *arena, int64_t at_ms);

/* The member's instant or id; 0 or a zero id when it is absent or no such thing. */
int64_t node_instant(const struct node *object, struct str name);
struct id node_id(const struct node *object, struct str name, enum id_kind kind);

/* The member when it is an array or an object, else NULL. */
const struct node *node_array(const struct node *object, struct str name);
const struct node *node_object(const struct node *object, struct str name);

/* The bytes of text in a value, names included: what printing it costs at least. */
size_t node_bytes(const struct node *node);

/* The same value: objects member by member in order. */
bool node_eq(const struct node *a, const struct node *b);

/* Room for one more item in a list that grows by doubling in the arena; returns the list, which may have
 * moved, or NULL once the arena is exhausted. */
void *list_room(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);
