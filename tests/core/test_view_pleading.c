#include "tests/support/life.h"

static const struct node *member(struct life *life, enum side side, struct str name)
{
	const struct node *view = NULL;

	cr_assert_eq(node_parse(life_view(life, &life->dispute, side), &life->arena, &view, &life->err),
	             STATUS_OK);
	return node_find(view, name);
}

static const struct node *fact(struct life *life, struct str key)
{
	const struct node *facts = member(life, SIDE_SELLER, STR("facts"));

	for (size_t i = 0; i < facts->count; i++)
		if (str_eq(node_text(&facts->items[i], STR("key")), key))
			return &facts->items[i];
	return NULL;
}

Test(view_pleading, a_fact_shows_who_said_it_and_how_it_was_answered)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer,
	        "{\"kind\":\"item_photo\",\"text\":\"x\",\"facts\":[\"defect.exists\"]}", LIFE_NONE);
	const struct node *entry = fact(&life, STR("defect.exists"));
	cr_assert(str_eq(node_text(entry, STR("status")), STR("contested")));
	cr_assert(str_eq(node_text(entry, STR("by")), STR("buyer")));
	cr_assert(str_eq(node_text(node_find(entry, STR("answer")), STR("by")), STR("seller")));
	cr_assert(str_eq(node_text(node_find(entry, STR("answer")), STR("text")), STR("no")));
	cr_assert_eq(node_find(entry, STR("evidence"))->count, 1);
	cr_assert(str_eq(node_text(fact(&life, STR("order.paid_minor")), STR("status")), STR("platform")));
	life_end(&life);
}

Test(view_pleading, offers_are_sealed_from_staff)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	const struct node *sealed = member(&life, SIDE_STAFF, STR("offers"));
	cr_assert_eq(sealed->kind, NODE_OBJECT);
	cr_assert_eq(node_int(sealed, STR("count"), 0), 1);
	cr_assert_eq(member(&life, SIDE_BUYER, STR("offers"))->count, 1);
	const struct node *duties = member(&life, SIDE_STAFF, STR("duties"));
	for (size_t i = 0; i < duties->count; i++)
		cr_assert(!str_eq(node_text(&duties->items[i], STR("action")), STR("answer_offer")));
	life_end(&life);
}

Test(view_pleading, an_exhibit_lists_its_files_with_their_addresses)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life.files[0] = (struct attachment){ STR("a.jpg"), STR("image/jpeg"), 9, str_from_c(life_sha) };
	life.file_count = 1;
	life_do(&life, COMMAND_ADD_EVIDENCE, life_seller, "{\"kind\":\"item_photo\"}", LIFE_NONE);
	const struct node *exhibit = &member(&life, SIDE_BUYER, STR("evidence"))->items[0];
	const struct node *file = &node_find(exhibit, STR("files"))->items[0];
	cr_assert_eq(node_int(file, STR("n"), 0), 1);
	cr_assert_eq(node_int(file, STR("size"), 0), 9);
	cr_assert(str_has_prefix(node_text(file, STR("href")), STR("/v1/disputes/dsp_")));
	life_end(&life);
}

Test(view_pleading, what_is_not_there_yet_is_null)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	cr_assert_eq(member(&life, SIDE_BUYER, STR("claim"))->kind, NODE_NULL);
	cr_assert_eq(member(&life, SIDE_BUYER, STR("response"))->kind, NODE_NULL);
	cr_assert_eq(member(&life, SIDE_BUYER, STR("proposal"))->kind, NODE_NULL);
	life_end(&life);
}
