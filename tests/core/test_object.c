#include <criterion/criterion.h>

#include "core/object.h"

static uint8_t block[KIB(64)];

static struct arena fresh(size_t size)
{
	struct arena arena;

	arena_init(&arena, block, size);
	return arena;
}

static struct str printed(struct arena *arena, const struct node *node)
{
	struct printer printer;
	struct buf buf;

	buf_init(&buf, arena, KIB(4));
	printer_init(&printer, &buf);
	print_node(&printer, node);
	return buf_str(&buf);
}

Test(object, members_come_out_in_the_order_they_went_in)
{
	struct arena arena = fresh(sizeof block);
	struct object object;
	struct array array;

	object_init(&object, &arena, 8);
	object_text(&object, STR("z"), STR("1"));
	object_int(&object, STR("a"), -5);
	object_bool(&object, STR("b"), true);
	object_instant(&object, STR("t"), 1000);
	object_money(&object, STR("m"), (struct money){ 7, { "CNY" } });
	object_copy(&object, STR("n"), NULL);
	array_init(&array, &arena, 1);
	array_text(&array, STR("x"));
	object_node(&object, STR("l"), array_end(&array));
	const struct node *node = object_keep(&object);
	cr_assert(str_eq(printed(&arena, node),
	                 STR("{\"z\":\"1\",\"a\":-5,\"b\":true,\"t\":\"1970-01-01T00:00:01Z\","
	                     "\"m\":{\"minor\":7,\"currency\":\"CNY\"},\"n\":null,\"l\":[\"x\"]}")));
	cr_assert_eq(node_instant(node, STR("t")), 1000);
	cr_assert_eq(node_instant(node, STR("z")), 0);
	cr_assert(node_array(node, STR("l")) != NULL);
	cr_assert(node_array(node, STR("m")) == NULL);
	cr_assert(node_object(node, STR("m")) != NULL);
}

Test(object, the_bytes_of_a_value_are_its_texts_and_names)
{
	struct arena arena = fresh(sizeof block);
	const struct node *node = NULL;
	struct error err;

	cr_assert_eq(node_parse(STR("{\"ab\":[\"cde\",7],\"f\":{\"g\":\"h\"}}"), &arena, &node, &err),
	             STATUS_OK);
	cr_assert_eq(node_bytes(node), 8);
}

Test(object, an_exhausted_arena_makes_every_call_a_no_op)
{
	struct arena arena = fresh(8);
	struct object object;
	struct array array;
	struct error err;

	object_init(&object, &arena, 4);
	object_text(&object, STR("a"), STR("b"));
	object_money(&object, STR("m"), (struct money){ 7, { "CNY" } });
	array_init(&array, &arena, 4);
	array_text(&array, STR("x"));
	cr_assert_eq(object.count, 0);
	cr_assert_eq(array.count, 0);
	cr_assert(object_keep(&object) == NULL);
	cr_assert_eq(arena_check(&arena, &err), STATUS_LIMIT);
}

Test(object, equal_nodes_are_equal_all_the_way_down)
{
	static const char *const texts[] = { "null",        "true",        "false",       "1",   "2",
		                             "\"a\"",       "\"b\"",       "[1]",         "[2]", "[]",
		                             "{\"a\":[1]}", "{\"a\":[2]}", "{\"b\":[1]}", "{}" };
	struct arena arena = fresh(sizeof block);
	struct error err;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (size_t j = 0; j < COUNT_OF(texts); j++) {
			const struct node *a;
			const struct node *b;
			arena_reset(&arena);
			cr_assert_eq(node_parse(str_from_c(texts[i]), &arena, &a, &err), STATUS_OK);
			cr_assert_eq(node_parse(str_from_c(texts[j]), &arena, &b, &err), STATUS_OK);
			cr_assert_eq(node_eq(a, b), i == j, "%s %s", texts[i], texts[j]);
		}
}

Test(object, a_list_grows_and_keeps_what_it_has)
{
	struct arena arena = fresh(sizeof block);
	size_t capacity = 0;
	int *list = NULL;

	for (int i = 0; i < 100; i++) {
		list = list_room(&arena, list, (size_t)i, &capacity, sizeof *list);
		cr_assert(list != NULL);
		list[i] = i;
	}
	for (int i = 0; i < 100; i++)
		cr_assert_eq(list[i], i);
	arena = fresh(0);
	capacity = 0;
	cr_assert(list_room(&arena, NULL, 0, &capacity, sizeof *list) == NULL);
}

Test(object, sorting_puts_members_in_the_order_of_their_names)
{
	static uint8_t block[KIB(4)];
	struct arena arena;
	struct object object;

	arena_init(&arena, block, sizeof block);
	object_init(&object, &arena, 3);
	object_int(&object, STR("b"), 2);
	object_int(&object, STR("c"), 3);
	object_int(&object, STR("a"), 1);
	object_sort(&object);
	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(object.members[i].value.integer, (int64_t)i + 1);
}
