#include "tests/support/life.h"

static const char delivered[] =
	"{\"source\":\"shipment\",\"reference\":\"S-1\",\"event\":\"delivered\","
	"\"at\":\"2026-11-24T10:00:00Z\",\"facts\":{\"time.delivered_at\":\"2026-11-24\"}}";
static const char talk[] =
	"{\"order\":\"TB-1001\",\"source\":\"shop chat\",\"messages\":["
	"{\"from\":\"buyer\",\"at\":\"2026-11-21T08:00:00Z\",\"text\":\"It does not heat.\"},"
	"{\"from\":\"seller\",\"at\":\"2026-11-21T08:05:00Z\",\"text\":\"请寄回\",\"language\":\"zh-CN\"}]}";
static const char handled[] = "{\"reference\":\"job-7\"}";

Test(decide_platform, what_the_marketplace_records_while_a_case_is_decided_is_decided_on)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_RECORD_FACTS, life_platform, delivered, LIFE_NONE);
	cr_assert_eq(life_last_event(&life), EVENT_FACT_RECORDED);
	cr_assert(str_eq(dispute_find_entry(&life.dispute, STR("time.delivered_at"))->value->string,
	                 STR("2026-11-24")));
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_COMPUTE_PROPOSAL, LIFE_NONE) != NULL);
	life_propose(&life, NULL);
	cr_assert_eq(life.dispute.proposal.version, 2);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_platform, an_event_without_facts_is_on_record_and_asks_for_nothing)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_RECORD_FACTS, life_platform,
	        "{\"source\":\"shipment\",\"reference\":\"S-1\",\"event\":\"in_transit\","
	        "\"at\":\"2026-11-24T10:00:00Z\"}",
	        LIFE_NONE);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_COMPUTE_PROPOSAL, LIFE_NONE) == NULL);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_platform, nobody_else_records_and_nothing_that_the_vocabulary_lacks)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_RECORD_FACTS, life_seller, delivered, LIFE_NONE, PROBLEM_NOT_PERMITTED);
	life_refused(&life, COMMAND_IMPORT_MESSAGES, life_arbiter, talk, LIFE_NONE, PROBLEM_NOT_PERMITTED);
	life_refused(&life, COMMAND_RECORD_FACTS, life_platform,
	             "{\"source\":\"shipment\",\"reference\":\"S-1\",\"event\":\"delivered\","
	             "\"at\":\"2026-11-24T10:00:00Z\",\"facts\":{\"weather\":1}}",
	             LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_end(&life);
}

Test(decide_platform, talks_from_elsewhere_stand_among_the_messages_with_their_own_time)
{
	struct life life;
	struct str text;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_IMPORT_MESSAGES, life_platform, talk, LIFE_NONE);
	cr_assert_eq(life.dispute.message_count, 2);
	cr_assert(actor_eq(life.dispute.messages[1].by, life_seller));
	cr_assert(str_eq(life.dispute.messages[1].source, STR("shop chat")));
	cr_assert_lt(life.dispute.messages[0].at_ms, life.dispute.messages[1].at_ms);
	cr_assert_eq(life.dispute.respondent_spoke_at_ms, 0, "what was said elsewhere is no answer here");
	cr_assert_eq(messages_print(&life.dispute, &life.arena, &text, &life.err), STATUS_OK);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_platform, talks_are_refused_for_what_they_get_wrong)
{
	static const struct {
		const char *content;
		const char *field;
	} rows[] = {
		{ "{\"order\":\"TB-9\",\"source\":\"x\",\"messages\":[{\"from\":\"buyer\","
		  "\"at\":\"2026-11-21T08:00:00Z\",\"text\":\"x\"}]}",
		  "/order" },
		{ "{\"order\":\"TB-1001\",\"source\":\"x\",\"messages\":[]}", "/messages" },
		{ "{\"order\":\"TB-1001\",\"source\":\"x\",\"messages\":[{\"from\":\"arbiter\","
		  "\"at\":\"2026-11-21T08:00:00Z\",\"text\":\"x\"}]}",
		  "/messages/0/from" },
		{ "{\"order\":\"TB-1001\",\"source\":\"x\",\"messages\":[{\"from\":\"buyer\","
		  "\"at\":\"2027-11-21T08:00:00Z\",\"text\":\"x\"}]}",
		  "/messages/0/at" },
	};
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		life_refused(&life, COMMAND_IMPORT_MESSAGES, life_platform, rows[i].content, LIFE_NONE,
		             PROBLEM_INVALID_VALUE);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

/* The seller owes the refund, and its time is over. */
static struct id to_enforcement(struct life *life)
{
	life_begin(life);
	life_to_performance(life);
	life_do(life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", life->dispute.obligations[0].id);
	life_expire(life, DUTY_PERFORM);
	cr_assert_eq(life->dispute.obligations[1].state, OBLIGATION_OVERDUE);
	return life->dispute.obligations[1].id;
}

Test(decide_platform, what_is_overdue_is_taken_in_hand_and_enforced)
{
	struct life life;
	struct id owed = to_enforcement(&life);

	life_refused(&life, COMMAND_ACKNOWLEDGE, life_seller, handled, owed, PROBLEM_NOT_PERMITTED);
	life_do(&life, COMMAND_ACKNOWLEDGE, life_platform, handled, owed);
	cr_assert(str_eq(life.dispute.obligations[1].enforcement, STR("job-7")));
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_OVERDUE);
	life_do(&life, COMMAND_REPORT_ENFORCED, life_platform, "{\"reference\":\"pay-9\"}", owed);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_ENFORCED);
	cr_assert(str_eq(life.dispute.obligations[1].enforcement, STR("pay-9")));
	life_refused(&life, COMMAND_REPORT_ENFORCED, life_platform, handled, owed,
	             PROBLEM_OBLIGATION_NOT_OPEN);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_platform, what_cannot_be_enforced_is_for_the_arbiter)
{
	struct life life;
	struct id owed = to_enforcement(&life);

	life_do(&life, COMMAND_REPORT_UNENFORCED, life_platform,
	        "{\"text\":\"The seller's balance is empty.\",\"language\":\"en\"}", owed);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_CONTESTED);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_RESOLVE, owed) != NULL);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_ENFORCE, owed) == NULL);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_platform, only_what_was_handed_over_is_enforced)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life_refused(&life, COMMAND_ACKNOWLEDGE, life_platform, handled, life.dispute.obligations[1].id,
	             PROBLEM_PREDECESSOR_OPEN);
	life_expire(&life, DUTY_PERFORM);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_OVERDUE, "the buyer's return");
	life_refused(&life, COMMAND_REPORT_ENFORCED, life_platform, handled, life.dispute.obligations[0].id,
	             PROBLEM_OBLIGATION_NOT_OPEN);
	life_end(&life);
}
