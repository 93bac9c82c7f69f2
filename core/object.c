#include "core/object.h"

#include <stdalign.h>

#include "core/calendar.h"

#define INSTANT_TEXT_MAX 32
#define LIST_FIRST       4

void object_init(struct object *object, struct arena *arena, size_t capacity)
{
	assert(arena != NULL);
	assert(capacity > 0);

	*object = (struct object){ .arena = arena,
		                   .members = ARENA_ARRAY(arena, struct member, capacity),
		                   .capacity = capacity };
}

void object_node(struct object *object, struct str name, struct node value)
{
	if (object->members == NULL)
		return;
	assert(object->count < object->capacity);
	object->members[object->count++] = (struct member){ .name = name, .value = value };
}

void object_text(struct object *object, struct str name, struct str text)
{
	object_node(object, name, node_of_text(text));
}

void object_int(struct object *object, struct str name, int64_t value)
{
	object_node(object, name, (struct node){ .kind = NODE_INT, .integer = value });
}

void object_bool(struct object *object, struct str name, bool value)
{
	object_node(object, name, (struct node){ .kind = NODE_BOOL, .boolean = value });
}

void object_id(struct object *object, struct str name, enum id_kind kind, struct id id)
{
	object_text(object, name, id_text(object->arena, kind, id));
}

void object_instant(struct object *object, struct str name, int64_t at_ms)
{
	object_text(object, name, instant_text(object->arena, at_ms));
}

void object_money(struct object *object, struct str name, struct money money)
{
	struct object amount;

	object_init(&amount, object->arena, 2);
	object_int(&amount, STR("minor"), money.minor);
	object_text(&amount, STR("currency"), arena_copy(object->arena, str_from_c(money.currency.code)));
	object_node(object, name, object_end(&amount));
}

void object_copy(struct object *object, struct str name, const struct node *value)
{
	object_node(object, name, value == NULL ? (struct node){ .kind = NODE_NULL } : *value);
}

void object_sort(struct object *object)
{
	assert(object != NULL);

	for (size_t i = 1; object->members != NULL && i < object->count; i++) {
		struct member member = object->members[i];
		size_t at = i;
		while (at > 0 && str_compare(object->members[at - 1].name, member.name) > 0) {
			object->members[at] = object->members[at - 1];
			at--;
		}
		object->members[at] = member;
	}
}

struct node object_end(const struct object *object)
{
	return (struct node){ .kind = NODE_OBJECT, .count = object->count, .members = object->members };
}

const struct node *object_keep(const struct object *object)
{
	struct node *node = ARENA_NEW(object->arena, struct node);

	if (node != NULL)
		*node = object_end(object);
	return node;
}

void array_init(struct array *array, struct arena *arena, size_t capacity)
{
	assert(arena != NULL);

	*array = (struct array){ .items = arena_alloc_dirty(arena, capacity, sizeof(struct node),
		                                            _Alignof(struct node)),
		                 .capacity = capacity }; /* every item is written when it is added */
}

void array_add(struct array *array, struct node value)
{
	if (array->items == NULL)
		return;
	assert(array->count < array->capacity);
	array->items[array->count++] = value;
}

void array_text(struct array *array, struct str text)
{
	array_add(array, node_of_text(text));
}

struct node array_end(const struct array *array)
{
	return (struct node){ .kind = NODE_ARRAY, .count = array->count, .items = array->items };
}

struct node node_of_text(struct str text)
{
	return (struct node){ .kind = NODE_STRING, .string = text };
}

struct str instant_text(struct arena *arena, int64_t at_ms)
{
	struct buf buf;

	buf_init(&buf, arena, INSTANT_TEXT_MAX);
	instant_put(&buf, at_ms);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

int64_t node_instant(const struct node *object, struct str name)
{
	struct error ignored;
	int64_t at_ms = 0;

	if (instant_parse(node_text(object, name), &at_ms, &ignored) != STATUS_OK)
		return 0;
	return at_ms;
}

struct id node_id(const struct node *object, struct str name, enum id_kind kind)
{
	struct error ignored;
	struct id id = { 0 };

	if (id_parse(kind, node_text(object, name), &id, &ignored) != STATUS_OK)
		return (struct id){ 0 };
	return id;
}

const struct node *node_array(const struct node *object, struct str name)
{
	const struct node *member = node_find(object, name);

	return member != NULL && member->kind == NODE_ARRAY ? member : NULL;
}

const struct node *node_object(const struct node *object, struct str name)
{
	const struct node *member = node_find(object, name);

	return member != NULL && member->kind == NODE_OBJECT ? member : NULL;
}

/* Recursion is as deep as the parser allows: JSON_DEPTH_MAX. */
size_t node_bytes(const struct node *node)
{
	assert(node != NULL);

	size_t bytes = node->string.len;

	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++)
		bytes += node_bytes(&node->items[i]);
	for (size_t i = 0; node->kind == NODE_OBJECT && i < node->count; i++)
		bytes += node->members[i].name.len + node_bytes(&node->members[i].value);
	return bytes;
}

static bool items_eq(const struct node *a, const struct node *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!node_eq(&a->items[i], &b->items[i]))
			return false;
	return true;
}

static bool members_eq(const struct node *a, const struct node *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!str_eq(a->members[i].name, b->members[i].name) ||
		    !node_eq(&a->members[i].value, &b->members[i].value))
			return false;
	return true;
}

/* Recursion is as deep as the parser allows: JSON_DEPTH_MAX. */
bool node_eq(const struct node *a, const struct node *b)
{
	assert(a != NULL && b != NULL);

	if (a->kind != b->kind || a->count != b->count)
		return false;
	switch (a->kind) {
	case NODE_NULL: return true;
	case NODE_BOOL: return a->boolean == b->boolean;
	case NODE_INT: return a->integer == b->integer;
	case NODE_STRING: return str_eq(a->string, b->string);
	case NODE_ARRAY: return items_eq(a, b);
	case NODE_OBJECT: return members_eq(a, b);
	case NODE_KIND_COUNT: break;
	}
	return false;
}

void *list_room(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
	assert(count <= *capacity);

	if (count < *capacity)
		return items;
	size_t larger = *capacity == 0 ? LIST_FIRST : *capacity * 2;
	void *moved = arena_alloc(arena, larger, item_size, alignof(max_align_t));
	if (moved == NULL)
		return NULL;
	if (count > 0)
		memcpy(moved, items, count * item_size);
	*capacity = larger;
	return moved;
}
