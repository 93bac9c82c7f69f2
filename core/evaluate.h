/* evaluate.h — facts and packs in, a proposal with its reasons out: the law's answer to a dispute.
 *
 * Depends on: assess.h. Pure: the same packs, configuration and facts give the same proposal, byte for byte.
 * Everything lives in the arena; the proposal borrows the packset and the facts.
 * Open facts: while the evidence phase is open, a fact that is contested or unknown is tried both ways (at
 * most COMPLETIONS_MAX ways); what makes no difference is not asked (supervaluation, law.md section 16.5).
 * Once the phase is closed the burden of proof decides it (16.4), and a fact for which no rule says who bears
 * it goes to a person. In a live dispute the phase is open until evidence.phase says otherwise; in a worked
 * case it is closed until it says otherwise (section 20). Where the operator leaves the reading of the law
 * open (struct setting), the case is decided under each reading; if the proposals differ, a person sees all
 * of them. Structural fact names: claim.requested, evidence.phase, time.non_working_days. Source: law.md
 * sections 16.2 to 16.8. Sizes: a proposal needs about EVALUATE_ARENA bytes.
 */
#pragma once

#include "core/assess.h"
#include "core/fact_order.h"

#define COMPLETIONS_MAX 64
#define DECISIONS_MAX   24
#define MISSING_MAX     24
#define FLAGS_MAX       32
#define EVALUATE_ARENA  KIB(512)

/* What the burden of proof made of a fact that stayed open. */
struct burden_decision {
	enum fact_id fact;
	const struct burden_case *by;
	bool is_decisive; /* proved the other way, the proposal would differ */
};

/* What a proposal rests on. */
struct trace {
	bool *definitions; /* used by a rule that holds or, when evidence is missing, may hold */
	bool *parameters;
	bool *articles;
};

struct proposal;
struct counterfactuals;

/* What a proposal would be under one reading of an unsettled law. */
struct reading {
	size_t setting;
	struct str value;
	struct assessment result;
	const struct proposal
		*proposal; /* the whole of it; NULL for the first, which is the proposal itself */
};

struct proposal {
	const struct packset *packset;
	const struct configuration *configuration;
	const struct facts *facts;
	struct reckoner *reckoner;
	struct rule_state *states; /* on the facts as they are, open ones open */
	struct assessment result;
	enum fact_status statuses[FACT_COUNT];
	struct burden_decision decisions[DECISIONS_MAX];
	size_t decision_count;
	enum fact_id missing[MISSING_MAX];
	size_t missing_count;
	struct str flags[FLAGS_MAX];
	size_t flag_count;
	struct str burden_bearer;
	struct reading *readings; /* that differ; none when the law is settled, or it is no matter */
	size_t reading_count;
	bool is_contradictory; /* two decided facts cannot both be: a person must say which is wrong */
	struct contradiction contradiction;
	struct trace trace;
	const struct counterfactuals *would_change; /* NULL: nobody asked (configuration.foresight) */
};

/* STATUS_LIMIT: the arena is exhausted, or a sum does not fit. */
NODISCARD enum status evaluate(const struct packset *packset, const struct configuration *configuration,
                               const struct facts *facts, struct arena *arena,
                               const struct proposal **ret_proposal, struct error *err);
