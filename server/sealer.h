/* sealer.h — extends the log by a batch's leaves and signs the new checkpoint, inside the batch's
 * transaction.
 *
 * Thread: the store's writer, and nobody else. One signature covers a whole batch: receipts need none each.
 * The log has exactly one leaf per event: the event at position p of the feed is leaf p - 1.
 * Source: integrity.md 2.2; c2sp.org/tlog-tiles, tlog-checkpoint.
 */
#pragma once

#include "server/keystore.h"
#include "storage/store.h"

#define SEALER_SCRATCH_BYTES KIB(256)

struct sealer {
	const struct keystore *keystore; /* borrowed; of which only the log key is used */
	uint8_t scratch[SEALER_SCRATCH_BYTES];
};

/* What the store is opened with. The sealer must outlive the store. */
struct store_sealer sealer_hook(struct sealer *sealer);

/* The key of a TILE row, and of the newest checkpoint. */
void sealer_tile_key(struct key *ret_key, uint8_t level, uint64_t index);
struct bytes sealer_latest_key(void);
