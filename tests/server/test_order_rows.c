#include <criterion/criterion.h>

#include "server/order_rows.h"

static uint8_t block[MIB(4)];
static struct arena arena;
static struct error err;

static struct change *begin(struct order_step *step)
{
	struct change *change;
	const struct node *node;

	arena_init(&arena, block, sizeof block);
	cr_assert_eq(node_parse(STR("{\"ref\":\"A-1\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b\","
	                            "\"seller\":\"s\"}"),
	                        &arena, &node, &err),
	             STATUS_OK);
	cr_assert_eq(order_take_snapshot(NULL, node, &arena, step, &err), STATUS_OK);
	cr_assert_eq(change_new(&arena, &change, &err), STATUS_OK);
	return change;
}

Test(order_rows, an_order_and_its_version_are_put_together)
{
	struct order_entry entry = {
		.kind = STR("snapshot"), .by = STR("platform p"), .at_ms = 1795564800000, .content = STR("{}")
	};
	struct order_step step;
	struct change *change = begin(&step);
	struct str text;

	cr_assert_eq(order_rows_put(&step, 0, &entry, change, &text, &err), STATUS_OK);
	cr_assert_eq(change_check(change, &err), STATUS_OK);
	cr_assert_eq(change->commit.op_count, 2);
	cr_assert_eq(change->ops[0].verb, OP_INSERT);
	cr_assert_eq(change->ops[1].verb, OP_APPEND);
	cr_assert(str_eq(bytes_str(change->ops[1].body),
	                 STR("{\"version\":1,\"kind\":\"snapshot\",\"recorded_at\":\"2026-11-25T00:00:00Z\","
	                     "\"by\":\"platform p\",\"content\":\"{}\"}")));
}

Test(order_rows, a_touched_order_is_the_same_and_needs_its_version)
{
	struct order_step step;
	struct change *change = begin(&step);

	cr_assert_eq(order_rows_touch(step.order, STR("as it is"), 3, change, &err), STATUS_OK);
	cr_assert_eq(change->ops[0].verb, OP_UPDATE);
	cr_assert(str_eq(bytes_str(change->ops[0].body), STR("as it is")));
	cr_assert_eq(change->checks[0].value, 3);
}
