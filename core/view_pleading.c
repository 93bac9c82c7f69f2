#include "core/view_parts.h"

/* What the sides put forward, as the view shows it. */

void sight_actor(const struct sight *sight, struct str name, struct actor actor)
{
	print_name(sight->printer, name);
	print_object_begin(sight->printer);
	print_member_string(sight->printer, STR("role"), actor_role_slug(actor.role));
	if (actor.party.len > 0)
		print_member_string(sight->printer, STR("party"), actor.party);
	print_object_end(sight->printer);
}

void sight_instant(const struct sight *sight, struct str name, int64_t at_ms)
{
	print_name(sight->printer, name);
	if (at_ms > 0)
		print_string(sight->printer, instant_text(sight->arena, at_ms));
	else
		print_null(sight->printer);
}

void sight_node(const struct sight *sight, struct str name, const struct node *node, struct str otherwise)
{
	assert(node != NULL || otherwise.len > 0);

	print_name(sight->printer, name);
	if (node != NULL)
		print_node(sight->printer, node);
	else
		print_raw(sight->printer, otherwise);
}

void sight_text_or_null(const struct sight *sight, struct str name, struct str text)
{
	print_name(sight->printer, name);
	if (text.len > 0)
		print_string(sight->printer, text);
	else
		print_null(sight->printer);
}

void sight_claim(const struct sight *sight)
{
	const struct claim *claim = &sight->dispute->claim;
	struct printer *printer = sight->printer;

	print_name(printer, STR("claim"));
	if (!claim->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	sight_text_or_null(sight, STR("reason"), claim->reason == NULL ? STR("") : claim->reason->code);
	sight_node(sight, STR("ask"), claim->ask, STR("[]"));
	print_member_string(printer, STR("text"), claim->text);
	print_member_string(printer, STR("language"), claim->language);
	sight_node(sight, STR("facts"), claim->facts, STR("{}"));
	sight_instant(sight, STR("filed_at"), sight->dispute->filed_at_ms);
	print_object_end(printer);
}

void sight_response(const struct sight *sight)
{
	const struct response *response = &sight->dispute->response;
	struct printer *printer = sight->printer;

	print_name(printer, STR("response"));
	if (!response->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("position"), response->accepted ? STR("accept") : STR("contest"));
	print_member_string(printer, STR("text"), response->text);
	print_member_string(printer, STR("language"), response->language);
	sight_instant(sight, STR("at"), response->at_ms);
	print_object_end(printer);
}

static bool shows(const struct evidence *evidence, struct str key)
{
	for (size_t i = 0; evidence->facts != NULL && i < evidence->facts->count; i++)
		if (str_eq(evidence->facts->items[i].string, key))
			return true;
	return false;
}

static void fact_evidence(const struct sight *sight, struct str key)
{
	print_name(sight->printer, STR("evidence"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->evidence_count; i++)
		if (shows(&sight->dispute->evidence[i], key))
			print_string(sight->printer,
			             id_text(sight->arena, ID_EVIDENCE, sight->dispute->evidence[i].id));
	print_array_end(sight->printer);
}

static void fact_answer(const struct sight *sight, const struct ledger_entry *entry)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("answer"));
	if (!entry->answered) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("by"), actor_role_slug(entry->answer_by));
	if (entry->answer_value != NULL)
		sight_node(sight, STR("value"), entry->answer_value, STR("null"));
	if (entry->answer_text.len > 0)
		print_member_string(printer, STR("text"), entry->answer_text);
	print_object_end(printer);
}

static void one_fact(const struct sight *sight, const struct ledger_entry *entry)
{
	assert(entry->value != NULL);

	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("key"), entry->key);
	sight_node(sight, STR("value"), entry->value, STR("null"));
	print_member_string(printer, STR("status"), entry_status_slug(entry->status));
	print_member_string(printer, STR("by"), actor_role_slug(entry->by));
	fact_answer(sight, entry);
	fact_evidence(sight, entry->key);
	if (entry->standard != STANDARD_NONE) {
		print_member_string(printer, STR("standard"), standard_slug(entry->standard));
		print_member_string(printer, STR("reason"), entry->reason);
	}
	if (entry->status == ENTRY_PRESUMED)
		print_member_string(printer, STR("reason"), entry->reason);
	if (entry->cites != NULL)
		sight_node(sight, STR("cites"), entry->cites, STR("[]"));
	print_object_end(printer);
}

void sight_facts(const struct sight *sight)
{
	assert(sight->dispute->entry_count <= DISPUTE_FACTS_MAX);

	print_name(sight->printer, STR("facts"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->entry_count; i++)
		one_fact(sight, &sight->dispute->entries[i]);
	print_array_end(sight->printer);
}

static void one_file(const struct sight *sight, const struct evidence *evidence, size_t index)
{
	assert(index < evidence->files->count);

	const struct node *file = &evidence->files->items[index];
	struct printer *printer = sight->printer;
	struct buf href;

	buf_init(&href, sight->arena, 160);
	buf_put(&href, STR("/v1/disputes/"));
	id_put(&href, ID_DISPUTE, sight->dispute->id);
	buf_put(&href, STR("/evidence/"));
	id_put(&href, ID_EVIDENCE, evidence->id);
	buf_put(&href, STR("/files/"));
	buf_put_int(&href, (int64_t)index + 1);
	print_object_begin(printer);
	print_member_int(printer, STR("n"), (int64_t)index + 1);
	print_member_string(printer, STR("name"), node_text(file, STR("name")));
	print_member_string(printer, STR("type"), node_text(file, STR("type")));
	print_member_int(printer, STR("size"), node_int(file, STR("size"), 0));
	print_member_string(printer, STR("sha256"), node_text(file, STR("sha256")));
	print_member_string(printer, STR("href"), href.failed ? STR("") : buf_str(&href));
	print_object_end(printer);
}

/* Only what was done to it: most exhibits have no mark. */
static void exhibit_marks(const struct sight *sight, const struct evidence *evidence)
{
	struct printer *printer = sight->printer;

	if (evidence->late)
		print_member_bool(printer, STR("admitted"), evidence->admitted);
	if (evidence->admitted)
		print_member_string(printer, STR("admission"), evidence->reason);
	if (evidence->retracted)
		print_member_bool(printer, STR("retracted"), true);
	if (!evidence->redacted)
		return;
	print_member_bool(printer, STR("redacted"), true);
	print_member_string(printer, STR("redaction"), evidence->redaction);
	if (!id_is_zero(evidence->replaced_by))
		print_member_string(printer, STR("replaced_by"),
		                    id_text(sight->arena, ID_EVIDENCE, evidence->replaced_by));
}

static void one_exhibit(const struct sight *sight, const struct evidence *evidence)
{
	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_EVIDENCE, evidence->id));
	print_member_string(printer, STR("exhibit"), evidence->exhibit);
	print_member_string(printer, STR("kind"), evidence->kind);
	sight_actor(sight, STR("by"), evidence->by);
	sight_instant(sight, STR("at"), evidence->at_ms);
	print_member_string(printer, STR("text"), evidence->text);
	print_member_string(printer, STR("language"), evidence->language);
	print_member_int(printer, STR("seq"), evidence->seq);
	print_member_bool(printer, STR("late"), evidence->late);
	exhibit_marks(sight, evidence);
	sight_node(sight, STR("facts"), evidence->facts, STR("[]"));
	print_name(printer, STR("files"));
	print_array_begin(printer);
	for (size_t i = 0; evidence->files != NULL && i < evidence->files->count; i++)
		one_file(sight, evidence, i);
	print_array_end(printer);
	print_object_end(printer);
}

void sight_evidence(const struct sight *sight)
{
	print_name(sight->printer, STR("evidence"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->evidence_count; i++)
		one_exhibit(sight, &sight->dispute->evidence[i]);
	print_array_end(sight->printer);
}

static void one_offer(const struct sight *sight, const struct offer *offer)
{
	assert(offer->state < OFFER_STATE_COUNT);

	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_OFFER, offer->id));
	sight_actor(sight, STR("by"), offer->by);
	sight_instant(sight, STR("at"), offer->at_ms);
	print_member_string(printer, STR("state"), offer_state_slug(offer->state));
	sight_node(sight, STR("alternatives"), offer->alternatives, STR("[]"));
	if (offer->accepted_alternative > 0)
		print_member_int(printer, STR("accepted_alternative"), offer->accepted_alternative);
	if (!id_is_zero(offer->counters))
		print_member_string(printer, STR("counters"),
		                    id_text(sight->arena, ID_OFFER, offer->counters));
	print_member_string(printer, STR("text"), offer->text);
	print_member_string(printer, STR("language"), offer->language);
	print_member_bool(printer, STR("final"), offer->final);
	sight_instant(sight, STR("expires_at"), offer->expires_at_ms);
	print_object_end(printer);
}

/* Who decides must not know what was offered: a count is all that staff see. */
void sight_offers(const struct sight *sight)
{
	struct printer *printer = sight->printer;

	print_name(printer, STR("offers"));
	if (sight->side == SIDE_STAFF) {
		print_object_begin(printer);
		print_member_int(printer, STR("count"), (int64_t)sight->dispute->offer_count);
		print_member_bool(printer, STR("sealed"), true);
		print_object_end(printer);
		return;
	}
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->offer_count; i++)
		one_offer(sight, &sight->dispute->offers[i]);
	print_array_end(printer);
}
