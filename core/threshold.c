#include "core/threshold.h"

#define COMPARISONS_MAX 64
#define DAYS_FAR        8192 /* no period that a rule counts is longer than twenty-two years */
#define NUMBERS_FAR     (INT64_C(1) << 40)

bool fact_is_continuous(enum fact_id fact)
{
	enum fact_type type = fact_type(fact);

	return type == FACT_TYPE_DATE || type == FACT_TYPE_INT || type == FACT_TYPE_MONEY;
}

int64_t line_place(struct value value)
{
	assert(value.kind == VALUE_DATE || value.kind == VALUE_INT);

	return value.kind == VALUE_DATE ? value.date.day : value.integer;
}

struct value line_value(enum fact_id fact, int64_t place)
{
	assert(fact_is_continuous(fact));

	if (fact_type(fact) == FACT_TYPE_DATE)
		return value_date((struct date){ (int32_t)place });
	return value_int(place);
}

/* --- the comparisons in which an unknown fact takes part --- */

struct walk {
	struct threshold_search *search;
	enum fact_id fact;
	const struct expression *comparisons[COMPARISONS_MAX];
	size_t count;
	bool is_complete;
};

static void walk_expression(struct walk *walk, const struct expression *expression);

static bool is_comparison(enum expression_op op)
{
	return op == EXPRESSION_LT || op == EXPRESSION_LE || op == EXPRESSION_GT || op == EXPRESSION_GE ||
	       op == EXPRESSION_EQ;
}

static void add_comparison(struct walk *walk, const struct expression *expression)
{
	for (size_t i = 0; i < walk->count; i++) {
		if (walk->comparisons[i] == expression)
			return;
	}
	if (walk->count == COMPARISONS_MAX)
		walk->is_complete = false;
	else
		walk->comparisons[walk->count++] = expression;
}

static void walk_definition(struct walk *walk, size_t index)
{
	assert(index < walk->search->reckoner->packset->definition_count);

	const struct definition *definition = &walk->search->reckoner->packset->definitions[index];

	if (walk->search->visited[index])
		return;
	walk->search->visited[index] = true;
	walk_expression(walk, &definition->value);
	if (definition->has_when)
		walk_expression(walk, &definition->when);
	for (size_t i = 0; i < definition->exception_count; i++)
		walk_definition(walk, definition->exceptions[i]);
}

/* Only what is open because of the fact is followed. Packs are checked for depth when they are loaded, so
 * this ends; the condition of a fold speaks of the items of its list and is not entered. */
static void walk_expression(struct walk *walk, const struct expression *expression)
{
	struct value value = reckon(walk->search->reckoner, expression);
	size_t count = expression->op == EXPRESSION_COUNT ? 1 : expression->count;

	if (value.kind != VALUE_UNKNOWN || !support_has(value.support, walk->fact))
		return;
	if (expression->op == EXPRESSION_DEFINITION)
		walk_definition(walk, reckoner_version(walk->search->reckoner, expression->index));
	if (is_comparison(expression->op))
		add_comparison(walk, expression);
	for (size_t i = 0; i < count; i++)
		walk_expression(walk, &expression->args[i]);
}

static void walk_rules(struct walk *walk)
{
	const struct packset *packset = walk->search->reckoner->packset;

	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct rule *rule = &packset->rules[i];
		if (!walk->search->states[i].is_tried)
			continue;
		walk_expression(walk, &rule->when);
		if (walk->search->states[i].truth == TRUTH_FALSE)
			continue;
		if (rule->has_freight)
			walk_expression(walk, &rule->freight);
		for (size_t k = 0; k < rule->amount_count; k++)
			walk_expression(walk, &rule->amounts[k].value);
	}
}

static void walk_all(struct walk *walk)
{
	struct reckoner *reckoner = walk->search->reckoner;
	const struct packset *packset = reckoner->packset;
	struct value before = reckoner->facts[walk->fact];
	struct assessment unused;

	memset(walk->search->visited, 0, packset->definition_count * sizeof *walk->search->visited);
	reckoner->facts[walk->fact] = value_unknown(support_of(walk->fact));
	assess(reckoner, walk->search->states, &unused);
	walk_rules(walk);
	for (size_t i = 0; i < packset->burden_count; i++) {
		for (size_t k = 0; k < packset->burdens[i].count; k++)
			walk_expression(walk, &packset->burdens[i].cases[k].when);
	}
	for (size_t i = 0; i < packset->choice_count; i++)
		walk_expression(walk, &packset->choices[i].when);
	reckoner->facts[walk->fact] = before;
}

/* --- where one of them turns --- */

struct line {
	struct reckoner *reckoner;
	enum fact_id fact;
	const struct expression *comparison;
	int64_t anchor;
	int64_t far;
};

static enum truth truth_at(const struct line *line, int64_t place)
{
	line->reckoner->facts[line->fact] = line_value(line->fact, place);
	reckoner_begin(line->reckoner);
	return value_truth(reckon(line->reckoner, line->comparison));
}

/* A comparison that fails because a side ran out of the calendar has not turned. */
static bool is_turned(const struct line *line, int64_t place, enum truth truth)
{
	if (truth_at(line, place) == truth)
		return false;
	return value_is_known(reckon(line->reckoner, &line->comparison->args[0])) &&
	       value_is_known(reckon(line->reckoner, &line->comparison->args[1]));
}

/* How far apart the two sides are: moving the fact by as much turns the comparison, or nearly. */
static int64_t gap_of(const struct line *line)
{
	(void)truth_at(line, line->anchor);
	struct value a = reckon(line->reckoner, &line->comparison->args[0]);
	struct value b = reckon(line->reckoner, &line->comparison->args[1]);

	if (a.kind != b.kind || (a.kind != VALUE_DATE && a.kind != VALUE_INT))
		return 0;
	int64_t gap = line_place(b) - line_place(a);
	if (gap < 0)
		gap = -gap;
	return gap < line->far ? gap : line->far;
}

/* The first distance in (same, turned] at which it is turned. */
static int64_t bisect(const struct line *line, int sign, int64_t same, int64_t turned, enum truth truth)
{
	assert(same < turned);

	while (turned - same > 1) {
		int64_t middle = same + (turned - same) / 2;
		if (is_turned(line, line->anchor + sign * middle, truth))
			turned = middle;
		else
			same = middle;
	}
	return turned;
}

/* How far one can go; numbers and amounts are never negative. */
static int64_t limit_in(const struct line *line, int sign)
{
	bool ends_at_zero = sign < 0 && fact_type(line->fact) != FACT_TYPE_DATE;

	return ends_at_zero && line->anchor < line->far ? line->anchor : line->far;
}

/* How far in that direction the comparison turns; 0: it does not. Near the gap first, then ever farther. */
static int64_t turn_in(const struct line *line, int sign, int64_t gap)
{
	assert(sign == 1 || sign == -1);

	enum truth truth = truth_at(line, line->anchor);
	const int64_t near[] = { gap - 1, gap, gap + 1, gap + 2, gap + 16 };
	int64_t limit = limit_in(line, sign);
	int64_t same = 0;

	for (size_t i = 0; same < limit; i++) {
		int64_t distance = i < COUNT_OF(near) ? near[i] : same * 2;
		if (distance > limit)
			distance = limit;
		if (distance <= same)
			continue;
		if (is_turned(line, line->anchor + sign * distance, truth))
			return bisect(line, sign, same, distance, truth);
		same = distance;
	}
	return 0;
}

/* --- all of them --- */

static void add_place(struct thresholds *thresholds, enum fact_id fact, int64_t place)
{
	struct value value = line_value(fact, place);
	size_t at = thresholds->count;

	while (at > 0 && line_place(thresholds->values[at - 1]) > place)
		at--;
	if (at > 0 && value_eq(thresholds->values[at - 1], value))
		return;
	if (thresholds->count == THRESHOLDS_MAX) {
		thresholds->is_complete = false;
		return;
	}
	memmove(&thresholds->values[at + 1], &thresholds->values[at],
	        (thresholds->count - at) * sizeof thresholds->values[0]);
	thresholds->values[at] = value;
	thresholds->count++;
}

static void add_turns(const struct line *line, bool is_unknown, struct thresholds *thresholds)
{
	int64_t gap = gap_of(line);

	for (int sign = -1; sign <= 1; sign += 2) {
		int64_t distance = turn_in(line, sign, gap);
		if (distance == 0)
			continue;
		add_place(thresholds, line->fact, line->anchor + sign * distance);
		if (is_unknown)
			add_place(thresholds, line->fact, line->anchor + sign * (distance - 1));
	}
}

void thresholds_find(struct threshold_search *search, enum fact_id fact, struct value anchor, bool is_unknown,
                     struct thresholds *ret_thresholds)
{
	assert(search != NULL && ret_thresholds != NULL);
	assert(fact_is_continuous(fact));

	struct walk walk = { .search = search, .fact = fact, .is_complete = true };
	struct value before = search->reckoner->facts[fact];
	struct line line = { .reckoner = search->reckoner,
		             .fact = fact,
		             .anchor = line_place(anchor),
		             .far = fact_type(fact) == FACT_TYPE_DATE ? DAYS_FAR : NUMBERS_FAR };

	walk_all(&walk);
	ret_thresholds->count = 0;
	ret_thresholds->is_complete = walk.is_complete;
	if (is_unknown)
		add_place(ret_thresholds, fact, line.anchor);
	for (size_t i = 0; i < walk.count; i++) {
		line.comparison = walk.comparisons[i];
		add_turns(&line, is_unknown, ret_thresholds);
	}
	search->reckoner->facts[fact] = before;
	reckoner_begin(search->reckoner);
}
