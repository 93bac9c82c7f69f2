#include "core/fact_order.h"

#include <stdio.h>

static const struct {
	enum fact_id earlier;
	enum fact_id later;
	const char *why;
} orders[] = {
#define FACT_ORDER(earlier_, later_, why_) { FACT_##earlier_, FACT_##later_, why_ },
#include "core/fact_order.def"
#undef FACT_ORDER
};

/* Of a day that lies ahead the day itself is at fault, not today. */
static enum fact_id at_fault(size_t index)
{
	return orders[index].later == FACT_TIME_TODAY ? orders[index].earlier : orders[index].later;
}

enum status facts_check_order(const struct facts *facts, struct error *err)
{
	assert(facts != NULL);

	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		struct value earlier = facts->items[orders[i].earlier].value;
		struct value later = facts->items[orders[i].later].value;
		char field[96];
		if (earlier.kind != VALUE_DATE || later.kind != VALUE_DATE ||
		    earlier.date.day <= later.date.day)
			continue;
		(void)snprintf(field, sizeof field, "/facts/" STR_FMT, STR_ARG(fact_name(at_fault(i))));
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, field, "%s: " STR_FMT " is after " STR_FMT,
		               orders[i].why, STR_ARG(fact_name(orders[i].earlier)),
		               STR_ARG(fact_name(orders[i].later)));
	}
	return STATUS_OK;
}
