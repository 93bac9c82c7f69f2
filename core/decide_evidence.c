#include "core/decide_table.h"
#include "core/evidence_kind.h"

/* Evidence and findings: rows 11, 14 and 17 of domain.md. */

enum status guard_evidence(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	if (dispute->phase == PHASE_REVIEW)
		return FAIL(err, PROBLEM_EVIDENCE_LATE,
		            "the evidence is closed and the decision is being made");
	if (dispute->evidence_count >= DISPUTE_EVIDENCE_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d exhibits",
		            DISPUTE_EVIDENCE_MAX);
	return STATUS_OK;
}

/* The arbiter closes when enough is there; the system only when the time is over. */
enum status guard_close_evidence(struct approach *approach, struct error *err)
{
	return approach->who == CAPACITY_SYSTEM ? guard_due(approach, err) : STATUS_OK;
}

/* An arbiter who is a party by another role decides nothing here. */
static enum status check_conflict(const struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	struct str party = approach->actor.party;

	if (str_eq(party, dispute->claimant.party) || str_eq(party, dispute->respondent.party))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you are a party to this case");
	return STATUS_OK;
}

enum status guard_finding(struct approach *approach, struct error *err)
{
	return check_conflict(approach, err);
}

enum status guard_decision(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	TRY(check_conflict(approach, err));
	if (dispute->proposal.version == 0)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED, "the rules have not run yet");
	if (dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 }) != NULL)
		return FAIL(err, PROBLEM_PROPOSAL_OUTDATED,
		            "a fact was found since; the rules are being run again");
	return STATUS_OK;
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
	bool late = dispute_find_duty_of(hearing->dispute, DUTY_GIVE_EVIDENCE, (struct id){ 0 }) != NULL &&
	            dispute_find_duty_of(hearing->dispute, DUTY_GIVE_EVIDENCE, (struct id){ 0 })->due_at_ms <
	                    hearing->now_ms;
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
	assert(!hearing->dispute->evidence_closed || hearing->dispute->phase != PHASE_REVIEW);

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

enum status act_find_fact(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_ARBITER);

	const struct dispute *dispute = hearing->dispute;
	struct id none = { 0 };
	struct finding_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_finding, hearing->command->content, "", &content, err));
	TRY(content_check_fact(content.fact, content.value, "/value", hearing->arena, err));
	if (dispute_find_entry(dispute, content.fact) == NULL && dispute->entry_count >= DISPUTE_FACTS_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/fact", "a case holds at most %d facts",
		               DISPUTE_FACTS_MAX);

	minute_begin(&minute, hearing, EVENT_FACT_FOUND);
	object_text(&minute.data, STR("fact"), content.fact);
	object_copy(&minute.data, STR("value"), content.value);
	object_text(&minute.data, STR("standard"), content.standard);
	object_text(&minute.data, STR("reason"), content.reason);
	if (dispute->phase == PHASE_REVIEW && !hearing_has_duty(hearing, DUTY_COMPUTE_PROPOSAL))
		minute_open_duty(&minute, CAPACITY_SYSTEM, DUTY_COMPUTE_PROPOSAL, hearing->now_ms, none);
	minute_end(&minute);
	return STATUS_OK;
}

/* Row 14. A respondent who never answered has had the chance to; the duty ends here. */
enum status act_close_evidence(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_REVIEW);

	struct minute minute;
	struct id none = { 0 };

	(void)err;
	minute_begin(&minute, hearing, EVENT_EVIDENCE_CLOSED);
	minute_phase(&minute, hearing->to);
	minute_close_duties(&minute, DUTY_GIVE_EVIDENCE);
	minute_close_duties(&minute, DUTY_RESPOND);
	minute_open_duty(&minute, CAPACITY_SYSTEM, DUTY_COMPUTE_PROPOSAL, hearing->now_ms, none);
	minute_end(&minute);
	return STATUS_OK;
}
