/* blobs.c — evidence in pieces: its own environment, and its own writer. */
#include "storage/blobs.h"

#include <stdlib.h>

#include "storage/blobs_client.h"

#define BLOBS_QUEUE 1024

static enum store_status blobs_begin(void *ctx, struct txn *txn)
{
	(void)ctx;
	return txn->failure;
}

static void blobs_apply(void *ctx, struct txn *txn, struct job *job)
{
	(void)ctx;
	blob_apply(txn, request_from_job(job));
}

static enum store_status blobs_seal(void *ctx, struct txn *txn)
{
	(void)ctx;
	return txn->failure;
}

static void blobs_finish(void *ctx, enum store_status status)
{
	(void)ctx;
	(void)status;
}

static const struct writer_ops blobs_ops = { blobs_begin, blobs_apply, blobs_seal, blobs_finish };

/* Removes what a crash left half written, in transactions of bounded size. */
static enum store_status partials_sweep(struct engine *engine)
{
	for (;;) {
		struct txn *txn = NULL;
		uint64_t serial = 0;
		enum store_status status = engine->ops->write_begin(engine, &txn);
		if (status != STORE_OK)
			return status;
		status = blob_partial_first(txn, &serial);
		if (status != STORE_OK) {
			engine->ops->write_abort(engine, txn);
			return status == STORE_NOT_FOUND ? STORE_OK : status;
		}
		(void)blob_sweep(txn, serial);
		if (txn->failure != STORE_OK) {
			status = txn->failure;
			engine->ops->write_abort(engine, txn);
		} else {
			status = engine->ops->write_commit(engine, txn);
		}
		if (status == STORE_FULL)
			status = engine->ops->grow(engine);
		if (status != STORE_OK)
			return status;
	}
}

static enum status engine_open(const struct store_config *config, struct engine **ret_engine,
                               struct error *err)
{
	struct engine_config made = {
		.directory = config->directory,
		.name = "blobs",
		.lock = "blobs.lock",
		.table_name = blob_table_name,
		.table_count = BLOB_TABLE_COUNT,
		.format = STORE_FORMAT,
		.map_initial = config->map_initial > 0 ? config->map_initial : STORE_MAP_INITIAL,
		.map_max = config->map_max > 0 ? config->map_max : STORE_MAP_MAX,
		.read_only = config->read_only,
	};

	if (made.map_max < made.map_initial)
		made.map_max = made.map_initial;
	if (config->engine == STORE_ENGINE_MEMORY)
		return engine_mem_open(&made, config->faults, ret_engine, err);
	return engine_lmdb_open(&made, ret_engine, err);
}

static enum status blobs_start(struct blobs *blobs, const struct store_config *config, struct error *err)
{
	enum store_status status = config->read_only ? STORE_OK : partials_sweep(blobs->engine);

	if (status != STORE_OK)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "unfinished uploads cannot be removed: %s",
		            store_status_text(status));
	if (!writer_open(&blobs->writer, blobs->engine, &blobs_ops, blobs,
	                 config->queue_max > 0 ? config->queue_max : BLOBS_QUEUE))
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the writer's thread cannot be started");
	return STATUS_OK;
}

enum status blobs_open(const struct store_config *config, struct blobs **ret_blobs, struct error *err)
{
	struct blobs *blobs = calloc(1, sizeof(*blobs));

	if (blobs == NULL)
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "there is no memory for the evidence");
	enum status status = engine_open(config, &blobs->engine, err);
	if (status != STATUS_OK) {
		free(blobs);
		return status;
	}
	status = blobs_start(blobs, config, err);
	if (status != STATUS_OK) {
		blobs->engine->ops->close(blobs->engine);
		free(blobs);
		return status;
	}
	*ret_blobs = blobs;
	return STATUS_OK;
}

void blobs_close(struct blobs *blobs)
{
	if (blobs == NULL)
		return;
	writer_close(&blobs->writer);
	blobs->engine->ops->close(blobs->engine);
	free(blobs);
}
