#include "core/json.h"

#include <jansson.h>

/*~ The one place where the parsing library is seen. Its tree is copied into the arena at once and released, so
 * that nobody else ever holds a reference and it can be replaced in this file alone. Its hash seed is fixed:
 * the default asks the operating system for randomness, and core asks nobody for anything. */
#define HASH_SEED 0x5ba0

static enum status copy_node(json_t *from, struct arena *arena, int depth, struct node *ret_node, struct error *err);

static enum status copy_array(json_t *from, struct arena *arena, int depth, struct node *ret_node, struct error *err)
{
	size_t count = json_array_size(from);
	struct node *items = ARENA_ARRAY(arena, struct node, count);

	TRY(arena_check(arena, err));
	for (size_t i = 0; i < count; i++)
		TRY(copy_node(json_array_get(from, i), arena, depth + 1, &items[i], err));
	*ret_node = (struct node){ .kind = NODE_ARRAY, .count = count, .items = items };
	return STATUS_OK;
}

static enum status copy_object(json_t *from, struct arena *arena, int depth, struct node *ret_node, struct error *err)
{
	size_t count = json_object_size(from);
	struct member *members = ARENA_ARRAY(arena, struct member, count);
	size_t at = 0;

	TRY(arena_check(arena, err));
	for (void *it = json_object_iter(from); it != NULL; it = json_object_iter_next(from, it)) {
		assert(at < count);
		members[at].name = arena_copy(arena, str_from_c(json_object_iter_key(it)));
		TRY(copy_node(json_object_iter_value(it), arena, depth + 1, &members[at].value, err));
		at++;
	}
	*ret_node = (struct node){ .kind = NODE_OBJECT, .count = count, .members = members };
	return arena_check(arena, err);
}

static enum status copy_string(json_t *from, struct arena *arena, struct node *ret_node, struct error *err)
{
	struct str text = { .ptr = json_string_value(from), .len = json_string_length(from) };

	*ret_node = (struct node){ .kind = NODE_STRING, .string = arena_copy(arena, text) };
	return arena_check(arena, err);
}

static enum status copy_node(json_t *from, struct arena *arena, int depth, struct node *ret_node, struct error *err)
{
	if (depth > JSON_DEPTH_MAX)
		return FAIL(err, PROBLEM_INVALID_JSON, "the value is nested deeper than %d levels", JSON_DEPTH_MAX);

	switch (json_typeof(from)) {
	case JSON_OBJECT: return copy_object(from, arena, depth, ret_node, err);
	case JSON_ARRAY: return copy_array(from, arena, depth, ret_node, err);
	case JSON_STRING: return copy_string(from, arena, ret_node, err);
	case JSON_INTEGER:
		*ret_node = (struct node){ .kind = NODE_INT, .integer = json_integer_value(from) };
		return STATUS_OK;
	case JSON_TRUE:
	case JSON_FALSE:
		*ret_node = (struct node){ .kind = NODE_BOOL, .boolean = json_is_true(from) };
		return STATUS_OK;
	case JSON_NULL: *ret_node = (struct node){ .kind = NODE_NULL }; return STATUS_OK;
	case JSON_REAL: break;
	}
	return FAIL(err, PROBLEM_INVALID_JSON, "fractions and exponents are not used here: write exact integers");
}

enum status node_parse(struct str text, struct arena *arena, const struct node **ret_node, struct error *err)
{
	assert(arena != NULL);
	assert(ret_node != NULL);

	json_error_t problem;
	struct node *node = ARENA_NEW(arena, struct node);
	TRY(arena_check(arena, err));

	json_object_seed(HASH_SEED);
	json_t *root = json_loadb(text.len == 0 ? "" : text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	                          &problem);
	if (root == NULL)
		return FAIL(err, PROBLEM_INVALID_JSON, "line %d, column %d: %s", problem.line, problem.column,
		            problem.text);

	enum status status = copy_node(root, arena, 0, node, err);
	json_decref(root);
	if (status == STATUS_OK)
		*ret_node = node;
	return status;
}

const struct node *node_find(const struct node *object, struct str name)
{
	if (object == NULL || object->kind != NODE_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->count; i++) {
		if (str_eq(object->members[i].name, name))
			return &object->members[i].value;
	}
	return NULL;
}

struct str node_text(const struct node *object, struct str name)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_STRING ? value->string : (struct str){ 0 };
}

int64_t node_int(const struct node *object, struct str name, int64_t fallback)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_INT ? value->integer : fallback;
}

bool node_bool(const struct node *object, struct str name, bool fallback)
{
	const struct node *value = node_find(object, name);

	return value != NULL && value->kind == NODE_BOOL ? value->boolean : fallback;
}
