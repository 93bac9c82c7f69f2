#include "tests/support/life.h"

static const char said[] = "{\"text\":\"The amount is right.\",\"language\":\"en\"}";
static const char settled[] =
	"{\"outcome\":\"grant\",\"remedy_proposed\":\"REFUND_FULL\",\"amounts\":{\"refund_minor\":900},"
	"\"freight_payer\":\"seller\",\"cited\":[\"CN.CPL.24\"],"
	"\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"admitted\"}]}}";
static const char open_fact[] =
	"{\"outcome\":\"grant\",\"remedy_proposed\":\"REFUND_FULL\",\"amounts\":{\"refund_minor\":900},"
	"\"freight_payer\":\"seller\",\"cited\":[\"CN.CPL.24\"],"
	"\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"contested\"}]}}";

Test(decide_proposal, the_parties_comment_before_much_is_decided)
{
	struct life life;

	life_begin(&life);
	life.policy.comment_minor = 1;
	life_to_review(&life);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_OPENS_LATER);
	life_do(&life, COMMAND_COMMENT, life_buyer, said, LIFE_NONE);
	life_do(&life, COMMAND_COMMENT, life_seller, said, LIFE_NONE);
	cr_assert_eq(life.dispute.comment_count, 2);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	cr_assert(life.dispute.ruling.present);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_proposal, silence_on_a_proposal_lets_the_decision_proceed)
{
	struct life life;

	life_begin(&life);
	life.policy.comment_minor = 1;
	life_to_review(&life);
	life.now_ms += 48 * HOUR_MS;
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	life_end(&life);
}

/* Whether the case was ruled without a person. */
static bool is_automatic(int64_t micro_minor, const char *order_paid, const char *result, bool silent)
{
	char order[1024];
	struct life life;

	life_begin(&life);
	life.policy.micro_minor = micro_minor;
	life.id = life_fresh(&life);
	struct command command =
		life_command(&life, COMMAND_CREATE_DRAFT, life_buyer, "{\"order\":\"TB-1001\"}", LIFE_NONE);
	(void)snprintf(order, sizeof order,
	               "{\"ref\":\"TB-1001\",\"title\":\"Cup\",\"currency\":\"CNY\",\"buyer\":\"b-li\","
	               "\"seller\":\"s-dongfang\",\"facts\":{\"order.paid_minor\":%s}}",
	               order_paid);
	command.order = life_json(&life, order);
	cr_assert_eq(life_run(&life, &command), STATUS_OK, "%s", life.err.detail);
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	if (silent) {
		life_expire(&life, DUTY_RESPOND);
		life_expire(&life, DUTY_GIVE_EVIDENCE);
	} else {
		life_do(&life, COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
		life_do(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
		life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	}
	life_propose(&life, result);
	bool automatic = life.dispute.ruling.present;
	cr_assert_eq(automatic, life.dispute.ruling.automated, "what no person decided says so");
	cr_assert(!automatic || dispute_find_duty_of(&life.dispute, DUTY_AWAIT_APPEAL, LIFE_NONE) != NULL,
	          "and can be appealed");
	life_check_replay(&life);
	life_end(&life);
	return automatic;
}

Test(decide_proposal, nothing_is_ruled_without_a_person_above_the_limit)
{
	static const char left_open[] =
		"{\"outcome\":\"need_evidence\",\"remedy_proposed\":\"REQUEST_EVIDENCE\"}";
	static const struct {
		int64_t micro_minor;
		const char *paid;
		const char *result;
		bool silent;
		bool automatic;
	} rows[] = {
		{ 0, "900", settled, false, false },      { 1000, "900", settled, false, true },
		{ 900, "900", settled, false, true },     { 899, "900", settled, false, false },
		{ 1000, "900", open_fact, false, false }, { 1000, "900", open_fact, true, true },
		{ 1000, "900", left_open, true, false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(is_automatic(rows[i].micro_minor, rows[i].paid, rows[i].result, rows[i].silent),
		             rows[i].automatic, "row %zu", i);
}
