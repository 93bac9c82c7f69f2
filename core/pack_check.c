#include "core/pack_check.h"

/* Depth of the longest chain of definitions that is accepted; a longer one is a circle or should be split. */
#define DEPTH_MAX       24

#define DEFINITIONS_MAX 2048

/* Whether every definition that the expression names is settled. */
static bool names_settled(const struct expression *expression, const uint8_t *settled)
{
	assert(expression != NULL);

	if (expression->op == EXPRESSION_DEFINITION)
		return settled[expression->index] != 0;
	for (size_t i = 0; i < expression->count; i++) {
		if (!names_settled(&expression->args[i], settled))
			return false;
	}
	return true;
}

/* Whoever names a definition may get a later version of it. */
static bool is_ready(const struct packset *packset, size_t index, const uint8_t *settled)
{
	const struct definition *definition = &packset->definitions[index];

	if (definition->has_later && settled[index + 1] == 0)
		return false;
	for (size_t i = 0; i < definition->exception_count; i++) {
		if (settled[definition->exceptions[i]] == 0)
			return false;
	}
	if (definition->has_when && !names_settled(&definition->when, settled))
		return false;
	return names_settled(&definition->value, settled);
}

/* Levels: a definition is settled once all that it depends on are. What never settles stands in a circle. */
static size_t settle_once(const struct packset *packset, uint8_t *settled)
{
	size_t added = 0;

	for (size_t i = 0; i < packset->definition_count; i++) {
		if (settled[i] != 0 || !is_ready(packset, i, settled))
			continue;
		settled[i] = 1;
		added++;
	}
	return added;
}

static enum status check_circles(const struct packset *packset, struct error *err)
{
	uint8_t settled[DEFINITIONS_MAX] = { 0 };
	size_t done = 0;

	if (packset->definition_count > DEFINITIONS_MAX)
		return FAIL(err, PROBLEM_PACK_INVALID, "more than %d definitions", DEFINITIONS_MAX);
	for (size_t level = 0; level < DEPTH_MAX && done < packset->definition_count; level++)
		done += settle_once(packset, settled);
	for (size_t i = 0; i < packset->definition_count; i++) {
		if (settled[i] == 0)
			return FAIL_AT(err, PROBLEM_PACK_INVALID, "/definitions",
			               "\"" STR_FMT "\" stands in a circle, or in a chain of more than %d",
			               STR_ARG(packset->definitions[i].id), DEPTH_MAX);
	}
	return STATUS_OK;
}

/* An exception may have exceptions, but no rule may come to defeat itself. */
static bool defeats_itself(const struct packset *packset, size_t start)
{
	assert(start < packset->rule_count);

	size_t at = start;

	for (size_t steps = 0; steps <= packset->rule_count; steps++) {
		if (packset->rules[at].defeated_by_count == 0)
			return false;
		at = packset->rules[at].defeated_by[0];
		if (at == start)
			return true;
	}
	return true;
}

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	}
	return false;
}

static bool quote_is_found(const struct packset *packset, const struct rule *rule)
{
	assert(rule->cite_count > 0);

	if (rule->quote.len == 0)
		return true;
	for (size_t i = 0; i < rule->cite_count; i++) {
		if (contains(packset->articles[rule->cites[i]].text, rule->quote))
			return true;
	}
	return false;
}

enum status packset_check(const struct packset *packset, struct error *err)
{
	assert(packset != NULL);

	TRY(check_circles(packset, err));
	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct rule *rule = &packset->rules[i];
		if (defeats_itself(packset, i))
			return FAIL_AT(err, PROBLEM_PACK_INVALID, "/rules",
			               "\"" STR_FMT "\" comes to defeat itself", STR_ARG(rule->id));
		if (!quote_is_found(packset, rule))
			return FAIL_AT(err, PROBLEM_PACK_INVALID, "/rules",
			               "the quote of \"" STR_FMT
			               "\" is in none of the articles that it cites",
			               STR_ARG(rule->id));
	}
	return STATUS_OK;
}
