#include "core/counterfactual.h"

#include "core/fact_word.h"
#include "core/reason.h"
#include "core/variation.h"

/* Room for sets and lists of repairs, each tried with one item otherwise. */
#define VARIATION_BYTES KIB(64)

struct search {
	const struct proposal *base;
	struct configuration configuration; /* the same, but for foreseeing */
	struct arena scratch;               /* of one evaluation: what the caller's arena has left */
	size_t runs_max;
	struct arena variations; /* lists of values that were tried */
	struct facts *facts;     /* those of the proposal, with a change tried */
	struct probe probe;
	struct variable variables[VARIABLES_MAX];
	size_t variable_count;
	struct counterfactuals *found;
};

/* --- one trial --- */

static void set_fact(struct search *search, enum fact_id fact, struct value value)
{
	search->facts->items[fact] = (struct fact){ .status = FACT_STATUS_ESTABLISHED, .value = value };
}

static void restore_fact(struct search *search, enum fact_id fact)
{
	search->facts->items[fact] = search->base->facts->items[fact];
}

/* Evaluates the facts as they are set; days that cannot have been change nothing. False: it cannot be told,
 * and the search is no longer complete. */
static bool run(struct search *search, struct assessment *ret_result)
{
	const struct proposal *proposal;
	struct contradiction impossible;
	struct error unused;

	if (facts_contradict(search->facts, &impossible)) {
		*ret_result = search->base->result;
		return true;
	}

	if (search->found->runs == search->runs_max) {
		search->found->is_complete = false;
		return false;
	}
	search->found->runs++;
	arena_reset(&search->scratch);
	if (evaluate(search->base->packset, &search->configuration, search->facts, &search->scratch,
	             &proposal, &unused) != STATUS_OK) {
		search->found->is_complete = false;
		return false;
	}
	*ret_result = proposal->result;
	return true;
}

static bool run_at(struct search *search, enum fact_id fact, struct value value,
                   struct assessment *ret_result)
{
	set_fact(search, fact, value);
	bool ran = run(search, ret_result);
	restore_fact(search, fact);
	return ran;
}

/* --- changes that are none: a sum that follows its price --- */

static bool differs_but_for_sums(const struct assessment *a, const struct assessment *b)
{
	struct assessment same_sums = *b;

	if (a->amount_count != b->amount_count)
		return true;
	for (size_t i = 0; i < a->amount_count; i++) {
		if (!str_eq(a->amounts[i].name, b->amounts[i].name))
			return true;
	}
	memcpy(same_sums.amounts, a->amounts, sizeof same_sums.amounts);
	return !assessment_eq(a, &same_sums);
}

static int64_t distance_of(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* Whether the sum jumps at `to`: the last step moves it by more than twice what the steps before it did. */
static bool is_jump(struct search *search, const struct variable *variable, struct value to,
                    const struct assessment *result)
{
	assert(fact_is_continuous(variable->fact));

	const struct assessment *base = &search->base->result;
	int64_t steps = distance_of(line_place(to), line_place(variable->now));
	int64_t back = line_place(to) > line_place(variable->now) ? -1 : 1;
	struct assessment before;

	if (!run_at(search, variable->fact, line_value(variable->fact, line_place(to) + back), &before))
		return false;
	int64_t jump = distance_of(money_of_buyer(result), money_of_buyer(&before));
	int64_t drift = distance_of(money_of_buyer(&before), money_of_buyer(base));
	return jump > 1 + 2 * (steps > 1 ? drift / (steps - 1) : 0);
}

static bool is_change(struct search *search, const struct variable *variable, struct value to,
                      const struct assessment *result)
{
	const struct assessment *base = &search->base->result;

	if (assessment_eq(base, result))
		return false;
	if (!fact_is_continuous(variable->fact) || !value_is_known(variable->now) || !value_is_known(to))
		return true;
	return differs_but_for_sums(base, result) || is_jump(search, variable, to, result);
}

/* --- keeping what was found --- */

static enum bound bound_of(const struct variable *variable, struct value to)
{
	if (!fact_is_continuous(variable->fact) || !value_is_known(variable->now) || !value_is_known(to))
		return BOUND_EXACT;
	return line_place(to) < line_place(variable->now) ? BOUND_AT_MOST : BOUND_AT_LEAST;
}

/* The same fact, moved the same way, with the same result: the nearer value stands for both. */
static bool is_repeated(const struct counterfactual *a, const struct counterfactual *b)
{
	if (a->change_count != b->change_count || !assessment_eq(&a->result, &b->result))
		return false;
	for (size_t i = 0; i < a->change_count; i++) {
		const struct fact_change *one = &a->changes[i];
		const struct fact_change *other = &b->changes[i];
		if (one->fact != other->fact || one->bound != other->bound)
			return false;
		if (!fact_is_continuous(one->fact) && !value_eq(one->to, other->to))
			return false;
		if (value_is_known(one->to) != value_is_known(other->to))
			return false;
	}
	return true;
}

/* Values come in rising order, so of two that lie below the present one the later is the nearer. */
static void keep(struct search *search, const struct counterfactual *item)
{
	struct counterfactuals *found = search->found;

	for (size_t i = 0; i < found->count; i++) {
		if (!is_repeated(&found->items[i], item))
			continue;
		for (size_t k = 0; k < item->change_count; k++) {
			if (item->changes[k].bound != BOUND_AT_LEAST)
				found->items[i].changes[k].to = item->changes[k].to;
		}
		return;
	}
	if (found->count == COUNTERFACTUALS_MAX)
		found->is_complete = false;
	else
		found->items[found->count++] = *item;
}

/* --- one change --- */

static void find_variations(struct search *search, const struct variable *variable,
                            struct variations *ret_variations)
{
	variations_find(&search->probe, variable, ret_variations);
	if (!ret_variations->is_complete)
		search->found->is_complete = false;
}

static void try_one(struct search *search, struct variable *variable, struct value to)
{
	struct counterfactual item = { .change_count = 1 };

	if (!run_at(search, variable->fact, to, &item.result) ||
	    !is_change(search, variable, to, &item.result))
		return;
	item.changes[0] = (struct fact_change){ variable->fact, bound_of(variable, to), to };
	item.favours = favour_of(search->base->packset, &search->base->result, &item.result);
	variable->helps[item.favours] = true;
	keep(search, &item);
}

static void try_singles(struct search *search)
{
	struct variations variations;

	for (size_t i = 0; i < search->variable_count; i++) {
		find_variations(search, &search->variables[i], &variations);
		for (size_t k = 0; k < variations.count; k++)
			try_one(search, &search->variables[i], variations.values[k]);
	}
}

/* --- two changes --- */

static void try_two(struct search *search, const struct variable *a, struct value to_a,
                    const struct variable *b, struct value to_b)
{
	struct counterfactual item = { .change_count = 2 };

	set_fact(search, b->fact, to_b);
	bool ran = run_at(search, a->fact, to_a, &item.result);
	restore_fact(search, b->fact);
	if (!ran || assessment_eq(&search->base->result, &item.result))
		return;
	item.favours = favour_of(search->base->packset, &search->base->result, &item.result);
	if (a->helps[item.favours] || b->helps[item.favours])
		return;
	item.changes[0] = (struct fact_change){ a->fact, bound_of(a, to_a), to_a };
	item.changes[1] = (struct fact_change){ b->fact, bound_of(b, to_b), to_b };
	keep(search, &item);
}

static void try_pair(struct search *search, const struct variable *a, const struct variable *b)
{
	struct variations first;
	struct variations second = { 0 };

	find_variations(search, a, &first);
	for (size_t i = 0; i < first.count; i++) {
		struct value before = probe_set(&search->probe, a->fact, first.values[i]);
		second.count = 0;
		if (probe_reacts(&search->probe, b->fact))
			find_variations(search, b, &second);
		(void)probe_set(&search->probe, a->fact, before);
		for (size_t k = 0; k < second.count; k++)
			try_two(search, a, first.values[i], b, second.values[k]);
	}
}

/* Whether the two together could help somebody whom neither helps alone. */
static bool is_promising(const struct variable *a, const struct variable *b)
{
	if (!a->is_undecided || !b->is_undecided)
		return false;
	for (size_t i = 0; i < FAVOUR_COUNT; i++) {
		if (!a->helps[i] && !b->helps[i])
			return true;
	}
	return false;
}

static void try_pairs(struct search *search)
{
	for (size_t i = 0; i < search->variable_count; i++) {
		for (size_t k = i + 1; k < search->variable_count; k++) {
			if (is_promising(&search->variables[i], &search->variables[k]))
				try_pair(search, &search->variables[i], &search->variables[k]);
		}
	}
}

/* --- all --- */

/* As many as the operator of the proposal allows; the tests and tools that call the search ask for all. */
static size_t runs_max_of(const struct configuration *configuration)
{
	bool is_limited = configuration->foresight > 0 && configuration->foresight < COUNTERFACTUAL_RUNS_MAX;

	return is_limited ? configuration->foresight : COUNTERFACTUAL_RUNS_MAX;
}

/* Everything that lasts is taken from the arena first; evaluations use the rest again and again. */
static enum status search_new(const struct proposal *base, struct arena *arena, struct search **ret_search,
                              struct error *err)
{
	struct search *search = ARENA_NEW(arena, struct search);
	void *block = arena_alloc_dirty(arena, 1, VARIATION_BYTES, _Alignof(max_align_t));
	struct facts *facts = ARENA_NEW(arena, struct facts);
	struct counterfactuals *found = ARENA_NEW(arena, struct counterfactuals);
	struct counterfactual *items = ARENA_ARRAY(arena, struct counterfactual, COUNTERFACTUALS_MAX);
	TRY(arena_check(arena, err));

	*facts = *base->facts;
	*found = (struct counterfactuals){ .items = items, .is_complete = true };
	search->base = base;
	search->configuration = *base->configuration;
	search->runs_max = runs_max_of(base->configuration);
	search->configuration.foresight = 0;
	search->facts = facts;
	search->found = found;
	TRY(probe_init(&search->probe, base, arena, err));
	arena_init(&search->variations, block, VARIATION_BYTES);
	search->probe.arena = &search->variations;
	arena_init(&search->scratch, arena->base + arena->used, arena->size - arena->used);
	*ret_search = search;
	return STATUS_OK;
}

static size_t undecided_count(const struct search *search)
{
	size_t count = 0;

	for (size_t i = 0; i < search->variable_count; i++)
		count += search->variables[i].is_undecided ? 1 : 0;
	return count;
}

enum status counterfactuals_find(const struct proposal *proposal, struct arena *arena,
                                 const struct counterfactuals **ret_counterfactuals, struct error *err)
{
	assert(proposal != NULL && arena != NULL && ret_counterfactuals != NULL);

	struct search *search;
	TRY(search_new(proposal, arena, &search, err));

	search->found->is_complete =
		variables_find(&search->probe, search->variables, &search->variable_count);
	try_singles(search);
	if (undecided_count(search) <= UNDECIDED_MAX)
		try_pairs(search);
	else
		search->found->is_complete = false;
	if (search->variations.exhausted)
		search->found->is_complete = false;
	*ret_counterfactuals = search->found;
	return STATUS_OK;
}

/* --- as data --- */

static void print_evidence(struct printer *printer, enum fact_id fact)
{
	struct str rest = fact_word(fact)->evidence;

	print_name(printer, STR("evidence"));
	print_array_begin(printer);
	while (rest.len > 0)
		print_string(printer, list_next(&rest));
	print_array_end(printer);
}

static void print_change(struct printer *printer, const struct fact_change *change)
{
	static const struct str bounds[] = {
		[BOUND_EXACT] = STR_INIT("exactly"),
		[BOUND_AT_MOST] = STR_INIT("at_most"),
		[BOUND_AT_LEAST] = STR_INIT("at_least"),
	};

	print_object_begin(printer);
	print_member_string(printer, STR("bound"), bounds[change->bound]);
	print_evidence(printer, change->fact);
	print_member_string(printer, STR("fact"), fact_name(change->fact));
	print_name(printer, STR("to"));
	print_value(printer, change->to);
	print_object_end(printer);
}

static void print_amounts(struct printer *printer, const struct assessment *result)
{
	print_name(printer, STR("amounts"));
	print_object_begin(printer);
	for (size_t i = 0; i < result->amount_count; i++)
		print_member_int(printer, result->amounts[i].name, result->amounts[i].value.integer);
	print_object_end(printer);
}

static void print_counterfactual(struct printer *printer, const struct packset *packset,
                                 const struct counterfactual *item)
{
	print_object_begin(printer);
	print_amounts(printer, &item->result);
	print_name(printer, STR("changes"));
	print_array_begin(printer);
	for (size_t i = 0; i < item->change_count; i++)
		print_change(printer, &item->changes[i]);
	print_array_end(printer);
	print_member_string(printer, STR("favours"), favour_name(item->favours));
	print_member_string(printer, STR("freight_payer"), item->result.freight_payer);
	print_member_string(printer, STR("outcome"), outcome_name(item->result.outcome));
	print_name(printer, STR("remedies"));
	print_array_begin(printer);
	for (size_t i = 0; i < item->result.proposed_count; i++)
		print_string(printer, packset->remedies[item->result.proposed[i]].id);
	print_array_end(printer);
	print_object_end(printer);
}

void print_counterfactuals(struct printer *printer, const struct packset *packset,
                           const struct counterfactuals *counterfactuals)
{
	assert(printer != NULL && packset != NULL && counterfactuals != NULL);

	print_array_begin(printer);
	for (size_t i = 0; i < counterfactuals->count; i++)
		print_counterfactual(printer, packset, &counterfactuals->items[i]);
	print_array_end(printer);
}
