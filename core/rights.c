#include "core/rights.h"

#include "core/fact_word.h"
#include "core/reason.h"

struct search {
	const struct proposal *base;
	struct configuration configuration;
	struct facts facts;
	struct arena scratch; /* what the caller's arena has left */
	struct date today;
};

/* Whoever acts on a day files on it, and it is the day on which the rules look. */
static bool moves_always(enum fact_id fact)
{
	return fact == FACT_TIME_TODAY || fact == FACT_CLAIM_FILED_AT;
}

/* The days that fall on the day of acting while nobody has named them. */
static bool moves_if_unnamed(enum fact_id fact)
{
	return fact == FACT_DEFECT_FOUND_AT || fact == FACT_DEFECT_REPORTED_AT ||
	       fact == FACT_TIME_RETURN_NOTICE_AT || fact == FACT_US_NOTICE_AT;
}

static void act_on(struct search *search, struct date date)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		enum fact_id fact = (enum fact_id)i;
		bool is_unnamed = search->base->facts->items[i].value.kind == VALUE_ABSENT;
		if (moves_always(fact) || (moves_if_unnamed(fact) && is_unnamed))
			search->facts.items[i] =
				(struct fact){ .status = FACT_STATUS_ESTABLISHED, .value = value_date(date) };
	}
}

/* What would be available to whoever acts on that day. */
static enum status available_on(struct search *search, int32_t days, uint32_t *ret_remedies,
                                struct error *err)
{
	assert(days >= 0);

	const struct proposal *proposal;

	act_on(search, date_add_days(search->today, days));
	arena_reset(&search->scratch);
	TRY(evaluate(search->base->packset, &search->configuration, &search->facts, &search->scratch,
	             &proposal, err));
	*ret_remedies = proposal->result.available;
	return STATUS_OK;
}

/* The last of the days in [open, closed) on which the remedy is available. */
static enum status bisect(struct search *search, uint32_t remedy, int32_t open, int32_t closed,
                          int32_t *ret_last, struct error *err)
{
	assert(open < closed);

	while (closed - open > 1) {
		int32_t middle = open + (closed - open) / 2;
		uint32_t remedies;
		TRY(available_on(search, middle, &remedies, err));
		if ((remedies & remedy) != 0)
			open = middle;
		else
			closed = middle;
	}
	*ret_last = open;
	return STATUS_OK;
}

/* Ever farther, until the remedy is gone. */
static enum status find_end(struct search *search, uint32_t remedy, struct date *ret_until, struct error *err)
{
	int32_t open = 0;
	int32_t days = 1;
	uint32_t remedies;

	TRY(available_on(search, days, &remedies, err));
	while ((remedies & remedy) != 0) {
		open = days;
		days *= 2;
		if (days > RIGHTS_DAYS_FAR) {
			*ret_until = DATE_NONE;
			return STATUS_OK;
		}
		TRY(available_on(search, days, &remedies, err));
	}
	TRY(bisect(search, remedy, open, days, &open, err));
	*ret_until = date_add_days(search->today, open);
	return STATUS_OK;
}

/* What a person can ask for; steps of the procedure and what is left when nothing is open are no rights. */
static bool is_right(const struct remedy *remedy)
{
	return remedy->head == HEAD_MAIN || remedy->head == HEAD_ADDITIONAL;
}

static void insert_right(const struct packset *packset, struct rights *rights, struct right right)
{
	assert(rights->count < REMEDIES_MAX);

	size_t at = rights->count++;

	while (at > 0 &&
	       packset->remedies[right.remedy].rank < packset->remedies[rights->items[at - 1].remedy].rank) {
		rights->items[at] = rights->items[at - 1];
		at--;
	}
	rights->items[at] = right;
}

enum status rights_find(const struct proposal *proposal, struct arena *arena, struct rights *ret_rights,
                        struct error *err)
{
	assert(proposal != NULL && arena != NULL && ret_rights != NULL);
	assert(proposal->reckoner->facts[FACT_TIME_TODAY].kind == VALUE_DATE);

	const struct packset *packset = proposal->packset;
	struct search *search = ARENA_NEW(arena, struct search);
	struct rights rights = { 0 };
	uint32_t remedies;
	TRY(arena_check(arena, err));

	search->base = proposal;
	search->configuration = *proposal->configuration;
	search->configuration.foresight = 0;
	search->facts = *proposal->facts;
	search->today = proposal->reckoner->facts[FACT_TIME_TODAY].date;
	arena_init(&search->scratch, arena->base + arena->used, arena->size - arena->used);
	TRY(available_on(search, 0, &remedies, err));
	for (size_t i = 0; i < packset->remedy_count; i++) {
		struct right right = { .remedy = i };
		if ((remedies >> i & 1) == 0 || !is_right(&packset->remedies[i]))
			continue;
		TRY(find_end(search, UINT32_C(1) << i, &right.until, err));
		insert_right(packset, &rights, right);
	}
	*ret_rights = rights;
	return STATUS_OK;
}

/* --- as data --- */

void print_rights(struct printer *printer, const struct packset *packset, const struct rights *rights)
{
	assert(printer != NULL && packset != NULL && rights != NULL);

	print_array_begin(printer);
	for (size_t i = 0; i < rights->count; i++) {
		const struct right *right = &rights->items[i];
		print_object_begin(printer);
		print_name(printer, STR("label"));
		print_wording(printer, &packset->remedies[right->remedy].name);
		print_member_string(printer, STR("remedy"), packset->remedies[right->remedy].id);
		print_name(printer, STR("until"));
		print_value(printer, date_is_known(right->until) ? value_date(right->until) : value_none());
		print_object_end(printer);
	}
	print_array_end(printer);
}

static void print_missing_fact(struct printer *printer, enum fact_id fact)
{
	const struct fact_word *word = fact_word(fact);
	struct str rest = word->evidence;

	print_object_begin(printer);
	print_name(printer, STR("evidence"));
	print_array_begin(printer);
	while (rest.len > 0)
		print_string(printer, list_next(&rest));
	print_array_end(printer);
	print_member_string(printer, STR("fact"), fact_name(fact));
	print_name(printer, STR("label"));
	print_wording(printer, &word->label);
	print_member_string(printer, STR("supplier"), supplier_slug(word->supplier));
	print_object_end(printer);
}

void print_missing_facts(struct printer *printer, const struct proposal *proposal)
{
	assert(printer != NULL && proposal != NULL);

	print_array_begin(printer);
	for (size_t i = 0; i < proposal->missing_count; i++)
		print_missing_fact(printer, proposal->missing[i]);
	print_array_end(printer);
}
