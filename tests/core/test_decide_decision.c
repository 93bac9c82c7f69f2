#include "tests/support/life.h"

Test(decide_decision, a_decision_is_about_the_latest_proposal)
{
	static const struct {
		const char *content;
		const char *field;
		enum problem problem;
	} rows[] = {
		{ "{\"decision\":\"confirm\",\"proposal_version\":2,\"proposal_sha256\":"
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"reasons\":\"x\"}",
		  "/proposal_version", PROBLEM_PROPOSAL_OUTDATED },
		{ "{\"decision\":\"confirm\",\"proposal_version\":1,\"proposal_sha256\":"
		  "\"bbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"reasons\":\"x\"}",
		  "/proposal_sha256", PROBLEM_PROPOSAL_OUTDATED },
		{ "{\"decision\":\"confirm\",\"proposal_version\":1,\"proposal_sha256\":"
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
		  "/reasons", PROBLEM_REASONS_MISSING },
		{ "{\"decision\":\"ponder\",\"proposal_version\":1,\"proposal_sha256\":"
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"reasons\":\"x\"}",
		  "/decision", PROBLEM_INVALID_VALUE },
	};
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, rows[i].content, LIFE_NONE,
		             rows[i].problem);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

Test(decide_decision, a_deviation_says_what_it_does_instead)
{
	static const struct {
		const char *more;
		const char *field;
		enum problem problem;
	} rows[] = {
		{ "", "/deviation", PROBLEM_DEVIATION_REASON_REQUIRED },
		{ ",\"deviation\":{\"remedy\":\"PRICE_REDUCTION\"}", "/deviation/code",
		  PROBLEM_INVALID_VALUE },
		{ ",\"deviation\":{\"code\":\"c\"}", "/deviation/remedy", PROBLEM_INVALID_VALUE },
		{ ",\"deviation\":{\"code\":\"c\",\"remedy\":\"REFER_HUMAN\"}", "/deviation/remedy",
		  PROBLEM_INVALID_VALUE },
		{ ",\"deviation\":{\"code\":\"c\",\"remedy\":\"PRICE_REDUCTION\"}", "/deviation/amount",
		  PROBLEM_AMOUNT_REQUIRED },
		{ ",\"deviation\":{\"code\":\"c\",\"remedy\":\"PRICE_REDUCTION\",\"amount\":{\"minor\":1,"
		  "\"currency\":\"EUR\"}}",
		  "/deviation/amount/currency", PROBLEM_INVALID_VALUE },
		{ ",\"deviation\":{\"code\":\"c\",\"remedy\":\"EXCHANGE_SAME\",\"freight_payer\":\"nobody\"}",
		  "/deviation/freight_payer", PROBLEM_INVALID_VALUE },
	};
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		life_refused(&life, COMMAND_AMEND_DECISION, life_arbiter,
		             life_verdict(&life, "amend", rows[i].more), LIFE_NONE, rows[i].problem);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
	             life_verdict(&life, "confirm", ",\"deviation\":{\"code\":\"c\"}"), LIFE_NONE,
	             PROBLEM_INVALID_VALUE);
	life_end(&life);
}

Test(decide_decision, what_the_rules_leave_open_cannot_be_confirmed)
{
	static const char *const results[] = {
		"{\"outcome\":\"refer_human\",\"remedy_proposed\":\"REFER_HUMAN\"}",
		"{\"outcome\":\"need_evidence\",\"remedy_proposed\":null}",
		"{\"outcome\":\"grant\",\"remedy_proposed\":null}"
	};

	for (size_t i = 0; i < COUNT_OF(results); i++) {
		struct life life;
		life_begin(&life);
		life_to_evidence(&life);
		life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
		life_propose(&life, results[i]);
		life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
		             life_verdict(&life, "confirm", ""), LIFE_NONE, PROBLEM_PROPOSAL_UNDECIDED);
		life_do(&life, COMMAND_AMEND_DECISION, life_arbiter,
		        life_verdict(&life, "amend",
		                     ",\"deviation\":{\"code\":\"c\",\"remedy\":\"REJECT_CLAIM\"}"),
		        LIFE_NONE);
		cr_assert_eq(life.dispute.obligation_count, 0);
		life_end(&life);
	}
}

Test(decide_decision, nobody_decides_before_the_rules_have_run)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter,
	             "{\"decision\":\"confirm\",\"proposal_version\":1,\"proposal_sha256\":\"x\",\"reasons\":"
	             "\"x\"}",
	             LIFE_NONE, PROBLEM_PROPOSAL_OUTDATED);
	life_end(&life);
}

Test(decide_decision, the_rules_run_once_for_the_same_facts)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	cr_assert_eq(life_try_propose(&life, NULL), STATUS_CONFLICT);
	cr_assert_eq(life.err.problem, PROBLEM_DUTY_NOT_OPEN);
	life_end(&life);
}

Test(decide_decision, a_ruling_rests_on_what_the_rules_cite)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	cr_assert_eq(life.dispute.ruling.appeal_until_ms, life.now_ms + 14 * 24 * HOUR_MS);
	for (size_t i = 0; i < life.dispute.obligation_count; i++) {
		const struct obligation *obligation = &life.dispute.obligations[i];
		cr_assert_eq(obligation->basis->count, 2);
		cr_assert(str_eq(obligation->basis->items[0].string, STR("CN.3B.GEN.9")));
	}
	cr_assert_gt(life.dispute.decision.reasons.len, 0);
	life_end(&life);
}
