/* stored_cases.h — the decided disputes of a data directory, one after another, for a simulation.
 *
 * Blocks; a walk over the journal in the order of the disputes' ids, beside the running server, in memory for
 * one dispute. A dispute counts once a proposal was computed; its last proposal's facts are what counts.
 */
#pragma once

#include "server/archive.h"
#include "server/simulator.h"

/* Called after each dispute with the number of them so far. */
typedef void stored_cases_progress(void *ctx, uint64_t cases);

/* How many disputes there are, decided or not. */
NODISCARD enum status stored_cases_count(struct archive *archive, uint64_t *ret_count, struct error *err);

NODISCARD enum status stored_cases_put(struct archive *archive, struct simulator *simulator,
                                       stored_cases_progress *progress, void *ctx, struct error *err);
