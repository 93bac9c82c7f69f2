#include "tests/support/life.h"

static const char no[] = "{\"text\":\"Read exhibit S-1 again.\",\"language\":\"en\"}";

static void to_pending(struct life *life)
{
	life_begin(life);
	life->policy.cosign_minor = 1;
	life_to_review(life);
	life_do(life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(life, "confirm", ""), LIFE_NONE);
	cr_assert(life->dispute.decision.pending);
	cr_assert(!life->dispute.ruling.present);
}

Test(decide_cosign, a_ruling_waits_for_another_person)
{
	struct life life;

	to_pending(&life);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_COSIGN, LIFE_NONE) != NULL);
	life_refused(&life, COMMAND_COSIGN_DECISION, life_arbiter, life_cosignature(&life), LIFE_NONE,
	             PROBLEM_SECOND_SIGNER_REQUIRED);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_second, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_SECOND_SIGNER_REQUIRED);
	life_do(&life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(&life), LIFE_NONE);
	cr_assert(life.dispute.ruling.present);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert(dispute_was_decided_by(&life.dispute, STR("a-second")));
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_cosign, what_is_sent_back_is_decided_anew)
{
	struct life life;

	to_pending(&life);
	life_do(&life, COMMAND_REFUSE_COSIGNATURE, life_second, no, LIFE_NONE);
	cr_assert(!life.dispute.decision.present);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_DECIDE, LIFE_NONE) != NULL);
	life_refused(&life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(&life), LIFE_NONE,
	             PROBLEM_DUTY_NOT_OPEN);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_second, life_verdict(&life, "confirm", ""), LIFE_NONE);
	life_do(&life, COMMAND_COSIGN_DECISION, life_arbiter, life_cosignature(&life), LIFE_NONE);
	cr_assert(life.dispute.ruling.present);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_cosign, a_new_proposal_ends_the_waiting)
{
	struct life life;

	to_pending(&life);
	life_do(&life, COMMAND_FIND_FACT, life_second,
	        "{\"fact\":\"goods.intact\",\"value\":true,\"standard\":\"probable\",\"reason\":\"seen\"}",
	        LIFE_NONE);
	life_propose(&life, NULL);
	cr_assert(!life.dispute.decision.pending);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_COSIGN, LIFE_NONE) == NULL);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_cosign, nobody_with_a_link_signs)
{
	static const struct actor buyer_too = { ACTOR_ARBITER, { "b-li", 4 } };
	struct life life;

	to_pending(&life);
	life_refused(&life, COMMAND_COSIGN_DECISION, buyer_too, life_cosignature(&life), LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_do(&life, COMMAND_DECLARE_CONFLICT, life_second, no, LIFE_NONE);
	life_refused(&life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(&life), LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_end(&life);
}
