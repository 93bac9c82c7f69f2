#include "tests/support/life.h"

static const char amended[] =
	"{\"reason\":\"nc.defect\",\"ask\":[\"REPAIR_FREE\"],\"text\":\"It does not heat at all.\","
	"\"language\":\"en\",\"facts\":{\"defect.exists\":3,"
	"\"defect.found_at\":\"2026-11-22\"}}";

static const struct ledger_entry *entry(const struct life *life, const char *key)
{
	const struct ledger_entry *found = dispute_find_entry(&life->dispute, str_from_c(key));

	cr_assert(found != NULL, "%s", key);
	return found;
}

Test(decide_claim, an_amended_claim_gives_the_respondent_half_his_time_again)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life.now_ms += 70 * HOUR_MS;
	cr_assert_eq(life_try(&life, COMMAND_AMEND_CLAIM, life_buyer, amended, LIFE_NONE), STATUS_INVALID,
	             "a fact has a type");
	life_do(&life, COMMAND_AMEND_CLAIM, life_buyer, life_claim, LIFE_NONE);
	const struct duty *respond = dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE);
	cr_assert_eq(respond->due_at_ms, life.now_ms + 36 * HOUR_MS);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_claim, what_is_said_anew_is_open_again_and_what_is_not_stays_answered)
{
	static const char again[] =
		"{\"reason\":\"nc.defect\",\"ask\":[\"REPAIR_FREE\"],\"text\":\"x\",\"language\":\"en\","
		"\"facts\":{\"defect.found_at\":\"2026-11-22\"}}";
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	cr_assert_eq(entry(&life, "defect.found_at")->status, ENTRY_ADMITTED);
	life_do(&life, COMMAND_AMEND_CLAIM, life_buyer, again, LIFE_NONE);
	cr_assert_eq(entry(&life, "defect.found_at")->status, ENTRY_CLAIMED);
	cr_assert_eq(entry(&life, "defect.exists")->status, ENTRY_CONTESTED);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE) != NULL);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	life_refused(&life, COMMAND_AMEND_CLAIM, life_seller, again, LIFE_NONE, PROBLEM_DUTY_NOT_YOURS);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_claim, a_fact_is_answered_one_by_one)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_STATE_FACTS, life_seller,
	        "{\"answers\":[{\"fact\":\"defect.exists\",\"answer\":\"admit\"}],"
	        "\"facts\":{\"goods.intact\":false}}",
	        LIFE_NONE);
	cr_assert_eq(entry(&life, "defect.exists")->status, ENTRY_ADMITTED);
	cr_assert_eq(entry(&life, "goods.intact")->by, ACTOR_SELLER);
	life_refused(&life, COMMAND_STATE_FACTS, life_seller, "{}", LIFE_NONE, PROBLEM_INVALID_VALUE);
	cr_assert_eq(life_try(&life, COMMAND_STATE_FACTS, life_buyer,
	                      "{\"answers\":[{\"fact\":\"defect.exists\",\"answer\":\"admit\"}]}", LIFE_NONE),
	             STATUS_INVALID, "nobody answers himself");
	life_check_replay(&life);
	life_end(&life);
}

static void lapse(struct life *life)
{
	life_to_negotiation(life);
	life_do(life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life_expire(life, DUTY_NEGOTIATE);
	cr_assert_eq(life->dispute.closed_reason, CLOSED_LAPSED);
}

Test(decide_claim, a_lapsed_case_comes_back_once_within_thirty_days)
{
	static const char cause[] = "{\"text\":\"I was ill.\",\"language\":\"en\"}";
	struct life life;

	life_begin(&life);
	lapse(&life);
	life.now_ms += 30 * 24 * HOUR_MS;
	life.duplicate = true;
	life_refused(&life, COMMAND_REOPEN, life_buyer, cause, LIFE_NONE, PROBLEM_DUPLICATE_DISPUTE);
	life.duplicate = false;
	life_refused(&life, COMMAND_REOPEN, life_buyer, "{}", LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_REOPEN, life_buyer, cause, LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_NEGOTIATION);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_NOT);
	cr_assert_gt(life.dispute.duty_count, 0);
	life_do(&life, COMMAND_WITHDRAW, life_buyer, "{}", LIFE_NONE);
	life_refused(&life, COMMAND_REOPEN, life_buyer, cause, LIFE_NONE, PROBLEM_NOT_REOPENABLE);
	life_check_replay(&life);
	life_end(&life);
	life_begin(&life);
	lapse(&life);
	life.now_ms += 30 * 24 * HOUR_MS + 1000;
	life_refused(&life, COMMAND_REOPEN, life_seller, cause, LIFE_NONE, PROBLEM_NOT_REOPENABLE);
	life_end(&life);
}

Test(decide_claim, a_case_lapses_only_after_two_reminders_on_record)
{
	struct life life;
	size_t reminders = 0;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life.now_ms += 5000 * HOUR_MS; /* nobody rang meanwhile */
	while (life.dispute.phase == PHASE_NEGOTIATION)
		cr_assert_eq(life_ring(&life), STATUS_OK, "%s", life.err.detail);
	for (size_t i = 0; i < life.dispute.timeline_count; i++)
		reminders += life.dispute.timeline[i].type == EVENT_DUTY_REMINDED;
	cr_assert_eq(life.dispute.closed_reason, CLOSED_LAPSED);
	cr_assert_geq(reminders, 2);
	life_check_replay(&life);
	life_end(&life);
}
