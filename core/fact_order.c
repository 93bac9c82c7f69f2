#include "core/fact_order.h"

#include <stdio.h>

static const struct contradiction orders[] = {
#define FACT_ORDER(earlier_, later_, why_) { FACT_##earlier_, FACT_##later_, why_ },
#include "core/fact_order.def"
#undef FACT_ORDER
};

/* The value of a decided fact; absent while it is open. */
static struct value decided(const struct facts *facts, enum fact_id id)
{
	const struct fact *fact = &facts->items[id];

	return fact_status_is_decided(fact->status) ? fact->value : value_absent();
}

static bool is_before(struct value day, struct value other)
{
	return day.kind == VALUE_DATE && other.kind == VALUE_DATE && day.date.day < other.date.day;
}

/* Repairs are in the order of hand-in; one that runs has no end, and nothing can follow it. */
static bool repairs_overlap(struct value repairs)
{
	for (size_t i = 1; i < repairs.list.count; i++) {
		struct value end = repairs.list.items[i - 1].repair[REPAIR_OUT];
		if (end.kind != VALUE_DATE || is_before(repairs.list.items[i].repair[REPAIR_IN], end))
			return true;
	}
	return false;
}

static bool repairs_contradict(const struct facts *facts, struct contradiction *ret_contradiction)
{
	struct value repairs = decided(facts, FACT_REPAIRS);

	if (repairs.kind != VALUE_LIST || repairs.list.count == 0)
		return false;
	*ret_contradiction = (struct contradiction){ FACT_REPAIRS, FACT_REPAIRS,
		                                     "goods in repair cannot be handed in again" };
	if (repairs_overlap(repairs))
		return true;
	*ret_contradiction = (struct contradiction){ FACT_TIME_DELIVERED_AT, FACT_REPAIRS,
		                                     "goods cannot be in repair before they arrive" };
	return is_before(repairs.list.items[0].repair[REPAIR_IN], decided(facts, FACT_TIME_DELIVERED_AT));
}

bool facts_contradict(const struct facts *facts, struct contradiction *ret_contradiction)
{
	assert(facts != NULL && ret_contradiction != NULL);

	struct contradiction found;

	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		if (!is_before(decided(facts, orders[i].later), decided(facts, orders[i].earlier)))
			continue;
		*ret_contradiction = orders[i];
		return true;
	}
	if (!repairs_contradict(facts, &found))
		return false;
	*ret_contradiction = found;
	return true;
}

/* Of a day that lies ahead the day itself is at fault, not today. */
static enum fact_id at_fault(const struct contradiction *found)
{
	return found->later == FACT_TIME_TODAY ? found->earlier : found->later;
}

enum status facts_check_order(const struct facts *facts, struct error *err)
{
	struct contradiction found;
	char field[96];

	if (!facts_contradict(facts, &found))
		return STATUS_OK;
	(void)snprintf(field, sizeof field, "/facts/" STR_FMT, STR_ARG(fact_name(at_fault(&found))));
	if (found.earlier == found.later)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, field, "%s before it is out", found.why);
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, field, "%s: " STR_FMT " is after " STR_FMT, found.why,
	               STR_ARG(fact_name(found.earlier)), STR_ARG(fact_name(found.later)));
}
