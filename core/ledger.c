#include "core/ledger.h"

#include "core/jurisdiction.h"
#include "core/object.h"

#define GIVEN_COUNT 6 /* what the case itself adds */

/* Where the facts are at home, as the marketplace says. */
static struct str place_of(const struct node *facts)
{
	struct str place = node_text(facts, STR("jurisdiction"));

	return place.len > 0 ? place : STR(JURISDICTION_UNSAID);
}

struct date ledger_day(const struct node *facts, int64_t at_ms)
{
	return jurisdiction_day(place_of(facts), at_ms);
}

struct date ledger_today(const struct dispute *dispute, int64_t at_ms)
{
	return ledger_day(dispute->order.facts, at_ms);
}

static struct str date_text(struct arena *arena, struct date date)
{
	struct buf buf;

	buf_init(&buf, arena, 16);
	date_put(&buf, date);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

/* The status word of fact.h; "" for what is simply established.
 * Claimed and never denied counts once the evidence is closed, but only for the claimant's word: the
 * respondent's own assertions come last, and nobody had the turn to deny them. */
static struct str status_word(const struct dispute *dispute, const struct ledger_entry *entry)
{
	switch (entry->status) {
	case ENTRY_PLATFORM: return STR("");
	case ENTRY_ADMITTED: return STR("admitted");
	case ENTRY_FOUND: return STR("proved");
	case ENTRY_PRESUMED: return STR("presumed");
	case ENTRY_CONTESTED: return STR("contested");
	case ENTRY_CLAIMED: break;
	case ENTRY_STATUS_COUNT: assert(false && "an entry of no status"); break;
	}
	if (entry->by != dispute->claimant.role)
		return entry->by == ACTOR_SELLER ? STR("seller_claimed") : STR("buyer_claimed");
	return dispute->evidence_closed ? STR("uncontested") : STR("claimed");
}

static bool shows(const struct evidence *evidence, struct str key)
{
	if (!evidence_counts(evidence))
		return false;
	for (size_t i = 0; evidence->facts != NULL && i < evidence->facts->count; i++)
		if (str_eq(evidence->facts->items[i].string, key))
			return true;
	return false;
}

static struct array exhibits_of(const struct dispute *dispute, struct str key, struct arena *arena)
{
	struct array exhibits;
	size_t count = 0;

	for (size_t i = 0; i < dispute->evidence_count; i++)
		count += shows(&dispute->evidence[i], key);
	array_init(&exhibits, arena, count);
	for (size_t i = 0; i < dispute->evidence_count; i++)
		if (shows(&dispute->evidence[i], key))
			array_text(&exhibits, dispute->evidence[i].exhibit);
	return exhibits;
}

static struct node entry_node(const struct dispute *dispute, const struct ledger_entry *entry,
                              struct arena *arena)
{
	assert(entry->value != NULL);

	struct array exhibits = exhibits_of(dispute, entry->key, arena);
	struct str status = status_word(dispute, entry);
	struct object object;

	if (status.len == 0 && exhibits.count == 0)
		return *entry->value;
	object_init(&object, arena, 4);
	object_copy(&object, STR("v"), entry->value);
	object_text(&object, STR("st"), status.len == 0 ? STR("platform_recorded") : status);
	if (entry->status == ENTRY_FOUND && entry->standard != STANDARD_NONE)
		object_text(&object, STR("standard"), standard_slug(entry->standard));
	if (exhibits.count > 0)
		object_node(&object, STR("exhibits"), array_end(&exhibits));
	return object_end(&object);
}

static void put_given(struct object *facts, const struct dispute *dispute, int64_t at_ms)
{
	struct arena *arena = facts->arena;

	if (dispute_find_entry(dispute, STR("jurisdiction")) == NULL)
		object_text(facts, STR("jurisdiction"), place_of(dispute->order.facts));
	object_text(facts, STR("claim.type"), dispute->claim.reason->claim_type);
	object_copy(facts, STR("claim.requested"), dispute->claim.ask);
	object_text(facts, STR("claim.filed_at"),
	            date_text(arena, ledger_today(dispute, dispute->filed_at_ms)));
	object_text(facts, STR("evidence.phase"), dispute->evidence_closed ? STR("closed") : STR("open"));
	object_text(facts, STR("time.today"), date_text(arena, ledger_today(dispute, at_ms)));
}

enum status ledger_facts(const struct dispute *dispute, int64_t at_ms, struct arena *arena,
                         const struct node **ret_facts, struct error *err)
{
	assert(ret_facts != NULL);

	struct object facts;

	if (dispute->filed_at_ms == 0)
		return FAIL(err, PROBLEM_WRONG_PHASE, "there is nothing to assess before the claim is filed");
	assert(dispute->claim.reason != NULL);
	object_init(&facts, arena, dispute->entry_count + GIVEN_COUNT);
	for (size_t i = 0; i < dispute->entry_count; i++)
		object_node(&facts, dispute->entries[i].key,
		            entry_node(dispute, &dispute->entries[i], arena));
	put_given(&facts, dispute, at_ms);
	object_sort(&facts);
	const struct node *kept = object_keep(&facts);
	TRY(arena_check(arena, err));
	*ret_facts = kept;
	return STATUS_OK;
}

enum status ledger_print(const struct dispute *dispute, int64_t at_ms, struct arena *arena,
                         struct str *ret_text, struct error *err)
{
	const struct node *facts;
	struct printer printer;
	struct buf buf;

	TRY(ledger_facts(dispute, at_ms, arena, &facts, err));
	buf_init(&buf, arena, LEDGER_BYTES_MAX);
	printer_init(&printer, &buf);
	print_node(&printer, facts);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}
