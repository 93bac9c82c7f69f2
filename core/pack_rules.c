#include "core/fact_check.h"
#include "core/loader.h"

static bool find_entry(const struct entries *entries, struct str id, size_t *ret_index)
{
	for (size_t i = 0; i < entries->count; i++) {
		if (str_eq(entries->items[i].id, id)) {
			*ret_index = i;
			return true;
		}
	}
	return false;
}

/* "of": one id, or a list of ids. */
static const struct node *parent_at(const struct node *node, size_t i)
{
	const struct node *of = node_find(node, STR("of"));

	if (of == NULL || of->kind == NODE_NULL)
		return NULL;
	if (of->kind != NODE_ARRAY)
		return i == 0 ? of : NULL;
	return i < of->count ? &of->items[i] : NULL;
}

/* --- definitions --- */

static enum status read_definition(struct loader *loader, const struct entry *entry,
                                   struct definition *ret_definition, struct error *err)
{
	assert(entry->node != NULL);

	const struct node *when = node_find(entry->node, STR("when"));
	struct definition definition = {
		.id = entry->id,
		.pack = entry->pack,
		.parent = SIZE_MAX,
		.has_when = when != NULL,
		.computed = node_find(entry->node, STR("computed")),
	};

	if (!loader_validity(node_find(entry->node, STR("legal_valid")), &definition.validity))
		return loader_refuse(loader, "\"legal_valid\" is [from, to], days or null", err);
	TRY(loader_wording(loader, entry->node, STR("label"), &definition.label, err));
	if (when != NULL)
		TRY(loader_expression(loader, when, &definition.when, err));
	TRY(loader_expression(loader, node_find(entry->node, STR("value")), &definition.value, err));
	TRY(loader_cites(loader, node_find(entry->node, STR("cite")), &definition.cites,
	                 &definition.cite_count, err));
	if (parent_at(entry->node, 0) == NULL) {
		*ret_definition = definition;
		return STATUS_OK;
	}
	if (!find_entry(&loader->definitions, parent_at(entry->node, 0)->string, &definition.parent))
		return loader_refuse(loader, "the definition that this is an exception of is not loaded",
		                     err);
	if (!definition.has_when)
		return loader_refuse(loader, "an exception needs a \"when\"", err);
	TRY(loader_may_except(loader, entry, &loader->definitions.items[definition.parent], err));
	*ret_definition = definition;
	return STATUS_OK;
}

/* Versions of a definition share its exceptions; `parent` is the first of them. */
static enum status link_exceptions(struct loader *loader, struct definition *definitions, size_t count,
                                   struct error *err)
{
	assert(definitions != NULL || count == 0);

	for (size_t parent = 0; parent < count; parent++) {
		struct definition *definition = &definitions[parent];
		size_t found = 0;
		for (size_t i = 0; i < count; i++)
			found += definitions[i].parent == parent ? 1 : 0;
		size_t *exceptions = ARENA_ARRAY(loader->arena, size_t, found);
		TRY(arena_check(loader->arena, err));
		for (size_t i = 0; i < count; i++) {
			if (definitions[i].parent == parent)
				exceptions[definition->exception_count++] = i;
		}
		definition->exceptions = exceptions;
		if (parent == 0 || !str_eq(definitions[parent - 1].id, definition->id))
			continue;
		definitions[parent - 1].has_later = true;
		definition->exceptions = definitions[parent - 1].exceptions;
		definition->exception_count = definitions[parent - 1].exception_count;
	}
	return STATUS_OK;
}

enum status loader_definitions(struct loader *loader, struct error *err)
{
	assert(loader->packset->definitions == NULL);

	struct packset *packset = loader->packset;

	TRY(loader_collect(loader, STR("definitions"), &loader->definitions, err));
	size_t count = loader->definitions.count;
	struct str *names = ARENA_ARRAY(loader->arena, struct str, count);
	struct definition *definitions = ARENA_ARRAY(loader->arena, struct definition, count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < count; i++)
		names[i] = loader->definitions.items[i].id;
	packset->symbols.definitions = names; /* known by name before the first is compiled */
	packset->symbols.definition_count = count;

	for (size_t i = 0; i < count; i++) {
		loader_enter(loader, "definitions", &loader->definitions.items[i]);
		TRY(read_definition(loader, &loader->definitions.items[i], &definitions[i], err));
	}
	TRY(link_exceptions(loader, definitions, count, err));
	packset->definitions = definitions;
	packset->definition_count = count;
	return STATUS_OK;
}

/* --- rules and guards --- */

/* The lines of one remedy; `ret_lines` has room for every member of `node`. */
static enum status read_lines(struct loader *loader, const struct node *node, uint32_t remedies,
                              struct amount_line *ret_lines, struct error *err)
{
	assert(ret_lines != NULL || node->count == 0);

	for (size_t i = 0; i < node->count; i++) {
		ret_lines[i].remedies = remedies;
		ret_lines[i].name = node->members[i].name;
		TRY(loader_expression(loader, &node->members[i].value, &ret_lines[i].value, err));
	}
	return STATUS_OK;
}

/* "amounts": {"REFUND_FULL": {"refund_minor": expression}}; "*" stands for every remedy. */
static enum status read_amounts(struct loader *loader, const struct node *node, struct rule *rule,
                                struct error *err)
{
	assert(rule->amount_count == 0);

	size_t count = 0;

	for (size_t i = 0; node != NULL && i < node->count; i++)
		count += node->members[i].value.count;
	struct amount_line *lines = ARENA_ARRAY(loader->arena, struct amount_line, count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; node != NULL && i < node->count; i++) {
		const struct member *remedy = &node->members[i];
		size_t index = packset_remedy(loader->packset, remedy->name);
		bool is_any = str_eq(remedy->name, STR("*"));
		if (index == SIZE_MAX && !is_any)
			return loader_refuse(loader, "\"amounts\" names a remedy that does not exist", err);
		uint32_t remedies = is_any ? UINT32_MAX : UINT32_C(1) << index;
		TRY(read_lines(loader, &remedy->value, remedies, &lines[rule->amount_count], err));
		rule->amount_count += remedy->value.count;
	}
	rule->amounts = lines;
	return STATUS_OK;
}

/* "instead": {"asked": remedy, "propose": remedy}. */
static enum status read_instead(const struct loader *loader, const struct node *node, struct rule *rule,
                                struct error *err)
{
	rule->asked_for = SIZE_MAX;
	rule->proposed = SIZE_MAX;
	if (node == NULL)
		return STATUS_OK;
	rule->asked_for = packset_remedy(loader->packset, node_text(node, STR("asked")));
	rule->proposed = packset_remedy(loader->packset, node_text(node, STR("propose")));
	if (rule->asked_for == SIZE_MAX || rule->proposed == SIZE_MAX)
		return loader_refuse(loader, "\"instead\" names two remedies: asked and propose", err);
	return STATUS_OK;
}

static enum status read_asks(struct loader *loader, const struct node *node, struct rule *rule,
                             struct error *err)
{
	size_t count = node == NULL ? 0 : node->count;
	enum fact_id *asks = ARENA_ARRAY(loader->arena, enum fact_id, count);
	TRY(arena_check(loader->arena, err));

	for (size_t i = 0; i < count; i++) {
		if (node->kind != NODE_ARRAY || !fact_find(node->items[i].string, &asks[i]))
			return loader_refuse(loader, "\"asks\" is a list of facts", err);
	}
	rule->asks = asks;
	rule->ask_count = count;
	return STATUS_OK;
}

static enum status read_effects(struct loader *loader, const struct node *node, struct rule *rule,
                                struct error *err)
{
	assert(rule->id.len > 0);

	const struct node *freight = node_find(node, STR("freight"));

	TRY(loader_remedies(loader, node_find(node, STR("opens")), &rule->opens, err));
	TRY(read_amounts(loader, node_find(node, STR("amounts")), rule, err));
	TRY(read_instead(loader, node_find(node, STR("instead")), rule, err));
	TRY(read_asks(loader, node_find(node, STR("asks")), rule, err));
	TRY(loader_needs(loader, node_find(node, STR("standards")), rule, err));
	rule->has_freight = freight != NULL;
	if (freight != NULL)
		TRY(loader_expression(loader, freight, &rule->freight, err));
	if (!rule->is_guard && rule->opens == 0)
		return loader_refuse(loader, "a rule opens at least one remedy; without one it is a guard",
		                     err);
	return STATUS_OK;
}

static enum status read_rule(struct loader *loader, const struct entry *entry, bool is_guard,
                             struct rule *ret_rule, struct error *err)
{
	assert(entry->node != NULL && ret_rule != NULL);

	const struct node *node = entry->node;
	struct rule rule = {
		.id = entry->id,
		.pack = entry->pack,
		.is_guard = is_guard,
		.refers = node_bool(node, STR("refers"), false),
		.on_override = str_eq(node_text(node, STR("on")), STR("policy_overridden")),
		.chooser = node_text(node, STR("chooser")),
		.burden = node_text(node, STR("burden")),
		.flag = node_text(node, STR("flag")),
		.quote = node_text(node, STR("quote")),
	};

	if (!loader_validity(node_find(node, STR("legal_valid")), &rule.validity))
		return loader_refuse(loader, "\"legal_valid\" is [from, to], days or null", err);
	TRY(loader_expression(loader, node_find(node, STR("when")), &rule.when, err));
	expression_collect_facts(&rule.when, &rule.facts);
	TRY(read_effects(loader, node, &rule, err));
	TRY(loader_cites(loader, node_find(node, STR("cite")), &rule.cites, &rule.cite_count, err));
	TRY(loader_limits(loader, node, &rule, err));
	if (rule.cite_count == 0)
		return loader_refuse(loader, "every rule cites the norm that it comes from", err);
	TRY(loader_wording(loader, node, STR("say"), &rule.say, err));
	TRY(loader_wording(loader, node, STR("say_not"), &rule.say_not, err));
	if (wording_is_empty(&rule.say))
		return loader_refuse(loader, "every rule says in \"say\" what it means", err);
	*ret_rule = rule;
	return STATUS_OK;
}

/* How many entries name the rule as a parent; with `by`, their places are put there. */
static size_t find_defeaters(const struct entries *entries, struct str rule, size_t *by)
{
	const struct node *of;
	size_t count = 0;

	for (size_t i = 0; i < entries->count; i++) {
		for (size_t k = 0; (of = parent_at(entries->items[i].node, k)) != NULL; k++) {
			if (!str_eq(of->string, rule))
				continue;
			if (by != NULL)
				by[count] = i;
			count++;
		}
	}
	return count;
}

static enum status link_defeats(struct loader *loader, struct rule *rules, struct error *err)
{
	assert(rules != NULL || loader->rules.count == 0);

	const struct entries *entries = &loader->rules;

	for (size_t i = 0; i < entries->count; i++) {
		size_t count = find_defeaters(entries, rules[i].id, NULL);
		size_t *by = ARENA_ARRAY(loader->arena, size_t, count);
		TRY(arena_check(loader->arena, err));
		rules[i].defeated_by_count = find_defeaters(entries, rules[i].id, by);
		rules[i].defeated_by = by;
	}
	return STATUS_OK;
}

static enum status require_parent(struct loader *loader, size_t rule, struct str parent, struct error *err)
{
	const struct entry *entry = &loader->rules.items[rule];
	size_t index;

	loader_enter(loader, "rules", entry);
	if (!find_entry(&loader->rules, parent, &index))
		return loader_refuse(loader, "the rule that this is an exception of is not loaded", err);
	if (index == rule)
		return loader_refuse(loader, "a rule cannot be an exception of itself", err);
	TRY(loader_may_except(loader, entry, &loader->rules.items[index], err));
	if (loader_undercuts(loader, rule, index))
		return loader_refuse(loader, "a policy cannot be an exception of the law", err);
	return STATUS_OK;
}

static enum status require_parents(struct loader *loader, struct error *err)
{
	for (size_t i = 0; i < loader->rules.count; i++) {
		const struct node *of;
		for (size_t k = 0; (of = parent_at(loader->rules.items[i].node, k)) != NULL; k++)
			TRY(require_parent(loader, i, of->string, err));
	}
	return STATUS_OK;
}

/* Rules and guards share one sorted list: derivations name both by id. */
static enum status merge(struct loader *loader, const struct entries *guards, const struct entries *rules,
                         bool **ret_is_guard, struct error *err)
{
	assert(guards != NULL && rules != NULL);

	size_t count = guards->count + rules->count;
	struct entry *items = ARENA_ARRAY(loader->arena, struct entry, count);
	bool *is_guard = ARENA_ARRAY(loader->arena, bool, count);
	size_t g = 0;
	size_t r = 0;

	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < count; i++) {
		int order = g == guards->count ? 1 : -1;
		if (g < guards->count && r < rules->count)
			order = str_compare(guards->items[g].id, rules->items[r].id);
		if (order == 0)
			return FAIL(err, PROBLEM_PACK_INVALID, "a rule and a guard share the id " STR_FMT,
			            STR_ARG(rules->items[r].id));
		is_guard[i] = order < 0;
		items[i] = order < 0 ? guards->items[g++] : rules->items[r++];
	}
	loader->rules = (struct entries){ .items = items, .count = count };
	*ret_is_guard = is_guard;
	return STATUS_OK;
}

enum status loader_rules(struct loader *loader, struct error *err)
{
	assert(loader->packset->rules == NULL);

	struct entries guards, rules;
	bool *is_guard;

	TRY(loader_collect(loader, STR("guards"), &guards, err));
	TRY(loader_collect(loader, STR("rules"), &rules, err));
	TRY(merge(loader, &guards, &rules, &is_guard, err));
	struct rule *list = ARENA_ARRAY(loader->arena, struct rule, loader->rules.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < loader->rules.count; i++) {
		loader_enter(loader, is_guard[i] ? "guards" : "rules", &loader->rules.items[i]);
		TRY(read_rule(loader, &loader->rules.items[i], is_guard[i], &list[i], err));
	}
	TRY(require_parents(loader, err));
	TRY(link_defeats(loader, list, err));
	loader->packset->rules = list;
	loader->packset->rule_count = loader->rules.count;
	return STATUS_OK;
}

/* --- burdens, assumptions, choices --- */

static enum status read_fact_value(const struct loader *loader, enum fact_id fact, const struct node *node,
                                   struct value *ret_value, struct error *err)
{
	assert(fact < FACT_COUNT);

	if (node == NULL)
		return loader_refuse(loader, "the fact's value is missing", err);
	enum status status = fact_value_decode(fact_type(fact), node, loader->arena, ret_value, err);
	if (status == STATUS_OK)
		status = fact_value_check(fact, *ret_value, err);
	if (status == STATUS_INVALID)
		return loader_refuse(loader, "the value is not of the fact's type", err);
	return status;
}

static enum status read_burden_case(struct loader *loader, enum fact_id fact, const struct node *node,
                                    struct burden_case *ret_case, struct error *err)
{
	struct burden_case item = { .bearer = node_text(node, STR("bearer")) };
	static const struct node always = { .kind = NODE_BOOL, .boolean = true };
	const struct node *when = node_find(node, STR("when"));

	if (item.bearer.len == 0)
		return loader_refuse(loader, "a burden needs a \"bearer\"", err);
	TRY(loader_expression(loader, when == NULL ? &always : when, &item.when, err));
	TRY(read_fact_value(loader, fact, node_find(node, STR("against")), &item.against, err));
	TRY(loader_cites(loader, node_find(node, STR("cite")), &item.cites, &item.cite_count, err));
	if (item.cite_count == 0)
		return loader_refuse(loader, "a burden cites the norm that it comes from", err);
	*ret_case = item;
	return STATUS_OK;
}

/* The id of a burden or an assumption is the fact's name; an exception has an id of its own and "fact". */
static enum status enter_fact(struct loader *loader, const char *section, const struct entry *entry,
                              enum fact_id *ret_fact, struct error *err)
{
	assert(ret_fact != NULL);

	struct str named = node_text(entry->node, STR("fact"));

	loader_enter(loader, section, entry);
	if (!fact_find(named.len > 0 ? named : entry->id, ret_fact))
		return loader_refuse(loader, "neither \"fact\" nor the id is a fact of the vocabulary", err);
	return STATUS_OK;
}

static enum status read_burden(struct loader *loader, const struct entry *entry, struct burden *ret_burden,
                               struct error *err)
{
	const struct node *list = node_find(entry->node, STR("cases"));
	struct burden burden = { .pack = entry->pack,
		                 .is_exception = node_find(entry->node, STR("fact")) != NULL,
		                 .count = list == NULL ? 0 : list->count };

	TRY(enter_fact(loader, "burdens", entry, &burden.fact, err));
	if (list == NULL || list->count == 0 || list->kind != NODE_ARRAY)
		return loader_refuse(loader, "a burden needs a list of \"cases\", the general one last", err);
	struct burden_case *cases = ARENA_ARRAY(loader->arena, struct burden_case, burden.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < burden.count; i++)
		TRY(read_burden_case(loader, burden.fact, &list->items[i], &cases[i], err));
	burden.cases = cases;
	*ret_burden = burden;
	return STATUS_OK;
}

enum status loader_burdens(struct loader *loader, struct error *err)
{
	assert(loader->packset->burdens == NULL);

	struct entries entries;

	TRY(loader_collect(loader, STR("burdens"), &entries, err));
	struct burden *burdens = ARENA_ARRAY(loader->arena, struct burden, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++)
		TRY(read_burden(loader, &entries.items[i], &burdens[i], err));
	loader->packset->burdens = burdens;
	loader->packset->burden_count = entries.count;
	return STATUS_OK;
}

enum status loader_assumptions(struct loader *loader, struct error *err)
{
	assert(loader->packset->assumptions == NULL);

	struct packset *packset = loader->packset;
	struct entries entries;

	TRY(loader_collect(loader, STR("assumptions"), &entries, err));
	struct assumption *assumptions = ARENA_ARRAY(loader->arena, struct assumption, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++) {
		const struct node *node = entries.items[i].node;
		struct assumption *item = &assumptions[i];
		TRY(enter_fact(loader, "assumptions", &entries.items[i], &item->fact, err));
		item->only_in_cases = node_bool(node, STR("only_in_cases"), false);
		TRY(read_fact_value(loader, item->fact, node_find(node, STR("value")), &item->value, err));
		if (node_bool(node, STR("needs_certainty"), false))
			packset->needs_certainty =
				support_union(packset->needs_certainty, support_of(item->fact));
	}
	for (size_t i = 0; i < entries.count; i++)
		packset->assumption_of[assumptions[i].fact] = &assumptions[i];
	packset->assumptions = assumptions;
	packset->assumption_count = entries.count;
	return STATUS_OK;
}

enum status loader_choices(struct loader *loader, struct error *err)
{
	assert(loader->packset->choices == NULL);

	struct entries entries;

	TRY(loader_collect(loader, STR("choices"), &entries, err));
	struct choice *choices = ARENA_ARRAY(loader->arena, struct choice, entries.count);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < entries.count; i++) {
		const struct node *node = entries.items[i].node;
		loader_enter(loader, "choices", &entries.items[i]);
		choices[i].id = entries.items[i].id;
		TRY(loader_expression(loader, node_find(node, STR("when")), &choices[i].when, err));
		TRY(loader_remedies(loader, node_find(node, STR("chooses")), &choices[i].chooses, err));
		TRY(loader_remedies(loader, node_find(node, STR("declines")), &choices[i].declines, err));
		TRY(loader_remedies(loader, node_find(node, STR("claims")), &choices[i].claims, err));
	}
	loader->packset->choices = choices;
	loader->packset->choice_count = entries.count;
	return STATUS_OK;
}
