#include "core/lint_reach.h"

#include "core/lint_trial.h"
#include "core/reckoner.h"

#define SCRATCH_BYTES   MIB(2)
#define EXCEPTIONS_DEEP 8 /* exceptions to exceptions; a longer chain counts as never holding */

enum question_kind { QUESTION_HOLDS, QUESTION_EXCEPTIONS_DIFFER, QUESTION_RULES_DIFFER };

struct question {
	enum question_kind kind;
	size_t first; /* rule or definition */
	size_t second;
};

struct reach {
	struct lint *lint;
	const struct packset *packset;
	struct arena scratch;               /* emptied for each question */
	struct configuration configuration; /* live; settings are set in the reckoner */
	struct reckoner *reckoner;
	struct trial *trial;
	size_t steps_left;
};

/* --- conditions put together, in Kleene's logic --- */

static struct value both(struct value a, struct value b)
{
	enum truth left = value_truth(a);
	enum truth right = value_truth(b);

	if (left == TRUTH_FALSE || right == TRUTH_FALSE)
		return value_bool(false);
	if (left == TRUTH_UNKNOWN && right == TRUTH_UNKNOWN)
		return value_merge_open(a, b);
	if (left == TRUTH_UNKNOWN)
		return a;
	return b;
}

static struct value negation(struct value value)
{
	enum truth truth = value_truth(value);

	return truth == TRUTH_UNKNOWN ? value : value_bool(truth == TRUTH_FALSE);
}

static struct value holds(struct reach *reach, size_t index, int depth)
{
	assert(index < reach->packset->rule_count);

	const struct rule *rule = &reach->packset->rules[index];
	struct value value = reckon(reach->reckoner, &rule->when);

	if (depth == EXCEPTIONS_DEEP)
		return value_bool(false);
	for (size_t i = 0; i < rule->defeated_by_count && value_truth(value) != TRUTH_FALSE; i++)
		value = both(value, negation(holds(reach, rule->defeated_by[i], depth + 1)));
	return value;
}

/* True when both are known and differ; open while one of them is. */
static struct value differ(struct value a, struct value b)
{
	if (value_is_open(a) || value_is_open(b))
		return value_merge_open(a, b);
	return value_bool(value_is_known(a) && value_is_known(b) && !value_eq(a, b));
}

static struct value exceptions_differ(struct reach *reach, const struct question *question)
{
	const struct definition *definitions = reach->packset->definitions;
	struct value value = both(reckon(reach->reckoner, &definitions[question->first].when),
	                          reckon(reach->reckoner, &definitions[question->second].when));

	if (value_truth(value) == TRUTH_FALSE)
		return value;
	return both(value, differ(reckon_definition(reach->reckoner, question->first),
	                          reckon_definition(reach->reckoner, question->second)));
}

/* --- what two rules say about the same thing --- */

static bool same_expression(const struct expression *a, const struct expression *b)
{
	if (a->op != b->op || a->index != b->index || a->column != b->column || a->count != b->count)
		return false;
	if (a->op == EXPRESSION_CONSTANT && !value_eq(a->constant, b->constant))
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!same_expression(&a->args[i], &b->args[i]))
			return false;
	}
	return true;
}

static bool lines_clash(const struct amount_line *a, const struct amount_line *b)
{
	return (a->remedies & b->remedies) != 0 && str_eq(a->name, b->name) &&
	       !same_expression(&a->value, &b->value);
}

static bool rules_may_clash(const struct rule *a, const struct rule *b)
{
	if (a->pack != b->pack || a->is_guard || b->is_guard || (a->opens & b->opens) == 0)
		return false;
	for (size_t i = 0; i < a->amount_count; i++) {
		for (size_t k = 0; k < b->amount_count; k++) {
			if (lines_clash(&a->amounts[i], &b->amounts[k]))
				return true;
		}
	}
	return false;
}

static struct value rules_differ(struct reach *reach, const struct question *question)
{
	const struct rule *a = &reach->packset->rules[question->first];
	const struct rule *b = &reach->packset->rules[question->second];
	struct value hold = both(holds(reach, question->first, 0), holds(reach, question->second, 0));
	struct value open = value_bool(false);

	if (value_truth(hold) == TRUTH_FALSE)
		return hold;
	for (size_t i = 0; i < a->amount_count; i++) {
		for (size_t k = 0; k < b->amount_count; k++) {
			if (!lines_clash(&a->amounts[i], &b->amounts[k]))
				continue;
			struct value value = differ(reckon(reach->reckoner, &a->amounts[i].value),
			                            reckon(reach->reckoner, &b->amounts[k].value));
			if (value_truth(value) == TRUTH_TRUE)
				return hold;
			if (value_truth(value) == TRUTH_UNKNOWN)
				open = value;
		}
	}
	return both(hold, open);
}

static struct value ask(struct reach *reach, const struct question *question)
{
	reckoner_begin(reach->reckoner);
	if (question->kind == QUESTION_HOLDS)
		return holds(reach, question->first, 0);
	if (question->kind == QUESTION_EXCEPTIONS_DIFFER)
		return exceptions_differ(reach, question);
	return rules_differ(reach, question);
}

/* --- the search --- */

static bool has_support(struct value value)
{
	return value.kind == VALUE_UNKNOWN && !support_is_empty(value.support);
}

/* The open fact with the fewest values to try: what fails, fails early. */
static enum fact_id pick(struct reach *reach, struct support support)
{
	const struct value *values;
	size_t best_count = SIZE_MAX;
	enum fact_id best = (enum fact_id)0;

	for (size_t i = 0; i < FACT_COUNT; i++) {
		if (!support_has(support, (enum fact_id)i))
			continue;
		size_t count = trial_values(reach->trial, (enum fact_id)i, &values);
		if (count < best_count) {
			best_count = count;
			best = (enum fact_id)i;
		}
	}
	return best;
}

/* Depth-first over the facts that the answer depends on; one level fixes one fact, so FACT_COUNT levels end
 * it. True: some facts make it so, or the steps ran out (then nothing is known). */
static bool search(struct reach *reach, const struct question *question)
{
	struct value answer = ask(reach, question);
	const struct value *values;
	enum fact_id fact;
	size_t count;
	bool is_found = false;

	if (value_truth(answer) == TRUTH_TRUE || reach->steps_left == 0)
		return true;
	reach->steps_left--;
	if (value_truth(answer) == TRUTH_FALSE || !has_support(answer))
		return false;
	fact = pick(reach, answer.support);
	count = trial_values(reach->trial, fact, &values);
	if (count == 0) {
		reach->steps_left = 0;
		return true;
	}
	for (size_t i = 0; i < count && !is_found; i++) {
		reach->reckoner->facts[fact] = values[i];
		is_found = search(reach, question);
	}
	reach->reckoner->facts[fact] = value_unknown(support_of(fact));
	return is_found;
}

/* What is fixed before the search: what selects packs and values, and so is no support of any answer. */
struct stage {
	struct str jurisdiction; /* empty: open */
	struct value calendar;
	const struct trial_era *era; /* NULL: the day that selects the law is open */
};

/* The fact that counts first for the day that selects the law: "first" looks at its arguments in order. */
static bool first_fact(const struct expression *expression, enum fact_id *ret_fact)
{
	while (expression->op != EXPRESSION_FACT && expression->count > 0)
		expression = &expression->args[0];
	if (expression->op != EXPRESSION_FACT)
		return false;
	*ret_fact = (enum fact_id)expression->index;
	return true;
}

static void fix_era(struct reach *reach, const struct trial_era *era)
{
	const struct packset *packset = reach->packset;
	const struct expression *selects = packset->connecting_dates[packset->packs[era->pack].connecting];
	enum fact_id fact;

	if (first_fact(selects == NULL ? &packset->connecting_date : selects, &fact))
		reach->reckoner->facts[fact] = value_date(era->day);
}

static void open_facts(struct reach *reach, const struct stage *stage)
{
	for (size_t i = 0; i < FACT_COUNT; i++)
		reach->reckoner->facts[i] = value_unknown(support_of((enum fact_id)i));
	reach->reckoner->facts[FACT_TIME_NON_WORKING_DAYS] = stage->calendar;
	if (stage->jurisdiction.len > 0)
		reach->reckoner->facts[FACT_JURISDICTION] = value_token(stage->jurisdiction);
	if (stage->era != NULL)
		fix_era(reach, stage->era);
}

static void add_expressions(struct reach *reach, const struct question *question)
{
	const struct packset *packset = reach->packset;
	const size_t both_of[] = { question->first, question->second };

	for (size_t i = 0; i < COUNT_OF(both_of); i++) {
		if (question->kind == QUESTION_EXCEPTIONS_DIFFER) {
			trial_add(reach->trial, &packset->definitions[both_of[i]].when);
			trial_add(reach->trial, &packset->definitions[both_of[i]].value);
			continue;
		}
		const struct rule *rule = &packset->rules[both_of[i]];
		trial_add(reach->trial, &rule->when);
		for (size_t k = 0; k < rule->defeated_by_count; k++)
			trial_add(reach->trial, &packset->rules[rule->defeated_by[k]].when);
		for (size_t k = 0; question->kind == QUESTION_RULES_DIFFER && k < rule->amount_count; k++)
			trial_add(reach->trial, &rule->amounts[k].value);
	}
}

/* Without holidays, then with a year of them. */
static bool search_stage(struct reach *reach, const struct question *question, struct stage stage,
                         size_t steps)
{
	const struct value calendars[] = { value_absent(), trial_holiday(reach->trial) };
	bool is_found = false;

	for (size_t i = 0; i < COUNT_OF(calendars) && !is_found; i++) {
		stage.calendar = calendars[i];
		open_facts(reach, &stage);
		reach->steps_left = steps;
		is_found = search(reach, question);
	}
	return is_found;
}

/* At home under the law of today; then abroad, if the question asks whose law it is; then under each value
 * that a parameter had before. */
static bool search_under(struct reach *reach, const struct question *question, struct str jurisdiction,
                         size_t steps)
{
	const struct trial *trial = reach->trial;
	struct stage stage = { .jurisdiction = jurisdiction };
	bool is_found = search_stage(reach, question, stage, steps);

	if (!is_found && trial->asks_place && jurisdiction.len > 0)
		is_found = search_stage(reach, question, (struct stage){ .era = NULL }, steps);
	for (size_t i = 0; i < trial->era_count && !is_found; i++) {
		stage.era = &trial->eras[i];
		is_found = search_stage(reach, question, stage, steps);
	}
	return is_found;
}

static enum status prepare(struct reach *reach, const struct question *question, struct error *err)
{
	arena_reset(&reach->scratch);
	reach->reckoner = ARENA_NEW(&reach->scratch, struct reckoner);
	reach->trial = ARENA_NEW(&reach->scratch, struct trial);
	TRY(arena_check(&reach->scratch, err));
	TRY(reckoner_init(reach->reckoner, reach->packset, &reach->configuration, &reach->scratch, err));
	TRY(trial_init(reach->trial, reach->packset, &reach->scratch, err));
	add_expressions(reach, question);
	return arena_check(&reach->scratch, err);
}

/* With one setting at each of its values, then as it was. */
static bool search_settings(struct reach *reach, const struct question *question, size_t setting,
                            struct str jurisdiction, size_t steps)
{
	const struct node *values = reach->packset->settings[setting].values;
	struct str before = reach->reckoner->settings[setting];
	bool is_found = false;

	for (size_t i = 0; values != NULL && i < values->count && !is_found; i++) {
		reach->reckoner->settings[setting] = values->items[i].string;
		is_found = search_under(reach, question, jurisdiction, steps);
	}
	reach->reckoner->settings[setting] = before;
	return is_found;
}

struct attempt {
	bool so;      /* or not to be known */
	bool certain; /* some facts were found */
};

/* As the settings stand, then with each of those that the question names at each of its values. */
static enum status try_question(struct reach *reach, const struct question *question, size_t pack,
                                size_t steps, struct attempt *ret_attempt, struct error *err)
{
	struct str jurisdiction = reach->packset->packs[pack].jurisdiction;
	bool so;

	TRY(prepare(reach, question, err));
	if (reach->trial->asks_status) { /* how a fact stands is no value that could be tried */
		*ret_attempt = (struct attempt){ .so = true };
		return STATUS_OK;
	}
	so = search_under(reach, question, jurisdiction, steps);
	for (size_t i = 0; i < reach->packset->symbols.setting_count && !so; i++) {
		if (reach->trial->settings[i])
			so = search_settings(reach, question, i, jurisdiction, steps);
	}
	*ret_attempt = (struct attempt){ .so = so, .certain = reach->steps_left > 0 };
	return STATUS_OK;
}

/* --- findings --- */

/* Where the entry stands in its file: by section and place, as it is written. */
static void find_at(struct reach *reach, struct str id, bool is_definition, enum lint_code code,
                    const char *what, struct str other)
{
	static const struct str places[] = { STR_INIT("rules"), STR_INIT("guards") };
	static const struct str definitions[] = { STR_INIT("definitions") };
	struct lint *lint = reach->lint;
	const struct lint_name *name =
		lint_name_find(lint, is_definition ? LINT_DEFINITIONS : LINT_RULES, id);
	size_t before = lint->place_len;

	if (name == NULL)
		return;
	lint->pack = name->pack;
	for (size_t s = 0; s < (is_definition ? COUNT_OF(definitions) : COUNT_OF(places)); s++) {
		struct str section = is_definition ? definitions[s] : places[s];
		const struct node *list = node_find(lint->roots[lint->pack], section);
		for (size_t i = 0; list != NULL && i < list->count; i++) {
			if (&list->items[i] != name->node)
				continue;
			(void)lint_enter(lint, section);
			(void)lint_enter_at(lint, i);
		}
	}
	if (lint->place_len == before) /* it came of a template */
		(void)lint_enter(lint, STR("instances"));
	lint_find(lint, code, "\"" STR_FMT "\" %s \"" STR_FMT "\"", STR_ARG(id), what, STR_ARG(other));
	lint_leave(lint, before);
}

static enum status look_for_unreachable(struct reach *reach, struct error *err)
{
	const struct packset *packset = reach->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		struct question question = { QUESTION_HOLDS, i, i };
		struct attempt attempt;
		TRY(try_question(reach, &question, packset->rules[i].pack, REACH_STEPS_MAX, &attempt, err));
		if (!attempt.so)
			find_at(reach, packset->rules[i].id, false, LINT_UNREACHABLE_RULE,
			        "can never hold: no facts satisfy its \"when\" while no exception defeats "
			        "it; pack",
			        packset->packs[packset->rules[i].pack].id);
	}
	return STATUS_OK;
}

static enum status look_at_pair(struct reach *reach, const struct question *question, size_t pack,
                                struct str first, struct str second, struct error *err)
{
	bool is_definition = question->kind == QUESTION_EXCEPTIONS_DIFFER;
	struct attempt attempt;

	TRY(try_question(reach, question, pack, OVERLAP_STEPS_MAX, &attempt, err));
	if (attempt.so && attempt.certain)
		find_at(reach, second, is_definition, LINT_UNDECLARED_OVERLAP,
		        is_definition ? "can hold together with, and give another value than; make one an "
		                        "exception (\"of\") to the other:"
		                      : "can hold together with, and give another amount than; make one an "
		                        "exception (\"of\") to the other:",
		        first);
	return STATUS_OK;
}

static enum status look_for_overlaps_of(struct reach *reach, size_t first, struct error *err)
{
	const struct rule *rules = reach->packset->rules;

	for (size_t k = first + 1; k < reach->packset->rule_count; k++) {
		struct question question = { QUESTION_RULES_DIFFER, first, k };
		if (rules_may_clash(&rules[first], &rules[k]))
			TRY(look_at_pair(reach, &question, rules[first].pack, rules[first].id, rules[k].id,
			                 err));
	}
	return STATUS_OK;
}

static enum status look_for_overlaps(struct reach *reach, struct error *err)
{
	for (size_t i = 0; i < reach->packset->rule_count; i++)
		TRY(look_for_overlaps_of(reach, i, err));
	return STATUS_OK;
}

/* Two exceptions to one definition that give different values. */
static enum status look_for_clashes_of(struct reach *reach, size_t first, struct error *err)
{
	const struct packset *packset = reach->packset;
	const struct definition *a = &packset->definitions[first];

	for (size_t k = first + 1; k < packset->definition_count && a->parent != SIZE_MAX; k++) {
		const struct definition *b = &packset->definitions[k];
		struct question question = { QUESTION_EXCEPTIONS_DIFFER, first, k };
		if (b->parent == a->parent && !same_expression(&a->value, &b->value))
			TRY(look_at_pair(reach, &question, b->pack, a->id, b->id, err));
	}
	return STATUS_OK;
}

static enum status look_for_clashing_exceptions(struct reach *reach, struct error *err)
{
	for (size_t i = 0; i < reach->packset->definition_count; i++)
		TRY(look_for_clashes_of(reach, i, err));
	return STATUS_OK;
}

enum status lint_reach(struct lint *lint, const struct packset *packset, struct error *err)
{
	assert(lint != NULL && packset != NULL);

	struct reach *reach = ARENA_NEW(lint->arena, struct reach);
	void *block = ARENA_ARRAY(lint->arena, uint8_t, SCRATCH_BYTES);
	TRY(arena_check(lint->arena, err));

	*reach = (struct reach){ .lint = lint, .packset = packset };
	arena_init(&reach->scratch, block, SCRATCH_BYTES);
	TRY(look_for_unreachable(reach, err));
	TRY(look_for_overlaps(reach, err));
	return look_for_clashing_exceptions(reach, err);
}
