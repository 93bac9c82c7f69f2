/* evolve.h — an event folded into the dispute. Cannot refuse: what was recorded has happened.
 *
 * Pure. A copy of the struct made before the fold keeps its registers (duties, obligations), so that both can
 * be compared; the other lists are shared and change in place. The dispute borrows from the event and keeps
 * its lists in the arena. When the arena runs out the dispute is no longer whole: dispute_replay() says so,
 * other callers ask arena_check().
 */
#pragma once

#include "core/dispute.h"
#include "core/event.h"

void evolve(struct dispute *dispute, const struct event *event, struct arena *arena);

/* Folds all events of one dispute from their canonical texts, in order, into *ret_dispute.
 * STATUS_CORRUPT: a text is no event, out of sequence, or of another dispute. STATUS_LIMIT: arena. */
NODISCARD enum status dispute_replay(const struct str *texts, size_t count, struct arena *arena,
                                     struct dispute *ret_dispute, struct error *err);
