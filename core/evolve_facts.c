#include "core/evolve_parts.h"

/* The facts ledger: who says what, and how the other side answers. */

static struct ledger_entry *find(struct dispute *dispute, struct str key)
{
	for (size_t i = 0; i < dispute->entry_count; i++)
		if (str_eq(dispute->entries[i].key, key))
			return &dispute->entries[i];
	return NULL;
}

static void add(struct fold *fold, const struct ledger_entry *entry)
{
	assert(entry->key.len > 0);

	struct dispute *dispute = fold->dispute;
	struct ledger_entry *entries = list_room(fold->arena, dispute->entries, dispute->entry_count,
	                                         &dispute->entry_capacity, sizeof *entry);

	if (entries == NULL)
		return;
	dispute->entries = entries;
	dispute->entries[dispute->entry_count++] = *entry;
}

/* A party's word on a fact that already stands: the same admits it, another contests it. What the marketplace
 * recorded or the arbiter found stays as it is, with the party's word beside it. */
static void answer(struct ledger_entry *entry, enum actor_role by, const struct node *value, struct str text)
{
	assert(entry->value != NULL);

	bool same = value != NULL && node_eq(entry->value, value);

	if (entry->by == by)
		return;
	entry->answered = true;
	entry->answer_by = by;
	entry->answer_value = value;
	entry->answer_text = text;
	if (entry->status == ENTRY_PLATFORM)
		return;
	if (entry->status == ENTRY_FOUND)
		return;
	entry->status = same ? ENTRY_ADMITTED : ENTRY_CONTESTED;
}

static void assert_facts(struct fold *fold, const struct node *facts, enum actor_role by,
                         enum entry_status status)
{
	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		const struct member *member = &facts->members[i];
		struct ledger_entry *entry = find(fold->dispute, member->name);
		if (entry != NULL &&
		    (entry->status != ENTRY_PLATFORM || !node_eq(entry->value, &member->value)))
			answer(entry, by, &member->value, STR(""));
		if (entry == NULL)
			add(fold, &(struct ledger_entry){ .key = member->name,
			                                  .value = &member->value,
			                                  .status = status,
			                                  .by = by });
	}
}

void fold_record(struct fold *fold)
{
	assert(fold->dispute->order.facts != NULL);

	struct dispute *dispute = fold->dispute;

	assert_facts(fold, dispute->order.facts, ACTOR_PLATFORM, ENTRY_PLATFORM);
	assert_facts(fold, dispute->claim.facts, dispute->claimant.role, ENTRY_CLAIMED);
}

static void fold_answer(struct fold *fold, const struct node *node)
{
	struct ledger_entry *entry = find(fold->dispute, node_text(node, STR("fact")));
	const struct node *value = node_find(node, STR("value"));

	if (entry == NULL)
		return;
	if (str_eq(node_text(node, STR("answer")), STR("admit")))
		value = entry->value;
	answer(entry, fold->event->actor.role, value, node_text(node, STR("text")));
}

void fold_assertion(struct fold *fold)
{
	const struct node *answers = node_array(fold->data, STR("answers"));

	for (size_t i = 0; answers != NULL && i < answers->count; i++)
		fold_answer(fold, &answers->items[i]);
	assert_facts(fold, node_object(fold->data, STR("facts")), fold->event->actor.role, ENTRY_CLAIMED);
}

/* The claimant's own word may change: what was answered before is open again. */
static void restate(struct ledger_entry *entry, const struct node *value)
{
	assert(entry->value != NULL);

	if (node_eq(entry->value, value))
		return;
	if (entry->status != ENTRY_CLAIMED && entry->status != ENTRY_CONTESTED &&
	    entry->status != ENTRY_ADMITTED)
		return;
	entry->value = value;
	entry->status = ENTRY_CLAIMED;
	entry->answered = false;
	entry->answer_value = NULL;
	entry->answer_text = STR("");
}

void fold_amended(struct fold *fold)
{
	const struct node *facts;

	fold_claim(fold);
	facts = node_object(node_object(fold->data, STR("claim")), STR("facts"));
	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		struct ledger_entry *entry = find(fold->dispute, facts->members[i].name);
		if (entry != NULL && entry->by == fold->event->actor.role)
			restate(entry, &facts->members[i].value);
	}
	assert_facts(fold, facts, fold->event->actor.role, ENTRY_CLAIMED);
}

/* A presumption stands where nothing stronger does: not against an admission, a finding or a record. */
void fold_presumed(struct fold *fold)
{
	const struct node *presumed = node_object(fold->data, STR("presumed"));

	for (size_t i = 0; presumed != NULL && i < presumed->count; i++) {
		const struct member *member = &presumed->members[i];
		struct ledger_entry *entry = find(fold->dispute, member->name);
		if (entry == NULL) {
			add(fold, &(struct ledger_entry){ .key = member->name,
			                                  .value = &member->value,
			                                  .status = ENTRY_PRESUMED,
			                                  .by = ACTOR_SYSTEM,
			                                  .reason = STR("unanswered_request") });
			continue;
		}
		if (entry->status != ENTRY_CLAIMED && entry->status != ENTRY_CONTESTED)
			continue;
		entry->value = &member->value;
		entry->status = ENTRY_PRESUMED;
		entry->reason = STR("unanswered_request");
	}
}

/* The marketplace's record takes the place of what a side said, whose word stays beside it, and of its own
 * record before. What the arbiter found stands: a finding is changed by a finding. */
static void record(struct ledger_entry *entry, const struct node *value)
{
	assert(entry->value != NULL);

	if (entry->status == ENTRY_FOUND)
		return;
	if (entry->by == ACTOR_BUYER || entry->by == ACTOR_SELLER) {
		entry->answered = true;
		entry->answer_by = entry->by;
		entry->answer_value = entry->value;
		entry->answer_text = STR("");
	}
	entry->value = value;
	entry->status = ENTRY_PLATFORM;
	entry->by = ACTOR_PLATFORM;
	entry->reason = STR("");
}

void fold_recorded(struct fold *fold)
{
	const struct node *facts = node_object(fold->data, STR("facts"));

	for (size_t i = 0; facts != NULL && i < facts->count; i++) {
		const struct member *member = &facts->members[i];
		struct ledger_entry *entry = find(fold->dispute, member->name);
		if (entry != NULL)
			record(entry, &member->value);
		else
			add(fold, &(struct ledger_entry){ .key = member->name,
			                                  .value = &member->value,
			                                  .status = ENTRY_PLATFORM,
			                                  .by = ACTOR_PLATFORM });
	}
}

void fold_response(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *response = node_object(fold->data, STR("response"));

	dispute->response = (struct response){
		.present = true,
		.accepted = str_eq(node_text(response, STR("position")), STR("accept")),
		.at_ms = fold->event->at_ms,
		.text = node_text(response, STR("text")),
		.language = node_text(response, STR("language")),
	};
	fold_assertion(fold);
	for (size_t i = 0; dispute->response.accepted && i < dispute->entry_count; i++)
		if (dispute->entries[i].status == ENTRY_CLAIMED &&
		    dispute->entries[i].by == dispute->claimant.role)
			answer(&dispute->entries[i], fold->event->actor.role, dispute->entries[i].value,
			       STR(""));
}

void fold_finding(struct fold *fold)
{
	assert(fold->event->type == EVENT_FACT_FOUND);

	struct str key = node_text(fold->data, STR("fact"));
	const struct node *value = node_find(fold->data, STR("value"));
	struct ledger_entry *entry = find(fold->dispute, key);

	if (value == NULL || key.len == 0)
		return;
	if (entry == NULL) {
		add(fold, &(struct ledger_entry){ .key = key, .value = value, .by = ACTOR_ARBITER });
		entry = find(fold->dispute, key);
	}
	if (entry == NULL)
		return;
	entry->status = ENTRY_FOUND;
	entry->value = value;
	entry->reason = node_text(fold->data, STR("reason"));
	entry->cites = node_array(fold->data, STR("cites"));
	(void)standard_find(node_text(fold->data, STR("standard")), &entry->standard);
}
