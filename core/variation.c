#include "core/variation.h"

/* --- which facts --- */

/* The frame of the case: what is asked, by which law, on which day; and who shall decide. */
static bool is_frame(enum fact_id fact)
{
	static const enum fact_id frame[] = {
		FACT_JURISDICTION,    FACT_CLAIM_TYPE,
		FACT_CLAIM_REQUESTED, FACT_CLAIM_BASES,
		FACT_CLAIM_FILED_AT,  FACT_EVIDENCE_PHASE,
		FACT_TIME_TODAY,      FACT_TIME_NON_WORKING_DAYS,
		FACT_GOODS_CATEGORY,  FACT_BUYER_REQUESTS_HUMAN,
		FACT_PLATFORM_POLICY,
	};

	for (size_t i = 0; i < COUNT_OF(frame); i++) {
		if (frame[i] == fact)
			return true;
	}
	return false;
}

static bool can_vary(enum fact_id fact)
{
	enum fact_type type = fact_type(fact);

	if (type == FACT_TYPE_BOOL || type == FACT_TYPE_REPAIRS || fact_is_continuous(fact))
		return true;
	return (type == FACT_TYPE_ENUM || type == FACT_TYPE_SET) && fact_domain(fact).len > 0;
}

static bool is_undecided(const struct proposal *base, enum fact_id fact)
{
	return base->statuses[fact] == FACT_STATUS_UNPROVED_CLOSED ||
	       base->reckoner->facts[fact].kind == VALUE_UNKNOWN;
}

static bool is_recorded(const struct proposal *base, enum fact_id fact)
{
	return base->statuses[fact] == FACT_STATUS_RECORDED ||
	       base->statuses[fact] == FACT_STATUS_PLATFORM_RECORDED;
}

/* --- the probe --- */

enum status probe_init(struct probe *probe, const struct proposal *base, struct arena *arena,
                       struct error *err)
{
	assert(probe != NULL && base != NULL);

	*probe =
		(struct probe){ .base = base, .arena = arena, .reckoner = ARENA_NEW(arena, struct reckoner) };
	probe->thresholds.visited = ARENA_ARRAY(arena, bool, base->packset->definition_count);
	probe->thresholds.reckoner = probe->reckoner;
	TRY(arena_check(arena, err));
	TRY(reckoner_init(probe->reckoner, base->packset, base->configuration, arena, err));
	memcpy(probe->reckoner->facts, base->reckoner->facts, sizeof probe->reckoner->facts);
	probe->reckoner->statuses = base->statuses;
	for (size_t i = 0; i < base->packset->choice_count; i++)
		expression_collect_facts(&base->packset->choices[i].when, &probe->indirect);
	return rule_states_new(base->packset, arena, &probe->thresholds.states, err);
}

struct value probe_set(struct probe *probe, enum fact_id fact, struct value value)
{
	assert(fact < FACT_COUNT);

	struct value before = probe->reckoner->facts[fact];

	probe->reckoner->facts[fact] = value;
	return before;
}

/* Who has to prove what may turn on a fact that decides nothing else. */
static bool moves_burden(struct probe *probe, const struct burden *burden, enum fact_id fact)
{
	for (size_t k = 0; k < burden->count; k++) {
		struct value when = reckon(probe->reckoner, &burden->cases[k].when);
		if (when.kind == VALUE_UNKNOWN && support_has(when.support, fact))
			return true;
	}
	return false;
}

static bool moves_any_burden(struct probe *probe, enum fact_id fact)
{
	const struct packset *packset = probe->base->packset;

	for (size_t i = 0; i < probe->base->decision_count; i++) {
		for (size_t k = 0; k < packset->burden_count; k++) {
			if (packset->burdens[k].fact == probe->base->decisions[i].fact &&
			    moves_burden(probe, &packset->burdens[k], fact))
				return true;
		}
	}
	return false;
}

/* One question for all the values that it may take: would anything stay open if it were open? */
bool probe_reacts(struct probe *probe, enum fact_id fact)
{
	assert(fact < FACT_COUNT);

	struct assessment result;
	struct value before = probe_set(probe, fact, value_unknown(support_of(fact)));

	assess(probe->reckoner, probe->thresholds.states, &result);
	bool reacts = support_has(result.support, fact) || support_has(probe->indirect, fact) ||
	              moves_any_burden(probe, fact);
	(void)probe_set(probe, fact, before);
	return reacts || probe->base->statuses[fact] == FACT_STATUS_UNPROVED_CLOSED;
}

/* Where to look from for a day or an amount that nobody has named: the latest day that is known, the price.
 */
static struct value anchor_of(const struct proposal *base, enum fact_id fact)
{
	struct value now = base->reckoner->facts[fact];
	struct value latest = value_absent();
	int order;

	if (value_is_known(now) || !fact_is_continuous(fact))
		return now;
	if (fact_type(fact) == FACT_TYPE_MONEY)
		return base->reckoner->facts[FACT_ORDER_PAID_MINOR];
	if (fact_type(fact) == FACT_TYPE_INT)
		return value_int(0);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		struct value value = base->reckoner->facts[i];
		if (value.kind != VALUE_DATE)
			continue;
		if (!value_is_known(latest) || (value_compare(value, latest, &order) && order > 0))
			latest = value;
	}
	return latest;
}

bool variables_find(struct probe *probe, struct variable variables[VARIABLES_MAX], size_t *ret_count)
{
	assert(probe != NULL && ret_count != NULL);

	const struct proposal *base = probe->base;
	size_t count = 0;
	bool fits = true;

	for (size_t i = 0; i < FACT_COUNT && fits; i++) {
		enum fact_id fact = (enum fact_id)i;
		if (is_frame(fact) || !can_vary(fact) || is_recorded(base, fact) ||
		    !probe_reacts(probe, fact))
			continue;
		fits = count < VARIABLES_MAX;
		if (fits)
			variables[count++] = (struct variable){
				.fact = fact,
				.is_undecided = is_undecided(base, fact),
				.now = base->reckoner->facts[fact],
				.anchor = anchor_of(base, fact),
			};
	}
	*ret_count = count;
	return fits;
}

/* --- how a fact might be otherwise --- */

static void add_variation(struct variations *variations, const struct variable *variable, struct value value)
{
	if (value_eq(variable->now, value))
		return;
	if (variations->count == VARIATIONS_MAX) {
		variations->is_complete = false;
		return;
	}
	variations->values[variations->count++] = value;
}

static struct str next_token(struct str *rest)
{
	const char *end = memchr(rest->ptr, '|', rest->len);
	struct str token = { rest->ptr, end == NULL ? rest->len : (size_t)(end - rest->ptr) };
	size_t used = token.len + (end == NULL ? 0 : 1);

	*rest = (struct str){ rest->ptr + used, rest->len - used };
	return token;
}

/* "unknown" is no way in which a fact may turn out. */
static void add_tokens(struct variations *variations, const struct variable *variable)
{
	struct str rest = fact_domain(variable->fact);

	while (rest.len > 0) {
		struct str token = next_token(&rest);
		if (!str_eq(token, STR("unknown")))
			add_variation(variations, variable, value_token(token));
	}
}

/* The set without the token, or with it. */
static struct value toggled(struct probe *probe, struct value set, struct str token)
{
	size_t count = set.kind == VALUE_LIST ? set.list.count : 0;
	struct value *items = ARENA_ARRAY(probe->arena, struct value, count + 1);
	size_t kept = 0;

	if (items == NULL)
		return set;
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(set.list.items[i].token, token))
			items[kept++] = set.list.items[i];
	}
	if (kept == count)
		items[kept++] = value_token(token);
	return value_list(items, kept);
}

static void add_sets(struct probe *probe, struct variations *variations, const struct variable *variable)
{
	struct str rest = fact_domain(variable->fact);

	while (rest.len > 0)
		add_variation(variations, variable, toggled(probe, variable->now, next_token(&rest)));
}

/* One repair of the list may have succeeded that failed, or the other way round. */
static void add_repairs(struct probe *probe, struct variations *variations, const struct variable *variable)
{
	size_t count = variable->now.kind == VALUE_LIST ? variable->now.list.count : 0;

	for (size_t i = 0; i < count; i++) {
		struct value *items = ARENA_ARRAY(probe->arena, struct value, count);
		struct value *fields = ARENA_ARRAY(probe->arena, struct value, REPAIR_FIELD_COUNT);
		if (items == NULL || fields == NULL)
			return;
		memcpy(items, variable->now.list.items, count * sizeof *items);
		memcpy(fields, items[i].repair, REPAIR_FIELD_COUNT * sizeof *fields);
		fields[REPAIR_FIXED] = value_bool(value_truth(fields[REPAIR_FIXED]) != TRUTH_TRUE);
		items[i] = (struct value){ .kind = VALUE_REPAIR, .repair = fields };
		add_variation(variations, variable, value_list(items, count));
	}
}

static void add_places(struct probe *probe, struct variations *variations, const struct variable *variable)
{
	struct thresholds thresholds;

	if (value_is_known(variable->anchor)) {
		thresholds_find(&probe->thresholds, variable->fact, variable->anchor,
		                !value_is_known(variable->now), &thresholds);
		for (size_t i = 0; i < thresholds.count; i++)
			add_variation(variations, variable, thresholds.values[i]);
		variations->is_complete = thresholds.is_complete;
	}
	if (fact_type(variable->fact) == FACT_TYPE_DATE)
		add_variation(variations, variable, value_none());
}

void variations_find(struct probe *probe, const struct variable *variable, struct variations *ret_variations)
{
	enum fact_type type = fact_type(variable->fact);

	*ret_variations = (struct variations){ .is_complete = true };
	if (type == FACT_TYPE_BOOL) {
		add_variation(ret_variations, variable, value_bool(false));
		add_variation(ret_variations, variable, value_bool(true));
	}
	if (type == FACT_TYPE_ENUM)
		add_tokens(ret_variations, variable);
	if (type == FACT_TYPE_SET)
		add_sets(probe, ret_variations, variable);
	if (type == FACT_TYPE_REPAIRS)
		add_repairs(probe, ret_variations, variable);
	if (fact_is_continuous(variable->fact))
		add_places(probe, ret_variations, variable);
}
