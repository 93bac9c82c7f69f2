#include "tests/support/life.h"

static const char draft_of[] = "{\"order\":\"TB-1001\",\"claim\":%s}";

Test(decide_filing, a_draft_keeps_what_is_known_so_far)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	life_do(&life, COMMAND_AMEND_DRAFT, life_buyer, "{\"claim\":{\"reason\":\"nc.defect\"}}", LIFE_NONE);
	life_do(&life, COMMAND_AMEND_DRAFT, life_buyer, "{\"claim\":{\"text\":\"It is cold.\"}}", LIFE_NONE);
	cr_assert(str_eq(life.dispute.claim.reason->code, STR("nc.defect")));
	cr_assert(str_eq(life.dispute.claim.text, STR("It is cold.")));
	cr_assert_eq(life.dispute.filed_at_ms, 0);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_filing, a_draft_is_refused_for_what_it_gets_wrong)
{
	static const struct {
		const char *claim;
		const char *field;
	} rows[] = {
		{ "{\"reason\":\"nc.nothing\"}", "/claim/reason" },
		{ "{\"reason\":\"sb.return_fraud\"}", "/claim/reason" },
		{ "{\"ask\":[\"REFER_HUMAN\"]}", "/claim/ask/0" },
		{ "{\"ask\":[\"REFUND_FULL\",\"REFUND_FULL\"]}", "/claim/ask/1" },
		{ "{\"facts\":{\"no.such\":1}}", "/claim/facts/no.such" },
		{ "{\"facts\":{\"defect.exists\":\"yes\"}}", "/claim/facts/defect.exists" },
		{ "{\"facts\":{\"claim.type\":\"quality\"}}", "/claim/facts/claim.type" },
		{ "{\"wish\":1}", "/claim/wish" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char content[256];
		struct life life;
		life_begin(&life);
		(void)snprintf(content, sizeof content, draft_of, rows[i].claim);
		life.id = life_fresh(&life);
		enum status status = life_try(&life, COMMAND_CREATE_DRAFT, life_buyer, content, LIFE_NONE);
		cr_assert_eq(status, STATUS_INVALID, "%s", rows[i].claim);
		cr_assert_str_eq(life.err.field, rows[i].field);
		life_end(&life);
	}
}

Test(decide_filing, only_a_side_of_the_order_files_and_only_once)
{
	struct actor stranger = { ACTOR_BUYER, STR("b-other") };
	struct life life;

	life_begin(&life);
	life.id = life_fresh(&life);
	life_refused(&life, COMMAND_CREATE_DRAFT, stranger, "{}", LIFE_NONE, PROBLEM_NOT_PARTY);
	life_refused(&life, COMMAND_CREATE_DRAFT, life_arbiter, "{}", LIFE_NONE, PROBLEM_NOT_PERMITTED);
	life.duplicate = true;
	life_refused(&life, COMMAND_CREATE_DRAFT, life_buyer, "{}", LIFE_NONE, PROBLEM_DUPLICATE_DISPUTE);
	struct command command = life_command(&life, COMMAND_CREATE_DRAFT, life_buyer, "{}", LIFE_NONE);
	command.order = NULL;
	cr_assert_eq(life_run(&life, &command), STATUS_INVALID);
	cr_assert_eq(life.err.problem, PROBLEM_ORDER_UNKNOWN);
	life_end(&life);
}

Test(decide_filing, a_claim_must_be_whole_to_be_submitted)
{
	static const char *const names[] = { "/reason", "/ask", "/text", "/language" };
	static const char *const claims[] = {
		"{\"ask\":[\"REFUND_FULL\"],\"text\":\"x\",\"language\":\"en\"}",
		"{\"reason\":\"nc.defect\",\"text\":\"x\",\"language\":\"en\"}",
		"{\"reason\":\"nc.defect\",\"ask\":[\"REFUND_FULL\"],\"language\":\"en\"}",
		"{\"reason\":\"nc.defect\",\"ask\":[\"REFUND_FULL\"],\"text\":\"x\"}",
	};
	struct life life;

	life_begin(&life);
	life_draft(&life);
	for (size_t i = 0; i < COUNT_OF(claims); i++) {
		life_refused(&life, COMMAND_SUBMIT, life_buyer, claims[i], LIFE_NONE, PROBLEM_INVALID_VALUE);
		cr_assert_str_eq(life.err.field, names[i]);
	}
	life_end(&life);
}

Test(decide_filing, a_submitted_claim_asks_the_respondent_to_answer)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	const struct duty *duty = dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE);
	cr_assert(duty != NULL);
	cr_assert_eq(duty->who, CAPACITY_RESPONDENT);
	cr_assert_eq(duty->due_at_ms, life.now_ms + 72 * HOUR_MS);
	cr_assert_eq(life.dispute.filed_at_ms, life.now_ms);
	life_end(&life);
}

Test(decide_filing, safety_and_counterfeit_go_to_the_evidence_at_once)
{
	static const char *const reasons[] = { "nc.unsafe", "nc.counterfeit", "cd.harassment",
		                               "cd.coercion" };

	for (size_t i = 0; i < COUNT_OF(reasons); i++) {
		char claim[256];
		struct life life;
		life_begin(&life);
		life_draft(&life);
		(void)snprintf(
			claim, sizeof claim,
			"{\"reason\":\"%s\",\"ask\":[\"REFUND_FULL\"],\"text\":\"x\",\"language\":\"en\"}",
			reasons[i]);
		life_do(&life, COMMAND_SUBMIT, life_buyer, claim, LIFE_NONE);
		cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
		cr_assert_eq(life.dispute.duty_count, 3, "answer, and evidence of both");
		life_end(&life);
	}
}

Test(decide_filing, what_is_not_late_yet_cannot_be_disputed)
{
	static const char order[] =
		"{\"ref\":\"TB-2\",\"title\":\"T\",\"currency\":\"CNY\",\"buyer\":\"b-li\","
		"\"seller\":\"s-dongfang\",\"facts\":{\"order.delivery_due\":\"2026-11-25\"}}";
	static const char claim[] =
		"{\"reason\":\"nr.never\",\"ask\":[\"DELIVER\"],\"text\":\"x\",\"language\":\"en\"}";
	struct life life;

	life_begin(&life);
	life.id = life_fresh(&life);
	struct command command = life_command(&life, COMMAND_CREATE_DRAFT, life_buyer, "{}", LIFE_NONE);
	command.order = life_json(&life, order);
	cr_assert_eq(life_run(&life, &command), STATUS_OK, "%s", life.err.detail);
	life_refused(&life, COMMAND_SUBMIT, life_buyer, claim, LIFE_NONE, PROBLEM_OPENS_LATER);
	life.now_ms += 16 * HOUR_MS; /* the next day has begun in Shanghai */
	life_do(&life, COMMAND_SUBMIT, life_buyer, claim, LIFE_NONE);
	life_end(&life);
}

Test(decide_filing, files_of_the_filing_become_its_exhibit)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	life.files[0] = (struct attachment){ STR("a.jpg"), STR("image/jpeg"), 1000, str_from_c(life_sha) };
	life.files[1] = (struct attachment){ STR("b.jpg"), STR("image/jpeg"), 500, str_from_c(life_sha) };
	life.file_count = 2;
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert_eq(life.dispute.evidence_count, 1);
	cr_assert(str_eq(life.dispute.evidence[0].exhibit, STR("B-1")));
	cr_assert(str_eq(life.dispute.evidence[0].kind, STR("item_photo")));
	cr_assert_eq(life.dispute.evidence_bytes, 1500);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_filing, a_forgotten_draft_is_discarded)
{
	struct life life;

	life_begin(&life);
	life_draft(&life);
	cr_assert_eq(life_expire_next(&life), STATUS_OK);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_EXPIRED_DRAFT);
	life_end(&life);
}

Test(decide_filing, what_was_recorded_since_the_draft_is_frozen_with_the_filing)
{
	static const char order[] =
		"{\"ref\":\"TB-1001\",\"title\":\"Kettle\",\"currency\":\"CNY\",\"buyer\":\"b-li\","
		"\"seller\":\"s-dongfang\",\"facts\":{\"time.delivered_at\":\"2026-11-24\"},"
		"\"record\":{\"version\":3,\"refunds\":[{\"kind\":\"refund\","
		"\"amount\":{\"minor\":100,\"currency\":\"CNY\"},\"reference\":\"p-1\","
		"\"at\":\"2026-11-24T00:00:00Z\"}]}}";
	struct life life;

	life_begin(&life);
	life_draft(&life);
	struct command command = life_command(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	command.order = life_json(&life, order);
	cr_assert_eq(life_run(&life, &command), STATUS_OK, "%s", life.err.detail);
	cr_assert(str_eq(dispute_find_entry(&life.dispute, STR("time.delivered_at"))->value->string,
	                 STR("2026-11-24")));
	cr_assert_eq(life.dispute.refund_count, 1);
	cr_assert_eq(life.dispute.refunds[0].amount.minor, 100);
	life_check_replay(&life);
	life_end(&life);
}
