/* counterfactual.h — what would change a proposal: the smallest changes of fact, one or two, and for whom.
 *
 * Depends on: evaluate.h. Pure; what is found lives in the arena. Every change is tried by evaluate() itself,
 * so that what is foreseen is what would be proposed.
 * Tried alone: every fact that the rules read, but for records of the platform and the frame of the case
 * (what is asked, by which law, on which day). Tried in twos: the facts that are undecided, i.e. claimed,
 * contested, unknown, or decided by the burden of proof. Truth values and tokens take every other value of
 * their domain; days, numbers and amounts take the values at which a rule tips (threshold.h): that a sum
 * follows the price cent by cent is no change, that it jumps is. One repair of a list may turn out to have
 * succeeded or failed. A change of two facts is listed when neither of them alone moves the proposal in the
 * same direction. Complete for up to UNDECIDED_MAX undecided facts, or `is_complete` is false.
 * Caveats: that on another day another version of the law would apply is no change of fact, and not looked
 * for.
 * Source: law.md section 16.8 (would_change). Sizes: keeps about COUNTERFACTUAL_ARENA bytes of the arena, and
 * evaluates in what is left of it: with too little left, `is_complete` is false.
 */
#pragma once

#include "core/evaluate.h"
#include "core/favour.h"

#define COUNTERFACTUALS_MAX     48
#define COUNTERFACTUAL_RUNS_MAX 1000
#define UNDECIDED_MAX           20
#define COUNTERFACTUAL_ARENA    KIB(256)

/* Up to, from, or exactly the value: a day or a number tips on one side. */
enum bound { BOUND_EXACT, BOUND_AT_MOST, BOUND_AT_LEAST };

struct fact_change {
	enum fact_id fact;
	enum bound bound;
	struct value to;
};

struct counterfactual {
	struct fact_change changes[2];
	size_t change_count;
	enum favour favours;
	struct assessment result;
};

struct counterfactuals {
	struct counterfactual *items; /* single changes first, each group in the order of facts */
	size_t count;
	size_t runs; /* evaluations that it took */
	bool is_complete;
};

/* STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status counterfactuals_find(const struct proposal *proposal, struct arena *arena,
                                           const struct counterfactuals **ret_counterfactuals,
                                           struct error *err);

/* [{"amounts", "changes": [{"bound", "evidence", "fact", "to"}], "favours", "freight_payer", "outcome",
 * "remedies"}]; an empty payer is nobody. */
void print_counterfactuals(struct printer *printer, const struct packset *packset,
                           const struct counterfactuals *counterfactuals);
