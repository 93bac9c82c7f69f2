/* fact_order.h — days that contradict each other: a fault found before the goods arrived.
 *
 * The table is fact_order.def. Depends on: fact.h. Pure. A case may hold such claims, for each side says what
 * it says; who asks for an assessment of facts of their own is told at once.
 */
#pragma once

#include "core/fact.h"

/* STATUS_INVALID (PROBLEM_INVALID_VALUE): the field is "/facts/NAME" of one of the two, the text names both.
 */
NODISCARD enum status facts_check_order(const struct facts *facts, struct error *err);
