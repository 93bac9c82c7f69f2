#include "tests/support/life.h"

static const char fact_error[] = "{\"ground\":\"fact_error\",\"text\":\"It heats.\",\"language\":\"en\"}";
static const char rule_error[] = "{\"ground\":\"rule_error\",\"text\":\"Art. 24.\",\"language\":\"en\"}";
static const char typing[] = "{\"ground\":\"typing\",\"text\":\"A digit.\",\"language\":\"en\"}";
static const char note[] = "{\"text\":\"x\",\"language\":\"en\"}";
static const struct actor life_third = { ACTOR_ARBITER, { "a-third", 7 } };

static void to_appeal(struct life *life, const char *content)
{
	life_do(life, COMMAND_FILE_APPEAL, life_seller, content, LIFE_NONE);
	cr_assert_eq(life->dispute.phase, PHASE_APPEAL);
	life_propose(life, NULL);
}

Test(decide_appeal, what_is_not_yet_performed_rests_until_the_appeal_is_decided)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct id ship = life.dispute.obligations[0].id;
	to_appeal(&life, fact_error);
	cr_assert(life.dispute.obligations[0].stayed);
	life_refused(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship, PROBLEM_HELD);
	life_refused(&life, COMMAND_DECIDE_APPEAL, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_CONFLICT_OF_INTEREST);
	life_refused(&life, COMMAND_ASSIGN, life_second, "{\"arbiter\":\"a-chen\"}", LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert_eq(life.dispute.appeals[0].state, APPEAL_UPHELD);
	cr_assert(!life.dispute.obligations[0].stayed);
	cr_assert_eq(life.dispute.obligations[0].due_at_ms, life.now_ms + 240 * HOUR_MS);
	life_refused(&life, COMMAND_FILE_APPEAL, life_seller, rule_error, LIFE_NONE,
	             PROBLEM_APPEAL_WINDOW_CLOSED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_appeal, a_revised_ruling_is_signed_twice_and_counts_what_was_performed)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", life.dispute.obligations[0].id);
	to_appeal(&life, rule_error);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second,
	        life_verdict(&life, "amend",
	                     ",\"deviation\":{\"code\":\"c\",\"remedy\":\"REFUND_LESS_USE_FEE\","
	                     "\"amount\":{\"minor\":200000,\"currency\":\"CNY\"}}"),
	        LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_APPEAL);
	life_refused(&life, COMMAND_COSIGN_DECISION, life_arbiter, life_cosignature(&life), LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_do(&life, COMMAND_COSIGN_DECISION, life_third, life_cosignature(&life), LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert_eq(life.dispute.ruling.version, 2);
	cr_assert(life.dispute.ruling.final);
	cr_assert_eq(life.dispute.appeals[0].state, APPEAL_REVISED);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_WAIVED, "the first refund");
	cr_assert_eq(life.dispute.obligations[3].state, OBLIGATION_DONE, "the goods are back already");
	cr_assert_eq(life.dispute.obligations[4].state, OBLIGATION_DUE);
	cr_assert_eq(life.dispute.obligations[4].amount.minor, 200000);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_buyer, "{}", life.dispute.obligations[4].id);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_PERFORMED,
	             "nothing is left, and the ruling is final");
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_appeal, an_appeal_that_is_granted_can_dismiss_the_claim)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	to_appeal(&life, fact_error);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second,
	        life_verdict(&life, "amend", ",\"deviation\":{\"code\":\"c\",\"remedy\":\"REJECT_CLAIM\"}"),
	        LIFE_NONE);
	life_do(&life, COMMAND_COSIGN_DECISION, life_third, life_cosignature(&life), LIFE_NONE);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_DISMISSED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_appeal, the_window_the_ground_and_the_ruling_are_looked_at)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, "{\"position\":\"accept\"}", LIFE_NONE);
	life_refused(&life, COMMAND_FILE_APPEAL, life_buyer, fact_error, LIFE_NONE,
	             PROBLEM_APPEAL_WINDOW_CLOSED);
	life_end(&life);
	life_begin(&life);
	life_to_performance(&life);
	life.now_ms = life.dispute.ruling.appeal_until_ms;
	life_refused(&life, COMMAND_FILE_APPEAL, life_buyer, fact_error, LIFE_NONE,
	             PROBLEM_APPEAL_WINDOW_CLOSED);
	life_end(&life);
	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_DECLARE_INADMISSIBLE, life_arbiter,
	        "{\"ground\":\"abusive\",\"reasons\":\"x\"}", LIFE_NONE);
	life_do(&life, COMMAND_FILE_APPEAL, life_buyer, fact_error, LIFE_NONE);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second, "{\"decision\":\"confirm\",\"reasons\":\"x\"}",
	        LIFE_NONE);
	life_refused(&life, COMMAND_FILE_APPEAL, life_buyer, fact_error, LIFE_NONE,
	             PROBLEM_GROUND_ALREADY_USED);
	life_end(&life);
}

Test(decide_appeal, only_what_is_named_is_stayed)
{
	char content[256];
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct str pay = id_text(&life.arena, ID_OBLIGATION, life.dispute.obligations[1].id);
	(void)snprintf(content, sizeof content,
	               "{\"ground\":\"bias\",\"text\":\"x\",\"language\":\"en\",\"stay\":[\"%.*s\"]}",
	               (int)pay.len, pay.ptr);
	life_do(&life, COMMAND_FILE_APPEAL, life_seller, content, LIFE_NONE);
	cr_assert(!life.dispute.obligations[0].stayed);
	cr_assert(life.dispute.obligations[1].stayed);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", life.dispute.obligations[0].id);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_appeal, a_correction_stands_beside_the_ruling)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life_do(&life, COMMAND_REQUEST_CORRECTION, life_buyer, typing, LIFE_NONE);
	life_do(&life, COMMAND_REQUEST_CORRECTION, life_seller, typing, LIFE_NONE);
	const struct correction *corrections = life.dispute.corrections;
	life_do(&life, COMMAND_MAKE_CORRECTION, life_arbiter, note, corrections[0].id);
	life_do(&life, COMMAND_REFUSE_CORRECTION, life_arbiter, note, corrections[1].id);
	cr_assert_eq(corrections[0].state, CORRECTION_MADE);
	cr_assert_eq(corrections[1].state, CORRECTION_REFUSED);
	life_refused(&life, COMMAND_MAKE_CORRECTION, life_arbiter, note, corrections[1].id,
	             PROBLEM_DUTY_NOT_OPEN);
	while (life.dispute.phase != PHASE_CLOSED)
		cr_assert_eq(life_ring(&life), STATUS_OK, "%s", life.err.detail);
	life.now_ms += 15 * 24 * HOUR_MS;
	life_do(&life, COMMAND_REQUEST_CORRECTION, life_buyer, typing, LIFE_NONE);
	life.now_ms += 1000;
	life_refused(&life, COMMAND_REQUEST_CORRECTION, life_buyer, typing, LIFE_NONE, PROBLEM_WRONG_PHASE);
	cr_assert_eq(life.dispute.duty_count, 0);
	life_check_replay(&life);
	life_end(&life);
}
