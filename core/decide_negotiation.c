#include "core/decide_table.h"

/* Answer, escalation, time out and messages: rows 3, 4, 8, 9 and 11 of domain.md. */

#define ESCALATION_HOURS 48

/* Row 8: a refusal or a declined final offer opens it at once, an informal answer after 48 hours, silence
 * when the time to respond is over. */
enum status guard_escalation(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;

	(void)err;
	if (dispute->response.present)
		return STATUS_OK;
	if (dispute->final_offer_declined)
		return STATUS_OK;
	if (dispute->respondent_spoke_at_ms > 0)
		approach->opens_at_ms = dispute->filed_at_ms + ESCALATION_HOURS * HOUR_MS;
	else
		approach->opens_at_ms = duty_due(DUTY_RESPOND, dispute->filed_at_ms);
	return STATUS_OK;
}

static struct node response_node(struct arena *arena, const struct response_content *content)
{
	struct object object;

	object_init(&object, arena, 3);
	object_text(&object, STR("position"), content->position);
	object_text(&object, STR("text"), content->text);
	object_text(&object, STR("language"), content->language);
	return object_end(&object);
}

static struct node one_text(struct arena *arena, struct str text)
{
	struct array array;

	array_init(&array, arena, 1);
	array_text(&array, text);
	return array_end(&array);
}

/* Additional damages and compensation come on top of the first ask; without an amount nobody can accept them.
 */
static enum status check_acceptable(const struct dispute *dispute, struct error *err)
{
	const struct node *asks = dispute->claim.ask;

	for (size_t i = 0; i < asks->count; i++) {
		enum remedy_id remedy;
		bool known = remedy_find(asks->items[i].string, &remedy);
		assert(known);
		if (remedy == REMEDY_PUNITIVE || remedy == REMEDY_COMPENSATE)
			return FAIL_AT(err, PROBLEM_AMOUNT_REQUIRED, "/position",
			               "the claim asks for %s without an amount: make an offer that names it",
			               remedy_info(remedy)->name.ptr);
	}
	return STATUS_OK;
}

/* What full acceptance owes: the first ask. Freight follows the law's default for the kind of claim. */
static enum status admission_terms(struct hearing *hearing, struct terms *ret_terms, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	bool no_reason = str_eq(dispute->claim.reason->claim_type, STR("no_reason"));
	struct node *basis = ARENA_NEW(hearing->arena, struct node);
	struct terms terms = { .freight_payer = no_reason ? STR("buyer") : STR("seller"), .basis = basis };

	TRY(arena_check(hearing->arena, err));
	*basis = one_text(hearing->arena, STR("admission"));
	TRY(arena_check(hearing->arena, err));
	TRY(check_acceptable(dispute, err));
	bool known = remedy_find(dispute->claim.ask->items[0].string, &terms.remedy);
	assert(known);
	TRY(plan_check(dispute, &terms, "/position", err));
	*ret_terms = terms;
	return STATUS_OK;
}

enum status act_accept_claim(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_RESPONDENT);

	struct response_content content;
	struct terms terms;
	struct minute minute;

	TRY(content_decode(DOCUMENT_response, hearing->command->content, "", &content, err));
	TRY(admission_terms(hearing, &terms, err));

	minute_begin(&minute, hearing, EVENT_CLAIM_ACCEPTED);
	object_node(&minute.data, STR("response"), response_node(hearing->arena, &content));
	object_text(&minute.data, STR("remedy"), remedy_info(terms.remedy)->name);
	TRY(exhibit_attach(&minute, err));
	minute_phase(&minute, hearing->to);
	minute_close_all_duties(&minute);
	plan_make(&minute, &terms);
	minute_end(&minute);
	performance_end(hearing);
	return STATUS_OK;
}

static enum status check_answer(struct hearing *hearing, const struct answer_content *answer, const char *at,
                                struct error *err)
{
	const struct ledger_entry *entry = dispute_find_entry(hearing->dispute, answer->fact);
	struct pointer fact = pointer_member(at, STR("fact"));

	if (entry == NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, fact.text, "nobody claimed " STR_FMT,
		               STR_ARG(answer->fact));
	if (entry->by == hearing->command->actor.role)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, fact.text, "you claimed " STR_FMT " yourself",
		               STR_ARG(answer->fact));
	if (entry->status == ENTRY_FOUND)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, fact.text,
		               "the arbiter has already found " STR_FMT, STR_ARG(answer->fact));
	if (entry->status == ENTRY_ADMITTED && str_eq(answer->answer, STR("contest")))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, fact.text, "you have already admitted " STR_FMT,
		               STR_ARG(answer->fact));
	if (answer->value == NULL)
		return STATUS_OK;
	return content_check_fact(answer->fact, answer->value, pointer_member(at, STR("value")).text,
	                          hearing->arena, err);
}

enum status answers_check(struct hearing *hearing, const struct node *answers, struct error *err)
{
	for (size_t i = 0; answers != NULL && i < answers->count; i++) {
		struct answer_content answer;
		struct pointer at = pointer_item("/answers", i);
		TRY(content_decode(DOCUMENT_answer, &answers->items[i], at.text, &answer, err));
		TRY(check_answer(hearing, &answer, at.text, err));
	}
	return STATUS_OK;
}

enum status act_contest_claim(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == hearing->dispute->phase);

	struct response_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_response, hearing->command->content, "", &content, err));
	TRY(answers_check(hearing, content.answers, err));
	TRY(facts_check(hearing, content.facts, err));

	minute_begin(&minute, hearing, EVENT_CLAIM_CONTESTED);
	object_node(&minute.data, STR("response"), response_node(hearing->arena, &content));
	if (content.answers != NULL)
		object_copy(&minute.data, STR("answers"), content.answers);
	if (content.facts != NULL)
		object_copy(&minute.data, STR("facts"), content.facts);
	TRY(exhibit_attach(&minute, err));
	minute_close_duties(&minute, DUTY_RESPOND);
	minute_end(&minute);
	return STATUS_OK;
}

/* Leaves the negotiation. A respondent who has not answered may still do so while evidence is open. */
static void leave_for_evidence(struct minute *minute, enum phase to)
{
	minute_phase(minute, to);
	minute_close_duties(minute, DUTY_NEGOTIATE);
	evidence_open(minute, duty_due(DUTY_GIVE_EVIDENCE, minute->hearing->now_ms));
}

enum status act_escalate(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_ESCALATED);
	minute_note(&minute, note.text, note.language);
	leave_for_evidence(&minute, hearing->to);
	minute_end(&minute);
	return STATUS_OK;
}

/* Silence is recorded as what it is; the rules draw the inference from facts that nobody denied. */
enum status act_time_out(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_EVIDENCE);

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_NEGOTIATION_TIMED_OUT);
	object_bool(&minute.data, STR("silence"), hearing->dispute->respondent_spoke_at_ms == 0);
	minute_close_duties(&minute, DUTY_RESPOND);
	leave_for_evidence(&minute, hearing->to);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_lapse(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_CLOSED);

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_DISPUTE_LAPSED);
	minute_close_case(&minute, CLOSED_LAPSED);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_post_message(struct hearing *hearing, struct error *err)
{
	struct message_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_message, hearing->command->content, "", &content, err));
	minute_begin(&minute, hearing, EVENT_MESSAGE_POSTED);
	minute_note(&minute, content.text, content.language);
	TRY(exhibit_attach(&minute, err));
	minute_end(&minute);
	return STATUS_OK;
}
