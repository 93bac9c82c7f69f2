/* batch.h — what one turn of the writer does: its transaction, the store's counters, and the leaves it
 * gathers.
 *
 * Depends on: storage/store.h, storage/table.h, storage/writer.h. The writer's thread alone.
 */
#pragma once

#include "storage/store.h"
#include "storage/table.h"
#include "storage/writer.h"

/* Kept in one META row and written once per batch. */
struct counters {
	int64_t clock_ms; /* time of the newest batch */
	uint64_t pos;     /* of the newest event */
	uint64_t leaves;  /* in the log */
	uint64_t batch;   /* number of the newest batch */
	uint64_t ticket;  /* drawn for claims, leases and the order within lanes: grows for ever */
};

/* Zeros when nothing has been written yet. */
NODISCARD enum store_status counters_load(struct txn *txn, struct counters *ret_counters);

struct batch {
	const struct store_clock *clock;
	const struct store_sealer *sealer;
	uint8_t *scratch; /* ROW_VALUE_MAX */
	struct txn *txn;
	struct counters counters;
	uint64_t first_leaf;
	const uint8_t *leaves[WRITER_BATCH_JOBS * STORE_LEAVES_MAX]; /* borrowed from the commits */
	uint32_t leaf_count;
	struct store_commit *commits[WRITER_BATCH_JOBS]; /* those applied: told the tree size in the end */
	uint32_t commit_count;
};

NODISCARD enum store_status batch_begin(struct batch *batch, struct txn *txn);

/* Counts the commit's leaves in. Only once nothing can refuse it any more. */
void batch_add(struct batch *batch, struct store_commit *commit);

/* Writes the counters, lets the sealer extend the log, and tells the commits the size of the tree. */
NODISCARD enum store_status batch_seal(struct batch *batch);

/* Each request's own part: sets its job's status, and writes nothing unless that is STORE_OK. */
NODISCARD enum store_status commit_apply(struct batch *batch, struct store_commit *commit);
NODISCARD enum store_status claim_apply(struct batch *batch, struct store_claim *claim);
NODISCARD enum store_status lease_apply(struct batch *batch, struct store_lease *lease);

/* Whether the token is that of the lease, and its time not over. FENCED otherwise. */
NODISCARD enum store_status lease_check(struct batch *batch, struct bytes name, uint64_t token);
