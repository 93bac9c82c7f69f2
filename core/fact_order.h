/* fact_order.h — days that contradict each other: a fault found before the goods arrived.
 *
 * The table is fact_order.def. Depends on: fact.h. Pure. A rule would read such days as a period that ended
 * before it began: a wrong ruling. Only decided facts contradict each other: what is claimed or contested is
 * for evidence to settle. Repairs are in order too: goods that are in repair cannot be handed in.
 * Source: law.md section 16.5 (declared ordering constraints).
 */
#pragma once

#include "core/fact.h"

/* Two facts that cannot both be; both are FACT_REPAIRS for repairs among themselves. */
struct contradiction {
	enum fact_id earlier;
	enum fact_id later;
	const char *why;
};

/* True: there is one, the first in the order of the table. */
bool facts_contradict(const struct facts *facts, struct contradiction *ret_contradiction);

/* STATUS_INVALID (PROBLEM_INVALID_VALUE): the field is "/facts/NAME" of one of the two, the text names both.
 */
NODISCARD enum status facts_check_order(const struct facts *facts, struct error *err);
