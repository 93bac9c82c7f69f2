#include "storage/batch.h"

#include "storage/clock.h"

#define COUNTERS_KEY   "counters"
#define COUNTERS_BYTES 40

/* What the sealer sees of a batch. */
struct store_seal {
	struct batch *batch;
};

enum store_status counters_load(struct txn *txn, struct counters *ret_counters)
{
	struct store_row row = { 0 };
	enum store_status status = table_get(txn, RECORD_META, str_bytes(STR(COUNTERS_KEY)), &row);

	if (status != STORE_OK)
		return status;
	if (!row.found) {
		*ret_counters = (struct counters){ 0 };
		return STORE_OK;
	}
	if (row.body.len != COUNTERS_BYTES)
		return STORE_CORRUPT;
	*ret_counters = (struct counters){
		.clock_ms = (int64_t)key_read_u64(row.body.ptr),
		.pos = key_read_u64(row.body.ptr + 8),
		.leaves = key_read_u64(row.body.ptr + 16),
		.batch = key_read_u64(row.body.ptr + 24),
		.ticket = key_read_u64(row.body.ptr + 32),
	};
	return STORE_OK;
}

static enum store_status counters_store(struct batch *batch)
{
	const struct counters *counters = &batch->counters;
	struct key body;

	key_init(&body);
	key_put_u64(&body, (uint64_t)counters->clock_ms);
	key_put_u64(&body, counters->pos);
	key_put_u64(&body, counters->leaves);
	key_put_u64(&body, counters->batch);
	key_put_u64(&body, counters->ticket);
	assert(!body.failed && body.len == COUNTERS_BYTES);
	struct store_row row = {
		.kind = RECORD_META,
		.key = str_bytes(STR(COUNTERS_KEY)),
		.body = key_bytes(&body),
		.version = counters->batch,
		.time_ms = counters->clock_ms,
	};
	return table_put(batch->txn, &row, batch->scratch);
}

enum store_status batch_begin(struct batch *batch, struct txn *txn)
{
	assert(txn->writes == 0);
	batch->txn = txn;
	batch->leaf_count = 0;
	batch->commit_count = 0;
	enum store_status status = counters_load(txn, &batch->counters);
	if (status != STORE_OK)
		return status;
	/* Time never stands still between batches and never goes back, whatever the machine's clock does. */
	int64_t now_ms =
		batch->clock->now_ms != NULL ? batch->clock->now_ms(batch->clock->ctx) : clock_wall_ms();
	if (now_ms <= batch->counters.clock_ms)
		now_ms = batch->counters.clock_ms + 1;
	batch->counters.clock_ms = now_ms;
	batch->counters.batch++;
	batch->first_leaf = batch->counters.leaves;
	return STORE_OK;
}

void batch_add(struct batch *batch, struct store_commit *commit)
{
	assert(batch->commit_count < WRITER_BATCH_JOBS);
	assert(commit->leaf_count <= STORE_LEAVES_MAX);
	assert(batch->leaf_count + commit->leaf_count <= COUNT_OF(batch->leaves));
	commit->first_leaf = batch->counters.leaves;
	for (uint32_t i = 0; i < commit->leaf_count; i++)
		batch->leaves[batch->leaf_count++] = commit->leaves[i];
	batch->counters.leaves += commit->leaf_count;
	batch->commits[batch->commit_count++] = commit;
}

enum store_status batch_seal(struct batch *batch)
{
	struct store_seal seal = { batch };
	enum store_status status = counters_store(batch);

	assert(batch->counters.leaves == batch->first_leaf + batch->leaf_count);
	if (status == STORE_OK && batch->leaf_count > 0 && batch->sealer->seal != NULL)
		status = batch->sealer->seal(batch->sealer->ctx, &seal);
	for (uint32_t i = 0; i < batch->commit_count; i++)
		batch->commits[i]->tree_size = batch->counters.leaves;
	return status;
}

uint64_t store_seal_first(const struct store_seal *seal)
{
	return seal->batch->first_leaf;
}

uint32_t store_seal_count(const struct store_seal *seal)
{
	return seal->batch->leaf_count;
}

const uint8_t *store_seal_leaf(const struct store_seal *seal, uint32_t number)
{
	assert(number < seal->batch->leaf_count);
	return seal->batch->leaves[number];
}

int64_t store_seal_time_ms(const struct store_seal *seal)
{
	return seal->batch->counters.clock_ms;
}

static bool seal_may_touch(enum record_kind kind, struct bytes key)
{
	if (kind != RECORD_TILE && kind != RECORD_CHECKPOINT)
		return false;
	return key.len >= record_info(kind)->key_min && key.len <= record_info(kind)->key_max;
}

enum store_status store_seal_get(struct store_seal *seal, enum record_kind kind, struct bytes key,
                                 struct bytes *ret_body)
{
	struct store_row row = { 0 };

	if (!seal_may_touch(kind, key))
		return STORE_INVALID;
	enum store_status status = table_get(seal->batch->txn, kind, key, &row);
	if (status != STORE_OK)
		return status;
	if (!row.found)
		return STORE_NOT_FOUND;
	*ret_body = row.body;
	return STORE_OK;
}

enum store_status store_seal_put(struct store_seal *seal, enum record_kind kind, struct bytes key,
                                 struct bytes body)
{
	struct store_row old = { 0 };

	if (!seal_may_touch(kind, key))
		return STORE_INVALID;
	if (body.len > RECORD_BODY_MAX)
		return STORE_TOO_LARGE;
	enum store_status status = table_get(seal->batch->txn, kind, key, &old);
	if (status != STORE_OK)
		return status;
	struct store_row row = { .kind = kind, .key = key, .body = body };
	row.version = old.found ? old.version + 1 : 1;
	row.time_ms = seal->batch->counters.clock_ms;
	return table_put(seal->batch->txn, &row, seal->batch->scratch);
}
