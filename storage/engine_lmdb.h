/* engine_lmdb.h — what the files of the LMDB engine share. Included by engine_lmdb*.c only.
 *
 * LMDB is used in its default mode alone: every commit is synced, pages are written and never mapped
 * writable. NOSYNC, NOMETASYNC, MAPASYNC, WRITEMAP, NOLOCK, DUPSORT and nested transactions are not used
 * anywhere.
 */
#pragma once

#include <lmdb.h>

#include "storage/engine.h"
#include "storage/gate.h"

#define LMDB_TABLES_MAX 64
#define LMDB_READERS    126

struct txn_lmdb {
	struct txn base;
	struct engine_lmdb *engine;
	MDB_txn *txn;
	MDB_cursor *cursors[LMDB_TABLES_MAX]; /* opened when first needed, closed with the transaction */
	int64_t began_ms;                     /* by the monotonic clock */
	int64_t sampled_ms; /* when the thread's own work was last read, and how much it was */
	int64_t sampled_cpu_ms;
};

struct engine_lmdb {
	struct engine base;
	MDB_env *env;
	MDB_dbi tables[LMDB_TABLES_MAX];
	uint32_t table_count;
	int lock_fd;
	size_t map_max;
	struct gate gate; /* readers inside; closed while the map is moved */
	struct txn_lmdb writer;
};

/* What an LMDB error means while reading or writing within a transaction: before anything can have been
 * committed. */
NODISCARD enum store_status lmdb_status(int code);

/* The environment in `path`, opened, its format checked, every table there. */
NODISCARD enum status lmdb_env_open(const struct engine_config *config, const char *path, MDB_env **ret_env,
                                    MDB_dbi ret_tables[LMDB_TABLES_MAX], struct error *err);

/* Makes the environment in config->directory if there is none: whole or not at all. */
NODISCARD enum status lmdb_env_create(const struct engine_config *config, const char *path,
                                      struct error *err);

/* Doubles the map, up to its maximum. No write transaction may be open. FULL: it is at its maximum. */
NODISCARD enum store_status lmdb_map_grow(struct engine_lmdb *engine);

/* Whether more than 70 % of the map are in use. */
bool lmdb_map_is_tight(const struct engine_lmdb *engine);
