/* engine_mem.c — the engine of tests and simulations: ordered maps, rolled back by an undo log, failing on
 * command. */
#include <pthread.h>
#include <stdlib.h>

#include "storage/engine.h"
#include "storage/fault.h"
#include "storage/map.h"

/* What a write found, so that it can be put back. */
struct mem_undo {
	struct mem_undo *before;
	uint32_t table;
	bool was_there;
	size_t key_len;
	size_t value_len;
	uint8_t bytes[]; /* key, value */
};

struct engine_mem;

struct txn_mem {
	struct txn base;
	struct engine_mem *engine;
	struct mem_undo *undo;
	uint64_t undo_count;
};

struct engine_mem {
	struct engine base;
	pthread_mutex_t lock; /* held during every transaction: there is one state and no snapshots */
	struct store_faults *faults;
	struct txn_mem writer;
	struct map *tables;
	uint32_t table_count;
};

static struct txn_mem *txn_mem(struct txn *txn)
{
	return (struct txn_mem *)txn; /* base is the first member */
}

static struct engine_mem *engine_mem(struct engine *engine)
{
	return (struct engine_mem *)engine; /* likewise */
}

static struct map *mem_table(struct txn *txn, uint32_t table)
{
	struct engine_mem *engine = txn_mem(txn)->engine;

	assert(table > 0 && table < engine->table_count);
	return &engine->tables[table];
}

static enum store_status mem_get(struct txn *txn, uint32_t table, struct bytes key, struct bytes *ret_value)
{
	return map_find(mem_table(txn, table), key, ret_value) ? STORE_OK : STORE_NOT_FOUND;
}

static enum store_status mem_seek(struct txn *txn, uint32_t table, enum seek seek, struct bytes *key,
                                  struct bytes *ret_value)
{
	const struct map *map = mem_table(txn, table);
	bool found = false;

	switch (seek) {
	case SEEK_AT_LEAST: found = map_above(map, *key, true, key, ret_value); break;
	case SEEK_ABOVE: found = map_above(map, *key, false, key, ret_value); break;
	case SEEK_BELOW:
		found = key->len == 0 ? map_last(map, key, ret_value) : map_below(map, *key, key, ret_value);
		break;
	}
	return found ? STORE_OK : STORE_NOT_FOUND;
}

static enum store_status undo_note(struct txn_mem *txn, uint32_t table, struct bytes key)
{
	struct bytes old = { 0 };
	assert(key.len > 0 && txn == &txn->engine->writer); /* readers do not write */
	bool was_there = map_find(&txn->engine->tables[table], key, &old);
	struct mem_undo *undo = malloc(sizeof(*undo) + key.len + old.len);

	if (undo == NULL)
		return STORE_RETRY;
	*undo = (struct mem_undo){ txn->undo, table, was_there, key.len, old.len };
	memcpy(undo->bytes, key.ptr, key.len);
	if (old.len > 0)
		memcpy(undo->bytes + key.len, old.ptr, old.len);
	txn->undo = undo;
	txn->undo_count++;
	return STORE_OK;
}

static enum store_status mem_put(struct txn *txn, uint32_t table, struct bytes key, struct bytes value)
{
	struct map *map = mem_table(txn, table);
	enum store_status status = undo_note(txn_mem(txn), table, key);

	if (status != STORE_OK)
		return status;
	return map_put(map, key, value) ? STORE_OK : STORE_RETRY;
}

static enum store_status mem_remove(struct txn *txn, uint32_t table, struct bytes key)
{
	struct map *map = mem_table(txn, table);
	enum store_status status = undo_note(txn_mem(txn), table, key);

	if (status == STORE_OK)
		map_remove(map, key);
	return status;
}

static const struct txn_ops mem_txn_ops = { mem_get, mem_seek, mem_put, mem_remove };

static struct txn_mem txn_make(struct engine_mem *engine)
{
	return (struct txn_mem){ .base = { .ops = &mem_txn_ops }, .engine = engine };
}

static enum store_status mem_reader_open(struct engine *engine, struct txn **ret_reader)
{
	struct txn_mem *reader = malloc(sizeof(*reader));

	if (reader == NULL)
		return STORE_BUSY;
	*reader = txn_make(engine_mem(engine));
	*ret_reader = &reader->base;
	return STORE_OK;
}

static void mem_reader_close(struct engine *engine, struct txn *reader)
{
	(void)engine;
	free(txn_mem(reader));
}

static enum store_status mem_reader_begin(struct engine *engine, struct txn *reader)
{
	(void)pthread_mutex_lock(&engine_mem(engine)->lock);
	reader->failure = STORE_OK;
	return STORE_OK;
}

static void mem_reader_end(struct engine *engine, struct txn *reader)
{
	assert(reader->writes == 0);
	(void)pthread_mutex_unlock(&engine_mem(engine)->lock);
}

static enum store_status mem_write_begin(struct engine *engine, struct txn **ret_txn)
{
	struct engine_mem *mem = engine_mem(engine);

	(void)pthread_mutex_lock(&mem->lock);
	assert(mem->writer.undo == NULL);
	mem->writer = txn_make(mem);
	*ret_txn = &mem->writer.base;
	return STORE_OK;
}

/* Newest first, so that a key that was written twice ends as it began. */
static void txn_end(struct txn_mem *txn, bool put_back)
{
	while (txn->undo != NULL) {
		struct mem_undo *undo = txn->undo;
		struct map *map = &txn->engine->tables[undo->table];
		struct bytes key = { undo->bytes, undo->key_len };
		if (put_back && undo->was_there) {
			bool put = map_put(map, key,
			                   (struct bytes){ undo->bytes + undo->key_len, undo->value_len });
			assert(put);
		} else if (put_back) {
			map_remove(map, key);
		}
		txn->undo = undo->before;
		free(undo);
	}
	(void)pthread_mutex_unlock(&txn->engine->lock);
}

static void mem_write_abort(struct engine *engine, struct txn *txn)
{
	assert(txn == &engine_mem(engine)->writer.base);
	txn_end(txn_mem(txn), true);
}

/* Counts down; true when it is this one's turn. */
static bool fault_strikes(uint32_t *countdown)
{
	if (*countdown == 0)
		return false;
	(*countdown)--;
	return *countdown == 0;
}

static enum store_status commit_fault(struct store_faults *faults)
{
	if (fault_strikes(&faults->refuse))
		return STORE_RETRY;
	if (fault_strikes(&faults->fill))
		return STORE_FULL;
	if (fault_strikes(&faults->tear))
		return STORE_UNKNOWN;
	return STORE_OK;
}

static enum store_status mem_write_commit(struct engine *engine, struct txn *txn)
{
	struct engine_mem *mem = engine_mem(engine);
	enum store_status status = txn->failure;

	assert(txn == &mem->writer.base);
	if (status == STORE_OK && mem->faults != NULL)
		status = commit_fault(mem->faults);
	bool stays = status == STORE_OK;
	if (stays && mem->faults != NULL && fault_strikes(&mem->faults->lose))
		status = STORE_UNKNOWN;
	txn_end(txn_mem(txn), !stays);
	return status;
}

static enum store_status mem_grow(struct engine *engine)
{
	(void)engine;
	return STORE_FULL; /* the only FULL of this engine is a scripted one */
}

static void mem_tick(struct engine *engine)
{
	(void)engine;
}

static void mem_figures(struct engine *engine, struct engine_figures *ret_figures)
{
	struct engine_mem *mem = engine_mem(engine);
	size_t bytes = 0;

	(void)pthread_mutex_lock(&mem->lock);
	for (uint32_t i = 0; i < mem->table_count; i++)
		bytes += mem->tables[i].bytes;
	(void)pthread_mutex_unlock(&mem->lock);
	*ret_figures = (struct engine_figures){ .map_bytes = bytes, .used_bytes = bytes };
}

static enum store_status mem_admit(struct engine *engine)
{
	struct store_faults *faults = engine_mem(engine)->faults;

	return faults != NULL && fault_strikes(&faults->busy) ? STORE_BUSY : STORE_OK;
}

static bool mem_stalled(struct engine *engine)
{
	struct store_faults *faults = engine_mem(engine)->faults;

	if (faults == NULL || faults->stall == 0)
		return false;
	faults->stall--;
	return true;
}

static void mem_close(struct engine *engine)
{
	struct engine_mem *mem = engine_mem(engine);

	for (uint32_t i = 0; i < mem->table_count; i++)
		map_fini(&mem->tables[i]);
	free(mem->tables);
	(void)pthread_mutex_destroy(&mem->lock);
	free(mem);
}

static const struct engine_ops mem_ops = {
	.close = mem_close,
	.reader_open = mem_reader_open,
	.reader_close = mem_reader_close,
	.reader_begin = mem_reader_begin,
	.reader_end = mem_reader_end,
	.write_begin = mem_write_begin,
	.write_commit = mem_write_commit,
	.write_abort = mem_write_abort,
	.grow = mem_grow,
	.tick = mem_tick,
	.figures = mem_figures,
	.admit = mem_admit,
	.stalled = mem_stalled,
};

enum status engine_mem_open(const struct engine_config *config, struct store_faults *faults,
                            struct engine **ret_engine, struct error *err)
{
	struct engine_mem *mem = calloc(1, sizeof(*mem));
	struct map *tables = calloc(config->table_count, sizeof(*tables));

	assert(config->table_count > 0);
	if (mem == NULL || tables == NULL) {
		free(mem);
		free(tables);
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "there is no memory for the store's tables");
	}
	mem->base = (struct engine){ .ops = &mem_ops, .name = "memory", .recovers = true };
	mem->faults = faults;
	mem->tables = tables;
	mem->table_count = config->table_count;
	int failed = pthread_mutex_init(&mem->lock, NULL);
	assert(failed == 0);
	*ret_engine = &mem->base;
	return STATUS_OK;
}
