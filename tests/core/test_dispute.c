#include "tests/support/life.h"

Test(dispute, the_history_starts_at_a_head_that_is_forgotten_in_time)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	cr_assert(str_eq(dispute_head(&life.dispute), STR(HEAD_START)));
	cr_assert(dispute_knows_head(&life.dispute, STR(HEAD_START)));
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert(!str_eq(dispute_head(&life.dispute), STR(HEAD_START)));
	for (int i = 0; i < DISPUTE_HEADS; i++)
		life_do(&life, COMMAND_POST_MESSAGE, life_buyer, "{\"text\":\"x\",\"language\":\"en\"}",
		        LIFE_NONE);
	cr_assert(!dispute_knows_head(&life.dispute, STR(HEAD_START)));
	life_end(&life);
}

Test(dispute, a_capacity_follows_from_role_and_party)
{
	struct life life;
	enum capacity who = CAPACITY_COUNT;

	life_begin(&life);
	life_to_negotiation(&life);
	const struct {
		struct actor actor;
		enum capacity who;
	} rows[] = { { life_buyer, CAPACITY_CLAIMANT },  { life_seller, CAPACITY_RESPONDENT },
		     { life_arbiter, CAPACITY_ARBITER }, { life_platform, CAPACITY_PLATFORM },
		     { life_system, CAPACITY_SYSTEM },   { { ACTOR_ADMIN, STR("root") }, CAPACITY_ADMIN } };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(dispute_capacity(&life.dispute, rows[i].actor, &who, &life.err), STATUS_OK);
		cr_assert_eq(who, rows[i].who);
	}
	/* the seller's id under a buyer's role is nobody here */
	struct actor mixed = { ACTOR_BUYER, life_seller.party };
	cr_assert_eq(dispute_capacity(&life.dispute, mixed, &who, &life.err), STATUS_FORBIDDEN);
	cr_assert_eq(dispute_other(CAPACITY_CLAIMANT), CAPACITY_RESPONDENT);
	cr_assert(actor_eq(*dispute_party(&life.dispute, CAPACITY_RESPONDENT), life_seller));
	life_end(&life);
}

Test(dispute, things_are_found_by_their_ids)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	struct id offer = life.dispute.offers[0].id;
	cr_assert_eq(dispute_find_offer(&life.dispute, offer), &life.dispute.offers[0]);
	cr_assert_eq(dispute_open_offer(&life.dispute, life_seller), &life.dispute.offers[0]);
	cr_assert(dispute_open_offer(&life.dispute, life_buyer) == NULL);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_ANSWER_OFFER, offer) != NULL);
	cr_assert(dispute_find_obligation(&life.dispute, offer) == NULL);
	cr_assert(dispute_find_entry(&life.dispute, STR("no.such")) == NULL);
	for (size_t i = 0; i < life.dispute.duty_count; i++)
		cr_assert_leq(dispute_next_due(&life.dispute)->due_at_ms, life.dispute.duties[i].due_at_ms);
	life_end(&life);
}

Test(dispute, the_parties_cannot_fill_a_case_without_end)
{
	struct life life;
	enum status status = STATUS_OK;

	life_begin(&life);
	life_to_negotiation(&life);
	for (int i = 0; i < DISPUTE_EVENTS_MAX && status == STATUS_OK; i++)
		status = life_try(&life, COMMAND_POST_MESSAGE, life_buyer,
		                  "{\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE);
	cr_assert_eq(status, STATUS_LIMIT);
	cr_assert_eq(life.err.problem, PROBLEM_SIZE_EXCEEDED);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "the system still brings it to its end");
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_end(&life);
}
