#include "core/decide_table.h"

/* The claim after it was filed: amended (row 7), stated fact by fact (row 11), taken up again (row 9a). */

#define REOPEN_DAYS 30
#define DAY_MS      (24 * HOUR_MS)

/* Row 7: before the evidence closes. */
enum status guard_amend(struct approach *approach, struct error *err)
{
	if (approach->dispute->evidence_closed)
		return FAIL(err, PROBLEM_EVIDENCE_LATE, "the evidence is closed: the claim stays as it is");
	return STATUS_OK;
}

/* At least half of the usual term from now on, for everything that answers the claim. */
static void refresh(struct minute *minute, enum duty_action action)
{
	struct hearing *hearing = minute->hearing;
	int64_t half_ms = hearing->now_ms + (duty_due(action, hearing->now_ms) - hearing->now_ms) / 2;

	for (size_t i = 0; hearing->duties != NULL && i < hearing->duty_count; i++) {
		const struct duty *duty = &hearing->duties[i];
		if (duty->action == action && id_is_zero(duty->subject) && duty->due_at_ms < half_ms)
			minute_move_duty(minute, duty->id, half_ms);
	}
	if (action == DUTY_RESPOND && !hearing_has_duty(hearing, DUTY_RESPOND))
		minute_open_duty(minute, CAPACITY_RESPONDENT, DUTY_RESPOND, half_ms, (struct id){ 0 });
}

enum status act_amend_claim(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_CLAIMANT);

	struct claim_content claim;
	struct minute minute;

	TRY(content_decode_claim(hearing->command->content, SCHEMA_WHOLE, "", hearing->arena, &claim, err));
	TRY(claim_check(hearing, &claim, err));
	minute_begin(&minute, hearing, EVENT_CLAIM_AMENDED);
	object_copy(&minute.data, STR("claim"), hearing->command->content);
	TRY(exhibit_attach(&minute, err));
	refresh(&minute, DUTY_RESPOND);
	refresh(&minute, DUTY_GIVE_EVIDENCE);
	minute_end(&minute);
	return STATUS_OK;
}

enum status facts_check(struct hearing *hearing, const struct node *facts, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;

	TRY(content_check_facts(facts, "/facts", hearing->arena, err));
	if (dispute->entry_count + (facts == NULL ? 0 : facts->count) > DISPUTE_FACTS_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/facts", "a case holds at most %d facts",
		               DISPUTE_FACTS_MAX);
	return STATUS_OK;
}

enum status act_state_facts(struct hearing *hearing, struct error *err)
{
	struct assertion_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_assertion, hearing->command->content, "", &content, err));
	if (content.answers == NULL && content.facts == NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "",
		               "state a fact in \"facts\", or answer one in \"answers\"");
	TRY(answers_check(hearing, content.answers, err));
	TRY(facts_check(hearing, content.facts, err));
	minute_begin(&minute, hearing, EVENT_FACT_ASSERTED);
	if (content.answers != NULL)
		object_copy(&minute.data, STR("answers"), content.answers);
	if (content.facts != NULL)
		object_copy(&minute.data, STR("facts"), content.facts);
	TRY(exhibit_attach(&minute, err));
	minute_end(&minute);
	return STATUS_OK;
}

/* Row 9a: what lapsed comes back once, within 30 days. Whether the law's own time has run out meanwhile is
 * the rules' question: late claims are flagged, not blocked. */
enum status guard_reopen(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute->closed_reason != CLOSED_LAPSED)
		return FAIL(err, PROBLEM_NOT_REOPENABLE, "only a case that lapsed can be reopened");
	if (dispute->reopened)
		return FAIL(err, PROBLEM_NOT_REOPENABLE, "the case was reopened once before");
	if (approach->at_ms > dispute->closed_at_ms + REOPEN_DAYS * DAY_MS)
		return FAIL(err, PROBLEM_NOT_REOPENABLE, "the %d days to reopen it are over", REOPEN_DAYS);
	return STATUS_OK;
}

enum status act_reopen(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_NEGOTIATION);

	const struct dispute *dispute = hearing->dispute;
	struct cause_content cause;
	struct minute minute;
	struct id none = { 0 };

	if (hearing->command->order_in_dispute)
		return FAIL(err, PROBLEM_DUPLICATE_DISPUTE, "another dispute about this order is still open");
	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_REOPENED);
	minute_note(&minute, cause.text, cause.language);
	TRY(exhibit_attach(&minute, err));
	minute_phase(&minute, hearing->to);
	if (!dispute->response.present)
		minute_open_duty(&minute, CAPACITY_RESPONDENT, DUTY_RESPOND,
		                 duty_due(DUTY_RESPOND, hearing->now_ms), none);
	minute_open_duty(&minute, CAPACITY_CLAIMANT, DUTY_NEGOTIATE,
	                 duty_due(DUTY_NEGOTIATE, hearing->now_ms), none);
	minute_end(&minute);
	return STATUS_OK;
}
