#include "core/completion.h"

static void add_candidate(struct value *candidates, size_t *count, struct value value)
{
	if (!value_is_known(value) || *count == CANDIDATES_MAX)
		return;
	for (size_t i = 0; i < *count; i++) {
		if (value_eq(candidates[i], value))
			return;
	}
	candidates[(*count)++] = value;
}

/* "a|b|c" */
static void add_domain(struct str domain, struct value *candidates, size_t *count)
{
	size_t from = 0;

	for (size_t i = 0; i <= domain.len && domain.len > 0; i++) {
		if (i < domain.len && domain.ptr[i] != '|')
			continue;
		add_candidate(candidates, count, value_token((struct str){ domain.ptr + from, i - from }));
		from = i + 1;
	}
}

size_t candidates_of(const struct packset *packset, enum fact_id fact, struct value claimed,
                     struct value ret_candidates[CANDIDATES_MAX])
{
	assert(packset != NULL && fact < FACT_COUNT);

	size_t count = 0;

	if (fact_type(fact) == FACT_TYPE_BOOL) {
		ret_candidates[0] = value_bool(true);
		ret_candidates[1] = value_bool(false);
		return 2;
	}
	if (fact_type(fact) != FACT_TYPE_ENUM)
		return 0;
	add_candidate(ret_candidates, &count, claimed);
	if (count == 0)
		add_domain(fact_domain(fact), ret_candidates, &count);
	for (size_t i = 0; i < packset->burden_count; i++) {
		const struct burden *burden = &packset->burdens[i];
		for (size_t k = 0; burden->fact == fact && k < burden->count; k++)
			add_candidate(ret_candidates, &count, burden->cases[k].against);
	}
	return count < 2 ? 0 : count;
}

/* Takes the open facts that have finite ways, as long as all ways together are not too many. */
static size_t collect(const struct packset *packset, const struct facts *facts, struct support open,
                      struct completions *completions)
{
	size_t total = 1;

	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct open_fact item = { .fact = (enum fact_id)i };
		if (!support_has(open, item.fact))
			continue;
		item.count = candidates_of(packset, item.fact, facts->items[i].value, item.candidates);
		if (item.count == 0)
			continue;
		if (completions->fact_count == OPEN_FACTS_MAX || total * item.count > COMPLETIONS_MAX) {
			completions->is_partial = true;
			return total;
		}
		total *= item.count;
		completions->facts[completions->fact_count++] = item;
	}
	return total;
}

/* Completion number n, read as digits: one digit for each open fact. */
static void set_facts(struct reckoner *reckoner, const struct completions *completions, size_t n)
{
	assert(completions->fact_count <= OPEN_FACTS_MAX);

	for (size_t i = 0; i < completions->fact_count; i++) {
		const struct open_fact *item = &completions->facts[i];
		reckoner->facts[item->fact] = item->candidates[n % item->count];
		n /= item->count;
	}
}

static void compare(struct completions *completions, const struct assessment *results, size_t total)
{
	assert(total > 0 && total <= COMPLETIONS_MAX);

	size_t stride = 1;

	completions->all_same = support_is_empty(completions->rest);
	for (size_t i = 0; i < completions->fact_count; i++) {
		size_t count = completions->facts[i].count;
		for (size_t n = 0; n < total; n++) {
			bool is_first = n / stride % count == 0;
			if (is_first || assessment_eq(&results[n], &results[n - stride]))
				continue;
			completions->facts[i].matters = true;
			completions->all_same = false;
		}
		stride *= count;
	}
}

enum status completions_try(struct reckoner *reckoner, const struct facts *facts, struct support open,
                            struct rule_state *states, struct completions *ret_completions)
{
	assert(reckoner != NULL && facts != NULL && ret_completions != NULL);

	struct completions completions = { .certain = UINT32_MAX };
	size_t total = collect(reckoner->packset, facts, open, &completions);
	struct assessment *results = ARENA_ARRAY(reckoner->arena, struct assessment, total);
	if (results == NULL)
		return STATUS_LIMIT;

	for (size_t n = 0; n < total; n++) {
		set_facts(reckoner, &completions, n);
		assess(reckoner, states, &results[n]);
		completions.rest = support_union(completions.rest, results[n].support);
		completions.certain &= results[n].open;
		completions.possible |= results[n].open;
	}
	for (size_t i = 0; i < completions.fact_count; i++) {
		enum fact_id fact = completions.facts[i].fact;
		reckoner->facts[fact] = value_unknown(support_of(fact));
	}
	compare(&completions, results, total);
	completions.result = results[0];
	*ret_completions = completions;
	return STATUS_OK;
}
