/* engine_lmdb.c — the engine on LMDB: transactions, their cursors, and what its errors mean. */
#include "storage/engine_lmdb.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "storage/clock.h"
#include "storage/directory.h"

#define READER_AGE_MAX_MS 1000
#define LMDB_KEY_MAX      511

static struct txn_lmdb *txn_lmdb(struct txn *txn)
{
	return (struct txn_lmdb *)txn; /* base is the first member */
}

static struct engine_lmdb *engine_lmdb(struct engine *engine)
{
	return (struct engine_lmdb *)engine; /* likewise */
}

static MDB_val val_from(struct bytes bytes)
{
	assert(bytes.ptr != NULL || bytes.len == 0);
	return (MDB_val){ .mv_size = bytes.len, .mv_data = (void *)(uintptr_t)bytes.ptr };
}

static struct bytes val_bytes(MDB_val val)
{
	return (struct bytes){ val.mv_data, val.mv_size };
}

enum store_status lmdb_status(int code)
{
	switch (code) {
	case 0: return STORE_OK;
	case MDB_NOTFOUND: return STORE_NOT_FOUND;
	case MDB_MAP_FULL: return STORE_FULL;
	case MDB_TXN_FULL: return STORE_TOO_LARGE;
	case ENOMEM:
	case ENOSPC:
	case MDB_BAD_TXN: return STORE_RETRY;
	case MDB_READERS_FULL: return STORE_BUSY;
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_PANIC: return STORE_CORRUPT;
	default: return STORE_IO;
	}
}

/* MAP_FULL, TXN_FULL and ENOMEM come before the first page is written. After that the disk may have more than
 * we know. */
static enum store_status commit_status(int code)
{
	if (code == 0 || code == MDB_MAP_FULL || code == MDB_TXN_FULL || code == ENOMEM ||
	    code == MDB_BAD_TXN)
		return lmdb_status(code);
	return STORE_UNKNOWN;
}

static MDB_dbi table_dbi(const struct txn_lmdb *txn, uint32_t table)
{
	assert(table < txn->engine->table_count && txn->engine->tables[table] != 0);
	return txn->engine->tables[table];
}

static enum store_status lmdb_get(struct txn *txn, uint32_t table, struct bytes key, struct bytes *ret_value)
{
	struct txn_lmdb *lmdb = txn_lmdb(txn);
	MDB_val name = val_from(key);
	MDB_val value;

	assert(key.len <= LMDB_KEY_MAX);
	int code = mdb_get(lmdb->txn, table_dbi(lmdb, table), &name, &value);
	if (code == 0)
		*ret_value = val_bytes(value);
	return lmdb_status(code);
}

/* Leaves the cursor at the first row at or above the key and steps from there. */
static int cursor_seek(MDB_cursor *cursor, enum seek seek, struct bytes wanted, MDB_val *key, MDB_val *value)
{
	if (wanted.len == 0)
		return mdb_cursor_get(cursor, key, value, seek == SEEK_BELOW ? MDB_LAST : MDB_FIRST);
	*key = val_from(wanted);
	int code = mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
	if (seek == SEEK_BELOW && code == MDB_NOTFOUND)
		return mdb_cursor_get(cursor, key, value, MDB_LAST);
	if (seek == SEEK_BELOW && code == 0)
		return mdb_cursor_get(cursor, key, value, MDB_PREV);
	if (seek == SEEK_ABOVE && code == 0 && bytes_eq(val_bytes(*key), wanted))
		return mdb_cursor_get(cursor, key, value, MDB_NEXT);
	return code;
}

static enum store_status lmdb_seek(struct txn *txn, uint32_t table, enum seek seek, struct bytes *key,
                                   struct bytes *ret_value)
{
	struct txn_lmdb *lmdb = txn_lmdb(txn);
	MDB_val found;
	MDB_val value;
	int code = 0;

	assert(key->len <= LMDB_KEY_MAX);
	if (lmdb->cursors[table] == NULL)
		code = mdb_cursor_open(lmdb->txn, table_dbi(lmdb, table), &lmdb->cursors[table]);
	if (code == 0)
		code = cursor_seek(lmdb->cursors[table], seek, *key, &found, &value);
	if (code == 0) {
		*key = val_bytes(found);
		*ret_value = val_bytes(value);
	}
	return lmdb_status(code);
}

static enum store_status lmdb_put(struct txn *txn, uint32_t table, struct bytes key, struct bytes value)
{
	struct txn_lmdb *lmdb = txn_lmdb(txn);
	MDB_val name = val_from(key);
	MDB_val content = val_from(value);

	assert(key.len <= LMDB_KEY_MAX);
	return lmdb_status(mdb_put(lmdb->txn, table_dbi(lmdb, table), &name, &content, 0));
}

static enum store_status lmdb_remove(struct txn *txn, uint32_t table, struct bytes key)
{
	struct txn_lmdb *lmdb = txn_lmdb(txn);
	MDB_val name = val_from(key);

	assert(key.len <= LMDB_KEY_MAX);
	return lmdb_status(mdb_del(lmdb->txn, table_dbi(lmdb, table), &name, NULL));
}

static const struct txn_ops lmdb_txn_ops = { lmdb_get, lmdb_seek, lmdb_put, lmdb_remove };

static void cursors_close(struct txn_lmdb *txn)
{
	for (uint32_t table = 0; table < txn->engine->table_count; table++) {
		if (txn->cursors[table] != NULL)
			mdb_cursor_close(txn->cursors[table]);
		txn->cursors[table] = NULL;
	}
}

/* A reader keeps its slot for life: it is renewed and reset, never begun anew. */
static enum store_status lmdb_reader_open(struct engine *engine, struct txn **ret_reader)
{
	struct engine_lmdb *lmdb = engine_lmdb(engine);
	struct txn_lmdb *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		return STORE_BUSY;
	*reader = (struct txn_lmdb){ .base = { .ops = &lmdb_txn_ops }, .engine = lmdb };
	gate_enter(&lmdb->gate);
	int code = mdb_txn_begin(lmdb->env, NULL, MDB_RDONLY, &reader->txn);
	if (code == 0)
		mdb_txn_reset(reader->txn);
	gate_leave(&lmdb->gate);
	if (code != 0) {
		free(reader);
		return lmdb_status(code);
	}
	*ret_reader = &reader->base;
	return STORE_OK;
}

static void lmdb_reader_close(struct engine *engine, struct txn *reader)
{
	assert(txn_lmdb(reader)->engine == engine_lmdb(engine));
	mdb_txn_abort(txn_lmdb(reader)->txn);
	free(txn_lmdb(reader));
}

/* Another process has grown the map: take over its size, with no reader inside, and try again. */
static int map_follow(struct engine_lmdb *lmdb, MDB_txn *txn)
{
	gate_leave(&lmdb->gate);
	gate_close(&lmdb->gate);
	int code = mdb_env_set_mapsize(lmdb->env, 0);
	gate_open(&lmdb->gate);
	gate_enter(&lmdb->gate);
	return code == 0 ? mdb_txn_renew(txn) : code;
}

static enum store_status lmdb_reader_begin(struct engine *engine, struct txn *reader)
{
	struct txn_lmdb *lmdb = txn_lmdb(reader);

	gate_enter(&engine_lmdb(engine)->gate);
	int code = mdb_txn_renew(lmdb->txn);
	if (code == MDB_MAP_RESIZED)
		code = map_follow(engine_lmdb(engine), lmdb->txn);
	if (code != 0) {
		gate_leave(&engine_lmdb(engine)->gate);
		return lmdb_status(code);
	}
	reader->failure = STORE_OK;
	lmdb->began_ms = clock_monotonic_ms();
	if (lmdb->began_ms - lmdb->sampled_ms >= READER_AGE_MAX_MS) {
		lmdb->sampled_ms = lmdb->began_ms;
		lmdb->sampled_cpu_ms = clock_thread_cpu_ms();
	}
	return STORE_OK;
}

/* An old snapshot keeps every page that was freed since. Its age is counted in the thread's own work: a
 * machine that was suspended is no bug of ours, a loop that computes within a snapshot is. Reading that work
 * asks the kernel, so it is done once a second, and here only when the plain clock says that it was long. */
static bool reader_is_too_old(const struct txn_lmdb *lmdb)
{
	if (clock_monotonic_ms() - lmdb->began_ms <= READER_AGE_MAX_MS)
		return false;
	return clock_thread_cpu_ms() - lmdb->sampled_cpu_ms > 2 * READER_AGE_MAX_MS;
}

static void lmdb_reader_end(struct engine *engine, struct txn *reader)
{
	struct txn_lmdb *lmdb = txn_lmdb(reader);

	assert(reader->writes == 0);
	assert(!reader_is_too_old(lmdb));
	cursors_close(lmdb);
	mdb_txn_reset(lmdb->txn);
	gate_leave(&engine_lmdb(engine)->gate);
}

static enum store_status lmdb_write_begin(struct engine *engine, struct txn **ret_txn)
{
	struct engine_lmdb *lmdb = engine_lmdb(engine);
	MDB_txn *txn = NULL;
	int code = mdb_txn_begin(lmdb->env, NULL, 0, &txn);

	if (code != 0)
		return lmdb_status(code);
	lmdb->writer = (struct txn_lmdb){ .base = { .ops = &lmdb_txn_ops }, .engine = lmdb, .txn = txn };
	*ret_txn = &lmdb->writer.base;
	return STORE_OK;
}

static void lmdb_write_abort(struct engine *engine, struct txn *txn)
{
	assert(txn == &engine_lmdb(engine)->writer.base);
	cursors_close(txn_lmdb(txn));
	mdb_txn_abort(txn_lmdb(txn)->txn);
}

static enum store_status lmdb_write_commit(struct engine *engine, struct txn *txn)
{
	struct engine_lmdb *lmdb = engine_lmdb(engine);

	assert(txn == &lmdb->writer.base && txn->failure == STORE_OK);
	cursors_close(txn_lmdb(txn));
	enum store_status status = commit_status(mdb_txn_commit(txn_lmdb(txn)->txn));
	/* Growing early is a kindness to the next batch; when it cannot be done, that batch will say so. */
	if (status == STORE_OK && lmdb_map_is_tight(lmdb)) {
		enum store_status grown = lmdb_map_grow(lmdb);
		assert(grown == STORE_OK || grown == STORE_FULL);
	}
	return status;
}

static enum store_status lmdb_grow(struct engine *engine)
{
	return lmdb_map_grow(engine_lmdb(engine));
}

/* Readers that died with their process would hold freed pages for ever. */
static void lmdb_tick(struct engine *engine)
{
	int dead = 0;

	(void)mdb_reader_check(engine_lmdb(engine)->env, &dead);
}

static int oldest_reader(const char *line, void *ctx)
{
	unsigned long long txnid = 0;
	char *end = NULL;
	uint64_t *oldest = ctx;

	/* "   pid thread txnid", with '-' for a reader that holds no snapshot; the heading has no number in
	 * front. */
	(void)strtoull(line, &end, 10);
	if (end == line)
		return 0;
	(void)strtoull(end, &end, 16);
	char *last = end;
	txnid = strtoull(last, &end, 10);
	if (end != last && txnid < *oldest)
		*oldest = txnid;
	return 0;
}

static void lmdb_figures(struct engine *engine, struct engine_figures *ret_figures)
{
	struct engine_lmdb *lmdb = engine_lmdb(engine);
	uint64_t oldest = UINT64_MAX;
	MDB_envinfo info;
	MDB_stat stat;

	gate_enter(&lmdb->gate);
	(void)mdb_env_info(lmdb->env, &info);
	(void)mdb_env_stat(lmdb->env, &stat);
	(void)mdb_reader_list(lmdb->env, oldest_reader, &oldest);
	gate_leave(&lmdb->gate);
	*ret_figures = (struct engine_figures){
		.map_bytes = info.me_mapsize,
		.used_bytes = (info.me_last_pgno + 1) * stat.ms_psize,
		.reader_lag = oldest < info.me_last_txnid ? info.me_last_txnid - oldest : 0,
	};
}

static void lmdb_close(struct engine *engine)
{
	struct engine_lmdb *lmdb = engine_lmdb(engine);

	mdb_env_close(lmdb->env);
	gate_fini(&lmdb->gate);
	if (lmdb->lock_fd >= 0)
		(void)close(lmdb->lock_fd);
	free(lmdb);
}

static const struct engine_ops lmdb_ops = {
	.close = lmdb_close,
	.reader_open = lmdb_reader_open,
	.reader_close = lmdb_reader_close,
	.reader_begin = lmdb_reader_begin,
	.reader_end = lmdb_reader_end,
	.write_begin = lmdb_write_begin,
	.write_commit = lmdb_write_commit,
	.write_abort = lmdb_write_abort,
	.grow = lmdb_grow,
	.tick = lmdb_tick,
	.figures = lmdb_figures,
};

static enum store_status lmdb_refuse(struct engine *engine)
{
	(void)engine;
	return STORE_READONLY;
}

/* Reading beside the process that writes: LMDB's own reader table is all the coordination there needs to be.
 */
static const struct engine_ops lmdb_read_only_ops = {
	.close = lmdb_close,
	.reader_open = lmdb_reader_open,
	.reader_close = lmdb_reader_close,
	.reader_begin = lmdb_reader_begin,
	.reader_end = lmdb_reader_end,
	.write_begin = lmdb_write_begin,
	.write_commit = lmdb_write_commit,
	.write_abort = lmdb_write_abort,
	.grow = lmdb_grow,
	.tick = lmdb_tick,
	.figures = lmdb_figures,
	.admit = lmdb_refuse,
};

static enum status engine_start(struct engine_lmdb *lmdb, const struct engine_config *config,
                                struct error *err)
{
	char path[DIRECTORY_PATH_MAX];

	TRY(directory_join(config->directory, config->name, path, err));
	if (!config->read_only)
		TRY(lmdb_env_create(config, path, err));
	return lmdb_env_open(config, path, &lmdb->env, lmdb->tables, err);
}

enum status engine_lmdb_open(const struct engine_config *config, struct engine **ret_engine,
                             struct error *err)
{
	assert(config->table_count <= LMDB_TABLES_MAX && config->map_max >= config->map_initial);
	TRY(directory_check(config->directory, err));
	struct engine_lmdb *lmdb = calloc(1, sizeof(*lmdb));
	if (lmdb == NULL)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "there is no memory for the store");
	lmdb->base = (struct engine){ .ops = config->read_only ? &lmdb_read_only_ops : &lmdb_ops,
		                      .name = "lmdb",
		                      .threaded = true };
	lmdb->table_count = config->table_count;
	lmdb->map_max = config->map_max;
	lmdb->lock_fd = -1;
	enum status status = STATUS_OK;
	if (!config->read_only)
		status = directory_lock(config->directory, config->lock, &lmdb->lock_fd, err);
	if (status != STATUS_OK) {
		free(lmdb);
		return status;
	}
	status = engine_start(lmdb, config, err);
	if (status != STATUS_OK) {
		if (lmdb->lock_fd >= 0)
			(void)close(lmdb->lock_fd);
		free(lmdb);
		return status;
	}
	gate_init(&lmdb->gate);
	*ret_engine = &lmdb->base;
	return STATUS_OK;
}
