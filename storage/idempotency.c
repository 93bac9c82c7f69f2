#include "storage/idempotency.h"

enum store_status idempotency_find(struct batch *batch, struct store_commit *commit)
{
	struct store_row row = { 0 };

	if (commit->idem_key.len == 0)
		return STORE_OK;
	enum store_status status = table_get(batch->txn, RECORD_IDEMPOTENCY, commit->idem_key, &row);
	if (status != STORE_OK || !row.found)
		return status;
	if (row.body.len < IDEMPOTENCY_HEAD)
		return STORE_CORRUPT;
	if (memcmp(row.body.ptr, commit->idem_fingerprint, STORE_FINGERPRINT) != 0) {
		commit->idem_mismatch = true;
		return STORE_CONFLICT;
	}
	const uint8_t *results = row.body.ptr + STORE_FINGERPRINT;
	commit->repeated = true;
	commit->time_ms = (int64_t)key_read_u64(results);
	commit->first_pos = key_read_u64(results + 8);
	commit->first_leaf = key_read_u64(results + 16);
	commit->tree_size = batch->counters.leaves;
	commit->token = row.version;
	return STORE_OK;
}

enum store_status idempotency_store(struct batch *batch, const struct store_commit *commit)
{
	struct key head;
	uint8_t *body =
		batch->scratch + ROW_VALUE_MAX; /* the scratch has room for a body behind the row's value */

	assert(!commit->repeated); /* what is repeated has its note already */
	if (commit->idem_key.len == 0)
		return STORE_OK;
	assert(commit->idem_reply.len <= IDEMPOTENCY_REPLY_MAX);
	key_init(&head);
	key_put_bytes(&head, (struct bytes){ commit->idem_fingerprint, STORE_FINGERPRINT });
	key_put_u64(&head, (uint64_t)commit->time_ms);
	key_put_u64(&head, commit->first_pos);
	key_put_u64(&head, commit->first_leaf);
	assert(!head.failed && head.len == IDEMPOTENCY_HEAD);
	memcpy(body, head.bytes, IDEMPOTENCY_HEAD);
	if (commit->idem_reply.len > 0)
		memcpy(body + IDEMPOTENCY_HEAD, commit->idem_reply.ptr, commit->idem_reply.len);
	struct store_row row = {
		.kind = RECORD_IDEMPOTENCY,
		.key = commit->idem_key,
		.body = { body, IDEMPOTENCY_HEAD + commit->idem_reply.len },
		.version = commit->token,
		.time_ms = commit->time_ms,
	};
	return table_put(batch->txn, &row, batch->scratch);
}

enum store_status idempotency_reply(struct txn *txn, struct bytes key, struct bytes *ret_reply)
{
	struct store_row row = { 0 };
	enum store_status status = table_get(txn, RECORD_IDEMPOTENCY, key, &row);

	if (status != STORE_OK)
		return status;
	if (!row.found || row.body.len < IDEMPOTENCY_HEAD)
		return STORE_CORRUPT;
	*ret_reply = (struct bytes){ row.body.ptr + IDEMPOTENCY_HEAD, row.body.len - IDEMPOTENCY_HEAD };
	return STORE_OK;
}
