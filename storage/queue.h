/* queue.h — work that waits to be claimed: in due order, and within a lane one after another.
 *
 * Depends on: storage/batch.h.
 * READY has one row per item that may be claimed some day: every item without a lane, and the head of each
 * lane. An item that is claimed stands there with the end of its claim, so that it comes again by itself.
 * Acknowledging the head of a lane brings its successor in.
 */
#pragma once

#include "storage/batch.h"

/* Whether the operation can be applied: EXISTS for ENQUEUE, FENCED for ACK and NACK. Writes nothing. */
NODISCARD enum store_status queue_prepare(struct batch *batch, const struct store_op *op);
NODISCARD enum store_status queue_apply(struct batch *batch, const struct store_op *op);

/* FENCED: the item is gone, claimed by somebody else, or the claim's time is over. */
NODISCARD enum store_status queue_check(struct batch *batch, struct str queue, struct bytes key,
                                        uint64_t token);

/* The body of an item under claim, borrowed from a snapshot. NOT_FOUND: somebody has taken it meanwhile. */
NODISCARD enum store_status queue_body(struct txn *txn, struct str queue, const struct store_claim_item *item,
                                       struct bytes *ret_body);
