#include "tests/support/life.h"

static const char ask[] = "{\"to\":\"seller\",\"text\":\"Show the delivery note.\",\"language\":\"en\","
			  "\"kinds\":[\"delivery_proof\"],\"inference\":{\"goods.intact\":true}}";
static const char from_buyer[] = "{\"to\":\"seller\",\"text\":\"Which model?\",\"language\":\"en\"}";

Test(decide_request, silence_means_what_the_request_said)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter, ask, LIFE_NONE);
	cr_assert_eq(life.dispute.requests[0].state, REQUEST_OPEN);
	life_expire(&life, DUTY_ANSWER_REQUEST);
	cr_assert_eq(life.dispute.requests[0].state, REQUEST_UNANSWERED);
	const struct ledger_entry *entry = dispute_find_entry(&life.dispute, STR("goods.intact"));
	cr_assert(entry != NULL);
	cr_assert_eq(entry->status, ENTRY_PRESUMED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_request, an_answer_ends_it_and_presumes_nothing)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter, ask, LIFE_NONE);
	struct id id = life.dispute.requests[0].id;
	life_refused(&life, COMMAND_ANSWER_REQUEST, life_buyer, "{\"text\":\"x\"}", id,
	             PROBLEM_DUTY_NOT_YOURS);
	life_refused(&life, COMMAND_ANSWER_REQUEST, life_seller, "{}", id, PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_ANSWER_REQUEST, life_seller, "{\"text\":\"Here.\",\"language\":\"en\"}", id);
	cr_assert_eq(life.dispute.requests[0].state, REQUEST_ANSWERED);
	cr_assert(dispute_find_entry(&life.dispute, STR("goods.intact")) == NULL);
	life_refused(&life, COMMAND_ANSWER_REQUEST, life_seller, "{\"text\":\"x\"}", id,
	             PROBLEM_REQUEST_NOT_OPEN);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_request, a_party_asks_one_thing_at_a_time_and_infers_nothing)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_refused(&life, COMMAND_ASK_PARTY, life_buyer, ask, LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_refused(&life, COMMAND_ASK_PARTY, life_seller, from_buyer, LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_ASK_PARTY, life_buyer, from_buyer, LIFE_NONE);
	life_refused(&life, COMMAND_ASK_PARTY, life_buyer, from_buyer, LIFE_NONE, PROBLEM_SIZE_EXCEEDED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_request, the_window_for_evidence_waits_for_the_answer)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life.now_ms += 118 * HOUR_MS;
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter, ask, LIFE_NONE);
	life_refused(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE, PROBLEM_PREDECESSOR_OPEN);
	life.now_ms += 10 * HOUR_MS;
	cr_assert_eq(life_ring(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	life_expire(&life, DUTY_ANSWER_REQUEST);
	life_expire(&life, DUTY_GIVE_EVIDENCE);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW);
	life_end(&life);
}

Test(decide_request, the_last_answer_closes_the_evidence_of_two_who_are_done)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter, ask, LIFE_NONE);
	life_do(&life, COMMAND_COMPLETE_EVIDENCE, life_buyer, "{}", LIFE_NONE);
	life_do(&life, COMMAND_COMPLETE_EVIDENCE, life_seller, "{}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE, "a request is open");
	life_expire(&life, DUTY_ANSWER_REQUEST);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_request, a_request_leaves_a_working_day)
{
	struct life life;

	life_begin(&life); /* a Wednesday, eight in the morning in China */
	life_to_evidence(&life);
	cr_assert_eq(life_try(&life, COMMAND_ISSUE_REQUEST, life_arbiter,
	                      "{\"to\":\"buyer\",\"text\":\"x\",\"language\":\"en\",\"due_at\":"
	                      "\"2026-11-25T23:00:00Z\"}",
	                      LIFE_NONE),
	             STATUS_INVALID);
	cr_assert_str_eq(life.err.field, "/due_at");
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter,
	        "{\"to\":\"buyer\",\"text\":\"x\",\"language\":\"en\",\"due_at\":\"2026-11-26T00:00:00Z\"}",
	        LIFE_NONE);
	life.now_ms += 2 * 24 * HOUR_MS; /* Friday: the weekend does not count */
	cr_assert_eq(life_try(&life, COMMAND_ISSUE_REQUEST, life_arbiter,
	                      "{\"to\":\"buyer\",\"text\":\"x\",\"language\":\"en\",\"due_at\":"
	                      "\"2026-11-29T12:00:00Z\"}",
	                      LIFE_NONE),
	             STATUS_INVALID);
	life_end(&life);
}
