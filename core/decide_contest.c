#include "core/decide_table.h"

/* When performance is in doubt: contested, waived, impossible, found by the arbiter. Row 20 of domain.md. */

enum status guard_contest(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligee != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "this is owed to the %s",
		            actor_role_slug(obligation->obligee).ptr);
	if (obligation->state != OBLIGATION_REPORTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "nobody has reported that it is done");
	return STATUS_OK;
}

void contest_open(struct minute *minute, struct id obligation)
{
	assert(minute->hearing != NULL && minute->hearing->now_ms > 0);

	struct hearing *hearing = minute->hearing;
	int64_t window_ms = hearing->now_ms + CONTEST_HOURS * HOUR_MS;

	minute_close_duties_about(minute, obligation);
	minute_open_duty(minute, CAPACITY_CLAIMANT, DUTY_GIVE_EVIDENCE, window_ms, obligation);
	minute_open_duty(minute, CAPACITY_RESPONDENT, DUTY_GIVE_EVIDENCE, window_ms, obligation);
	minute_open_duty(minute, CAPACITY_ARBITER, DUTY_RESOLVE, duty_due(DUTY_RESOLVE, hearing->now_ms),
	                 obligation);
	minute_set_obligation(minute, obligation, OBLIGATION_CONTESTED, 0);
}

static enum status dispute_it(struct hearing *hearing, enum event_type type, struct error *err)
{
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, type);
	object_id(&minute.data, STR("obligation_id"), ID_OBLIGATION, hearing->command->target);
	minute_note(&minute, cause.text, cause.language);
	TRY(exhibit_attach(&minute, err));
	contest_open(&minute, hearing->command->target);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_contest_obligation(struct hearing *hearing, struct error *err)
{
	return dispute_it(hearing, EVENT_OBLIGATION_CONTESTED, err);
}

/* The model is no longer made, the goods are gone: the arbiter finds whether it is so. */
enum status guard_impossible(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligor != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "the %s owes this",
		            actor_role_slug(obligation->obligor).ptr);
	if (obligation->state == OBLIGATION_CONTESTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the arbiter finds what happened");
	return STATUS_OK;
}

enum status act_declare_impossible(struct hearing *hearing, struct error *err)
{
	return dispute_it(hearing, EVENT_OBLIGATION_IMPOSSIBLE, err);
}

/* The marketplace could not bring it about: the arbiter finds what takes its place. */
enum status act_report_unenforced(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_PLATFORM);

	return dispute_it(hearing, EVENT_OBLIGATION_UNENFORCED, err);
}

enum status guard_waive(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligee != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "only the %s, to whom it is owed, can waive it",
		            actor_role_slug(obligation->obligee).ptr);
	return STATUS_OK;
}

/* Who waives a step gives up that step alone: what comes after it is due. */
enum status act_waive_obligation(struct hearing *hearing, struct error *err)
{
	struct id id = hearing->command->target;
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, EVENT_OBLIGATION_WAIVED);
	object_id(&minute.data, STR("obligation_id"), ID_OBLIGATION, id);
	minute_note(&minute, cause.text, cause.language);
	minute_close_duties_about(&minute, id);
	minute_set_obligation(&minute, id, OBLIGATION_WAIVED, 0);
	plan_advance(&minute, id);
	minute_end(&minute);
	performance_end(hearing);
	return STATUS_OK;
}

static int64_t window_until(const struct dispute *dispute, struct id obligation)
{
	assert(dispute->obligation_count > 0);

	int64_t until_ms = 0;

	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		if (duty->action == DUTY_GIVE_EVIDENCE && id_eq(duty->subject, obligation) &&
		    duty_expires(duty) > until_ms)
			until_ms = duty_expires(duty);
	}
	return until_ms;
}

enum status guard_resolve(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(arbiter_check(approach, err));
	TRY(obligation_check(approach, &obligation, err));
	if (obligation->state != OBLIGATION_CONTESTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "nobody contests this obligation");
	approach->opens_at_ms = window_until(approach->dispute, obligation->id);
	return STATUS_OK;
}

/* Found not performed: due again while its term runs, else overdue. */
static void put_back(struct minute *minute, const struct obligation *obligation)
{
	assert(minute->hearing != NULL && obligation != NULL);

	struct hearing *hearing = minute->hearing;
	struct id id = obligation->id;

	minute_set_obligation(minute, id, OBLIGATION_OVERDUE, hearing->now_ms);
	minute_open_duty(minute, CAPACITY_PLATFORM, DUTY_ENFORCE, duty_due(DUTY_ENFORCE, hearing->now_ms),
	                 id);
}

static enum status decode_resolution(struct hearing *hearing, struct resolution_content *content,
                                     struct terms *ret_terms, struct error *err)
{
	TRY(content_decode(DOCUMENT_resolution, hearing->command->content, "", content, err));
	bool impossible = str_eq(content->finding, STR("impossible"));

	if (content->reasons.len == 0)
		return FAIL_AT(err, PROBLEM_REASONS_MISSING, "/reasons", "say why: the parties will read it");
	if (impossible != (content->substitute != NULL))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/substitute",
		               "name the next remedy where the obligation is impossible, and only there");
	if (!impossible)
		return STATUS_OK;
	if (hearing->dispute->phase == PHASE_APPEAL)
		return FAIL(err, PROBLEM_WRONG_PHASE, "decide the appeal first");
	return deviation_terms(hearing, content->substitute, "/substitute", ret_terms, err);
}

/* The finding is a ruling of its own; where the thing cannot be done the next remedy takes its place, in a
 * new version of the ruling. */
enum status act_resolve_obligation(struct hearing *hearing, struct error *err)
{
	struct id id = hearing->command->target;
	struct resolution_content content;
	struct terms terms = { 0 };
	struct minute minute;

	TRY(decode_resolution(hearing, &content, &terms, err));
	struct obligation obligation = *hearing_obligation(hearing, id);
	minute_begin(&minute, hearing, EVENT_OBLIGATION_RESOLVED);
	object_id(&minute.data, STR("obligation_id"), ID_OBLIGATION, id);
	object_text(&minute.data, STR("finding"), content.finding);
	object_text(&minute.data, STR("reasons"), content.reasons);
	object_text(&minute.data, STR("language"), content.language);
	minute_close_duties_about(&minute, id);
	if (str_eq(content.finding, STR("performed"))) {
		obligation_finish(&minute, id);
		return STATUS_OK;
	}
	if (content.substitute == NULL)
		put_back(&minute, &obligation);
	else
		minute_set_obligation(&minute, id, OBLIGATION_IMPOSSIBLE, 0);
	minute_end(&minute);
	if (content.substitute != NULL)
		ruling_issue(hearing, &terms, false);
	return STATUS_OK;
}
