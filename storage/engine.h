/* engine.h — the narrow waist of the store: ordered tables of bytes under one writer and many snapshots.
 *
 * Caveat: bytes got from a transaction are borrowed until it ends, and within a write transaction only until
 * the next put or delete. Depends on: core/status.h, storage/outcome.h. An engine implements this and nothing
 * else: commits, queries, queues and blobs are written once, above it, and so are the same on each. Threads:
 * any number of readers, each on one thread at a time; one write transaction at a time.
 */
#pragma once

#include "core/status.h"
#include "storage/outcome.h"

struct txn;
struct engine;

enum seek { SEEK_AT_LEAST, SEEK_ABOVE, SEEK_BELOW };

struct txn_ops {
	enum store_status (*get)(struct txn *txn, uint32_t table, struct bytes key, struct bytes *ret_value);
	enum store_status (*seek)(struct txn *txn, uint32_t table, enum seek seek, struct bytes *key,
	                          struct bytes *ret_value);
	enum store_status (*put)(struct txn *txn, uint32_t table, struct bytes key, struct bytes value);
	enum store_status (*remove)(struct txn *txn, uint32_t table, struct bytes key);
};

/* The engines embed this. The first failure sticks: later calls do nothing, and committing is refused. */
struct txn {
	const struct txn_ops *ops;
	enum store_status failure;
	uint64_t writes; /* puts and deletes so far */
};

/* STORE_NOT_FOUND, or the transaction's failure. */
NODISCARD enum store_status txn_get(struct txn *txn, uint32_t table, struct bytes key,
                                    struct bytes *ret_value);

/* Finds the first row at or above *key, the first above it, or the last below it; SEEK_BELOW with an empty
 * key finds the last row of all. *key becomes the row's key, borrowed. STORE_NOT_FOUND when there is none. */
NODISCARD enum store_status txn_seek(struct txn *txn, uint32_t table, enum seek seek, struct bytes *key,
                                     struct bytes *ret_value);

void txn_put(struct txn *txn, uint32_t table, struct bytes key, struct bytes value);
void txn_remove(struct txn *txn, uint32_t table, struct bytes key); /* absent: nothing happens */

struct engine_figures {
	size_t map_bytes;
	size_t used_bytes;
	uint64_t reader_lag;
};

struct engine_ops {
	void (*close)(struct engine *engine);
	enum store_status (*reader_open)(struct engine *engine, struct txn **ret_reader);
	void (*reader_close)(struct engine *engine, struct txn *reader);
	enum store_status (*reader_begin)(struct engine *engine, struct txn *reader);
	void (*reader_end)(struct engine *engine, struct txn *reader);
	enum store_status (*write_begin)(struct engine *engine, struct txn **ret_txn);
	/* Ends the transaction either way. UNKNOWN: whether it was stored cannot be said. */
	enum store_status (*write_commit)(struct engine *engine, struct txn *txn);
	void (*write_abort)(struct engine *engine, struct txn *txn);
	enum store_status (*grow)(struct engine *engine); /* makes room after FULL, or answers FULL */
	void (*tick)(struct engine *engine);              /* now and then, between write transactions */
	void (*figures)(struct engine *engine, struct engine_figures *ret_figures);
	enum store_status (*admit)(struct engine *engine); /* whether a request may be queued; NULL: always */
	bool (*stalled)(struct engine *engine);            /* whether the writer must wait; NULL: never */
};

/* The engines embed this. */
struct engine {
	const struct engine_ops *ops;
	const char *name;
	bool threaded; /* the writer has a thread of its own; else it runs in the clients' polls */
	bool recovers; /* an UNKNOWN outcome leaves it usable: only where nothing can be damaged */
};

struct engine_config {
	const char *directory; /* LMDB: exists */
	const char *name;      /* of the environment's directory within it */
	const char *lock;      /* of the lock file within it */
	const char *(*table_name)(uint32_t table);
	uint32_t table_count; /* tables are numbered below it; those without a name do not exist */
	uint32_t format;
	size_t map_initial;
	size_t map_max;
	bool read_only; /* LMDB: it exists, another process may write it, and nothing is written here */
};

NODISCARD enum status engine_lmdb_open(const struct engine_config *config, struct engine **ret_engine,
                                       struct error *err);

struct store_faults;
NODISCARD enum status engine_mem_open(const struct engine_config *config, struct store_faults *faults,
                                      struct engine **ret_engine, struct error *err);
