#include "core/tally.h"

static const struct rule_state *try_rule(struct reckoner *reckoner, struct rule_state *states, size_t index);

/* An exception that holds defeats the rule; one that may hold leaves it open. */
static void weigh_exceptions(struct reckoner *reckoner, struct rule_state *states, const struct rule *rule,
                             struct rule_state *state)
{
	for (size_t i = 0; i < rule->defeated_by_count && state->truth != TRUTH_FALSE; i++) {
		const struct rule_state *exception = try_rule(reckoner, states, rule->defeated_by[i]);
		if (exception->truth == TRUTH_TRUE) {
			state->truth = TRUTH_FALSE;
			state->defeated_by = rule->defeated_by[i];
		}
		if (exception->truth == TRUTH_UNKNOWN) {
			state->truth = TRUTH_UNKNOWN;
			state->when = value_merge_open(state->when, exception->when);
		}
	}
}

/* Whether the fact was found to a lesser standard than the rule needs. A fact that was not found by weighing
 * evidence (recorded, admitted, not contested) stands to any. */
static bool falls_short(const struct facts *record, const struct need *need)
{
	enum standard standard;

	return standard_find(record->items[need->fact].standard, &standard) && standard < need->standard;
}

/* Then the rule may hold, no more: what was found to be likely is open to who needs it certain. */
static void weigh_standards(const struct reckoner *reckoner, const struct rule *rule,
                            struct rule_state *state)
{
	struct support open = { 0 };

	for (size_t i = 0; reckoner->record != NULL && i < rule->need_count; i++) {
		if (falls_short(reckoner->record, &rule->needs[i]))
			open = support_union(open, support_of(rule->needs[i].fact));
	}
	if (support_is_empty(open))
		return;
	state->truth = TRUTH_UNKNOWN;
	state->when = value_unknown(open);
}

/* What a rule's condition begins with decides whether the rule is looked at, and told of, at all. */
static bool is_in_question(struct reckoner *reckoner, size_t rule)
{
	size_t gate = reckoner->packset->index.gates[rule];

	return gate == SIZE_MAX || value_truth(reckon_definition(reckoner, gate)) != TRUTH_FALSE;
}

static const struct rule_state *try_rule(struct reckoner *reckoner, struct rule_state *states, size_t index)
{
	assert(index < reckoner->packset->rule_count);

	const struct rule *rule = &reckoner->packset->rules[index];
	struct rule_state *state = &states[index];

	if (state->is_done)
		return state;
	*state = (struct rule_state){ .is_done = true, .defeated_by = NOT_DEFEATED };
	state->is_tried =
		reckoner_applies(reckoner, rule->pack, rule->validity) && is_in_question(reckoner, index);
	if (!state->is_tried)
		return state;
	state->when = reckon(reckoner, &rule->when);
	state->truth = value_truth(state->when);
	if (state->truth == TRUTH_TRUE)
		weigh_standards(reckoner, rule, state);
	weigh_exceptions(reckoner, states, rule, state);
	return state;
}

uint32_t remedies_of_head(const struct packset *packset, enum remedy_head head)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < packset->remedy_count; i++)
		mask |= packset->remedies[i].head == head ? UINT32_C(1) << i : 0;
	return mask;
}

/* What a rule that may hold depends on. */
static void count_open(const struct rule_state *state, struct assessment *assessment)
{
	assert(state->truth == TRUTH_UNKNOWN);

	assessment->is_conflict = assessment->is_conflict || state->when.kind == VALUE_CONFLICT;
	if (state->when.kind == VALUE_UNKNOWN)
		assessment->support = support_union(assessment->support, state->when.support);
}

static void count_opened(const struct rule *rule, struct tally *tally)
{
	uint32_t fallbacks = rule->opens & tally->fallback_heads;

	tally->open |= rule->opens & ~tally->fallback_heads;
	tally->fallback |= fallbacks;
	if ((rule->opens & tally->process_heads) != 0)
		tally->beside |= fallbacks;
}

static void count_held(const struct rule *rule, struct tally *tally, struct assessment *assessment)
{
	tally->refers = tally->refers || rule->refers;
	if (rule->is_guard)
		tally->shown_by_guards |= rule->opens;
	else
		count_opened(rule, tally);
	if (assessment->burden_bearer.len == 0 && rule->burden.len > 0)
		assessment->burden_bearer = rule->burden;
}

/* Tries every rule and lists those that hold, in order. */
static void hold_rules(struct reckoner *reckoner, struct rule_state *states)
{
	size_t count = reckoner->packset->rule_count;

	for (size_t i = 0; i < count; i++)
		states[i].is_done = false;
	reckoner->held_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (try_rule(reckoner, states, i)->truth == TRUTH_TRUE)
			reckoner->held[reckoner->held_count++] = i;
	}
}

/* The main remedies that the law opens, policies left aside. */
static uint32_t opened_by_law(const struct reckoner *reckoner)
{
	const struct packset *packset = reckoner->packset;
	uint32_t mask = 0;

	for (size_t i = 0; i < reckoner->held_count; i++) {
		const struct rule *rule = &packset->rules[reckoner->held[i]];
		if (!rule->is_guard && !packset->packs[rule->pack].is_policy)
			mask |= rule->opens;
	}
	return mask & remedies_of_head(packset, HEAD_MAIN);
}

static bool only_refuses(const struct packset *packset, const struct rule *rule, const struct tally *tally)
{
	return packset->packs[rule->pack].is_policy && !rule->is_guard &&
	       (rule->opens & ~tally->fallback_heads) == 0;
}

/* META.POLICY: a policy that only refuses gives way to whatever the law opens. The guards that say so hold
 * only then. */
static void override_policies(struct reckoner *reckoner, struct rule_state *states, const struct tally *tally)
{
	const struct packset *packset = reckoner->packset;
	bool by_law = opened_by_law(reckoner) != 0;
	bool any = false;
	size_t kept = 0;

	for (size_t i = 0; i < reckoner->held_count; i++) {
		size_t index = reckoner->held[i];
		states[index].is_overridden = by_law && only_refuses(packset, &packset->rules[index], tally);
		any = any || states[index].is_overridden;
	}
	for (size_t i = 0; i < reckoner->held_count; i++) {
		size_t index = reckoner->held[i];
		if (packset->rules[index].on_override && !any)
			states[index].truth = TRUTH_FALSE;
		else if (!states[index].is_overridden)
			reckoner->held[kept++] = index;
	}
	reckoner->held_count = kept;
}

struct tally tally_rules(struct reckoner *reckoner, struct rule_state *states, struct assessment *assessment)
{
	assert(reckoner != NULL && states != NULL && assessment != NULL);

	const struct packset *packset = reckoner->packset;
	struct tally tally = { .fallback_heads = remedies_of_head(packset, HEAD_FALLBACK),
		               .process_heads = remedies_of_head(packset, HEAD_PROCESS) };

	hold_rules(reckoner, states);
	override_policies(reckoner, states, &tally);
	for (size_t i = 0; i < reckoner->held_count; i++)
		count_held(&packset->rules[reckoner->held[i]], &tally, assessment);
	for (size_t i = 0; i < packset->rule_count; i++) {
		if (states[i].truth == TRUTH_UNKNOWN)
			count_open(&states[i], assessment);
	}
	return tally;
}
