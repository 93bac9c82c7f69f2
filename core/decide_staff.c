#include "core/decide_table.h"

/* What staff do to a case beside deciding it: rows 2b and 28 of domain.md. Each act has its reason on record.
 */

#define APPEAL_HOURS   336
#define REFERRAL_HOURS (180 * 24)

enum status guard_staff(struct approach *approach, struct error *err)
{
	return arbiter_check(approach, err);
}

/* Row 2b: never by the system alone, and open to appeal. */
enum status act_declare_inadmissible(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_ARBITER);

	struct inadmissible_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_inadmissible, hearing->command->content, "", &content, err));
	if (content.reasons.len == 0)
		return FAIL_AT(err, PROBLEM_REASONS_MISSING, "/reasons", "say why: the parties will read it");
	minute_begin(&minute, hearing, EVENT_DISPUTE_INADMISSIBLE);
	object_text(&minute.data, STR("ground"), content.ground);
	object_text(&minute.data, STR("reasons"), content.reasons);
	object_text(&minute.data, STR("language"), content.language);
	object_instant(&minute.data, STR("appeal_until"), hearing->now_ms + APPEAL_HOURS * HOUR_MS);
	minute_close_case(&minute, CLOSED_INADMISSIBLE);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_assign(struct hearing *hearing, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	struct assignment_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_assignment, hearing->command->content, "", &content, err));
	if (str_eq(content.arbiter, dispute->claimant.party) ||
	    str_eq(content.arbiter, dispute->respondent.party) ||
	    dispute_has_recused(dispute, content.arbiter))
		return FAIL_AT(err, PROBLEM_CONFLICT_OF_INTEREST, "/arbiter",
		               STR_FMT " has a link to this case", STR_ARG(content.arbiter));
	if (dispute->phase == PHASE_APPEAL && dispute_was_decided_by(dispute, content.arbiter))
		return FAIL_AT(err, PROBLEM_CONFLICT_OF_INTEREST, "/arbiter",
		               STR_FMT " took part in the decision under appeal", STR_ARG(content.arbiter));
	minute_begin(&minute, hearing, EVENT_DISPUTE_ASSIGNED);
	object_text(&minute.data, STR("arbiter"), content.arbiter);
	if (content.reason.len > 0)
		object_text(&minute.data, STR("reason"), content.reason);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_release(struct hearing *hearing, struct error *err)
{
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	if (hearing->dispute->assigned.party.len == 0)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the case is assigned to nobody");
	minute_begin(&minute, hearing, EVENT_DISPUTE_RELEASED);
	minute_note(&minute, note.text, note.language);
	minute_end(&minute);
	return STATUS_OK;
}

/* Whoever has a link says so, and is out of the case for good. */
enum status act_declare_conflict(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_ARBITER);

	const struct dispute *dispute = hearing->dispute;
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	if (dispute_has_recused(dispute, hearing->command->actor.party))
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "you have declared a link already");
	if (dispute->recused_count >= RECUSED_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "at most %d arbiters can declare a link",
		            RECUSED_MAX);
	minute_begin(&minute, hearing, EVENT_CONFLICT_DECLARED);
	minute_note(&minute, cause.text, cause.language);
	minute_end(&minute);
	return STATUS_OK;
}

/* Statutory terms are the law's, not ours. */
enum status guard_extend(struct approach *approach, struct error *err)
{
	const struct duty *duty = dispute_find_duty(approach->dispute, approach->target);

	TRY(arbiter_check(approach, err));
	if (duty == NULL)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "this case has no such open duty");
	if (duty_info(duty->action)->kind == DUTY_KIND_STATUTORY)
		return FAIL(err, PROBLEM_TERM_NOT_EXTENDABLE, "the term to %s is statutory",
		            duty_info(duty->action)->slug.ptr);
	return STATUS_OK;
}

enum status act_extend_duty(struct hearing *hearing, struct error *err)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);
	struct extension_content content;
	struct minute minute;

	assert(duty != NULL);
	TRY(content_decode(DOCUMENT_extension, hearing->command->content, "", &content, err));
	int64_t due_ms = duty->due_at_ms + content.hours * HOUR_MS;
	if (due_ms > duty_latest(duty))
		return FAIL_AT(err, PROBLEM_TERM_NOT_EXTENDABLE, "/hours",
		               "the term to %s is %d hours at most", duty_info(duty->action)->slug.ptr,
		               duty_info(duty->action)->hours_max);
	minute_begin(&minute, hearing, EVENT_DUTY_EXTENDED);
	object_text(&minute.data, STR("action"), duty_info(duty->action)->slug);
	object_text(&minute.data, STR("reason"), content.reason);
	minute_move_duty(&minute, duty->id, due_ms);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_link(struct hearing *hearing, struct error *err)
{
	struct connection_content content;
	struct minute minute;
	struct id other;

	TRY(content_decode(DOCUMENT_connection, hearing->command->content, "", &content, err));
	if (id_parse(ID_DISPUTE, content.dispute, &other, err) != STATUS_OK ||
	    id_eq(other, hearing->dispute->id))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/dispute", "this must be another dispute's id");
	if (hearing->dispute->link_count >= LINKS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d links", LINKS_MAX);
	minute_begin(&minute, hearing, EVENT_DISPUTE_LINKED);
	object_id(&minute.data, STR("linked"), ID_DISPUTE, other);
	object_text(&minute.data, STR("relation"), content.relation);
	if (content.reason.len > 0)
		object_text(&minute.data, STR("reason"), content.reason);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_redact(struct approach *approach, struct error *err)
{
	const struct evidence *evidence = dispute_find_evidence(approach->dispute, approach->target);

	TRY(arbiter_check(approach, err));
	if (evidence == NULL)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this case has no such exhibit");
	if (evidence->redacted)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the exhibit is already redacted");
	return STATUS_OK;
}

static enum status find_replacement(const struct hearing *hearing, struct str text, struct id *ret_id,
                                    struct error *err)
{
	struct id id = { 0 };
	struct error cause;

	if (text.len > 0 &&
	    (id_parse(ID_EVIDENCE, text, &id, &cause) != STATUS_OK ||
	     dispute_find_evidence(hearing->dispute, id) == NULL || id_eq(id, hearing->command->target)))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/replacement",
		               "this must be another exhibit of the case");
	*ret_id = id;
	return STATUS_OK;
}

/* The files are withheld from now on; name, size and digest stay, so that every proof still holds. */
enum status act_redact(struct hearing *hearing, struct error *err)
{
	struct redaction_content content;
	struct minute minute;
	struct id replacement;

	TRY(content_decode(DOCUMENT_redaction, hearing->command->content, "", &content, err));
	TRY(find_replacement(hearing, content.replacement, &replacement, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_REDACTED);
	object_id(&minute.data, STR("evidence_id"), ID_EVIDENCE, hearing->command->target);
	object_text(&minute.data, STR("reason"), content.reason);
	if (!id_is_zero(replacement))
		object_id(&minute.data, STR("replaced_by"), ID_EVIDENCE, replacement);
	minute_end(&minute);
	return STATUS_OK;
}

/* A court, the police or a payment service has the matter: soft terms rest until then. */
enum status act_refer(struct hearing *hearing, struct error *err)
{
	int64_t latest = hearing->now_ms + REFERRAL_HOURS * HOUR_MS;
	struct referral_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_referral, hearing->command->content, "", &content, err));
	if (hearing->dispute->hold != HOLD_NONE)
		return FAIL(err, PROBLEM_HELD, "end the present hold first");
	if (content.until == 0)
		content.until = latest;
	if (content.until <= hearing->now_ms || content.until > latest)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/until", "name a time within %d days",
		               REFERRAL_HOURS / 24);
	minute_begin(&minute, hearing, EVENT_DISPUTE_REFERRED);
	object_text(&minute.data, STR("body"), content.body);
	object_text(&minute.data, STR("reason"), content.reason);
	hold_begin(&minute, HOLD_EXTERNAL, content.until, false);
	minute_end(&minute);
	return STATUS_OK;
}

/* Row 28: a case is voided by two persons, each with reasons. */
enum status act_request_void(struct hearing *hearing, struct error *err)
{
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_VOID_REQUESTED);
	minute_note(&minute, cause.text, cause.language);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_void(struct approach *approach, struct error *err)
{
	const struct actor *first = &approach->dispute->void_by;

	if (first->party.len == 0)
		return FAIL(err, PROBLEM_SECOND_SIGNER_REQUIRED,
		            "another member of staff must ask for it first");
	if (str_eq(first->party, approach->actor.party))
		return FAIL(err, PROBLEM_SECOND_SIGNER_REQUIRED, "you asked for it: another person voids it");
	return arbiter_check(approach, err);
}

enum status act_void(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_CLOSED);

	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_VOIDED);
	minute_note(&minute, cause.text, cause.language);
	minute_close_case(&minute, CLOSED_VOID);
	minute_end(&minute);
	return STATUS_OK;
}
