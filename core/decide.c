#include "core/decide.h"

#include "core/decide_table.h"

/*~ Every command ends here: the family's member is found, the table lifecycle.def says who may move from
 * where, the guard says whether it is open, and the act writes the events. */

/* Parties stop here, so that the system and the arbiter can still bring the case to its end. */
#define PARTY_EVENTS_MAX (DISPUTE_EVENTS_MAX - 100)

struct row {
	command_guard *guard; /* NULL: the phase is enough */
	command_act *act;     /* NULL: comes with a later release */
};

static const struct row rows[COMMAND_COUNT] = {
	[COMMAND_CREATE_DRAFT] = { NULL, act_create_draft },
	[COMMAND_DISCARD_DRAFT] = { NULL, act_discard_draft },
	[COMMAND_AMEND_DRAFT] = { NULL, act_amend_draft },
	[COMMAND_EXPIRE_DRAFT] = { guard_due, act_expire_draft },
	[COMMAND_SUBMIT] = { NULL, act_submit },
	[COMMAND_SUBMIT_DIRECT] = { NULL, act_submit },
	[COMMAND_ACCEPT_CLAIM] = { NULL, act_accept_claim },
	[COMMAND_CONTEST_CLAIM] = { NULL, act_contest_claim },
	[COMMAND_DECLARE_INADMISSIBLE] = { guard_staff, act_declare_inadmissible },
	[COMMAND_AMEND_CLAIM] = { guard_amend, act_amend_claim },
	[COMMAND_STATE_FACTS] = { NULL, act_state_facts },
	[COMMAND_REOPEN] = { guard_reopen, act_reopen },
	[COMMAND_START_HOLD] = { guard_hold, act_start_hold },
	[COMMAND_RESUME] = { guard_end_hold, act_end_hold },
	[COMMAND_HOLD_CASE] = { guard_hold, act_start_hold },
	[COMMAND_END_HOLD] = { guard_end_hold, act_end_hold },
	[COMMAND_COUNTER_OFFER] = { guard_counter_offer, act_counter_offer },
	[COMMAND_RETRACT_EVIDENCE] = { guard_retract, act_retract_evidence },
	[COMMAND_ADMIT_EVIDENCE] = { guard_admit, act_admit_evidence },
	[COMMAND_COMPLETE_EVIDENCE] = { NULL, act_complete_evidence },
	[COMMAND_ISSUE_REQUEST] = { guard_ask, act_issue_request },
	[COMMAND_ASK_PARTY] = { guard_ask, act_issue_request },
	[COMMAND_ANSWER_REQUEST] = { guard_answer, act_answer_request },
	[COMMAND_EXPIRE_REQUEST] = { guard_due, act_expire_request },
	[COMMAND_REOPEN_EVIDENCE] = { guard_staff, act_reopen_evidence },
	[COMMAND_ASSIGN] = { NULL, act_assign },
	[COMMAND_RELEASE] = { NULL, act_release },
	[COMMAND_DECLARE_CONFLICT] = { NULL, act_declare_conflict },
	[COMMAND_EXTEND_DUTY] = { guard_extend, act_extend_duty },
	[COMMAND_LINK] = { guard_staff, act_link },
	[COMMAND_REDACT] = { guard_redact, act_redact },
	[COMMAND_REFER] = { guard_staff, act_refer },
	[COMMAND_REQUEST_VOID] = { guard_staff, act_request_void },
	[COMMAND_VOID] = { guard_void, act_void },
	[COMMAND_COMMENT] = { guard_comment, act_comment },
	[COMMAND_COSIGN_DECISION] = { guard_cosign, act_cosign_decision },
	[COMMAND_REFUSE_COSIGNATURE] = { guard_cosign, act_refuse_cosignature },
	[COMMAND_ISSUE_RULING] = { guard_automation, act_issue_automatically },
	[COMMAND_CONTEST_OBLIGATION] = { guard_contest, act_contest_obligation },
	[COMMAND_WAIVE_OBLIGATION] = { guard_waive, act_waive_obligation },
	[COMMAND_DECLARE_IMPOSSIBLE] = { guard_impossible, act_declare_impossible },
	[COMMAND_RESOLVE_OBLIGATION] = { guard_resolve, act_resolve_obligation },
	[COMMAND_PREPARE_RETURN] = { guard_prepare_return, act_prepare_return },
	[COMMAND_SHIP_RETURN] = { guard_ship_return, act_ship_return },
	[COMMAND_RECEIVE_RETURN] = { guard_receive_return, act_receive_return },
	[COMMAND_INSPECT_RETURN] = { guard_inspect_return, act_inspect_return },
	[COMMAND_TRACK_RETURN] = { guard_receive_return, act_track_return },
	[COMMAND_RECORD_REFUND] = { NULL, act_record_refund },
	[COMMAND_ACKNOWLEDGE] = { guard_enforcement, act_acknowledge },
	[COMMAND_REPORT_ENFORCED] = { guard_enforcement, act_report_enforced },
	[COMMAND_REPORT_UNENFORCED] = { guard_enforcement, act_report_unenforced },
	[COMMAND_RECORD_FACTS] = { NULL, act_record_facts },
	[COMMAND_IMPORT_MESSAGES] = { NULL, act_import_messages },
	[COMMAND_REQUEST_CORRECTION] = { guard_correction, act_request_correction },
	[COMMAND_MAKE_CORRECTION] = { guard_answer_correction, act_make_correction },
	[COMMAND_REFUSE_CORRECTION] = { guard_answer_correction, act_refuse_correction },
	[COMMAND_FILE_APPEAL] = { guard_appeal, act_file_appeal },
	[COMMAND_DECIDE_APPEAL] = { guard_decide_appeal, act_decide_appeal },
	[COMMAND_UPHOLD_INADMISSIBLE] = { guard_decide_appeal, act_uphold_inadmissible },
	[COMMAND_ADMIT_DISPUTE] = { guard_decide_appeal, act_admit_dispute },
	[COMMAND_REMIND] = { guard_due, act_remind },
	[COMMAND_MAKE_OFFER] = { guard_new_offer, act_make_offer },
	[COMMAND_ACCEPT_OFFER] = { guard_answer_offer, act_accept_offer },
	[COMMAND_DECLINE_OFFER] = { guard_answer_offer, act_decline_offer },
	[COMMAND_WITHDRAW_OFFER] = { guard_withdraw_offer, act_withdraw_offer },
	[COMMAND_EXPIRE_OFFER] = { guard_due, act_expire_offer },
	[COMMAND_ESCALATE] = { guard_escalation, act_escalate },
	[COMMAND_TIME_OUT_NEGOTIATION] = { guard_due, act_time_out },
	[COMMAND_LAPSE] = { guard_due, act_lapse },
	[COMMAND_POST_MESSAGE] = { NULL, act_post_message },
	[COMMAND_ADD_EVIDENCE] = { guard_evidence, act_add_evidence },
	[COMMAND_FIND_FACT] = { guard_finding, act_find_fact },
	[COMMAND_CLOSE_EVIDENCE] = { guard_close_evidence, act_close_evidence },
	[COMMAND_COMPUTE_PROPOSAL] = { guard_proposal, act_compute_proposal },
	[COMMAND_CONFIRM_DECISION] = { guard_decision, act_confirm_decision },
	[COMMAND_AMEND_DECISION] = { guard_decision, act_amend_decision },
	[COMMAND_REJECT_DECISION] = { guard_decision, act_reject_decision },
	[COMMAND_REPORT_OBLIGATION] = { guard_report, act_report_obligation },
	[COMMAND_CONFIRM_OBLIGATION] = { guard_confirm, act_confirm_obligation },
	[COMMAND_AUTO_CONFIRM] = { guard_due, act_auto_confirm },
	[COMMAND_MARK_OVERDUE] = { guard_due, act_mark_overdue },
	[COMMAND_ENFORCE] = { guard_due, act_enforce },
	[COMMAND_WITHDRAW] = { NULL, act_withdraw },
	[COMMAND_CLOSE] = { guard_close, act_close },
	[COMMAND_EXPIRE_DUTY] = { guard_due, act_expire_duty },
};

/* Which member of its family the content means. An unknown word is left to the document's own check. */
static enum command_kind refine_by_content(const struct dispute *dispute, const struct command *command)
{
	const struct node *content = command->content;
	struct str decision = node_text(content, STR("decision"));

	switch ((int)command->kind) {
	case COMMAND_SUBMIT:
	case COMMAND_SUBMIT_DIRECT: {
		const struct reason *reason = reason_find(node_text(content, STR("reason")));
		return reason != NULL && reason->direct ? COMMAND_SUBMIT_DIRECT : COMMAND_SUBMIT;
	}
	case COMMAND_ACCEPT_CLAIM:
	case COMMAND_CONTEST_CLAIM:
		return str_eq(node_text(content, STR("position")), STR("accept")) ? COMMAND_ACCEPT_CLAIM
		                                                                  : COMMAND_CONTEST_CLAIM;
	case COMMAND_CONFIRM_DECISION:
	case COMMAND_AMEND_DECISION:
	case COMMAND_REJECT_DECISION:
		if (str_eq(decision, STR("amend")))
			return COMMAND_AMEND_DECISION;
		return str_eq(decision, STR("reject")) ? COMMAND_REJECT_DECISION : COMMAND_CONFIRM_DECISION;
	case COMMAND_DECIDE_APPEAL:
		if (!appeal_is_of_inadmissibility(dispute))
			return COMMAND_DECIDE_APPEAL;
		return str_eq(decision, STR("reject")) ? COMMAND_ADMIT_DISPUTE : COMMAND_UPHOLD_INADMISSIBLE;
	default: return command->kind;
	}
}

static bool has_open_obligation(const struct dispute *dispute)
{
	for (size_t i = 0; i < dispute->obligation_count; i++)
		if (!obligation_is_terminal(&dispute->obligations[i]))
			return true;
	return false;
}

/* Row 9: a claimant who still talks is carried on; before a case lapses there are two reminders on record. */
static enum command_kind refine_negotiation(const struct dispute *dispute, const struct duty *duty)
{
	assert(duty->action == DUTY_NEGOTIATE);

	if (dispute->claimant_spoke_at_ms > dispute->response.at_ms)
		return COMMAND_TIME_OUT_NEGOTIATION;
	return duty->reminders < REMINDERS_LEAST ? COMMAND_REMIND : COMMAND_LAPSE;
}

/* A window about one obligation, in an appeal, or with a request still open closes nothing else. */
static bool window_closes(const struct dispute *dispute, const struct duty *duty)
{
	return id_is_zero(duty->subject) && dispute->phase == PHASE_EVIDENCE &&
	       !dispute_has_open_request(dispute);
}

/* What the system does when the duty's term is over: the catalogue's command, unless the case went on. */
static enum command_kind refine_by_duty(const struct dispute *dispute, struct id target, int64_t at_ms)
{
	assert(dispute->duty_count <= DISPUTE_DUTIES_MAX);

	const struct duty *duty = dispute_find_duty(dispute, target);

	if (duty == NULL)
		return COMMAND_EXPIRE_DUTY;
	if (at_ms < duty_expires(duty) && duty_alarm(duty) <= at_ms)
		return COMMAND_REMIND;
	if (duty->action == DUTY_RESPOND &&
	    (dispute->phase != PHASE_NEGOTIATION || dispute->response.present))
		return COMMAND_EXPIRE_DUTY;
	if (duty->action == DUTY_NEGOTIATE)
		return refine_negotiation(dispute, duty);
	if (duty->action == DUTY_GIVE_EVIDENCE && !window_closes(dispute, duty))
		return COMMAND_EXPIRE_DUTY;
	if (duty->action == DUTY_AWAIT_APPEAL && has_open_obligation(dispute))
		return COMMAND_EXPIRE_DUTY;
	return duty_info(duty->action)->command;
}

/* A command of the system stands for one duty whose time is over; for another it would end the wrong thing.
 */
enum status guard_due(struct approach *approach, struct error *err)
{
	const struct duty *duty = dispute_find_duty(approach->dispute, approach->target);

	if (duty == NULL)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the duty was done, or ended with its phase");
	if (refine_by_duty(approach->dispute, approach->target, approach->at_ms) != approach->kind)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the duty to %s does not end in this way",
		            duty_info(duty->action)->slug.ptr);
	approach->opens_at_ms = approach->kind == COMMAND_REMIND ? duty_alarm(duty) : duty_expires(duty);
	return STATUS_OK;
}

static enum command_kind refine(const struct dispute *dispute, const struct command *command)
{
	if (command->kind == COMMAND_EXPIRE_DUTY)
		return refine_by_duty(dispute, command->target, command->at_ms);
	return refine_by_content(dispute, command);
}

/* What goes on while the case rests: talk and evidence, what ends the hold or the case, and what runs on
 * statutory terms. */
static const bool during_hold[COMMAND_COUNT] = {
	[COMMAND_POST_MESSAGE] = true,
	[COMMAND_ADD_EVIDENCE] = true,
	[COMMAND_END_HOLD] = true,
	[COMMAND_RESUME] = true,
	[COMMAND_WITHDRAW] = true,
	[COMMAND_EXTEND_DUTY] = true,
	[COMMAND_REQUEST_VOID] = true,
	[COMMAND_VOID] = true,
	[COMMAND_ASSIGN] = true,
	[COMMAND_RELEASE] = true,
	[COMMAND_DECLARE_CONFLICT] = true,
	[COMMAND_LINK] = true,
	[COMMAND_REDACT] = true,
	[COMMAND_RECORD_REFUND] = true,
	[COMMAND_ACKNOWLEDGE] = true,
	[COMMAND_REPORT_ENFORCED] = true,
	[COMMAND_REPORT_UNENFORCED] = true,
	[COMMAND_RECORD_FACTS] = true,
	[COMMAND_IMPORT_MESSAGES] = true,
	[COMMAND_REPORT_OBLIGATION] = true,
	[COMMAND_CONFIRM_OBLIGATION] = true,
	[COMMAND_CONTEST_OBLIGATION] = true,
	[COMMAND_WAIVE_OBLIGATION] = true,
	[COMMAND_SHIP_RETURN] = true,
	[COMMAND_RECEIVE_RETURN] = true,
	[COMMAND_TRACK_RETURN] = true,
	[COMMAND_MARK_OVERDUE] = true,
	[COMMAND_ENFORCE] = true,
	[COMMAND_FILE_APPEAL] = true,
	[COMMAND_REMIND] = true,
	[COMMAND_EXPIRE_DUTY] = true,
	[COMMAND_CLOSE] = true,
	[COMMAND_COMPUTE_PROPOSAL] = true,
};

static enum status check_hold(const struct dispute *dispute, enum command_kind kind, struct error *err)
{
	if (dispute->hold == HOLD_NONE || during_hold[kind])
		return STATUS_OK;
	if (kind == COMMAND_START_HOLD || kind == COMMAND_HOLD_CASE || kind == COMMAND_REFER)
		return STATUS_OK; /* its own guard says it better */
	return FAIL(err, PROBLEM_HELD, "the case is on hold (%s)", hold_slug(dispute->hold).ptr);
}

static enum status check_room(const struct dispute *dispute, enum capacity who, struct error *err)
{
	bool party = who == CAPACITY_CLAIMANT || who == CAPACITY_RESPONDENT;

	if (party && dispute->version >= PARTY_EVENTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "this case has %u entries; the parties can add no more", dispute->version);
	if (party && dispute->text_bytes >= DISPUTE_TEXT_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "the parties have written all the text that a case can hold");
	if (dispute->version + EVENTS_PER_COMMAND_MAX > DISPUTE_EVENTS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "this case has %u entries and can hold no more",
		            dispute->version);
	return STATUS_OK;
}

static enum status approach_check(struct approach *approach, enum phase *ret_to, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	TRY(dispute_capacity(dispute, approach->actor, &approach->who, err));
	TRY(lifecycle_next(dispute->phase, approach->kind, approach->who, ret_to, err));
	TRY(check_hold(dispute, approach->kind, err));
	TRY(check_room(dispute, approach->who, err));
	const struct row *row = &rows[approach->kind];
	assert(row->act != NULL);
	return row->guard == NULL ? STATUS_OK : row->guard(approach, err);
}

enum status decide_opens(const struct dispute *dispute, const struct command *command,
                         int64_t *ret_opens_at_ms, struct error *err)
{
	assert(command->kind < COMMAND_COUNT);

	struct approach approach = { .dispute = dispute,
		                     .kind = command->kind,
		                     .actor = command->actor,
		                     .target = command->target,
		                     .at_ms = command->at_ms,
		                     .policy = command->policy };
	enum phase to;

	TRY(approach_check(&approach, &to, err));
	*ret_opens_at_ms = approach.opens_at_ms;
	return STATUS_OK;
}

static enum status check_open(const struct approach *approach, struct arena *arena, struct error *err)
{
	enum problem problem =
		approach->kind == COMMAND_ESCALATE ? PROBLEM_NEGOTIATION_REQUIRED : PROBLEM_OPENS_LATER;

	if (approach->opens_at_ms <= approach->at_ms)
		return STATUS_OK;
	struct str when = instant_text(arena, approach->opens_at_ms);
	TRY(arena_check(arena, err));
	return FAIL(err, problem, "%s opens at " STR_FMT, command_slug(approach->kind).ptr, STR_ARG(when));
}

static enum status check_statement(const struct dispute *dispute, enum command_kind kind,
                                   const struct statement_ref *statement, struct error *err)
{
	assert(kind < COMMAND_COUNT);

	struct str needed = statement_slug(command_statement(kind));
	struct str given = statement->present ? statement->kind : STR("");

	if (!str_eq(needed, given))
		return FAIL(err, PROBLEM_STATEMENT_KIND, "%s needs %s%s%s", command_slug(kind).ptr,
		            needed.len == 0 ? "no signed statement" : "a signed statement of kind \"",
		            needed.ptr, needed.len == 0 ? "" : "\"");
	if (statement->present && !dispute_knows_head(dispute, statement->head_seen))
		return FAIL(err, PROBLEM_STALE_HEAD,
		            "the head is none of the last %d of this case; the present head is " STR_FMT,
		            DISPUTE_HEADS, STR_ARG(dispute_head(dispute)));
	return STATUS_OK;
}

enum status decide(const struct dispute *dispute, const struct command *command, struct arena *arena,
                   struct events *ret_events, struct error *err)
{
	assert(command->kind < COMMAND_COUNT);
	assert(command->file_count <= COMMAND_FILES_MAX);
	assert(ret_events != NULL);

	struct approach approach = {
		.dispute = dispute,
		.kind = refine(dispute, command),
		.actor = command->actor,
		.target = command->target,
		.at_ms = command->at_ms,
		.policy = command->policy,
	};
	struct hearing hearing;
	enum phase to;

	TRY(approach_check(&approach, &to, err));
	TRY(check_open(&approach, arena, err));
	TRY(check_statement(dispute, approach.kind, &command->statement, err));
	hearing_init(&hearing, dispute, command, arena);
	TRY(arena_check(arena, err));
	hearing.kind = approach.kind;
	hearing.who = approach.who;
	hearing.to = to;
	TRY(rows[approach.kind].act(&hearing, err));
	return hearing_end(&hearing, ret_events, err);
}
