#include "core/decide_table.h"

#define RESPITE_HOURS 24 /* after a reminder that came too late */

/* Performance and the end: rows 20 and 26 of domain.md, and what happens when a duty's time is over. */

enum status obligation_check(const struct approach *approach, const struct obligation **ret_obligation,
                             struct error *err)
{
	const struct obligation *obligation = dispute_find_obligation(approach->dispute, approach->target);

	if (obligation == NULL)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this case has no such obligation");
	if (obligation->state == OBLIGATION_WAITING)
		return FAIL(err, PROBLEM_PREDECESSOR_OPEN, "another obligation comes first");
	if (obligation_is_terminal(obligation))
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the obligation is already %s",
		            obligation_state_slug(obligation->state).ptr);
	if (obligation->stayed)
		return FAIL(err, PROBLEM_HELD, "the obligation rests until the appeal is decided");
	*ret_obligation = obligation;
	return STATUS_OK;
}

enum status guard_report(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligor != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "the %s owes this",
		            actor_role_slug(obligation->obligor).ptr);
	if (obligation->state == OBLIGATION_REPORTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "you have already reported this");
	if (obligation->state == OBLIGATION_CONTESTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the arbiter finds what happened");
	return STATUS_OK;
}

/* The obligee may confirm what was never reported: having it is enough. */
enum status guard_confirm(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligee != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "this is owed to the %s",
		            actor_role_slug(obligation->obligee).ptr);
	return STATUS_OK;
}

/* Row 26: the appeal window is over and nothing is owed any more. */
enum status guard_close(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	for (size_t i = 0; i < dispute->obligation_count; i++)
		if (!obligation_is_terminal(&dispute->obligations[i]))
			return FAIL(err, PROBLEM_PREDECESSOR_OPEN, "an obligation is still open");
	return guard_due(approach, err);
}

static enum closed_reason reason_to_close(const struct hearing *hearing)
{
	if (hearing->ruled == REMEDY_REJECT_CLAIM || hearing->obligation_count == 0)
		return CLOSED_DISMISSED;
	return CLOSED_PERFORMED;
}

/* An appeal is decided before the case can end. */
static bool is_in_performance(const struct hearing *hearing)
{
	if (hearing->dispute->phase != PHASE_APPEAL)
		return true;
	return !hearing_has_duty(hearing, DUTY_DECIDE_APPEAL) && !hearing_has_duty(hearing, DUTY_COSIGN);
}

void performance_end(struct hearing *hearing)
{
	struct minute minute;

	if (hearing->obligations == NULL || !hearing_is_performed(hearing))
		return;
	if (hearing_has_duty(hearing, DUTY_AWAIT_APPEAL) || !is_in_performance(hearing))
		return;
	minute_begin(&minute, hearing, EVENT_DISPUTE_CLOSED);
	minute_by_system(&minute, true);
	minute_close_case(&minute, reason_to_close(hearing));
	minute_end(&minute);
}

static void begin_about(struct minute *minute, struct hearing *hearing, enum event_type type,
                        struct id obligation)
{
	minute_begin(minute, hearing, type);
	object_id(&minute->data, STR("obligation_id"), ID_OBLIGATION, obligation);
}

enum capacity obligation_capacity(const struct dispute *dispute, enum actor_role role)
{
	if (role == dispute->claimant.role)
		return CAPACITY_CLAIMANT;
	return role == dispute->respondent.role ? CAPACITY_RESPONDENT : CAPACITY_PLATFORM;
}

enum status act_report_obligation(struct hearing *hearing, struct error *err)
{
	const struct obligation *obligation = hearing_obligation(hearing, hearing->command->target);
	struct note_content note;
	struct minute minute;

	assert(obligation != NULL);
	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	begin_about(&minute, hearing, EVENT_OBLIGATION_REPORTED, obligation->id);
	minute_note(&minute, note.text, note.language);
	TRY(exhibit_attach(&minute, err));
	minute_close_duties_about(&minute, obligation->id);
	plan_await_confirmation(&minute, obligation);
	if (obligation_is_return(obligation))
		minute_set_leg(&minute, obligation->id, &(struct leg){ .state = LEG_SHIPPED });
	minute_set_obligation(&minute, obligation->id, OBLIGATION_REPORTED, obligation->due_at_ms);
	minute_end(&minute);
	return STATUS_OK;
}

void obligation_finish(struct minute *minute, struct id obligation)
{
	assert(hearing_obligation(minute->hearing, obligation) != NULL);

	minute_close_duties_about(minute, obligation);
	minute_set_obligation(minute, obligation, OBLIGATION_DONE, 0);
	plan_advance(minute, obligation);
	minute_end(minute);
	performance_end(minute->hearing);
}

enum status act_confirm_obligation(struct hearing *hearing, struct error *err)
{
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	begin_about(&minute, hearing, EVENT_OBLIGATION_CONFIRMED, hearing->command->target);
	minute_note(&minute, note.text, note.language);
	obligation_finish(&minute, hearing->command->target);
	return STATUS_OK;
}

static struct id subject_of_target(const struct hearing *hearing)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);

	assert(duty != NULL);
	return duty->subject;
}

/* Reported, and the other side had its time to say otherwise. */
enum status act_auto_confirm(struct hearing *hearing, struct error *err)
{
	struct id subject = subject_of_target(hearing);
	struct minute minute;

	(void)err;
	begin_about(&minute, hearing, EVENT_OBLIGATION_AUTO_CONFIRMED, subject);
	obligation_finish(&minute, subject);
	return STATUS_OK;
}

enum status act_mark_overdue(struct hearing *hearing, struct error *err)
{
	struct id subject = subject_of_target(hearing);
	const struct obligation *obligation = hearing_obligation(hearing, subject);
	struct minute minute;

	(void)err;
	assert(obligation != NULL);
	begin_about(&minute, hearing, EVENT_OBLIGATION_OVERDUE, subject);
	minute_close_duties_about(&minute, subject);
	minute_open_duty(&minute, CAPACITY_PLATFORM, DUTY_ENFORCE, duty_due(DUTY_ENFORCE, hearing->now_ms),
	                 subject);
	minute_set_obligation(&minute, subject, OBLIGATION_OVERDUE, obligation->due_at_ms);
	minute_end(&minute);
	return STATUS_OK;
}

/* What the claimant does not do lapses, with what depends on it; what is owed to him is handed to the
 * marketplace, which holds the seller's money. */
enum status act_enforce(struct hearing *hearing, struct error *err)
{
	struct id subject = subject_of_target(hearing);
	const struct obligation *obligation = hearing_obligation(hearing, subject);
	struct minute minute;

	(void)err;
	assert(obligation != NULL);
	bool lapses = obligation->obligor == hearing->dispute->claimant.role;
	begin_about(&minute, hearing, lapses ? EVENT_OBLIGATION_WAIVED : EVENT_OBLIGATION_ENFORCED, subject);
	minute_close_duties_about(&minute, subject);
	if (lapses) {
		if (obligation_is_return(obligation))
			minute_set_leg(&minute, subject, &(struct leg){ .state = LEG_EXPIRED });
		plan_waive(&minute, subject);
	} else {
		minute_set_obligation(&minute, subject, OBLIGATION_ENFORCED, 0);
		plan_advance(&minute, subject);
	}
	minute_end(&minute);
	performance_end(hearing);
	return STATUS_OK;
}

enum status act_close(struct hearing *hearing, struct error *err)
{
	assert(hearing_is_performed(hearing));

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_DISPUTE_CLOSED);
	minute_close_case(&minute, reason_to_close(hearing));
	minute_end(&minute);
	return STATUS_OK;
}

/* A reminder is on record before a case lapses; one that comes after the term gives it another day. */
enum status act_remind(struct hearing *hearing, struct error *err)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);
	struct minute minute;

	(void)err;
	assert(duty != NULL);
	minute_begin(&minute, hearing, EVENT_DUTY_REMINDED);
	object_text(&minute.data, STR("action"), duty_info(duty->action)->slug);
	object_id(&minute.data, STR("duty_id"), ID_DUTY, duty->id);
	object_text(&minute.data, STR("actor"), capacity_slug(duty->who));
	object_int(&minute.data, STR("step"), duty_steps_at(duty, hearing->now_ms));
	object_instant(&minute.data, STR("due_at"), duty->due_at_ms);
	if (duty_expires(duty) <= hearing->now_ms)
		minute_move_duty(&minute, duty->id, hearing->now_ms + RESPITE_HOURS * HOUR_MS);
	minute_end(&minute);
	return STATUS_OK;
}

/* The window for evidence stays open until the last request is answered or its time is over. */
static int64_t latest_request(const struct dispute *dispute)
{
	int64_t latest_ms = 0;

	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		if (duty->action == DUTY_ANSWER_REQUEST && duty_expires(duty) > latest_ms)
			latest_ms = duty_expires(duty);
	}
	return latest_ms;
}

static enum status wait_for_requests(struct hearing *hearing, const struct duty *duty)
{
	struct minute minute;

	minute_begin(&minute, hearing, EVENT_DUTY_EXTENDED);
	object_text(&minute.data, STR("action"), duty_info(duty->action)->slug);
	object_text(&minute.data, STR("reason"), STR("a request is still open"));
	minute_move_duty(&minute, duty->id, latest_request(hearing->dispute));
	minute_end(&minute);
	return STATUS_OK;
}

/* Whether the case still waits for the duty, so that its term begins anew. */
static bool is_renewed(enum duty_action action)
{
	return action == DUTY_DECIDE || action == DUTY_COMPUTE_PROPOSAL || action == DUTY_COSIGN ||
	       action == DUTY_DECIDE_APPEAL || action == DUTY_RESOLVE;
}

/* A seller who does not say where to pays for whatever way the buyer takes. */
static void prepare_for_seller(struct minute *minute, struct id id)
{
	const struct obligation *obligation = hearing_obligation(minute->hearing, id);
	struct leg leg = { .state = LEG_LABEL_READY };

	if (obligation != NULL && obligation->leg.state == LEG_AUTHORISED)
		minute_set_leg(minute, id, &leg);
}

/* A term that ran out without changing anything else. The arbiter's is renewed: the case still waits for it.
 */
enum status act_expire_duty(struct hearing *hearing, struct error *err)
{
	const struct duty *duty = dispute_find_duty(hearing->dispute, hearing->command->target);
	struct minute minute;

	(void)err;
	assert(duty != NULL);
	if (duty->action == DUTY_GIVE_EVIDENCE && hearing->dispute->phase == PHASE_EVIDENCE)
		return wait_for_requests(hearing, duty);
	minute_begin(&minute, hearing, EVENT_DUTY_EXPIRED);
	if (duty->action == DUTY_PREPARE_RETURN)
		prepare_for_seller(&minute, duty->subject);
	object_text(&minute.data, STR("action"), duty_info(duty->action)->slug);
	minute_close_duty(&minute, duty->id);
	if (is_renewed(duty->action))
		minute_open_duty(&minute, duty->who, duty->action, duty_due(duty->action, hearing->now_ms),
		                 duty->subject);
	minute_end(&minute);
	return STATUS_OK;
}
