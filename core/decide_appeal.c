#include "core/decide_table.h"
#include "core/four_eyes.h"

/* Appeals and corrections: rows 2b, 22 to 24 of domain.md. An appeal is heard by somebody who took no part in
 * the decision; what is not yet performed rests until then. */

#define CORRECTION_DAYS 15
#define DAY_MS          (24 * HOUR_MS)

enum status guard_appeal(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	int64_t until_ms = dispute->ruling.appeal_until_ms;

	if (dispute->phase == PHASE_CLOSED) {
		if (dispute->closed_reason != CLOSED_INADMISSIBLE)
			return FAIL(err, PROBLEM_APPEAL_WINDOW_CLOSED, "the case is closed");
		until_ms = dispute->inadmissibility.appeal_until_ms;
	} else if (!dispute->ruling.present) {
		return FAIL(err, PROBLEM_APPEAL_WINDOW_CLOSED, "there is no ruling: what was agreed binds");
	}
	if (dispute->ruling.final)
		return FAIL(err, PROBLEM_APPEAL_WINDOW_CLOSED, "the ruling is final");
	if (approach->at_ms >= until_ms)
		return FAIL(err, PROBLEM_APPEAL_WINDOW_CLOSED, "the time to appeal is over");
	if (dispute->appeal_count >= APPEALS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d appeals", APPEALS_MAX);
	return STATUS_OK;
}

static enum status check_ground(const struct hearing *hearing, struct str ground, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;

	for (size_t i = 0; i < dispute->appeal_count; i++)
		if (actor_eq(dispute->appeals[i].by, hearing->command->actor) &&
		    str_eq(dispute->appeals[i].ground, ground))
			return FAIL_AT(err, PROBLEM_GROUND_ALREADY_USED, "/ground",
			               "you have appealed on this ground before");
	return STATUS_OK;
}

static bool is_named(const struct node *list, struct arena *arena, struct id id)
{
	struct str text = id_text(arena, ID_OBLIGATION, id);

	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (str_eq(list->items[i].string, text))
			return true;
	return list == NULL;
}

static enum status check_stay(struct hearing *hearing, const struct node *stay, struct error *err)
{
	for (size_t i = 0; stay != NULL && i < stay->count; i++) {
		struct id id = { 0 };
		struct error cause;
		struct pointer at = pointer_item("/stay", i);
		if (stay->items[i].kind == NODE_STRING &&
		    id_parse(ID_OBLIGATION, stay->items[i].string, &id, &cause) == STATUS_OK &&
		    hearing_obligation(hearing, id) != NULL)
			continue;
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, at.text, "this must be an obligation of the case");
	}
	return STATUS_OK;
}

/* Named obligations, or all, rest: their duties end here and begin anew with the decision. */
static void put_stay(struct minute *minute, const struct node *stay)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		const struct obligation *obligation = &hearing->obligations[i];
		if (obligation_is_terminal(obligation) || !is_named(stay, hearing->arena, obligation->id))
			continue;
		minute_close_duties_about(minute, obligation->id);
		minute_stay_obligation(minute, obligation->id, true);
	}
}

enum status act_file_appeal(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_APPEAL);

	struct appeal_content content;
	struct minute minute;
	struct object object;

	TRY(content_decode(DOCUMENT_appeal, hearing->command->content, "", &content, err));
	TRY(check_ground(hearing, content.ground, err));
	TRY(check_stay(hearing, content.stay, err));
	minute_begin(&minute, hearing, EVENT_APPEAL_FILED);
	object_init(&object, hearing->arena, 4);
	object_id(&object, STR("id"), ID_APPEAL, hearing_id(hearing));
	object_text(&object, STR("ground"), content.ground);
	object_text(&object, STR("text"), content.text);
	object_text(&object, STR("language"), content.language);
	object_node(&minute.data, STR("appeal"), object_end(&object));
	TRY(exhibit_attach(&minute, err));
	minute_phase(&minute, hearing->to);
	minute_close_duties(&minute, DUTY_AWAIT_APPEAL);
	put_stay(&minute, content.stay);
	minute_open_duty(&minute, CAPACITY_ARBITER, DUTY_DECIDE_APPEAL,
	                 duty_due(DUTY_DECIDE_APPEAL, hearing->now_ms), (struct id){ 0 });
	if (hearing->dispute->proposal.version > 0)
		minute_open_duty(&minute, CAPACITY_SYSTEM, DUTY_COMPUTE_PROPOSAL, hearing->now_ms,
		                 (struct id){ 0 });
	minute_end(&minute);
	return STATUS_OK;
}

/* Disjoint from everybody who signed the decision; an inadmissibility is one decision, too. */
enum status guard_decide_appeal(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	struct str party = approach->actor.party;
	bool inadmissible = appeal_is_of_inadmissibility(dispute);

	TRY(arbiter_check(approach, err));
	if (dispute_was_decided_by(dispute, party) ||
	    (inadmissible && str_eq(dispute->inadmissibility.by.party, party)))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you took part in the decision under appeal");
	if ((approach->kind == COMMAND_DECIDE_APPEAL) == inadmissible)
		return FAIL(err, PROBLEM_WRONG_PHASE, "this appeal is about %s",
		            inadmissible ? "inadmissibility: confirm it, or reject it" : "a ruling");
	if (dispute->decision.pending)
		return FAIL(err, PROBLEM_SECOND_SIGNER_REQUIRED, "the decision waits for another person");
	if (!inadmissible && hearing_waits_for_rules(dispute))
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED, "the rules are being run again");
	return STATUS_OK;
}

bool appeal_is_of_inadmissibility(const struct dispute *dispute)
{
	return dispute->phase == PHASE_APPEAL && !dispute->ruling.present;
}

static int64_t term_of(const struct hearing *hearing, const struct obligation *obligation)
{
	return hearing->now_ms + obligation->hours * HOUR_MS;
}

/* Each duty about the obligation begins anew. */
static void take_up(struct minute *minute, const struct obligation *obligation)
{
	struct hearing *hearing = minute->hearing;
	struct id id = obligation->id;

	minute_stay_obligation(minute, id, false);
	switch (obligation->state) {
	case OBLIGATION_DUE:
	case OBLIGATION_OVERDUE: plan_due(minute, obligation, term_of(hearing, obligation)); break;
	case OBLIGATION_REPORTED: plan_await_confirmation(minute, obligation); break;
	case OBLIGATION_CONTESTED: contest_open(minute, id); break;
	case OBLIGATION_WAITING:
	case OBLIGATION_DONE:
	case OBLIGATION_ENFORCED:
	case OBLIGATION_WAIVED:
	case OBLIGATION_IMPOSSIBLE:
	case OBLIGATION_STATE_COUNT: break;
	}
}

static void appeal_uphold(struct minute *minute)
{
	struct hearing *hearing = minute->hearing;

	minute_phase(minute, lifecycle_edge(PHASE_APPEAL, COMMAND_ISSUE_RULING)->to);
	minute_close_duties(minute, DUTY_DECIDE_APPEAL);
	minute_close_duties(minute, DUTY_COMMENT);
	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		struct obligation obligation = hearing->obligations[i];
		if (obligation.stayed)
			take_up(minute, &obligation);
	}
	minute_end(minute);
}

void decision_conclude(struct minute *minute, const struct terms *terms, bool upholds)
{
	struct hearing *hearing = minute->hearing;

	if (upholds) {
		appeal_uphold(minute);
		performance_end(hearing);
		return;
	}
	minute_end(minute);
	ruling_issue(hearing, terms, false);
}

static enum status current_terms(const struct dispute *dispute, struct terms *ret_terms, struct error *err)
{
	const struct node *ruling = dispute->ruling.terms;
	struct terms terms = { .amounts = node_object(ruling, STR("amounts")),
		               .freight_payer = node_text(ruling, STR("freight_payer")),
		               .basis = node_array(ruling, STR("basis")) };

	if (!remedy_find(node_text(ruling, STR("remedy")), &terms.remedy))
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "the ruling has no remedy");
	*ret_terms = terms;
	return STATUS_OK;
}

enum status act_decide_appeal(struct hearing *hearing, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	struct verdict_content verdict;
	struct terms terms;
	struct minute minute;

	TRY(verdict_decode(hearing, &verdict, err));
	bool upholds = str_eq(verdict.decision, STR("confirm"));
	if (str_eq(verdict.decision, STR("reject")))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/decision", "confirm the ruling, or amend it");
	if (upholds)
		TRY(current_terms(dispute, &terms, err));
	else
		TRY(verdict_terms(hearing, &verdict, &terms, err));
	unsigned reasons = four_eyes_reasons(dispute, &terms, !upholds, hearing_policy(hearing));
	decision_begin(&minute, hearing, EVENT_APPEAL_DECIDED, &verdict);
	if (reasons != 0) {
		decision_wait(&minute, &terms, reasons);
		minute_end(&minute);
		return STATUS_OK;
	}
	decision_conclude(&minute, &terms, upholds);
	return STATUS_OK;
}

static enum status decode_judgment(struct hearing *hearing, struct judgment_content *judgment,
                                   struct error *err)
{
	TRY(content_decode(DOCUMENT_judgment, hearing->command->content, "", judgment, err));
	if (judgment->reasons.len == 0)
		return FAIL_AT(err, PROBLEM_REASONS_MISSING, "/reasons", "say why: the parties will read it");
	return STATUS_OK;
}

static void begin_judgment(struct minute *minute, struct hearing *hearing,
                           const struct judgment_content *judgment)
{
	minute_begin(minute, hearing, EVENT_APPEAL_DECIDED);
	object_text(&minute->data, STR("decision"), judgment->decision);
	object_text(&minute->data, STR("reasons"), judgment->reasons);
	object_text(&minute->data, STR("language"), judgment->language);
}

enum status act_uphold_inadmissible(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_CLOSED);

	struct judgment_content judgment;
	struct minute minute;

	TRY(decode_judgment(hearing, &judgment, err));
	begin_judgment(&minute, hearing, &judgment);
	minute_close_case(&minute, CLOSED_INADMISSIBLE);
	minute_end(&minute);
	return STATUS_OK;
}

/* The case is taken up after all; the respondent has not yet been heard. */
enum status act_admit_dispute(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct judgment_content judgment;
	struct minute minute;

	TRY(decode_judgment(hearing, &judgment, err));
	begin_judgment(&minute, hearing, &judgment);
	minute_phase(&minute, hearing->to);
	minute_close_all_duties(&minute);
	if (!hearing->dispute->response.present)
		minute_open_duty(&minute, CAPACITY_RESPONDENT, DUTY_RESPOND,
		                 duty_due(DUTY_RESPOND, hearing->now_ms), (struct id){ 0 });
	evidence_open(&minute, duty_due(DUTY_GIVE_EVIDENCE, hearing->now_ms));
	minute_end(&minute);
	return STATUS_OK;
}

/* --- corrections --- */

enum status guard_correction(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	bool over = dispute->phase == PHASE_CLOSED &&
	            approach->at_ms > dispute->closed_at_ms + CORRECTION_DAYS * DAY_MS;

	if (!dispute->ruling.present)
		return FAIL(err, PROBLEM_WRONG_PHASE, "there is no ruling to correct");
	if (over)
		return FAIL(err, PROBLEM_WRONG_PHASE, "the %d days to ask for it are over", CORRECTION_DAYS);
	if (dispute->correction_count >= CORRECTIONS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d corrections",
		            CORRECTIONS_MAX);
	return STATUS_OK;
}

enum status act_request_correction(struct hearing *hearing, struct error *err)
{
	struct correction_content content;
	struct minute minute;
	struct object object;

	TRY(content_decode(DOCUMENT_correction, hearing->command->content, "", &content, err));
	minute_begin(&minute, hearing, EVENT_CORRECTION_REQUESTED);
	object_init(&object, hearing->arena, 4);
	object_id(&object, STR("id"), ID_CORRECTION, hearing_id(hearing));
	object_text(&object, STR("ground"), content.ground);
	object_text(&object, STR("text"), content.text);
	object_text(&object, STR("language"), content.language);
	object_node(&minute.data, STR("correction"), object_end(&object));
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_answer_correction(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	TRY(arbiter_check(approach, err));
	for (size_t i = 0; i < dispute->correction_count; i++) {
		if (!id_eq(dispute->corrections[i].id, approach->target))
			continue;
		if (dispute->corrections[i].state == CORRECTION_REQUESTED)
			return STATUS_OK;
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the correction is already %s",
		            correction_state_slug(dispute->corrections[i].state).ptr);
	}
	return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "nobody asked for such a correction");
}

/* An erratum stands beside the ruling; the signed ruling itself is never changed. */
static enum status answer_correction(struct hearing *hearing, enum event_type type, struct error *err)
{
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, type);
	object_id(&minute.data, STR("correction_id"), ID_CORRECTION, hearing->command->target);
	minute_note(&minute, cause.text, cause.language);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_make_correction(struct hearing *hearing, struct error *err)
{
	return answer_correction(hearing, EVENT_CORRECTION_MADE, err);
}

enum status act_refuse_correction(struct hearing *hearing, struct error *err)
{
	return answer_correction(hearing, EVENT_CORRECTION_REFUSED, err);
}
