#include "core/evolve_parts.h"

/* What the parties put forward: claim, evidence, messages, offers. */

void fold_claim(struct fold *fold)
{
	assert(fold->data->kind == NODE_OBJECT);

	struct claim *claim = &fold->dispute->claim;
	const struct node *node = node_object(fold->data, STR("claim"));

	if (node == NULL)
		return;
	claim->present = true;
	if (node_find(node, STR("reason")) != NULL)
		claim->reason = reason_find(node_text(node, STR("reason")));
	if (node_find(node, STR("ask")) != NULL)
		claim->ask = node_array(node, STR("ask"));
	if (node_find(node, STR("text")) != NULL)
		claim->text = node_text(node, STR("text"));
	if (node_find(node, STR("language")) != NULL)
		claim->language = node_text(node, STR("language"));
	if (node_find(node, STR("facts")) != NULL)
		claim->facts = node_object(node, STR("facts"));
}

void fold_evidence(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *node = node_object(fold->data, STR("evidence"));

	if (node == NULL)
		return;
	struct evidence *list = list_room(fold->arena, dispute->evidence, dispute->evidence_count,
	                                  &dispute->evidence_capacity, sizeof *list);
	if (list == NULL)
		return;
	dispute->evidence = list;
	struct evidence *evidence = &dispute->evidence[dispute->evidence_count++];
	*evidence = (struct evidence){
		.id = node_id(node, STR("id"), ID_EVIDENCE),
		.exhibit = node_text(node, STR("exhibit")),
		.kind = node_text(node, STR("kind")),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.seq = fold->event->seq,
		.text = node_text(node, STR("text")),
		.language = node_text(node, STR("language")),
		.late = node_bool(node, STR("late"), false),
		.facts = node_array(node, STR("facts")),
		.files = node_array(node, STR("files")),
	};
	for (size_t i = 0; evidence->files != NULL && i < evidence->files->count; i++)
		dispute->evidence_bytes += node_int(&evidence->files->items[i], STR("size"), 0);
}

static struct evidence *find_exhibit(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("evidence_id"), ID_EVIDENCE);

	for (size_t i = 0; i < dispute->evidence_count; i++)
		if (id_eq(dispute->evidence[i].id, id))
			return &dispute->evidence[i];
	return NULL;
}

void fold_exhibit(struct fold *fold)
{
	struct evidence *evidence = find_exhibit(fold);

	if (evidence == NULL)
		return;
	if (fold->event->type == EVENT_EVIDENCE_RETRACTED)
		evidence->retracted = true;
	if (fold->event->type == EVENT_EVIDENCE_ADMITTED) {
		evidence->admitted = true;
		evidence->reason = node_text(fold->data, STR("reason"));
	}
	if (fold->event->type == EVENT_DISPUTE_REDACTED) {
		evidence->redacted = true;
		evidence->redaction = node_text(fold->data, STR("reason"));
		evidence->replaced_by = node_id(fold->data, STR("replaced_by"), ID_EVIDENCE);
	}
}

static void add_message(struct fold *fold, const struct message *message)
{
	struct dispute *dispute = fold->dispute;
	struct message *list = list_room(fold->arena, dispute->messages, dispute->message_count,
	                                 &dispute->message_capacity, sizeof *list);

	if (list == NULL)
		return;
	dispute->messages = list;
	dispute->messages[dispute->message_count++] = *message;
}

void fold_message(struct fold *fold)
{
	assert(fold->event->type == EVENT_MESSAGE_POSTED);

	struct message message = {
		.id = fold->event->id,
		.seq = fold->event->seq,
		.at_ms = fold->event->at_ms,
		.by = fold->event->actor,
		.text = node_text(fold->data, STR("text")),
		.language = node_text(fold->data, STR("language")),
	};

	add_message(fold, &message);
}

/* Each by the side that wrote it, at the time when it was written; all of them came with one event. */
void fold_imported(struct fold *fold)
{
	assert(fold->event->type == EVENT_MESSAGES_IMPORTED);

	struct dispute *dispute = fold->dispute;
	const struct node *messages = node_array(fold->data, STR("messages"));

	dispute->imported_bytes += node_bytes(messages);
	for (size_t i = 0; messages != NULL && i < messages->count; i++) {
		const struct node *node = &messages->items[i];
		enum actor_role from = ACTOR_BUYER;
		struct message message = {
			.id = fold->event->id,
			.seq = fold->event->seq,
			.at_ms = node_instant(node, STR("at")),
			.text = node_text(node, STR("text")),
			.language = node_text(node, STR("language")),
			.source = node_text(fold->data, STR("source")),
		};
		(void)actor_role_find(node_text(node, STR("from")), &from);
		message.by = from == dispute->claimant.role ? dispute->claimant : dispute->respondent;
		add_message(fold, &message);
	}
}

void fold_offer_made(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *node = node_object(fold->data, STR("offer"));
	struct offer *list = list_room(fold->arena, dispute->offers, dispute->offer_count,
	                               &dispute->offer_capacity, sizeof *list);

	if (list == NULL)
		return;
	dispute->offers = list;
	dispute->offers[dispute->offer_count++] = (struct offer){
		.id = node_id(node, STR("id"), ID_OFFER),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.expires_at_ms = node_instant(node, STR("expires_at")),
		.state = OFFER_OPEN,
		.alternatives = node_array(node, STR("alternatives")),
		.text = node_text(node, STR("text")),
		.language = node_text(node, STR("language")),
		.final = node_bool(node, STR("final"), false),
		.counters = node_id(fold->data, STR("offer_id"), ID_OFFER),
	};
}

void fold_offer_ended(struct fold *fold, enum offer_state state)
{
	assert(state != OFFER_OPEN);

	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("offer_id"), ID_OFFER);

	for (size_t i = 0; i < dispute->offer_count; i++) {
		struct offer *offer = &dispute->offers[i];
		if (!id_eq(offer->id, id))
			continue;
		offer->state = state;
		offer->accepted_alternative = node_int(fold->data, STR("alternative"), 0);
		if (state == OFFER_DECLINED && offer->final)
			dispute->final_offer_declined = true;
	}
}
