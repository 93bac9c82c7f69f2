#include "tests/support/life.h"

/* Whole lives, from draft to end. */

Test(decide, a_settlement_is_performed_and_closed)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	struct id offer = life.dispute.offers[0].id;
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":1}", offer);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert_eq(life.dispute.obligation_count, 1);
	cr_assert_eq(life.dispute.obligations[0].amount.minor, 50000);
	struct id owed = life.dispute.obligations[0].id;
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_seller, "{\"text\":\"paid\",\"language\":\"en\"}",
	        owed);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_buyer, "{}", owed);
	cr_assert_eq(life.dispute.phase, PHASE_CLOSED);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_PERFORMED);
	cr_assert_eq(life.dispute.duty_count, 0);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, an_admission_owes_the_first_ask)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, "{\"position\":\"accept\"}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert_eq(life.dispute.obligation_count, 2);
	cr_assert_eq(life.dispute.obligations[0].kind, OBLIGATION_SHIP);
	cr_assert_eq(life.dispute.obligations[0].obligor, ACTOR_BUYER);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_WAITING);
	cr_assert_eq(life.dispute.obligations[1].amount.minor, 239900);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_confirmed_ruling_runs_to_its_end)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	cr_assert(life.dispute.ruling.present);
	cr_assert_eq(life.dispute.obligation_count, 3, "ship, refund, return freight");
	struct id ship = life.dispute.obligations[0].id;
	struct id pay = life.dispute.obligations[1].id;
	struct id freight = life.dispute.obligations[2].id;
	life_refused(&life, COMMAND_REPORT_OBLIGATION, life_seller, "{}", pay, PROBLEM_PREDECESSOR_OPEN);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", ship);
	cr_assert_eq(dispute_find_obligation(&life.dispute, pay)->state, OBLIGATION_DUE);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_seller, "{}", pay);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_buyer, "{}", pay);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_buyer, "{}", freight);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE, "an appeal could still come");
	cr_assert_eq(life_expire_next(&life), STATUS_OK);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_PERFORMED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, an_amended_decision_rules_the_arbiters_remedy)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
	        life_verdict(&life, "amend",
	                     ",\"deviation\":{\"code\":\"fairness\",\"remedy\":\"PRICE_REDUCTION\","
	                     "\"amount\":{\"minor\":70000,\"currency\":\"CNY\"}}"),
	        LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW, "a deviation waits for a second person");
	life_do(&life, COMMAND_COSIGN_DECISION, life_second, life_cosignature(&life), LIFE_NONE);
	cr_assert_eq(life.dispute.obligation_count, 1);
	cr_assert_eq(life.dispute.obligations[0].amount.minor, 70000);
	cr_assert_gt(life.dispute.obligations[0].basis->count, 0);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_rejected_proposal_reopens_the_evidence_and_can_be_confirmed_later)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "reject", ""), LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	cr_assert(!life.dispute.evidence_closed);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW);
	life_propose(&life, NULL);
	cr_assert_eq(life.dispute.proposal.version, 2);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_rejected_claim_is_dismissed_when_no_appeal_comes)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_propose(&life, "{\"outcome\":\"reject\",\"remedy_proposed\":\"REJECT_CLAIM\",\"amounts\":{},"
	                    "\"freight_payer\":null,\"cited\":[\"CN.CPL.24\"]}");
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert_eq(life.dispute.obligation_count, 0);
	cr_assert_eq(life_expire_next(&life), STATUS_OK);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_DISMISSED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_claimant_may_withdraw_in_every_phase_up_to_review)
{
	static void (*const ways[])(struct life *) = { life_draft, life_to_negotiation, life_to_evidence,
		                                       life_to_review };

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct life life;
		life_begin(&life);
		ways[i](&life);
		life_do(&life, COMMAND_WITHDRAW, life_buyer, "{\"text\":\"settled\",\"language\":\"en\"}",
		        LIFE_NONE);
		cr_assert_eq(life.dispute.closed_reason, CLOSED_WITHDRAWN);
		life_check_replay(&life);
		life_end(&life);
	}
}

Test(decide, silence_opens_the_evidence_and_is_noted)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	cr_assert(life.dispute.respondent_silent);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_claimant_who_says_no_more_after_the_answer_lets_the_case_lapse)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_LAPSED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide, a_claimant_who_answers_is_carried_to_the_evidence)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	life.now_ms += HOUR_MS;
	life_do(&life, COMMAND_POST_MESSAGE, life_buyer, "{\"text\":\"No.\",\"language\":\"en\"}", LIFE_NONE);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	cr_assert(!life.dispute.respondent_silent);
	life_end(&life);
}

/* Liveness: nobody but the arbiter acts, and every case still ends. */

Test(decide, every_phase_ends_without_any_act_of_a_party)
{
	static void (*const ways[])(struct life *) = { life_draft, life_to_negotiation, life_to_evidence,
		                                       life_to_review, life_to_performance };

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct life life;
		life_begin(&life);
		ways[i](&life);
		for (int step = 0; step < 60 && life.dispute.phase != PHASE_CLOSED; step++) {
			if (life.dispute.phase == PHASE_REVIEW && life.dispute.proposal.version > 0 &&
			    dispute_next_due(&life.dispute)->action == DUTY_DECIDE)
				life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
				        life_verdict(&life, "confirm", ""), LIFE_NONE);
			else
				cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
			cr_assert(life.dispute.phase == PHASE_CLOSED || life.dispute.duty_count > 0);
		}
		cr_assert_eq(life.dispute.phase, PHASE_CLOSED, "way %zu", i);
		life_check_replay(&life);
		life_end(&life);
	}
}

/* Refusals that belong to no family. */

Test(decide, a_command_of_a_later_release_says_so)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_refused(&life, COMMAND_ORDER_INSPECTION, life_arbiter, "{}", LIFE_NONE, PROBLEM_NOT_OFFERED_YET);
	life_end(&life);
}

Test(decide, a_stranger_is_refused)
{
	struct actor stranger = { ACTOR_BUYER, STR("b-other") };
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_POST_MESSAGE, stranger, "{\"text\":\"hi\",\"language\":\"en\"}",
	             LIFE_NONE, PROBLEM_NOT_PARTY);
	life_end(&life);
}

Test(decide, a_signed_command_needs_its_kind_of_statement)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	struct command command = life_command(&life, COMMAND_POST_MESSAGE, life_buyer,
	                                      "{\"text\":\"hi\",\"language\":\"en\"}", LIFE_NONE);
	command.statement.kind = STR("filing");
	cr_assert_eq(life_run(&life, &command), STATUS_INVALID);
	cr_assert_eq(life.err.problem, PROBLEM_STATEMENT_KIND);
	command.statement.present = false;
	cr_assert_eq(life_run(&life, &command), STATUS_INVALID);
	cr_assert_eq(life.err.problem, PROBLEM_STATEMENT_KIND);
	life_end(&life);
}

Test(decide, a_head_is_known_for_thirty_two_statements)
{
	static const char hello[] = "{\"text\":\"hi\",\"language\":\"en\"}";
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	struct str old = dispute_head(&life.dispute);
	for (int i = 0; i < DISPUTE_HEADS - 1; i++)
		life_do(&life, COMMAND_POST_MESSAGE, life_buyer, hello, LIFE_NONE);
	struct command command = life_command(&life, COMMAND_POST_MESSAGE, life_seller, hello, LIFE_NONE);
	command.statement.head_seen = old;
	cr_assert_eq(life_run(&life, &command), STATUS_OK, "the thirty-second is still known");
	command = life_command(&life, COMMAND_POST_MESSAGE, life_seller, hello, LIFE_NONE);
	command.statement.head_seen = old;
	cr_assert_eq(life_run(&life, &command), STATUS_CONFLICT);
	cr_assert_eq(life.err.problem, PROBLEM_STALE_HEAD);
	life_end(&life);
}

Test(decide, a_duty_that_is_not_over_does_not_expire)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_EXPIRE_DUTY, life_system, NULL, dispute_next_due(&life.dispute)->id,
	             PROBLEM_OPENS_LATER);
	life_refused(&life, COMMAND_EXPIRE_DUTY, life_system, NULL, life_fresh(&life), PROBLEM_DUTY_NOT_OPEN);
	life_end(&life);
}

Test(decide, a_command_of_the_system_fits_its_duty)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	life.now_ms += 2000 * HOUR_MS;
	struct id respond = dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE)->id;
	life_refused(&life, COMMAND_EXPIRE_OFFER, life_system, NULL, respond, PROBLEM_DUTY_NOT_OPEN);
	life_refused(&life, COMMAND_LAPSE, life_system, NULL, respond, PROBLEM_DUTY_NOT_OPEN);
	life_do(&life, COMMAND_TIME_OUT_NEGOTIATION, life_system, NULL, respond);
	life_end(&life);
}

Test(decide, the_run_of_the_rules_is_waited_for_until_it_comes)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_do(&life, COMMAND_EXPIRE_DUTY, life_system, NULL, life.dispute.duties[0].id);
	cr_assert_eq(life.dispute.duties[0].action, DUTY_COMPUTE_PROPOSAL);
	life_propose(&life, NULL);
	cr_assert_eq(life.dispute.duties[0].action, DUTY_DECIDE);
	life_end(&life);
}

Test(decide, the_arbiters_overdue_decision_is_recorded_and_the_case_waits_on)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW);
	cr_assert_eq(life.dispute.duty_count, 1);
	cr_assert_eq(life.dispute.duties[0].action, DUTY_DECIDE);
	cr_assert_gt(life.dispute.duties[0].due_at_ms, life.now_ms);
	life_end(&life);
}

Test(decide, an_arena_of_any_size_either_suffices_or_leaves_everything_untouched)
{
	struct life life;
	size_t size = 0;

	life_begin(&life);
	life_to_review(&life);
	struct command command = life_command(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
	                                      life_verdict(&life, "confirm", ""), LIFE_NONE);
	uint8_t *block = malloc(MIB(1));
	enum status status = STATUS_LIMIT;
	for (; status != STATUS_OK; size += 64) {
		struct arena small;
		struct events events = { .count = 77 };
		cr_assert_lt(size, MIB(1));
		arena_init(&small, block, size);
		status = decide(&life.dispute, &command, &small, &events, &life.err);
		cr_assert(status == STATUS_OK || (status == STATUS_LIMIT && events.count == 77));
	}
	free(block);
	life_end(&life);
}
