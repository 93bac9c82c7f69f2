#include "tests/support/life.h"

Test(decide_negotiation, an_answer_admits_and_contests_fact_by_fact)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.exists"))->status, ENTRY_CONTESTED);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.found_at"))->status, ENTRY_ADMITTED);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.kind"))->status, ENTRY_CLAIMED);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.cause"))->by, ACTOR_SELLER);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE) == NULL);
	cr_assert_eq(life.dispute.phase, PHASE_NEGOTIATION);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_negotiation, an_answer_is_refused_for_what_it_gets_wrong)
{
	static const struct {
		const char *answer;
		const char *field;
	} rows[] = {
		{ "{\"fact\":\"stock.same_model\",\"answer\":\"admit\"}", "/answers/0/fact" },
		{ "{\"fact\":\"defect.exists\",\"answer\":\"maybe\"}", "/answers/0/answer" },
		{ "{\"fact\":\"defect.exists\",\"answer\":\"contest\",\"value\":3}", "/answers/0/value" },
		{ "{\"answer\":\"contest\"}", "/answers/0/fact" },
		{ "{\"fact\":\"defect.exists\",\"answer\":\"contest\",\"why\":\"x\"}", "/answers/0/why" },
		{ "7", "/answers/0" },
	};
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char content[256];
		(void)snprintf(content, sizeof content, "{\"position\":\"contest\",\"answers\":[%s]}",
		               rows[i].answer);
		cr_assert_eq(life_try(&life, COMMAND_CONTEST_CLAIM, life_seller, content, LIFE_NONE),
		             STATUS_INVALID);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

Test(decide_negotiation, what_was_admitted_stays_admitted)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life_refused(&life, COMMAND_CONTEST_CLAIM, life_seller,
	             "{\"position\":\"contest\",\"answers\":[{\"fact\":\"defect.found_at\",\"answer\":"
	             "\"contest\"}]}",
	             LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller,
	        "{\"position\":\"contest\",\"answers\":[{\"fact\":\"defect.exists\",\"answer\":\"admit\"}]}",
	        LIFE_NONE);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.exists"))->status, ENTRY_ADMITTED);
	life_end(&life);
}

Test(decide_negotiation, the_marketplaces_record_stands_whatever_a_party_says)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller,
	        "{\"position\":\"contest\",\"facts\":{\"time.delivered_at\":\"2026-11-01\"}}", LIFE_NONE);
	const struct ledger_entry *entry = dispute_find_entry(&life.dispute, STR("time.delivered_at"));
	cr_assert_eq(entry->status, ENTRY_PLATFORM);
	cr_assert(str_eq(entry->value->string, STR("2026-11-20")));
	cr_assert(entry->answered);
	cr_assert(str_eq(entry->answer_value->string, STR("2026-11-01")));
	life_end(&life);
}

Test(decide_negotiation, damages_without_an_amount_cannot_be_accepted)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	life_do(&life, COMMAND_SUBMIT, life_buyer,
	        "{\"reason\":\"nc.used_as_new\",\"ask\":[\"REFUND_FULL\",\"PUNITIVE\"],\"text\":\"x\","
	        "\"language\":\"en\"}",
	        LIFE_NONE);
	life_refused(&life, COMMAND_ACCEPT_CLAIM, life_seller, "{\"position\":\"accept\"}", LIFE_NONE,
	             PROBLEM_AMOUNT_REQUIRED);
	life_end(&life);
}

Test(decide_negotiation, escalation_waits_for_an_answer_or_its_time)
{
	static const char hello[] = "{\"text\":\"We look into it.\",\"language\":\"en\"}";
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE, PROBLEM_NEGOTIATION_REQUIRED);
	life_do(&life, COMMAND_POST_MESSAGE, life_seller, hello, LIFE_NONE);
	life_refused(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE, PROBLEM_NEGOTIATION_REQUIRED);
	life.now_ms += 48 * HOUR_MS;
	life_do(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	life_end(&life);
}

Test(decide_negotiation, a_refusal_lets_either_side_escalate_at_once)
{
	const struct actor sides[] = { life_buyer, life_seller };

	for (size_t i = 0; i < COUNT_OF(sides); i++) {
		struct life life;
		life_begin(&life);
		life_to_negotiation(&life);
		life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
		life_do(&life, COMMAND_ESCALATE, sides[i], "{\"text\":\"so be it\",\"language\":\"en\"}",
		        LIFE_NONE);
		cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
		life_end(&life);
	}
}

Test(decide_negotiation, a_declined_final_offer_opens_the_escalation)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	life_do(&life, COMMAND_DECLINE_OFFER, life_buyer, "{}", life.dispute.offers[0].id);
	life_do(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	life_end(&life);
}

Test(decide_negotiation, only_the_respondent_answers)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_CONTEST_CLAIM, life_buyer, life_contest, LIFE_NONE,
	             PROBLEM_DUTY_NOT_YOURS);
	life_refused(&life, COMMAND_CONTEST_CLAIM, life_arbiter, life_contest, LIFE_NONE,
	             PROBLEM_NOT_PERMITTED);
	life_end(&life);
}

Test(decide_negotiation, an_answer_may_still_come_while_evidence_is_open)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	cr_assert_eq(life_expire_next(&life), STATUS_OK);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	cr_assert(life.dispute.response.present);
	life_end(&life);
}
