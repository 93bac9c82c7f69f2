#include "core/decide_table.h"

/* What the marketplace brings to a case that is open: its record of parcels and payments, the talks that the
 * sides had elsewhere (row 11 of domain.md), and what became of an obligation that was handed to it (row 20).
 * Nothing here is signed: the events are the marketplace's own and say so. */

/* --- facts --- */

static enum status check_room(const struct dispute *dispute, const struct node *facts, struct error *err)
{
	size_t fresh = 0;

	for (size_t i = 0; facts != NULL && i < facts->count; i++)
		if (dispute_find_entry(dispute, facts->members[i].name) == NULL)
			fresh++;
	if (dispute->entry_count + fresh > DISPUTE_FACTS_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/facts", "a case holds at most %d facts",
		               DISPUTE_FACTS_MAX);
	return STATUS_OK;
}

/* While the case is decided, the rules run again on what is now known. */
enum status act_record_facts(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_PLATFORM);

	struct record_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_record, hearing->command->content, "", &content, err));
	TRY(content_check_facts(content.facts, "/facts", hearing->arena, err));
	TRY(check_room(hearing->dispute, content.facts, err));
	minute_begin(&minute, hearing, EVENT_FACT_RECORDED);
	object_text(&minute.data, STR("source"), content.source);
	object_text(&minute.data, STR("reference"), content.reference);
	object_text(&minute.data, STR("event"), content.event);
	object_instant(&minute.data, STR("at"), content.at);
	if (content.facts != NULL && content.facts->count > 0) {
		object_copy(&minute.data, STR("facts"), content.facts);
		proposal_reopen(&minute);
	}
	minute_end(&minute);
	return STATUS_OK;
}

/* --- talks --- */

static enum status check_utterances(const struct hearing *hearing, const struct node *messages,
                                    struct error *err)
{
	for (size_t i = 0; i < messages->count; i++) {
		struct pointer at = pointer_item("/messages", i);
		struct utterance_content utterance;
		TRY(content_decode(DOCUMENT_utterance, &messages->items[i], at.text, &utterance, err));
		if (utterance.at > hearing->now_ms)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, pointer_member(at.text, STR("at")).text,
			               "this lies in the future: give the time when it was written");
	}
	return STATUS_OK;
}

enum status act_import_messages(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_PLATFORM);

	const struct dispute *dispute = hearing->dispute;
	struct transcript_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_transcript, hearing->command->content, "", &content, err));
	if (!str_eq(content.order, dispute->order.ref))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/order", "this case is about another order");
	TRY(check_utterances(hearing, content.messages, err));
	if (dispute->imported_bytes + node_bytes(content.messages) > IMPORTED_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/messages",
		               "a case holds at most %zu bytes of imported messages", (size_t)IMPORTED_MAX);
	minute_begin(&minute, hearing, EVENT_MESSAGES_IMPORTED);
	object_text(&minute.data, STR("source"), content.source);
	object_copy(&minute.data, STR("messages"), content.messages);
	minute_end(&minute);
	return STATUS_OK;
}

/* --- what was handed to the marketplace --- */

enum status guard_enforcement(struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	const struct obligation *obligation;

	TRY(obligation_check(approach, &obligation, err));
	if (obligation->obligor == dispute->claimant.role)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN,
		            "what the claimant does not do lapses; nobody enforces it");
	if (dispute_find_duty_of(dispute, DUTY_ENFORCE, obligation->id) == NULL)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the obligation is %s and not yours to enforce",
		            obligation_state_slug(obligation->state).ptr);
	return STATUS_OK;
}

static enum status begin_enforcement(struct minute *minute, struct hearing *hearing, enum event_type type,
                                     struct error *err)
{
	struct enforcement_content content;

	TRY(content_decode(DOCUMENT_enforcement, hearing->command->content, "", &content, err));
	minute_begin(minute, hearing, type);
	object_id(&minute->data, STR("obligation_id"), ID_OBLIGATION, hearing->command->target);
	object_text(&minute->data, STR("reference"), content.reference);
	return STATUS_OK;
}

/* The marketplace has it in hand: on record, and the term runs on. */
enum status act_acknowledge(struct hearing *hearing, struct error *err)
{
	struct minute minute;

	TRY(begin_enforcement(&minute, hearing, EVENT_OBLIGATION_ACKNOWLEDGED, err));
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_report_enforced(struct hearing *hearing, struct error *err)
{
	struct id subject = hearing->command->target;
	struct minute minute;

	TRY(begin_enforcement(&minute, hearing, EVENT_OBLIGATION_ENFORCED, err));
	minute_close_duties_about(&minute, subject);
	minute_set_obligation(&minute, subject, OBLIGATION_ENFORCED, 0);
	plan_advance(&minute, subject);
	minute_end(&minute);
	performance_end(hearing);
	return STATUS_OK;
}
