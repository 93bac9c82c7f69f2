/* assess.h — all rules applied once to one set of facts, and what follows for the parties.
 *
 * Depends on: reckoner.h. Pure. A rule holds when its condition does and no exception to it holds; guards
 * open nothing by themselves but may flag, cite, or send the case to a person.
 * What is proposed: what was asked if it is open; else what a stated acceptance chose; else the only open
 * remedy; else the buyer is asked. The law's choice is the buyer's, never ours (law.md META.CHOICE).
 * Structural fact names: claim.requested alone.
 * Source: law.md sections 6.0 (ranking), 16.3, 16.7, 20.
 */
#pragma once

#include "core/reckoner.h"

#define AMOUNTS_MAX  12
#define PROPOSED_MAX 8
#define NOT_DEFEATED SIZE_MAX

enum outcome {
	OUTCOME_GRANT,
	OUTCOME_GRANT_ALTERNATIVE,
	OUTCOME_REJECT,
	OUTCOME_NEED_EVIDENCE,
	OUTCOME_REFER_HUMAN,
	OUTCOME_COUNT
};

/* How one rule fared. */
struct rule_state {
	bool is_done;
	bool is_tried; /* its pack speaks */
	enum truth truth;
	size_t defeated_by; /* rule, or NOT_DEFEATED */
	bool is_overridden; /* a policy that refuses what the law gives (META.POLICY) */
	struct value when;
};

struct amount {
	struct str name;
	struct value value;
};

struct assessment {
	enum outcome outcome;
	uint32_t open;      /* remedies that the law gives, fallbacks left out */
	uint32_t available; /* what a proposal shows as available */
	size_t proposed[PROPOSED_MAX];
	size_t proposed_count;
	struct amount amounts[AMOUNTS_MAX];
	size_t amount_count;
	struct str freight_payer; /* empty: nobody's */
	struct str chooser;
	struct str burden_bearer; /* of the decisive fact, as the rules say; empty: nobody's */
	bool must_choose;         /* several remedies are open and the buyer has not said which */
	bool is_conflict;
	bool is_unruled;        /* no rule had anything to say */
	struct support support; /* the open facts on which anything of this depends */
};

struct str outcome_name(enum outcome outcome);

/* The rules' states: one for each rule of the packset; STATUS_LIMIT when the arena is exhausted. */
NODISCARD enum status rule_states_new(const struct packset *packset, struct arena *arena,
                                      struct rule_state **ret_states, struct error *err);

/* Runs everything anew on the reckoner's facts. Fills `states`. */
void assess(struct reckoner *reckoner, struct rule_state *states, struct assessment *ret_assessment);

/* Whether two assessments propose the same to the parties; what else is available may differ. */
bool assessment_eq(const struct assessment *a, const struct assessment *b);
