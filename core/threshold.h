/* threshold.h — the values at which a date, a number or an amount would tip a rule.
 *
 * Depends on: assess.h. Pure. The rules, burdens and choices that stay open while a fact is unknown are
 * walked down to the comparisons in which it takes part; for each, the nearest value on either side that
 * turns it is found by bisection. Comparisons turn once on each side: periods, deadlines and limits do.
 * Caveats: a fact that is compared inside a fold over a list is not followed.
 */
#pragma once

#include "core/assess.h"

#define THRESHOLDS_MAX 24

struct threshold_search {
	struct reckoner *reckoner; /* borrowed; its facts are as before when a search returns */
	struct rule_state *states; /* borrowed; overwritten */
	bool *visited;             /* one for each definition of the packset; overwritten */
};

struct thresholds {
	struct value values[THRESHOLDS_MAX];
	size_t count;
	bool is_complete; /* false: there were more */
};

/* Whether the fact has values between which there are others: a day, a number, an amount. */
bool fact_is_continuous(enum fact_id fact);

/* Days since 1970, numbers, minor units: the place of a value on its line, and back. The value must be known.
 */
int64_t line_place(struct value value);
struct value line_value(enum fact_id fact, int64_t place);

/* The values that tip something, seen from `anchor`, which must be known. With `is_unknown` the fact has no
 * value yet: then the anchor and the last value before each tipping point are given too. */
void thresholds_find(struct threshold_search *search, enum fact_id fact, struct value anchor, bool is_unknown,
                     struct thresholds *ret_thresholds);
