#include "core/loader.h"

/* Why: with some hundred rules loaded, most are out of question in a given case. Their gate tells so at the
 * cost of one look; and what a proposal prints in the order of its packs is laid out here once. */

/* The first condition of an `all`, or the condition itself, when it is a definition. */
static size_t gate_of(const struct expression *when)
{
	const struct expression *first = when;

	if (when->op == EXPRESSION_ALL)
		first = &when->args[0];
	return first->op == EXPRESSION_DEFINITION ? first->index : SIZE_MAX;
}

static enum status index_gates(struct loader *loader, struct error *err)
{
	const struct packset *packset = loader->packset;
	size_t *gates = ARENA_ARRAY(loader->arena, size_t, packset->rule_count);

	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < packset->rule_count; i++)
		gates[i] = gate_of(&packset->rules[i].when);
	loader->packset->index.gates = gates;
	return STATUS_OK;
}

static enum status index_facts(struct loader *loader, struct error *err)
{
	const struct packset *packset = loader->packset;
	struct support *facts = ARENA_ARRAY(loader->arena, struct support, packset->definition_count);

	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < packset->definition_count; i++) {
		expression_collect_facts(&packset->definitions[i].value, &facts[i]);
		if (packset->definitions[i].has_when)
			expression_collect_facts(&packset->definitions[i].when, &facts[i]);
	}
	loader->packset->index.facts = facts;
	return STATUS_OK;
}

/* The number of a name: that of the one before with the same name, or the next. */
static size_t number_of(struct packset_index *index, const struct shown *shown, struct str name)
{
	for (size_t i = 0; i < index->shown_count; i++) {
		if (str_eq(shown[i].name, name))
			return shown[i].number;
	}
	return index->shown_names++;
}

static enum status index_shown(struct loader *loader, struct error *err)
{
	const struct packset *packset = loader->packset;
	struct packset_index *index = &loader->packset->index;
	size_t room = 0;

	for (size_t i = 0; i < packset->definition_count; i++)
		room += packset->definitions[i].computed == NULL ? 0
		                                                 : packset->definitions[i].computed->count;
	struct shown *shown = ARENA_ARRAY(loader->arena, struct shown, room);
	TRY(arena_check(loader->arena, err));
	for (size_t i = 0; i < packset->definition_count; i++) {
		const struct node *names = packset->definitions[i].computed;
		for (size_t k = 0; names != NULL && k < names->count; k++) {
			struct str name = names->items[k].string;
			size_t number = number_of(index, shown, name);
			shown[index->shown_count++] =
				(struct shown){ .name = name, .number = number, .definition = i };
		}
	}
	index->shown = shown;
	return STATUS_OK;
}

enum status loader_index(struct loader *loader, struct error *err)
{
	assert(loader != NULL);
	assert(loader->packset->index.gates == NULL);

	TRY(index_gates(loader, err));
	TRY(index_facts(loader, err));
	return index_shown(loader, err);
}
