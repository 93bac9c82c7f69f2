#include "tests/support/life.h"

static const struct node *view_of(struct life *life, enum side side)
{
	const struct node *view = NULL;

	cr_assert_eq(node_parse(life_view(life, &life->dispute, side), &life->arena, &view, &life->err),
	             STATUS_OK);
	return view;
}

Test(view_proceeding, requests_and_their_inference_are_seen_by_all)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter,
	        "{\"to\":\"seller\",\"text\":\"x\",\"language\":\"en\",\"inference\":{\"goods.intact\":true}"
	        "}",
	        LIFE_NONE);
	for (int side = 0; side < SIDE_COUNT; side++) {
		const struct node *requests = node_find(view_of(&life, (enum side)side), STR("requests"));
		cr_assert_eq(requests->count, 1);
		cr_assert(node_object(&requests->items[0], STR("inference")) != NULL);
	}
	life_end(&life);
}

Test(view_proceeding, a_countered_offer_stays_sealed_from_staff)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	life_do(&life, COMMAND_COUNTER_OFFER, life_buyer, life_offer, life.dispute.offers[0].id);
	cr_assert_eq(life.dispute.offers[0].state, OFFER_COUNTERED);
	cr_assert(id_eq(life.dispute.offers[1].counters, life.dispute.offers[0].id));
	const struct node *sealed = node_find(view_of(&life, SIDE_STAFF), STR("offers"));
	cr_assert_eq(sealed->kind, NODE_OBJECT);
	cr_assert_eq(node_find(view_of(&life, SIDE_SELLER), STR("offers"))->count, 2);
	life_check_replay(&life);
	life_end(&life);
}

Test(view_proceeding, a_hold_says_until_when)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_HOLD_CASE, life_arbiter,
	        "{\"kind\":\"staff\",\"until\":\"2026-12-01T00:00:00Z\"}", LIFE_NONE);
	const struct node *holding = node_object(view_of(&life, SIDE_BUYER), STR("holding"));
	cr_assert(str_eq(node_text(holding, STR("until")), STR("2026-12-01T00:00:00Z")));
	cr_assert(str_eq(node_text(view_of(&life, SIDE_BUYER), STR("hold")), STR("staff")));
	life_end(&life);
}
