/* store.c — the store itself: opening, the writer's side of it, closing. */
#include "storage/store.h"

#include <stdlib.h>

#include "storage/client.h"
#include "storage/clock.h"

/* --- the writer's side --- */

static enum store_status store_begin(void *ctx, struct txn *txn)
{
	struct store *store = ctx;

	return batch_begin(&store->batch, txn);
}

static void store_apply(void *ctx, struct txn *txn, struct job *job)
{
	struct store *store = ctx;
	struct store_request *request = request_from_job(job);

	assert(txn == store->batch.txn);
	switch (request->type) {
	case STORE_REQUEST_COMMIT:
		job->status = commit_apply(&store->batch, (struct store_commit *)request);
		return;
	case STORE_REQUEST_CLAIM:
		job->status = claim_apply(&store->batch, (struct store_claim *)request);
		return;
	case STORE_REQUEST_LEASE:
		job->status = lease_apply(&store->batch, (struct store_lease *)request);
		return;
	case STORE_REQUEST_GET:
	case STORE_REQUEST_SCAN:
	case STORE_REQUEST_FEED: break;
	}
	assert(false);
}

static enum store_status store_seal(void *ctx, struct txn *txn)
{
	struct store *store = ctx;

	assert(txn == store->batch.txn);
	return batch_seal(&store->batch);
}

/* The batch is durable: publish what it counted, and wake those who wait for events. */
static void store_finish(void *ctx, enum store_status status)
{
	struct store *store = ctx;

	if (status != STORE_OK)
		return;
	(void)pthread_mutex_lock(&store->lock);
	assert(store->batch.counters.pos >= store->counters.pos); /* events are never taken back */
	bool events = store->batch.counters.pos > store->counters.pos;
	store->counters = store->batch.counters;
	atomic_store(&store->clock_ms, store->counters.clock_ms);
	for (struct store_client *client = store->clients; client != NULL && events; client = client->next) {
		if (client->feeds_waiting > 0)
			mailbox_nudge(&client->mailbox);
	}
	(void)pthread_mutex_unlock(&store->lock);
}

static const struct writer_ops store_ops = { store_begin, store_apply, store_seal, store_finish };

/* --- opening and closing --- */

static struct engine_config engine_config_make(const struct store_config *config)
{
	struct engine_config made = {
		.directory = config->directory,
		.name = "store",
		.lock = "lock",
		.table_name = record_table_name,
		.table_count = RECORD_TABLES,
		.format = STORE_FORMAT,
		.map_initial = config->map_initial > 0 ? config->map_initial : STORE_MAP_INITIAL,
		.map_max = config->map_max > 0 ? config->map_max : STORE_MAP_MAX,
		.read_only = config->read_only,
	};

	if (made.map_max < made.map_initial)
		made.map_max = made.map_initial;
	return made;
}

static enum status engine_open(const struct store_config *config, struct engine **ret_engine,
                               struct error *err)
{
	struct engine_config made = engine_config_make(config);

	if (config->engine == STORE_ENGINE_MEMORY)
		return engine_mem_open(&made, config->faults, ret_engine, err);
	assert(config->engine == STORE_ENGINE_LMDB && config->directory != NULL);
	return engine_lmdb_open(&made, ret_engine, err);
}

/* Where the store stands, before the writer starts. */
static enum status store_recall(struct store *store, struct error *err)
{
	struct txn *reader = NULL;
	enum store_status status = store->engine->ops->reader_open(store->engine, &reader);

	if (status == STORE_OK)
		status = store->engine->ops->reader_begin(store->engine, reader);
	if (status == STORE_OK) {
		status = counters_load(reader, &store->counters);
		store->engine->ops->reader_end(store->engine, reader);
	}
	if (reader != NULL)
		store->engine->ops->reader_close(store->engine, reader);
	if (status == STORE_CORRUPT)
		return FAIL(err, PROBLEM_RECORD_CORRUPT,
		            "the store's counters are damaged: restore it from a backup");
	if (status != STORE_OK)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the store cannot be read: %s",
		            store_status_text(status));
	atomic_store(&store->clock_ms, store->counters.clock_ms);
	return STATUS_OK;
}

static void store_free(struct store *store)
{
	store->engine->ops->close(store->engine);
	(void)pthread_mutex_destroy(&store->lock);
	free(store->batch.scratch);
	free(store);
}

static enum status store_start(struct store *store, const struct store_config *config, struct error *err)
{
	uint32_t waiting_max = config->queue_max > 0 ? config->queue_max : STORE_QUEUE_MAX;

	TRY(store_recall(store, err));
	/* The row's value, and behind it a body that is put together before it is encoded. */
	store->batch.scratch = malloc((size_t)2 * ROW_VALUE_MAX);
	if (store->batch.scratch == NULL)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "there is no memory for the writer");
	if (!writer_open(&store->writer, store->engine, &store_ops, store, waiting_max))
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the writer's thread cannot be started");
	return STATUS_OK;
}

enum status store_open(const struct store_config *config, struct store **ret_store, struct error *err)
{
	struct store *store = calloc(1, sizeof(*store));

	if (store == NULL)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "there is no memory for the store");
	enum status status = engine_open(config, &store->engine, err);
	if (status != STATUS_OK) {
		free(store);
		return status;
	}
	store->clock = config->clock;
	store->sealer = config->sealer;
	store->batch.clock = &store->clock;
	store->batch.sealer = &store->sealer;
	int failed = pthread_mutex_init(&store->lock, NULL);
	assert(failed == 0);
	status = store_start(store, config, err);
	if (status != STATUS_OK) {
		store_free(store);
		return status;
	}
	*ret_store = store;
	return STATUS_OK;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	assert(store->client_count == 0);
	writer_close(&store->writer);
	store_free(store);
}

void store_info(struct store *store, struct store_info *ret_info)
{
	struct engine_figures figures = { 0 };
	uint64_t batches = 0;

	store->engine->ops->figures(store->engine, &figures);
	(void)pthread_mutex_lock(&store->lock);
	struct counters counters = store->counters;
	(void)pthread_mutex_unlock(&store->lock);
	*ret_info = (struct store_info){
		.engine = store->engine->name,
		.format = STORE_FORMAT,
		.failed = writer_has_failed(&store->writer),
		.events = counters.pos,
		.leaves = counters.leaves,
		.token = counters.batch,
		.map_bytes = figures.map_bytes,
		.used_bytes = figures.used_bytes,
		.reader_lag = figures.reader_lag,
	};
	ret_info->writes_waiting = writer_waiting(&store->writer, &batches);
	ret_info->batches = batches;
}

int64_t store_now(const struct store *store)
{
	int64_t wall_ms =
		store->clock.now_ms != NULL ? store->clock.now_ms(store->clock.ctx) : clock_wall_ms();
	int64_t stored_ms = atomic_load(&store->clock_ms);

	return wall_ms > stored_ms ? wall_ms : stored_ms + 1;
}

int64_t store_monotonic_ms(void)
{
	return clock_monotonic_ms();
}
