#include "core/remedy.h"
#include "tests/support/life.h"

/* Every remedy that can be ruled, through the door by which it comes: an amended decision. */

Test(plan, every_remedy_obliges_by_its_steps)
{
	for (int r = 0; r < REMEDY_COUNT; r++) {
		const struct remedy_info *info = remedy_info((enum remedy_id)r);
		char more[256];
		size_t steps = 0;
		struct life life;

		while (remedy_step((enum remedy_id)r, steps) != NULL)
			steps++;
		if (steps == 0)
			continue;
		life_begin(&life);
		life_to_review(&life);
		(void)snprintf(more, sizeof more,
		               ",\"deviation\":{\"code\":\"c\",\"remedy\":\"%s\",\"amount\":{\"minor\":4321,"
		               "\"currency\":\"CNY\"}}",
		               info->name.ptr);
		life_do(&life, COMMAND_AMEND_DECISION, life_arbiter, life_verdict(&life, "amend", more),
		        LIFE_NONE);
		life_do(&life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(&life), LIFE_NONE);
		cr_assert_eq(life.dispute.obligation_count, steps, "%s", info->name.ptr);
		for (size_t i = 0; i < steps; i++) {
			const struct obligation *obligation = &life.dispute.obligations[i];
			const struct step *step = remedy_step((enum remedy_id)r, i);
			cr_assert_eq(obligation->kind, step->kind);
			cr_assert_eq(obligation->has_amount, step->amount.len > 0);
			cr_assert(!obligation->has_amount || obligation->amount.minor == 4321);
			cr_assert_eq(obligation->state,
			             step->after == STEP_FIRST ? OBLIGATION_DUE : OBLIGATION_WAITING);
		}
		life_check_replay(&life);
		life_end(&life);
	}
}

static void ruled(struct life *life, const char *result)
{
	life_begin(life);
	life_to_evidence(life);
	life_do(life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_propose(life, result);
	life_do(life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(life, "confirm", ""), LIFE_NONE);
	if (life->dispute.decision.pending)
		life_do(life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(life), LIFE_NONE);
}

Test(plan, what_comes_on_top_is_owed_too)
{
	struct life life;

	ruled(&life,
	      "{\"outcome\":\"grant\",\"remedy_proposed\":\"REFUND_FULL\",\"amounts\":{\"refund_minor\":100,"
	      "\"punitive_minor\":300,\"compensation_minor\":20,\"return_freight_minor\":9,"
	      "\"test_fee_seller_minor\":5},\"freight_payer\":\"seller\",\"cited\":[\"CN.CPL.55\"]}");
	cr_assert_eq(life.dispute.obligation_count, 6);
	int64_t sum = 0;
	for (size_t i = 0; i < life.dispute.obligation_count; i++)
		sum += life.dispute.obligations[i].amount.minor;
	cr_assert_eq(sum, 100 + 300 + 20 + 9 + 5);
	life_end(&life);
}

Test(plan, freight_is_owed_only_by_a_seller_who_must_bear_it)
{
	struct life life;

	ruled(&life, "{\"outcome\":\"grant\",\"remedy_proposed\":\"WITHDRAWAL_REFUND\",\"amounts\":{\"refund_"
	             "minor\":100,"
	             "\"return_freight_minor\":9},\"freight_payer\":\"buyer\",\"cited\":[\"CN.7D.18\"]}");
	cr_assert_eq(life.dispute.obligation_count, 2);
	cr_assert(str_eq(life.dispute.obligations[0].freight_by, STR("buyer")));
	life_end(&life);
}

Test(plan, a_dearer_exchange_is_paid_by_the_buyer_after_the_return)
{
	struct life life;

	ruled(&life, "{\"outcome\":\"grant\",\"remedy_proposed\":\"EXCHANGE_OTHER_DIFF\",\"amounts\":{"
	             "\"buyer_pays_minor\":50},\"freight_payer\":\"seller\",\"cited\":[\"CN.3B.GEN.12\"]}");
	const struct obligation *last = &life.dispute.obligations[2];
	cr_assert(str_eq(last->what, STR("price_difference")));
	cr_assert_eq(last->obligor, ACTOR_BUYER);
	cr_assert_eq(last->state, OBLIGATION_WAITING);
	life_end(&life);
}

Test(plan, what_was_paid_is_the_refund_when_the_rules_name_no_sum)
{
	struct life life;

	ruled(&life, "{\"outcome\":\"grant\",\"remedy_proposed\":\"TERMINATE\",\"amounts\":{},\"freight_"
	             "payer\":\"seller\","
	             "\"cited\":[\"CN.CC.563\"]}");
	cr_assert_eq(life.dispute.obligations[1].amount.minor, 239900);
	life_end(&life);
}
