/* Why, and why not more: rules in words, with what they read beneath them. */
#include "core/explain_parts.h"

/* What an expression names itself, not through definitions. */
struct names {
	struct support facts;
	bool *definitions;
};

static void print_because(const struct explainer *explainer, const struct names *names, int depth);

/* False: the arena is exhausted. */
static bool names_init(const struct explainer *explainer, struct names *ret_names)
{
	const struct packset *packset = explainer->proposal->packset;

	*ret_names = (struct names){ .definitions = ARENA_ARRAY(explainer->proposal->reckoner->arena, bool,
		                                                packset->definition_count) };
	return ret_names->definitions != NULL;
}

/* Of several sources only the one that spoke is named. Packs are checked for depth when they are loaded, so
 * this ends. */
static void names_add(struct names *names, struct reckoner *reckoner, const struct expression *expression)
{
	bool is_first = expression->op == EXPRESSION_FIRST;

	if (expression->op == EXPRESSION_FACT)
		names->facts = support_union(names->facts, support_of((enum fact_id)expression->index));
	if (expression->op == EXPRESSION_DEFINITION)
		names->definitions[reckoner_version(reckoner, expression->index)] = true;
	for (size_t i = 0; i < expression->count; i++) {
		bool speaks = !is_first || value_is_known(reckon(reckoner, &expression->args[i]));
		if (speaks)
			names_add(names, reckoner, &expression->args[i]);
		if (is_first && speaks)
			return;
	}
}

/* --- one fact, one step --- */

/* What nobody said, or nobody had to say, explains nothing. */
static bool is_telling(const struct proposal *proposal, enum fact_id fact)
{
	return proposal->statuses[fact] != FACT_STATUS_ASSUMED &&
	       proposal->reckoner->facts[fact].kind != VALUE_ABSENT;
}

static void print_fact(const struct explainer *explainer, enum fact_id fact)
{
	assert(fact < FACT_COUNT);

	const struct proposal *proposal = explainer->proposal;
	const struct node *exhibits = proposal->facts->items[fact].exhibits;
	struct buf text = explainer_line(explainer);

	say_fact(&text, explainer->telling.language, fact, proposal->reckoner->facts[fact]);
	print_object_begin(explainer->printer);
	if (exhibits != NULL) {
		print_name(explainer->printer, STR("exhibits"));
		print_node(explainer->printer, exhibits);
	}
	print_member_string(explainer->printer, STR("fact"), fact_name(fact));
	print_member_string(explainer->printer, STR("status"), fact_status_name(proposal->statuses[fact]));
	print_member_string(explainer->printer, STR("text"), buf_str(&text));
	print_object_end(explainer->printer);
}

static void print_cites(const struct explainer *explainer, const size_t *cites, size_t count)
{
	print_name(explainer->printer, STR("cite"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < count; i++)
		print_string(explainer->printer, explainer->proposal->packset->articles[cites[i]].id);
	print_array_end(explainer->printer);
}

/* The exception that gave the value stands for the whole. */
static void print_step(const struct explainer *explainer, size_t index, int depth)
{
	assert(index < explainer->proposal->packset->definition_count);

	const struct slot *slot = &explainer->proposal->reckoner->definitions[index];
	const struct definition *definition =
		&explainer->proposal->packset->definitions[slot->by == SIZE_MAX ? index : slot->by];
	struct buf text = explainer_line(explainer);
	struct names names;

	say_definition(&text, explainer, index);
	print_object_begin(explainer->printer);
	if (depth > 0 && names_init(explainer, &names)) {
		names_add(&names, explainer->proposal->reckoner, &definition->value);
		if (definition->has_when)
			names_add(&names, explainer->proposal->reckoner, &definition->when);
		print_because(explainer, &names, depth - 1);
	}
	print_cites(explainer, definition->cites, definition->cite_count);
	print_member_string(explainer->printer, STR("definition"), definition->id);
	print_member_string(explainer->printer, STR("text"), buf_str(&text));
	print_object_end(explainer->printer);
}

static bool is_step(const struct explainer *explainer, size_t index)
{
	const struct definition *definition = &explainer->proposal->packset->definitions[index];

	return reckoner_has(explainer->proposal->reckoner, index) && !wording_is_empty(&definition->label) &&
	       value_is_known(explainer->proposal->reckoner->definitions[index].value);
}

/* The depth of the explanation bounds this: at most EXPLANATION_DEPTH_MAX levels. */
static void print_because(const struct explainer *explainer, const struct names *names, int depth)
{
	assert(depth >= 0 && depth <= EXPLANATION_DEPTH_MAX);

	print_name(explainer->printer, STR("because"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		enum fact_id fact = (enum fact_id)i;
		if (support_has(names->facts, fact) && is_telling(explainer->proposal, fact))
			print_fact(explainer, fact);
	}
	for (size_t i = 0; i < explainer->proposal->packset->definition_count; i++) {
		if (names->definitions[i] && is_step(explainer, i))
			print_step(explainer, i, depth);
	}
	print_array_end(explainer->printer);
}

/* --- rules --- */

static void print_reason(const struct explainer *explainer, const struct rule *rule, struct str text,
                         const struct names *names)
{
	print_object_begin(explainer->printer);
	if (explainer->telling.depth > 0)
		print_because(explainer, names, explainer->telling.depth - 1);
	print_cites(explainer, rule->cites, rule->cite_count);
	print_member_string(explainer->printer, STR("rule"), rule->id);
	print_member_string(explainer->printer, STR("text"), text);
	print_object_end(explainer->printer);
}

void print_reasons(const struct explainer *explainer)
{
	const struct packset *packset = explainer->proposal->packset;
	struct names names;

	print_name(explainer->printer, STR("reasons"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct rule *rule = &packset->rules[i];
		if (!rule_supports(explainer->proposal, i) || !names_init(explainer, &names))
			continue;
		names_add(&names, explainer->proposal->reckoner, &rule->when);
		for (size_t k = 0; k < rule->amount_count; k++)
			names_add(&names, explainer->proposal->reckoner, &rule->amounts[k].value);
		print_reason(explainer, rule, explainer_in(explainer, &rule->say), &names);
	}
	print_array_end(explainer->printer);
}

/* --- why not more --- */

/* The rank of what is proposed; the worst when nothing is. */
static int64_t proposed_rank(const struct proposal *proposal)
{
	if (proposal->result.proposed_count == 0)
		return INT64_MAX;
	return proposal->packset->remedies[proposal->result.proposed[0]].rank;
}

/* Would the rule have opened something better than what is proposed, that is not open anyway? */
static bool would_give_more(const struct proposal *proposal, const struct rule *rule)
{
	for (size_t i = 0; i < proposal->packset->remedy_count; i++) {
		bool opens = (rule->opens >> i & 1) != 0 && (proposal->result.available >> i & 1) == 0;
		if (opens && proposal->packset->remedies[i].rank < proposed_rank(proposal))
			return true;
	}
	return false;
}

/* What the condition fails on: of conditions that must all hold, those that do not. */
static void names_add_failing(struct names *names, struct reckoner *reckoner,
                              const struct expression *expression)
{
	if (expression->op != EXPRESSION_ALL) {
		names_add(names, reckoner, expression);
		return;
	}
	for (size_t i = 0; i < expression->count; i++) {
		if (value_truth(reckon(reckoner, &expression->args[i])) == TRUTH_FALSE)
			names_add(names, reckoner, &expression->args[i]);
	}
}

/* Whether a rule of the same pack holds: a pack about food says nothing to who bought a television. */
static bool is_in_play(const struct proposal *proposal, size_t pack)
{
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		const struct rule *rule = &proposal->packset->rules[i];
		if (rule->pack == pack && !rule->is_guard && proposal->states[i].truth == TRUTH_TRUE)
			return true;
	}
	return false;
}

/* A rule that is tried and does not hold, though it would give more; one that cannot say why is passed over
 * when it is not about this case at all. */
static bool is_worth_saying(const struct proposal *proposal, size_t index)
{
	assert(index < proposal->packset->rule_count);

	const struct rule *rule = &proposal->packset->rules[index];
	const struct rule_state *state = &proposal->states[index];

	if (!state->is_tried || state->truth != TRUTH_FALSE || rule->is_guard ||
	    !would_give_more(proposal, rule))
		return false;
	return state->defeated_by != NOT_DEFEATED || !wording_is_empty(&rule->say_not) ||
	       is_in_play(proposal, rule->pack);
}

/* The exception that holds; else what the rule says of itself; else that something it needs is not so. */
static struct str why_not(const struct explainer *explainer, size_t index)
{
	assert(index < explainer->proposal->packset->rule_count);

	const struct packset *packset = explainer->proposal->packset;
	const struct rule *rule = &packset->rules[index];
	size_t by = explainer->proposal->states[index].defeated_by;

	if (by != NOT_DEFEATED)
		return explainer_in(explainer, &packset->rules[by].say);
	if (!wording_is_empty(&rule->say_not))
		return explainer_in(explainer, &rule->say_not);
	return explainer_phrase(explainer, STR("why_not."), STR("unmet"), STR("not fulfilled"));
}

void print_why_not(const struct explainer *explainer)
{
	const struct proposal *proposal = explainer->proposal;
	struct names names;

	print_name(explainer->printer, STR("why_not"));
	print_array_begin(explainer->printer);
	for (size_t i = 0; i < proposal->packset->rule_count; i++) {
		const struct rule *rule = &proposal->packset->rules[i];
		size_t by = proposal->states[i].defeated_by;
		if (!is_worth_saying(proposal, i) || !names_init(explainer, &names))
			continue;
		if (by == NOT_DEFEATED)
			names_add_failing(&names, proposal->reckoner, &rule->when);
		else
			names_add(&names, explainer->proposal->reckoner, &proposal->packset->rules[by].when);
		print_reason(explainer, rule, why_not(explainer, i), &names);
	}
	print_array_end(explainer->printer);
}
