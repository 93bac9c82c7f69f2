#include "core/decide_table.h"
#include "core/evidence_kind.h"

/* Evidence and findings: rows 11, 14 and 17 of domain.md. */

enum status guard_evidence(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute->evidence_count >= DISPUTE_EVIDENCE_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d exhibits",
		            DISPUTE_EVIDENCE_MAX);
	return STATUS_OK;
}

/* The arbiter closes when enough is there; the system only when the time is over. */
enum status guard_close_evidence(struct approach *approach, struct error *err)
{
	if (approach->who == CAPACITY_SYSTEM)
		return guard_due(approach, err);
	TRY(arbiter_check(approach, err));
	if (dispute_has_open_request(approach->dispute))
		return FAIL(err, PROBLEM_PREDECESSOR_OPEN, "a request for information is still open");
	return STATUS_OK;
}

enum status arbiter_check(const struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	struct str party = approach->actor.party;

	if (str_eq(party, dispute->claimant.party) || str_eq(party, dispute->respondent.party))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you are a party to this case");
	if (dispute_has_recused(dispute, party))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you have declared a link to this case");
	if (dispute->assigned.party.len > 0 && !str_eq(dispute->assigned.party, party))
		return FAIL(err, PROBLEM_NOT_ASSIGNED, "the case is assigned to " STR_FMT,
		            STR_ARG(dispute->assigned.party));
	return STATUS_OK;
}

enum status guard_finding(struct approach *approach, struct error *err)
{
	return arbiter_check(approach, err);
}

static enum status find_exhibit(const struct approach *approach, const struct evidence **ret_evidence,
                                struct error *err)
{
	const struct evidence *evidence = dispute_find_evidence(approach->dispute, approach->target);

	if (evidence == NULL)
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this case has no such exhibit");
	*ret_evidence = evidence;
	return STATUS_OK;
}

/* Late evidence counts only when the arbiter lets it in. */
enum status guard_admit(struct approach *approach, struct error *err)
{
	const struct evidence *evidence;

	TRY(arbiter_check(approach, err));
	TRY(find_exhibit(approach, &evidence, err));
	if (!evidence->late || evidence->admitted)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the exhibit counts already");
	return STATUS_OK;
}

enum status guard_retract(struct approach *approach, struct error *err)
{
	const struct evidence *evidence;

	TRY(find_exhibit(approach, &evidence, err));
	if (!actor_eq(evidence->by, approach->actor))
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "only who gave the exhibit can retract it");
	if (evidence->retracted)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "the exhibit is already retracted");
	return STATUS_OK;
}

/* The parties have their time to comment first; 0 when nobody has any left. */
static int64_t comments_until(const struct dispute *dispute)
{
	int64_t until_ms = 0;

	for (size_t i = 0; i < dispute->duty_count; i++)
		if (dispute->duties[i].action == DUTY_COMMENT && dispute->duties[i].due_at_ms > until_ms)
			until_ms = dispute->duties[i].due_at_ms;
	return until_ms;
}

enum status guard_decision(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	TRY(arbiter_check(approach, err));
	if (dispute->decision.pending)
		return FAIL(err, PROBLEM_SECOND_SIGNER_REQUIRED, "the decision waits for another person");
	if (dispute->proposal.version == 0)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED, "the rules have not run yet");
	if (dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 }) != NULL)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED,
		            "a fact was found since; the rules are being run again");
	approach->opens_at_ms = comments_until(dispute);
	return STATUS_OK;
}

/* Nobody decides for now; offers and requests go on. */
void decision_put_off(struct minute *minute)
{
	static const enum duty_action actions[] = { DUTY_DECIDE, DUTY_COSIGN, DUTY_COMMENT,
		                                    DUTY_COMPUTE_PROPOSAL };

	for (size_t i = 0; i < COUNT_OF(actions); i++)
		minute_close_duties(minute, actions[i]);
}

void evidence_open(struct minute *minute, int64_t due_at_ms)
{
	struct id none = { 0 };

	minute_open_duty(minute, CAPACITY_CLAIMANT, DUTY_GIVE_EVIDENCE, due_at_ms, none);
	minute_open_duty(minute, CAPACITY_RESPONDENT, DUTY_GIVE_EVIDENCE, due_at_ms, none);
}

/* "B-1": the side's letter and a count of its own. */
static struct str exhibit_name(const struct hearing *hearing)
{
	assert(hearing->command->actor.role == ACTOR_BUYER || hearing->command->actor.role == ACTOR_SELLER);

	enum actor_role role = hearing->command->actor.role;
	struct buf buf;
	int64_t number = 1;

	for (size_t i = 0; i < hearing->dispute->evidence_count; i++)
		number += hearing->dispute->evidence[i].by.role == role;
	buf_init(&buf, hearing->arena, 16);
	buf_put(&buf, role == ACTOR_BUYER ? STR("B-") : STR("S-"));
	buf_put_int(&buf, number);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

static struct node files_node(const struct hearing *hearing)
{
	const struct command *command = hearing->command;
	struct array files;

	array_init(&files, hearing->arena, command->file_count);
	for (size_t i = 0; i < command->file_count; i++) {
		struct object file;
		object_init(&file, hearing->arena, 4);
		object_text(&file, STR("name"), command->files[i].name);
		object_text(&file, STR("type"), command->files[i].type);
		object_int(&file, STR("size"), command->files[i].size);
		object_text(&file, STR("sha256"), command->files[i].sha256);
		array_add(&files, object_end(&file));
	}
	return array_end(&files);
}

static enum status check_files(const struct hearing *hearing, struct error *err)
{
	const struct command *command = hearing->command;
	int64_t total = hearing->dispute->evidence_bytes;

	for (size_t i = 0; i < command->file_count; i++) {
		assert(command->files[i].size >= 0);
		if (command->files[i].size > DISPUTE_BYTES_MAX - total)
			return FAIL(err, PROBLEM_SIZE_EXCEEDED,
			            "the evidence of one case may have at most %lld bytes",
			            (long long)DISPUTE_BYTES_MAX);
		total += command->files[i].size;
	}
	return STATUS_OK;
}

static void put_exhibit(struct minute *minute, const struct exhibit_content *content)
{
	struct hearing *hearing = minute->hearing;
	const struct duty *window =
		dispute_find_duty_of(hearing->dispute, DUTY_GIVE_EVIDENCE, (struct id){ 0 });
	bool late = hearing->dispute->phase == PHASE_REVIEW ||
	            (window != NULL && window->due_at_ms < hearing->now_ms);
	struct object object;

	object_init(&object, hearing->arena, 8);
	object_id(&object, STR("id"), ID_EVIDENCE, hearing_id(hearing));
	object_text(&object, STR("exhibit"), exhibit_name(hearing));
	object_text(&object, STR("kind"), content->kind);
	object_text(&object, STR("text"), content->text);
	object_text(&object, STR("language"), content->language);
	object_bool(&object, STR("late"), late);
	if (content->facts != NULL)
		object_copy(&object, STR("facts"), content->facts);
	object_node(&object, STR("files"), files_node(hearing));
	object_node(&minute->data, STR("evidence"), object_end(&object));
}

enum status exhibit_attach(struct minute *minute, struct error *err)
{
	const struct hearing *hearing = minute->hearing;
	struct exhibit_content content = { 0 };

	if (hearing->command->file_count == 0)
		return STATUS_OK;
	if (hearing->dispute->evidence_count >= DISPUTE_EVIDENCE_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d exhibits",
		            DISPUTE_EVIDENCE_MAX);
	TRY(check_files(hearing, err));
	content.kind = evidence_kind_of_type(hearing->command->files[0].type);
	put_exhibit(minute, &content);
	return STATUS_OK;
}

static enum status check_exhibit_facts(const struct dispute *dispute, const struct node *facts,
                                       struct error *err)
{
	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		struct pointer at = pointer_item("/facts", i);
		if (facts->items[i].kind != NODE_STRING)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, at.text,
			               "this must be the name of a fact");
		if (dispute_find_entry(dispute, facts->items[i].string) == NULL)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, at.text, "nobody claimed " STR_FMT,
			               STR_ARG(facts->items[i].string));
	}
	return STATUS_OK;
}

enum status act_add_evidence(struct hearing *hearing, struct error *err)
{
	assert(hearing->dispute->evidence_count < DISPUTE_EVIDENCE_MAX);

	struct exhibit_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_exhibit, hearing->command->content, "", &content, err));
	if (!evidence_kind_is_known(content.kind))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/kind",
		               "there is no evidence kind \"" STR_FMT "\"; see /v1/meta/evidence-kinds",
		               STR_ARG(content.kind));
	if (hearing->command->file_count == 0 && content.text.len == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/text",
		               "attach a file, or write what the evidence is");
	TRY(check_exhibit_facts(hearing->dispute, content.facts, err));
	TRY(check_files(hearing, err));

	minute_begin(&minute, hearing, EVENT_EVIDENCE_ADDED);
	put_exhibit(&minute, &content);
	minute_end(&minute);
	return STATUS_OK;
}

static const struct evidence *find_by_name(const struct dispute *dispute, struct str exhibit)
{
	for (size_t i = 0; i < dispute->evidence_count; i++)
		if (str_eq(dispute->evidence[i].exhibit, exhibit))
			return &dispute->evidence[i];
	return NULL;
}

/* What a finding rests on: page, second or region of exhibits that count. */
static enum status check_citations(const struct dispute *dispute, const struct node *cites, struct error *err)
{
	for (size_t i = 0; cites != NULL && i < cites->count; i++) {
		struct citation_content citation;
		struct pointer at = pointer_item("/cites", i);
		TRY(content_decode(DOCUMENT_citation, &cites->items[i], at.text, &citation, err));
		const struct evidence *evidence = find_by_name(dispute, citation.exhibit);
		if (evidence == NULL)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE,
			               pointer_member(at.text, STR("exhibit")).text,
			               "this case has no exhibit " STR_FMT, STR_ARG(citation.exhibit));
		if (!evidence_counts(evidence))
			return FAIL_AT(err, PROBLEM_EVIDENCE_LATE,
			               pointer_member(at.text, STR("exhibit")).text,
			               STR_FMT " is %s: admit it before you rely on it",
			               STR_ARG(citation.exhibit), evidence->retracted ? "retracted" : "late");
	}
	return STATUS_OK;
}

enum status act_find_fact(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_ARBITER);

	const struct dispute *dispute = hearing->dispute;
	struct finding_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_finding, hearing->command->content, "", &content, err));
	TRY(content_check_fact(content.fact, content.value, "/value", hearing->arena, err));
	if (dispute_find_entry(dispute, content.fact) == NULL && dispute->entry_count >= DISPUTE_FACTS_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/fact", "a case holds at most %d facts",
		               DISPUTE_FACTS_MAX);

	TRY(check_citations(dispute, content.cites, err));

	minute_begin(&minute, hearing, EVENT_FACT_FOUND);
	object_text(&minute.data, STR("fact"), content.fact);
	object_copy(&minute.data, STR("value"), content.value);
	object_text(&minute.data, STR("standard"), content.standard);
	object_text(&minute.data, STR("reason"), content.reason);
	if (content.cites != NULL)
		object_copy(&minute.data, STR("cites"), content.cites);
	proposal_reopen(&minute);
	minute_end(&minute);
	return STATUS_OK;
}

void proposal_reopen(struct minute *minute)
{
	struct hearing *hearing = minute->hearing;
	enum phase phase = hearing->dispute->phase;

	if (phase != PHASE_REVIEW && phase != PHASE_APPEAL)
		return;
	if (!hearing_has_duty(hearing, DUTY_COMPUTE_PROPOSAL))
		minute_open_duty(minute, CAPACITY_SYSTEM, DUTY_COMPUTE_PROPOSAL, hearing->now_ms,
		                 (struct id){ 0 });
}

/* Row 14. A respondent who never answered has had the chance to; the duty ends here. */
static void end_evidence(struct minute *minute)
{
	minute_phase(minute, lifecycle_edge(PHASE_EVIDENCE, COMMAND_CLOSE_EVIDENCE)->to);
	minute_close_duties(minute, DUTY_GIVE_EVIDENCE);
	minute_close_duties(minute, DUTY_RESPOND);
	minute_open_duty(minute, CAPACITY_SYSTEM, DUTY_COMPUTE_PROPOSAL, minute->hearing->now_ms,
	                 (struct id){ 0 });
	minute_end(minute);
}

enum status act_close_evidence(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_REVIEW);

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_EVIDENCE_CLOSED);
	end_evidence(&minute);
	return STATUS_OK;
}

void evidence_close_if_complete(struct hearing *hearing)
{
	struct minute minute;

	if (hearing->dispute->phase != PHASE_EVIDENCE || hearing_has_duty(hearing, DUTY_GIVE_EVIDENCE) ||
	    hearing_has_duty(hearing, DUTY_ANSWER_REQUEST))
		return;
	minute_begin(&minute, hearing, EVENT_EVIDENCE_CLOSED);
	minute_by_system(&minute, true);
	end_evidence(&minute);
}

/* Row 14: when both sides have said that they are done, nobody needs to wait. */
enum status act_complete_evidence(struct hearing *hearing, struct error *err)
{
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	minute_begin(&minute, hearing, EVENT_EVIDENCE_COMPLETED);
	minute_note(&minute, note.text, note.language);
	minute_close_duties_of(&minute, DUTY_GIVE_EVIDENCE, hearing->who);
	minute_end(&minute);
	evidence_close_if_complete(hearing);
	return STATUS_OK;
}

enum status act_admit_evidence(struct hearing *hearing, struct error *err)
{
	struct admission_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_admission, hearing->command->content, "", &content, err));
	minute_begin(&minute, hearing, EVENT_EVIDENCE_ADMITTED);
	object_id(&minute.data, STR("evidence_id"), ID_EVIDENCE, hearing->command->target);
	object_text(&minute.data, STR("reason"), content.reason);
	proposal_reopen(&minute);
	minute_end(&minute);
	return STATUS_OK;
}

/* Marks, and never erases. */
enum status act_retract_evidence(struct hearing *hearing, struct error *err)
{
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	minute_begin(&minute, hearing, EVENT_EVIDENCE_RETRACTED);
	object_id(&minute.data, STR("evidence_id"), ID_EVIDENCE, hearing->command->target);
	minute_note(&minute, note.text, note.language);
	minute_end(&minute);
	return STATUS_OK;
}

/* Row 15: back for what is missing, within a limited window. */
enum status act_reopen_evidence(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct reopening_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_reopening, hearing->command->content, "", &content, err));
	int64_t hours = content.hours == 0 ? EVIDENCE_REOPENED_HOURS : content.hours;
	minute_begin(&minute, hearing, EVENT_EVIDENCE_REOPENED);
	object_text(&minute.data, STR("reason"), content.reason);
	minute_phase(&minute, hearing->to);
	decision_put_off(&minute);
	evidence_open(&minute, hearing->now_ms + hours * HOUR_MS);
	minute_end(&minute);
	return STATUS_OK;
}
