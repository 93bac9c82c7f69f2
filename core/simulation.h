/* simulation.h — stored cases decided again under changed packs, and what that would change for whom.
 *
 * Depends on: proposal.h. Pure. A tally belongs to one thread; tallies of several threads are added together
 * and give the same report whatever the split, so that its digest can be approved.
 * Each case is decided under both sets of packs on the facts that its own proposal was made on. Compared are
 * outcome, remedies proposed, amounts and payer of the freight. Rows are by reason and regime: the reason is
 * the dispute's code, or the claim's type where there is none; the regime is the pack whose rule opens what
 * is proposed under the present packs, else under the changed ones. Money: the sum of the amounts whose name
 * is "refund_minor", per currency unknown, before and after. Limits: SIMULATION_ROWS_MAX rows, the rest is
 * counted under "other"; SIMULATION_CHANGES_MAX changed cases are listed, those whose ids come first. Source:
 * law.md section 16.9 (impact run); features.md R14.
 */
#pragma once

#include "core/proposal.h"

#define SIMULATION_ROWS_MAX     512
#define SIMULATION_CHANGES_MAX  200
#define SIMULATION_NAME_MAX     48
#define SIMULATION_REPORT_BYTES KIB(768)

/* What a proposal comes down to. */
struct simulated {
	enum outcome outcome;
	char remedy[SIMULATION_NAME_MAX + 1]; /* the first that is proposed, or what is asked for instead */
	char freight[SIMULATION_NAME_MAX + 1];
	bool has_refund;
	int64_t refund_minor;
};

struct simulation_change {
	char id[SIMULATION_NAME_MAX + 1];
	struct simulated before;
	struct simulated after;
};

struct simulation_row {
	char reason[SIMULATION_NAME_MAX + 1];
	char regime[SIMULATION_NAME_MAX + 1];
	uint64_t cases;
	uint64_t changed;
	uint64_t better; /* for the buyer: a higher refund, or a grant where there was none */
	uint64_t worse;
	uint64_t outcomes[OUTCOME_COUNT][OUTCOME_COUNT]; /* before, after */
	int64_t refund_before_minor;
	int64_t refund_after_minor;
};

struct simulation {
	uint64_t cases;
	uint64_t changed;
	uint64_t failed; /* not decided: their facts are no longer readable, or outgrow the arena */
	size_t row_count;
	struct simulation_row rows[SIMULATION_ROWS_MAX]; /* by reason, then regime */
	size_t change_count;
	struct simulation_change changes[SIMULATION_CHANGES_MAX]; /* by id */
};

struct simulation_case {
	struct str id;
	struct str reason; /* empty: the claim's type */
	const struct node *facts;
	bool is_worked_case; /* silence is read as in a worked case */
};

/* Decides one case both ways and adds it. A case that cannot be decided is counted, and is no error. */
void simulation_add(struct simulation *simulation, const struct packset *before, const struct packset *after,
                    const struct simulation_case *item, struct arena *arena);

/* Adds one tally to another. */
void simulation_merge(struct simulation *simulation, const struct simulation *other);

/* Canonical JSON. The packs of each side are listed with their digests. */
void print_simulation(struct printer *printer, const struct simulation *simulation,
                      const struct packset *before, const struct packset *after);
