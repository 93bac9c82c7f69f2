#include "tests/support/life.h"

static void with_offer(struct life *life, struct actor by)
{
	life_begin(life);
	life_to_negotiation(life);
	life_do(life, COMMAND_MAKE_OFFER, by, life_offer, LIFE_NONE);
}

Test(decide_offer, an_offer_binds_its_maker_and_waits_for_the_other)
{
	struct life life;

	with_offer(&life, life_seller);
	struct id offer = life.dispute.offers[0].id;
	const struct duty *duty = dispute_find_duty_of(&life.dispute, DUTY_ANSWER_OFFER, offer);
	cr_assert_eq(duty->who, CAPACITY_CLAIMANT);
	cr_assert_eq(duty->due_at_ms, life.now_ms + 72 * HOUR_MS, "the default");
	life_refused(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE,
	             PROBLEM_OFFER_ALREADY_OPEN);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_seller, "{\"alternative\":1}", offer,
	             PROBLEM_DUTY_NOT_YOURS);
	life_refused(&life, COMMAND_WITHDRAW_OFFER, life_buyer, "{}", offer, PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_MAKE_OFFER, life_buyer, life_offer, LIFE_NONE);
	life_do(&life, COMMAND_WITHDRAW_OFFER, life_seller, "{}", offer);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1}", offer,
	             PROBLEM_OFFER_NOT_OPEN);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_offer, an_offer_is_refused_for_what_it_gets_wrong)
{
	static const struct {
		const char *content;
		const char *field;
		enum problem problem;
	} rows[] = {
		{ "{\"alternatives\":[]}", "/alternatives", PROBLEM_INVALID_VALUE },
		{ "{}", "/alternatives", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"REFER_HUMAN\"}]}", "/alternatives/0/remedy",
		  PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"PRICE_REDUCTION\"}]}", "/alternatives/0/amount",
		  PROBLEM_AMOUNT_REQUIRED },
		{ "{\"alternatives\":[{\"remedy\":\"PRICE_REDUCTION\",\"amount\":{\"minor\":0,\"currency\":"
		  "\"CNY\"}}]}",
		  "/alternatives/0/amount", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"PRICE_REDUCTION\",\"amount\":{\"minor\":1,\"currency\":"
		  "\"EUR\"}}]}",
		  "/alternatives/0/amount", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"EXCHANGE_SAME\"}],\"expires_at\":\"2026-11-24T00:00:"
		  "00Z\"}",
		  "/expires_at", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"EXCHANGE_SAME\"}],\"expires_at\":\"2027-11-24T00:00:"
		  "00Z\"}",
		  "/expires_at", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"EXCHANGE_SAME\"}],\"expires_at\":\"soon\"}",
		  "/expires_at", PROBLEM_INVALID_VALUE },
		{ "{\"alternatives\":[{\"remedy\":\"EXCHANGE_SAME\"}],\"final\":1}", "/final",
		  PROBLEM_INVALID_VALUE },
	};
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		life_refused(&life, COMMAND_MAKE_OFFER, life_seller, rows[i].content, LIFE_NONE,
		             rows[i].problem);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

Test(decide_offer, an_acceptance_names_its_alternative)
{
	struct life life;

	with_offer(&life, life_seller);
	struct id offer = life.dispute.offers[0].id;
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{}", offer, PROBLEM_ALTERNATIVE_REQUIRED);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":3}", offer,
	             PROBLEM_ALTERNATIVE_REQUIRED);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1}", life_fresh(&life),
	             PROBLEM_NO_SUCH_RESOURCE);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":2}", offer);
	cr_assert_eq(life.dispute.obligation_count, 2, "exchange: there and back");
	cr_assert_eq(life.dispute.offers[0].state, OFFER_ACCEPTED);
	cr_assert_eq(life.dispute.offers[0].accepted_alternative, 2);
	life_end(&life);
}

Test(decide_offer, a_buyer_waives_the_statutory_floor_only_expressly)
{
	struct life life;

	with_offer(&life, life_seller);
	struct id offer = life.dispute.offers[0].id;
	life.assessment = life_json(&life, life_result);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1}", offer,
	             PROBLEM_BELOW_STATUTORY_FLOOR);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1,\"waive_statutory_floor\":true}",
	        offer);
	life_end(&life);
}

Test(decide_offer, what_the_rules_open_is_not_below_the_floor)
{
	struct life life;

	with_offer(&life, life_seller);
	life.assessment = life_json(&life, life_result);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":2}", life.dispute.offers[0].id);
	life_end(&life);
}

Test(decide_offer, less_money_than_the_rules_compute_is_below_the_floor)
{
	static const char cheap[] =
		"{\"alternatives\":[{\"remedy\":\"REFUND_FULL\",\"amount\":{\"minor\":239899,"
		"\"currency\":\"CNY\"}}]}";
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, cheap, LIFE_NONE);
	life.assessment = life_json(&life, life_result);
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{}", life.dispute.offers[0].id,
	             PROBLEM_BELOW_STATUTORY_FLOOR);
	life_end(&life);
}

Test(decide_offer, a_seller_has_no_floor)
{
	struct life life;

	with_offer(&life, life_buyer);
	life.assessment = life_json(&life, life_result);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_seller, "{\"alternative\":1}", life.dispute.offers[0].id);
	life_end(&life);
}

Test(decide_offer, an_offer_expires)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller,
	        "{\"alternatives\":[{\"remedy\":\"EXCHANGE_SAME\"}],\"expires_at\":\"2026-11-25T10:00:00Z\"}",
	        LIFE_NONE);
	struct id offer = life.dispute.offers[0].id;
	life.now_ms += 10 * HOUR_MS;
	life_refused(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{}", offer, PROBLEM_OFFER_NOT_OPEN);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.offers[0].state, OFFER_EXPIRED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_offer, an_outcome_ends_every_open_offer)
{
	struct life life;

	with_offer(&life, life_seller);
	life_do(&life, COMMAND_MAKE_OFFER, life_buyer, life_offer, LIFE_NONE);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1}", life.dispute.offers[0].id);
	cr_assert_eq(life.dispute.offers[0].state, OFFER_ACCEPTED);
	cr_assert_eq(life.dispute.offers[1].state, OFFER_EXPIRED);
	life_end(&life);
}
