/* variation.h — the facts of a case that may be otherwise, and how.
 *
 * Depends on: evaluate.h, threshold.h. Internal to counterfactual.c. Pure; lists live in the arena.
 * A fact varies when the rules read it and it is neither a record of the platform nor the frame of the case:
 * what is asked, by which law, on which day, about which kind of goods.
 */
#pragma once

#include "core/evaluate.h"
#include "core/favour.h"
#include "core/threshold.h"

#define VARIABLES_MAX  64
#define VARIATIONS_MAX 32

/* A fact that may be otherwise. */
struct variable {
	enum fact_id fact;
	bool is_undecided;
	struct value now;         /* as the rules see it */
	struct value anchor;      /* of a day, a number or an amount: where to look from */
	bool helps[FAVOUR_COUNT]; /* whom it can help by itself; for the caller */
};

struct variations {
	struct value values[VARIATIONS_MAX];
	size_t count;
	bool is_complete;
};

/* A place to try facts in without touching the proposal. */
struct probe {
	const struct proposal *base;
	struct arena *arena;
	struct reckoner *reckoner;
	struct threshold_search thresholds;
	struct support indirect; /* facts that work by other ways than the conditions of rules */
};

/* STATUS_LIMIT. */
NODISCARD enum status probe_init(struct probe *probe, const struct proposal *base, struct arena *arena,
                                 struct error *err);

/* Gives the fact another value in the probe; returns the one that it had. */
struct value probe_set(struct probe *probe, enum fact_id fact, struct value value);

/* Whether any value of the fact could make a difference, the others being as they are in the probe. */
bool probe_reacts(struct probe *probe, enum fact_id fact);

/* The facts that vary, in the order of their ids; false when there are more than VARIABLES_MAX. */
bool variables_find(struct probe *probe, struct variable variables[VARIABLES_MAX], size_t *ret_count);

/* The other values that the fact may turn out to have, the others being as they are in the probe. */
void variations_find(struct probe *probe, const struct variable *variable, struct variations *ret_variations);
