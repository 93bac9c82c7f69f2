#include "tests/support/life.h"

static const struct node *member(struct life *life, enum side side, struct str name)
{
	const struct node *view = NULL;

	cr_assert_eq(node_parse(life_view(life, &life->dispute, side), &life->arena, &view, &life->err),
	             STATUS_OK);
	return node_find(view, name);
}

Test(view_outcome, a_ruling_shows_remedy_amounts_and_grounds)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	const struct node *ruling = member(&life, SIDE_SELLER, STR("ruling"));
	cr_assert(str_eq(node_text(ruling, STR("remedy")), STR("REFUND_FULL")));
	cr_assert_eq(node_int(node_find(ruling, STR("amounts")), STR("refund_minor"), 0), 239900);
	cr_assert(str_eq(node_text(ruling, STR("appeal_until")), STR("2026-12-09T00:00:00Z")));
	cr_assert_eq(node_find(ruling, STR("basis"))->count, 2);
	const struct node *decision = member(&life, SIDE_SELLER, STR("decision"));
	cr_assert(str_eq(node_text(decision, STR("decision")), STR("confirm")));
	cr_assert(str_eq(node_text(node_find(decision, STR("by")), STR("party")), STR("a-chen")));
	life_end(&life);
}

Test(view_outcome, obligations_name_the_sides_by_role)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	const struct node *list = member(&life, SIDE_BUYER, STR("obligations"));
	cr_assert(str_eq(node_text(&list->items[0], STR("obligor")), STR("buyer")));
	cr_assert(str_eq(node_text(&list->items[0], STR("what")), STR("return_goods")));
	cr_assert(str_eq(node_text(&list->items[0], STR("freight_by")), STR("seller")));
	cr_assert_eq(node_int(node_find(&list->items[1], STR("amount")), STR("minor"), 0), 239900);
	cr_assert_eq(node_find(&list->items[1], STR("after"))->count, 1);
	cr_assert_eq(node_find(&list->items[1], STR("due_at"))->kind, NODE_NULL);
	life_end(&life);
}

Test(view_outcome, the_timeline_tells_every_event)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	const struct node *rows = member(&life, SIDE_STAFF, STR("timeline"));
	cr_assert_eq(rows->count, life.text_count);
	cr_assert(str_eq(node_text(&rows->items[1], STR("type")), STR("dispute.submitted")));
	cr_assert(node_bool(&rows->items[1], STR("statement"), false));
	const struct node *proposal = member(&life, SIDE_BUYER, STR("proposal"));
	cr_assert_eq(node_int(proposal, STR("version"), 0), 1);
	life_end(&life);
}
