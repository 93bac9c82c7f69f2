/* store.h — where everything is kept: conditional commits, snapshot reads, ordered scans and the feed.
 *
 * Caveat: rows borrow from the engine's map and are valid only during the callback (request.h).
 * Depends on: core, storage/claim.h, storage/request.h, storage/key.h.
 * Threads: struct store_client belongs to the thread that opened it, and every request is made through one.
 * Reads run in store_client_poll(), in one read transaction that is renewed per poll. Commits, claims and
 * leases go to the store's one writer thread, which takes all that wait, applies them in one transaction,
 * syncs once and completes them all; a refused commit never harms its neighbours. `wake` is called from any
 * thread. Limits: those of request.h; struct store_config for the queue to the writer and the size of the
 * map. Errors: a refusal arrives in the callback as enum store_status; only opening explains itself in struct
 * error. After a failed sync the outcome of that batch is UNKNOWN and everything later is UNAVAILABLE: the
 * process ends itself and is started again, and the idempotency key tells what became of the request.
 */
#pragma once

#include "core/status.h"
#include "storage/claim.h"
#include "storage/key.h"
#include "storage/request.h"

#define STORE_FORMAT      2 /* version of what is written to disk; a newer one is refused */
#define STORE_QUEUE_MAX   4096
#define STORE_MAP_INITIAL MIB(64)
#define STORE_MAP_MAX     (MIB(1024) * 256)
#define STORE_CLIENTS_MAX 120 /* LMDB has 126 reader slots */

enum store_engine { STORE_ENGINE_LMDB, STORE_ENGINE_MEMORY };

/* Time in ms since 1970, for tests and for the sandbox. Called from any thread. */
struct store_clock {
	void *ctx;
	int64_t (*now_ms)(void *ctx);
};

/* The log's part in a batch. Given the leaves that the batch appends, the sealer extends the log's tiles and
 * puts the checkpoint, in the batch's own transaction. Storage knows no cryptography. */
struct store_seal;
struct store_sealer {
	void *ctx;
	/* Called by the writer once per batch that has leaves, after its operations and before its sync.
	 * Anything but STORE_OK fails the whole batch, which is then not applied. */
	enum store_status (*seal)(void *ctx, struct store_seal *seal);
};

uint64_t
store_seal_first(const struct store_seal *seal); /* index of the first leaf: the size of the log before */
uint32_t store_seal_count(const struct store_seal *seal);
const uint8_t *store_seal_leaf(const struct store_seal *seal,
                               uint32_t number); /* STORE_LEAF_BYTES, borrowed */
int64_t store_seal_time_ms(const struct store_seal *seal);

/* TILE and CHECKPOINT rows within the batch's transaction. The body is borrowed until the next put. */
NODISCARD enum store_status store_seal_get(struct store_seal *seal, enum record_kind kind, struct bytes key,
                                           struct bytes *ret_body);
NODISCARD enum store_status store_seal_put(struct store_seal *seal, enum record_kind kind, struct bytes key,
                                           struct bytes body);

struct store_faults; /* storage/fault.h: scripted failures of the memory engine */

struct store_config {
	enum store_engine engine;
	const char *directory;       /* LMDB: the data directory; it must exist */
	size_t map_initial;          /* 0: STORE_MAP_INITIAL */
	size_t map_max;              /* 0: STORE_MAP_MAX */
	uint32_t queue_max;          /* requests that may wait for the writer; 0: STORE_QUEUE_MAX */
	struct store_clock clock;    /* without now_ms: the system's clock */
	struct store_sealer sealer;  /* without seal: leaves are only counted */
	struct store_faults *faults; /* borrowed until store_close(); memory engine only */
	bool read_only; /* LMDB: beside the process that serves it, without its lock; it must exist
	                   already, and every commit, claim and lease ends with READONLY */
};

struct store;

/* Opens the store, making it when there is none. STATUS_UNAVAILABLE: another process holds it, it lies on a
 * network file system, was written by a newer program, or the system refused; STATUS_CORRUPT: it is damaged.
 */
NODISCARD enum status store_open(const struct store_config *config, struct store **ret_store,
                                 struct error *err);

/* Every client must be closed before. Accepts NULL. */
void store_close(struct store *store);

struct store_info {
	const char *engine;
	uint32_t format;
	bool failed; /* a sync failed: the process has to end */
	uint64_t events;
	uint64_t leaves;
	uint64_t token; /* of the newest batch */
	uint64_t batches;
	uint64_t writes_waiting;
	size_t map_bytes;
	size_t used_bytes;
	uint64_t reader_lag; /* batches between the newest and the oldest open snapshot */
};

void store_info(struct store *store, struct store_info *ret_info);

/* The store's clock: never behind anything it has stored. Any thread. */
int64_t store_now(const struct store *store);

/* The clock of deadlines and waits: monotonic, of this process. */
int64_t store_monotonic_ms(void);

/* `wake(ctx)` is called, from any thread and possibly more than once, when store_client_poll() has something
 * to do. STATUS_LIMIT: STORE_CLIENTS_MAX. */
NODISCARD enum status store_client_open(struct store *store, void (*wake)(void *ctx), void *ctx,
                                        struct store_client **ret_client, struct error *err);

/* Cancels what has not been dispatched, waits for what has, and runs every callback. What a callback asks for
 * now ends with CANCELLED too: it should stop then. Accepts NULL. */
void store_client_close(struct store_client *client);

/* Runs what is due. Never from within a callback. Answers the ms after which to poll again without a wake,
 * for feeds that wait; -1: only when woken. */
int64_t store_client_poll(struct store_client *client);

/* For tests and tools: blocks until something is due, polls, and says whether a callback ran. */
bool store_client_wait(struct store_client *client, int64_t timeout_ms);

void store_get(struct store_client *client, struct store_get *get);
void store_scan(struct store_client *client, struct store_scan *scan);
void store_feed(struct store_client *client, struct store_feed *feed);
void store_commit(struct store_client *client, struct store_commit *commit);
void store_claim(struct store_client *client, struct store_claim *claim);
void store_lease(struct store_client *client, struct store_lease *lease);

/* Ends a request with CANCELLED if it has not been dispatched; one that the writer holds runs to its end.
 * The callback comes in the next poll either way. */
void store_cancel(struct store_client *client, struct store_request *request);

/* A column of a row, whose kind must have it. The text is borrowed like the row. */
uint64_t store_row_number(const struct store_row *row, enum record_column column);
struct str store_row_text(const struct store_row *row, enum record_column column);
