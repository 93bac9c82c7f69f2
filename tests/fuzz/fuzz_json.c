/* Our JSON reader against an independent one: both accept, or both refuse; and what was read is read again
 * from what is printed of it. The library is given our narrowing: no fractions, and our depth. */
#include <jansson.h>
#include <stdlib.h>

#include "core/json.h"

static bool is_ours(json_t *value, int depth)
{
	const char *name = NULL;
	json_t *member = NULL;

	bool holds_others = json_is_array(value) || json_is_object(value);

	if ((holds_others && depth == JSON_DEPTH_MAX) || json_is_real(value))
		return false;
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (!is_ours(json_array_get(value, i), depth + 1))
			return false;
	}
	json_object_foreach(value, name, member)
	{
		if (!is_ours(member, depth + 1))
			return false;
	}
	return true;
}

static struct str printed(const struct node *node, struct arena *arena)
{
	struct printer printer;
	struct buf buf;

	buf_init(&buf, arena, MIB(1));
	printer_init(&printer, &buf);
	print_node(&printer, node);
	assert(!buf.failed);
	return buf_str(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t block[MIB(8)];
	struct str text = { (const char *)data, size };
	const struct node *node = NULL;
	const struct node *again = NULL;
	struct arena arena;
	struct error err;

	if (size > KIB(16))
		return 0;
	arena_init(&arena, block, sizeof block);
	bool taken = node_parse(text, &arena, &node, &err) == STATUS_OK;
	if (size > 0 && memchr(data, 0, size) != NULL) {
		assert(!taken); /* the library takes one for the end */
		return 0;
	}
	json_t *theirs =
		json_loadb(size == 0 ? "" : text.ptr, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	assert(taken == (theirs != NULL && is_ours(theirs, 0)));
	if (taken) {
		struct str first = printed(node, &arena);
		assert(node_parse(first, &arena, &again, &err) == STATUS_OK);
		assert(str_eq(printed(again, &arena), first));
		char *dumped = json_dumps(theirs, JSON_COMPACT | JSON_ENCODE_ANY);
		assert(node_parse(str_from_c(dumped), &arena, &again, &err) == STATUS_OK);
		assert(str_eq(printed(again, &arena), first));
		free(dumped);
	}
	json_decref(theirs);
	return 0;
}
