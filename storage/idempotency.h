/* idempotency.h — what a key was used for: written in the commit of its effect, so that both are there or
 * neither.
 *
 * Depends on: storage/batch.h. Kept for the life of the dispute (see kinds.def).
 */
#pragma once

#include "storage/batch.h"

/* The note's body: fingerprint, time, first pos, first leaf, then the reply. */
#define IDEMPOTENCY_HEAD      (STORE_FINGERPRINT + 24)
#define IDEMPOTENCY_REPLY_MAX (RECORD_BODY_MAX - IDEMPOTENCY_HEAD)

/* Whether the commit's key was used before. OK and `repeated`: the commit's results are those of the first
 * time. CONFLICT with idem_mismatch: it was used for something else. */
NODISCARD enum store_status idempotency_find(struct batch *batch, struct store_commit *commit);

/* Notes key, fingerprint, results and reply. Does nothing for a commit without a key. */
NODISCARD enum store_status idempotency_store(struct batch *batch, const struct store_commit *commit);

/* The reply that was stored, borrowed from a snapshot. CORRUPT: it is not there. */
NODISCARD enum store_status idempotency_reply(struct txn *txn, struct bytes key, struct bytes *ret_reply);
