#include "tests/support/life.h"

Test(evolve_acts, what_the_sides_put_forward_is_kept_as_they_said_it)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_POST_MESSAGE, life_seller, "{\"text\":\"你好\",\"language\":\"zh-CN\"}",
	        LIFE_NONE);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	cr_assert(str_eq(life.dispute.messages[0].text, STR("你好")));
	cr_assert_eq(life.dispute.messages[0].seq, 3);
	cr_assert(actor_eq(life.dispute.messages[0].by, life_seller));
	cr_assert_eq(life.dispute.offers[0].alternatives->count, 2);
	cr_assert(life.dispute.offers[0].final);
	cr_assert_eq(life.dispute.respondent_spoke_at_ms, life.now_ms);
	cr_assert(str_eq(life.dispute.claim.text, STR("It does not heat.")));
	life_end(&life);
}

Test(evolve_acts, an_offer_ends_in_the_way_it_was_ended)
{
	static const struct {
		enum command_kind command;
		const struct actor *actor;
		enum offer_state state;
	} rows[] = { { COMMAND_DECLINE_OFFER, &life_buyer, OFFER_DECLINED },
		     { COMMAND_WITHDRAW_OFFER, &life_seller, OFFER_WITHDRAWN } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct life life;
		life_begin(&life);
		life_to_negotiation(&life);
		life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
		life_do(&life, rows[i].command, *rows[i].actor, "{}", life.dispute.offers[0].id);
		cr_assert_eq(life.dispute.offers[0].state, rows[i].state);
		cr_assert_eq(life.dispute.final_offer_declined, rows[i].state == OFFER_DECLINED);
		life_end(&life);
	}
}
