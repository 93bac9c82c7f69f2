/* commit.c — one conditional commit within a batch: repeated, refused, or applied whole.
 *
 * Everything that can refuse it is looked at before the first write. So a refused commit has written nothing,
 * its neighbours in the batch need no protection, and no nested transaction is needed.
 */
#include "storage/batch.h"
#include "storage/form.h"
#include "storage/idempotency.h"
#include "storage/queue.h"

static enum store_status version_check(struct batch *batch, const struct store_check *check,
                                       uint64_t *ret_actual)
{
	struct store_row row = { 0 };
	enum store_status status = table_get(batch->txn, check->kind, check->key, &row);

	if (status != STORE_OK)
		return status;
	*ret_actual = row.found ? row.version : 0;
	uint64_t expected = check->what == CHECK_VER ? check->value : 0;
	return row.found == (check->what == CHECK_VER) && *ret_actual == expected ? STORE_OK : STORE_CONFLICT;
}

static enum store_status check_evaluate(struct batch *batch, const struct store_check *check,
                                        uint64_t *ret_actual)
{
	switch (check->what) {
	case CHECK_VER:
	case CHECK_ABSENT: return version_check(batch, check, ret_actual);
	case CHECK_LEASE: return lease_check(batch, check->key, check->value);
	case CHECK_CLAIM: return queue_check(batch, check->queue, check->key, check->value);
	}
	return STORE_INVALID;
}

static enum store_status checks_evaluate(struct batch *batch, struct store_commit *commit)
{
	assert(commit->check_count <= STORE_CHECKS_MAX);
	for (uint32_t i = 0; i < commit->check_count; i++) {
		uint64_t actual = 0;
		enum store_status status = check_evaluate(batch, &commit->checks[i], &actual);
		if (status == STORE_OK)
			continue;
		commit->failed_check = i;
		commit->actual_version = actual;
		return status;
	}
	return STORE_OK;
}

static bool op_is_queue(const struct store_op *op)
{
	return op->kind == RECORD_QUEUE;
}

/* Whether the row's presence is what the verb needs. */
static enum store_status op_presence(const struct store_op *op, bool found)
{
	switch (op->verb) {
	case OP_INSERT:
	case OP_APPEND: return found ? STORE_EXISTS : STORE_OK;
	case OP_UPDATE:
	case OP_DELETE: return found ? STORE_OK : STORE_NOT_FOUND;
	case OP_PUT: return found || record_info(op->kind)->rule != RULE_CARD ? STORE_OK : STORE_NOT_FOUND;
	case OP_ENQUEUE:
	case OP_ACK:
	case OP_NACK:
	case OP_COUNT: break;
	}
	return STORE_INVALID;
}

/* Looks at what each operation will meet, and which version each row gets. */
static enum store_status ops_prepare(struct batch *batch, const struct store_commit *commit,
                                     uint64_t ret_versions[STORE_OPS_MAX])
{
	assert(commit->op_count <= STORE_OPS_MAX);
	for (uint32_t i = 0; i < commit->op_count; i++) {
		const struct store_op *op = &commit->ops[i];
		struct store_row row = { 0 };
		enum store_status status = STORE_OK;
		if (op_is_queue(op)) {
			status = queue_prepare(batch, op);
		} else {
			status = table_get(batch->txn, op->kind, op->key, &row);
			if (status == STORE_OK)
				status = op_presence(op, row.found);
		}
		if (status != STORE_OK)
			return status;
		ret_versions[i] = row.found ? row.version : 0;
	}
	return STORE_OK;
}

/* The version of the row that an operation writes, given the one it found. */
static uint64_t op_version(const struct store_commit *commit, const struct store_op *op, uint64_t found)
{
	if (record_info(op->kind)->rule != RULE_CARD)
		return found + 1;
	return op->verb == OP_PUT ? found : form_card_version(commit, op);
}

/* Gives the event its place in the feed. */
static enum store_status feed_append(struct batch *batch, struct store_commit *commit, struct bytes event,
                                     uint64_t *ret_pos)
{
	struct key name;
	uint64_t pos = ++batch->counters.pos;

	key_init(&name);
	key_put_u64(&name, pos);
	assert(!name.failed && name.len == record_info(RECORD_FEED)->key_min);
	struct store_row row = {
		.kind = RECORD_FEED,
		.key = key_bytes(&name),
		.body = event,
		.version = 1,
		.time_ms = batch->counters.clock_ms,
	};
	if (commit->first_pos == 0)
		commit->first_pos = pos;
	*ret_pos = pos;
	return table_put(batch->txn, &row, batch->scratch);
}

static enum store_status row_apply(struct batch *batch, struct store_commit *commit,
                                   const struct store_op *op, uint64_t version)
{
	uint8_t columns[ROW_COLUMNS];
	struct store_row row = {
		.kind = op->kind,
		.key = op->key,
		.body = op->body,
		.version = version,
		.time_ms = batch->counters.clock_ms,
		.columns = { .ptr = columns },
	};

	assert(record_info(op->kind)->rule != RULE_OWN); /* form_check() saw to it */
	if (op->verb == OP_DELETE)
		return table_remove(batch->txn, op->kind, op->key);
	row.columns.len = row_columns(op->kind, op->columns, op->column_count, columns);
	if (op->kind == RECORD_EVENT) {
		enum store_status status = feed_append(batch, commit, op->key, &row.pos);
		if (status != STORE_OK)
			return status;
	}
	return table_put(batch->txn, &row, batch->scratch);
}

/* From here on nothing can refuse the commit: a failure is the engine's and takes the whole batch with it. */
static enum store_status ops_apply(struct batch *batch, struct store_commit *commit,
                                   const uint64_t versions[STORE_OPS_MAX])
{
	enum store_status status = STORE_OK;

	commit->time_ms = batch->counters.clock_ms;
	commit->token = batch->counters.batch;
	batch_add(batch, commit);
	for (uint32_t i = 0; i < commit->op_count && status == STORE_OK; i++) {
		const struct store_op *op = &commit->ops[i];
		if (op_is_queue(op))
			status = queue_apply(batch, op);
		else
			status = row_apply(batch, commit, op, op_version(commit, op, versions[i]));
	}
	return status == STORE_OK ? idempotency_store(batch, commit) : status;
}

/* A batch may be attempted again after the map has grown: what an earlier attempt found is forgotten. */
static void results_clear(struct store_commit *commit)
{
	commit->failed_check = 0;
	commit->actual_version = 0;
	commit->idem_mismatch = false;
	commit->repeated = false;
	commit->reply = (struct bytes){ 0 };
	commit->time_ms = 0;
	commit->token = 0;
	commit->first_pos = 0;
	commit->first_leaf = 0;
	commit->tree_size = 0;
}

enum store_status commit_apply(struct batch *batch, struct store_commit *commit)
{
	uint64_t versions[STORE_OPS_MAX] = { 0 };

	assert(batch->txn->failure == STORE_OK); /* the writer stops at the first failure */
	results_clear(commit);
	enum store_status status = idempotency_find(batch, commit);
	if (status != STORE_OK || commit->repeated)
		return status;
	status = checks_evaluate(batch, commit);
	if (status == STORE_OK)
		status = ops_prepare(batch, commit, versions);
	if (status != STORE_OK)
		return status;
	status = ops_apply(batch, commit, versions);
	if (status != STORE_OK && batch->txn->failure == STORE_OK)
		batch->txn->failure = status; /* half applied: the batch cannot stand */
	return status;
}
