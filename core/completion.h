/* completion.h — every way in which the open facts of a case may turn out, tried.
 *
 * Depends on: assess.h. Internal to evaluate.c. Pure.
 * A truth value may turn out true or false; an enumeration may turn out as claimed, as the burden of proof
 * would have it, or, when nobody named a value, as any of its domain. Dates, amounts and lists have no finite
 * ways: they stay open in every completion.
 * Source: law.md section 16.5.
 */
#pragma once

#include "core/evaluate.h"

#define OPEN_FACTS_MAX 6
#define CANDIDATES_MAX 16 /* the largest closed domain, and what a burden of proof adds */

struct open_fact {
	enum fact_id fact;
	struct value candidates[CANDIDATES_MAX];
	size_t count;
	bool matters; /* two completions that differ in it alone say different things */
};

struct completions {
	struct open_fact facts[OPEN_FACTS_MAX];
	size_t fact_count;
	struct support rest; /* open facts without finite ways, on which a completion still depends */
	bool is_partial;     /* too many open facts to try them all: each is taken to matter */
	bool all_same;
	uint32_t certain;         /* remedies open in every completion */
	uint32_t possible;        /* remedies open in some */
	struct assessment result; /* of the first completion */
};

/* The ways a fact may turn out, given what was claimed. 0: no finite ways. */
size_t candidates_of(const struct packset *packset, enum fact_id fact, struct value claimed,
                     struct value ret_candidates[CANDIDATES_MAX]);

/* Tries them all. The reckoner's facts are as before when it returns; its definitions are not. */
NODISCARD enum status completions_try(struct reckoner *reckoner, const struct facts *facts,
                                      struct support open, struct rule_state *states,
                                      struct completions *ret_completions);
