#include "core/decide_table.h"
#include "core/four_eyes.h"

/* The rules' proposal and what follows it: row 16 of domain.md, comments, and the little that may be ruled
 * without a person. */

enum status guard_proposal(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 }) == NULL)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the latest proposal already rests on these facts");
	return STATUS_OK;
}

/* Every fact that the result rests on is admitted, or the marketplace's own record. */
static bool facts_are_settled(const struct node *result)
{
	const struct node *facts = node_array(node_object(result, STR("derivation")), STR("facts"));

	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		struct str status = node_text(&facts->items[i], STR("status"));
		bool settled = status.len == 0 || str_eq(status, STR("admitted")) ||
		               str_eq(status, STR("platform_recorded"));
		if (!settled)
			return false;
	}
	return facts != NULL && facts->count > 0;
}

/* Whether the rules' result may be ruled without a person: domain.md, "Automation limit". */
static enum status check_automatic(const struct dispute *dispute, const struct node *result,
                                   const struct policy *policy, struct error *err)
{
	struct str outcome = node_text(result, STR("outcome"));
	bool decided = str_eq(outcome, STR("grant")) || str_eq(outcome, STR("reject"));

	if (dispute->phase != PHASE_REVIEW || policy->micro_minor == 0 || !decided)
		return FAIL(err, PROBLEM_NOT_PERMITTED, "a person decides this case");
	if (case_value(dispute, node_object(result, STR("amounts"))) > policy->micro_minor)
		return FAIL(err, PROBLEM_NOT_PERMITTED, "a person decides a case of this value");
	if (!dispute->respondent_silent && !facts_are_settled(result))
		return FAIL(err, PROBLEM_NOT_PERMITTED, "a fact is in dispute: a person decides");
	return STATUS_OK;
}

enum status guard_automation(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	struct policy policy = POLICY_INIT;

	if (hearing_waits_for_rules(dispute) || dispute->proposal.version == 0)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED, "the rules have not run yet");
	if (approach->policy != NULL)
		policy = *approach->policy;
	return check_automatic(dispute, dispute->proposal.result, &policy, err);
}

/* Always marked, always open to appeal; the event says what allowed it. */
enum status act_issue_automatically(struct hearing *hearing, struct error *err)
{
	struct terms terms;

	TRY(proposal_terms(hearing, hearing->dispute->proposal.result, &terms, err));
	ruling_issue(hearing, &terms, true);
	return STATUS_OK;
}

/* A result that cannot be ruled, or may not, waits for a person. */
static enum status issue_if_automatic(struct hearing *hearing, struct error *err)
{
	const struct node *result = hearing->command->proposal;
	struct terms terms;

	if (check_automatic(hearing->dispute, result, hearing_policy(hearing), err) != STATUS_OK ||
	    proposal_terms(hearing, result, &terms, err) != STATUS_OK)
		return arena_check(hearing->arena, err);
	ruling_issue(hearing, &terms, true);
	return STATUS_OK;
}

/* Who acts next on a proposal: the parties may say something first where much is at stake or a fact is only
 * inferred; the arbiter's term begins after that. */
static void await_decision(struct minute *minute, const struct node *result)
{
	struct hearing *hearing = minute->hearing;
	const struct policy *policy = hearing_policy(hearing);
	bool appeal = hearing->dispute->phase == PHASE_APPEAL;
	int64_t from_ms = hearing->now_ms;
	struct id none = { 0 };

	if (case_value(hearing->dispute, node_object(result, STR("amounts"))) >= policy->comment_minor) {
		from_ms = duty_due(DUTY_COMMENT, hearing->now_ms);
		minute_open_duty(minute, CAPACITY_CLAIMANT, DUTY_COMMENT, from_ms, none);
		minute_open_duty(minute, CAPACITY_RESPONDENT, DUTY_COMMENT, from_ms, none);
	}
	if (!appeal && !hearing_has_duty(hearing, DUTY_DECIDE))
		minute_open_duty(minute, CAPACITY_ARBITER, DUTY_DECIDE, duty_due(DUTY_DECIDE, from_ms), none);
	if (appeal && !hearing_has_duty(hearing, DUTY_DECIDE_APPEAL))
		minute_open_duty(minute, CAPACITY_ARBITER, DUTY_DECIDE_APPEAL,
		                 duty_due(DUTY_DECIDE_APPEAL, from_ms), none);
}

enum status act_compute_proposal(struct hearing *hearing, struct error *err)
{
	const struct command *command = hearing->command;
	struct minute minute;

	assert(command->facts != NULL && command->packs != NULL && command->proposal != NULL);
	assert(command->proposal_sha256.len == 64);
	minute_begin(&minute, hearing, EVENT_PROPOSAL_COMPUTED);
	object_int(&minute.data, STR("version"), hearing->dispute->proposal.version + 1);
	object_text(&minute.data, STR("sha256"), command->proposal_sha256);
	object_copy(&minute.data, STR("facts"), command->facts);
	object_copy(&minute.data, STR("packs"), command->packs);
	object_copy(&minute.data, STR("proposal"), command->proposal);
	minute_close_duties(&minute, DUTY_COMPUTE_PROPOSAL);
	minute_close_duties(&minute, DUTY_COSIGN);
	minute_close_duties(&minute, DUTY_COMMENT);
	await_decision(&minute, command->proposal);
	minute_end(&minute);
	return issue_if_automatic(hearing, err);
}

/* Row 16: on the latest proposal, each side once for each version. */
enum status guard_comment(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute->proposal.version == 0)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED, "the rules have not run yet");
	if (dispute->comment_count >= COMMENTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d comments", COMMENTS_MAX);
	return STATUS_OK;
}

enum status act_comment(struct hearing *hearing, struct error *err)
{
	struct cause_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &content, err));
	minute_begin(&minute, hearing, EVENT_PROPOSAL_COMMENTED);
	object_int(&minute.data, STR("version"), hearing->dispute->proposal.version);
	minute_note(&minute, content.text, content.language);
	minute_close_duties_of(&minute, DUTY_COMMENT, hearing->who);
	minute_end(&minute);
	return STATUS_OK;
}
