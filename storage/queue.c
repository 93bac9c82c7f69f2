#include "storage/queue.h"

/* An item as it lies in its row's body: the numbers, the lane, the caller's bytes. */
struct item {
	uint64_t token;   /* of the claim; 0: not claimed */
	int64_t until_ms; /* end of the claim */
	int64_t due_ms;
	int64_t ready_ms; /* where it stands in READY, if it stands there */
	uint64_t ticket;  /* its place in the lane */
	uint64_t attempts;
	struct bytes lane;
	struct bytes body;
};

#define ITEM_HEAD 49 /* six numbers and the lane's length */

static struct key item_key(struct str queue, struct bytes key)
{
	struct key name;

	key_init(&name);
	key_put_text(&name, queue);
	key_put_bytes(&name, key);
	assert(!name.failed);
	return name;
}

static struct key ready_key(struct str queue, int64_t ready_ms, struct bytes key)
{
	struct key name;

	key_init(&name);
	key_put_text(&name, queue);
	key_put_u64(&name, (uint64_t)ready_ms);
	key_put_bytes(&name, key);
	assert(!name.failed);
	return name;
}

static struct key lane_key(struct str queue, struct bytes lane, uint64_t ticket)
{
	struct key name;

	key_init(&name);
	key_put_text(&name, queue);
	/* The lane's length in front keeps lanes apart whatever bytes they have. */
	key_put_u8(&name, (uint8_t)lane.len);
	key_put_bytes(&name, lane);
	key_put_u64(&name, ticket);
	assert(!name.failed && lane.len <= STORE_LANE_MAX);
	return name;
}

/* STORE_NOT_FOUND when there is none. */
static enum store_status item_get(struct txn *txn, struct str queue, struct bytes key, struct item *ret_item)
{
	struct key name = item_key(queue, key);
	struct store_row row = { 0 };
	enum store_status status = table_get(txn, RECORD_QUEUE, key_bytes(&name), &row);

	if (status != STORE_OK)
		return status;
	if (!row.found)
		return STORE_NOT_FOUND;
	const uint8_t *at = row.body.ptr;
	if (row.body.len < ITEM_HEAD || row.body.len - ITEM_HEAD < at[48] || at[48] > STORE_LANE_MAX)
		return STORE_CORRUPT;
	*ret_item = (struct item){
		.token = key_read_u64(at),
		.until_ms = (int64_t)key_read_u64(at + 8),
		.due_ms = (int64_t)key_read_u64(at + 16),
		.ready_ms = (int64_t)key_read_u64(at + 24),
		.ticket = key_read_u64(at + 32),
		.attempts = key_read_u64(at + 40),
		.lane = { at + ITEM_HEAD, at[48] },
		.body = { at + ITEM_HEAD + at[48], row.body.len - ITEM_HEAD - at[48] },
	};
	return STORE_OK;
}

static enum store_status item_put(struct batch *batch, struct str queue, struct bytes key,
                                  const struct item *item)
{
	struct key name = item_key(queue, key);
	struct key head;
	uint8_t *body = batch->scratch + ROW_VALUE_MAX; /* behind the room for the row itself */

	assert(item->lane.len <= STORE_LANE_MAX);
	key_init(&head);
	key_put_u64(&head, item->token);
	key_put_u64(&head, (uint64_t)item->until_ms);
	key_put_u64(&head, (uint64_t)item->due_ms);
	key_put_u64(&head, (uint64_t)item->ready_ms);
	key_put_u64(&head, item->ticket);
	key_put_u64(&head, item->attempts);
	key_put_u8(&head, (uint8_t)item->lane.len);
	key_put_bytes(&head, item->lane);
	assert(!head.failed && head.len == ITEM_HEAD + item->lane.len);
	memcpy(body, head.bytes, head.len);
	if (item->body.len > 0)
		memmove(body + head.len, item->body.ptr, item->body.len);
	struct store_row row = {
		.kind = RECORD_QUEUE,
		.key = key_bytes(&name),
		.body = { body, head.len + item->body.len },
		.version = item->attempts,
		.time_ms = batch->counters.clock_ms,
	};
	if (row.body.len > RECORD_BODY_MAX)
		return STORE_TOO_LARGE;
	return table_put(batch->txn, &row, batch->scratch);
}

static void ready_put(struct batch *batch, struct str queue, int64_t ready_ms, struct bytes key)
{
	struct key name = ready_key(queue, ready_ms, key);
	uint8_t length = (uint8_t)key.len;

	assert(key.len <= STORE_ITEM_KEY_MAX);
	txn_put(batch->txn, record_table(RECORD_READY), key_bytes(&name), (struct bytes){ &length, 1 });
}

static void ready_remove(struct batch *batch, struct str queue, int64_t ready_ms, struct bytes key)
{
	struct key name = ready_key(queue, ready_ms, key);

	txn_remove(batch->txn, record_table(RECORD_READY), key_bytes(&name));
}

/* The lane's first item. NOT_FOUND: the lane is empty. */
static enum store_status lane_head(struct batch *batch, struct str queue, struct bytes lane,
                                   struct bytes *ret_key)
{
	struct key from = lane_key(queue, lane, 0);
	struct bytes at = key_bytes(&from);
	struct bytes value = { 0 };
	enum store_status status =
		txn_seek(batch->txn, record_table(RECORD_LANE), SEEK_AT_LEAST, &at, &value);

	if (status != STORE_OK)
		return status;
	if (at.len != from.len || memcmp(at.ptr, from.bytes, from.len - 8) != 0)
		return STORE_NOT_FOUND;
	*ret_key = value;
	return STORE_OK;
}

static enum store_status enqueue_apply(struct batch *batch, const struct store_op *op)
{
	struct bytes head = { 0 };
	struct bytes lane = str_bytes(op->lane);
	struct item item = { .due_ms = op->due_ms, .ready_ms = op->due_ms, .lane = lane, .body = op->body };
	bool first = true;

	assert(op->due_ms >= 0 && op->key.len <= STORE_ITEM_KEY_MAX);
	item.ticket = ++batch->counters.ticket;
	if (lane.len > 0) {
		enum store_status status = lane_head(batch, op->queue, lane, &head);
		if (status != STORE_OK && status != STORE_NOT_FOUND)
			return status;
		first = status == STORE_NOT_FOUND;
		struct key name = lane_key(op->queue, lane, item.ticket);
		txn_put(batch->txn, record_table(RECORD_LANE), key_bytes(&name), op->key);
	}
	if (first)
		ready_put(batch, op->queue, op->due_ms, op->key);
	return item_put(batch, op->queue, op->key, &item);
}

/* The successor in the lane may be claimed from its own due time on. */
static enum store_status lane_advance(struct batch *batch, struct str queue, struct bytes lane)
{
	uint8_t copy[STORE_ITEM_KEY_MAX];
	struct bytes key = { 0 };
	struct item next;
	enum store_status status = lane_head(batch, queue, lane, &key);

	if (status == STORE_NOT_FOUND)
		return STORE_OK;
	if (status != STORE_OK || key.len > sizeof(copy))
		return status == STORE_OK ? STORE_CORRUPT : status;
	memcpy(copy, key.ptr, key.len);
	key.ptr = copy;
	status = item_get(batch->txn, queue, key, &next);
	if (status != STORE_OK)
		return status == STORE_NOT_FOUND ? STORE_CORRUPT : status;
	ready_put(batch, queue, next.ready_ms, key);
	return batch->txn->failure;
}

static enum store_status ack_apply(struct batch *batch, const struct store_op *op)
{
	uint8_t lane[STORE_LANE_MAX];
	struct item item;
	enum store_status status = item_get(batch->txn, op->queue, op->key, &item);

	if (status != STORE_OK)
		return status;
	assert(item.lane.len <= sizeof(lane));
	memcpy(lane, item.lane.ptr, item.lane.len);
	struct key name = item_key(op->queue, op->key);
	ready_remove(batch, op->queue, item.ready_ms, op->key);
	txn_remove(batch->txn, record_table(RECORD_QUEUE), key_bytes(&name));
	if (item.lane.len == 0)
		return batch->txn->failure;
	struct bytes lane_bytes = { lane, item.lane.len };
	struct key place = lane_key(op->queue, lane_bytes, item.ticket);
	txn_remove(batch->txn, record_table(RECORD_LANE), key_bytes(&place));
	return lane_advance(batch, op->queue, lane_bytes);
}

/* Moves an item within READY and writes it. The item borrows from the transaction: item_put() has copied its
 * lane and its body into the scratch before it writes, and nobody may look at them afterwards. */
static enum store_status item_move(struct batch *batch, struct str queue, struct bytes key, struct item *item,
                                   int64_t ready_ms)
{
	int64_t before_ms = item->ready_ms;

	item->ready_ms = ready_ms;
	enum store_status status = item_put(batch, queue, key, item);
	if (status != STORE_OK)
		return status;
	ready_remove(batch, queue, before_ms, key);
	ready_put(batch, queue, ready_ms, key);
	return batch->txn->failure;
}

static enum store_status nack_apply(struct batch *batch, const struct store_op *op)
{
	struct item item;
	enum store_status status = item_get(batch->txn, op->queue, op->key, &item);

	if (status != STORE_OK)
		return status;
	item.token = 0;
	item.until_ms = 0;
	item.due_ms = op->due_ms;
	return item_move(batch, op->queue, op->key, &item, op->due_ms);
}

enum store_status queue_check(struct batch *batch, struct str queue, struct bytes key, uint64_t token)
{
	struct item item;
	enum store_status status = item_get(batch->txn, queue, key, &item);

	if (status == STORE_NOT_FOUND)
		return STORE_FENCED;
	if (status != STORE_OK)
		return status;
	return token != 0 && item.token == token && item.until_ms > batch->counters.clock_ms ? STORE_OK
	                                                                                     : STORE_FENCED;
}

enum store_status queue_prepare(struct batch *batch, const struct store_op *op)
{
	struct item item;

	assert(op->kind == RECORD_QUEUE);
	if (op->verb != OP_ENQUEUE)
		return queue_check(batch, op->queue, op->key, op->claim);
	if (op->body.len > RECORD_BODY_MAX - ITEM_HEAD - STORE_LANE_MAX)
		return STORE_TOO_LARGE;
	enum store_status status = item_get(batch->txn, op->queue, op->key, &item);
	if (status == STORE_NOT_FOUND)
		return STORE_OK;
	return status == STORE_OK ? STORE_EXISTS : status;
}

enum store_status queue_apply(struct batch *batch, const struct store_op *op)
{
	if (op->verb == OP_ENQUEUE)
		return enqueue_apply(batch, op);
	if (op->verb == OP_ACK)
		return ack_apply(batch, op);
	assert(op->verb == OP_NACK);
	return nack_apply(batch, op);
}

enum store_status queue_body(struct txn *txn, struct str queue, const struct store_claim_item *item,
                             struct bytes *ret_body)
{
	struct item stored;
	enum store_status status = item_get(txn, queue, (struct bytes){ item->key, item->key_len }, &stored);

	if (status != STORE_OK)
		return status;
	if (stored.token != item->token)
		return STORE_NOT_FOUND;
	*ret_body = stored.body;
	return STORE_OK;
}

/* Notes which items are due, earliest first. Nothing is written yet, so that the seeking is not disturbed. */
static enum store_status claim_gather(struct batch *batch, struct store_claim *claim)
{
	struct key from = ready_key(claim->queue, 0, (struct bytes){ 0 });
	size_t prefix = from.len - 8;
	struct bytes at = key_bytes(&from);
	struct bytes value = { 0 };
	enum store_status status =
		txn_seek(batch->txn, record_table(RECORD_READY), SEEK_AT_LEAST, &at, &value);

	while (status == STORE_OK && claim->item_count < claim->limit) {
		if (at.len <= from.len || memcmp(at.ptr, from.bytes, prefix) != 0)
			return STORE_OK;
		if ((int64_t)key_read_u64(at.ptr + prefix) > batch->counters.clock_ms)
			return STORE_OK;
		struct store_claim_item *item = &claim->items[claim->item_count++];
		item->key_len = at.len - from.len;
		if (item->key_len > sizeof(item->key))
			return STORE_CORRUPT;
		memcpy(item->key, at.ptr + from.len, item->key_len);
		status = txn_seek(batch->txn, record_table(RECORD_READY), SEEK_ABOVE, &at, &value);
	}
	return status == STORE_NOT_FOUND ? STORE_OK : status;
}

static enum store_status claim_take(struct batch *batch, struct store_claim *claim,
                                    struct store_claim_item *taken)
{
	struct bytes key = { taken->key, taken->key_len };
	struct item item;

	assert(key.len > 0 && key.len <= sizeof(taken->key));
	enum store_status status = item_get(batch->txn, claim->queue, key, &item);

	if (status != STORE_OK)
		return status == STORE_NOT_FOUND ? STORE_CORRUPT : status;
	item.token = ++batch->counters.ticket;
	item.until_ms = claim->expires_ms;
	item.attempts++;
	taken->token = item.token;
	taken->attempts = (uint32_t)item.attempts;
	taken->due_ms = item.due_ms;
	return item_move(batch, claim->queue, key, &item, claim->expires_ms);
}

enum store_status claim_apply(struct batch *batch, struct store_claim *claim)
{
	assert(claim->limit <= STORE_CLAIM_MAX && claim->lease_ms > 0); /* claim_check() saw to it */
	claim->item_count = 0;
	claim->expires_ms = batch->counters.clock_ms + claim->lease_ms;
	enum store_status status = claim_gather(batch, claim);
	if (status != STORE_OK)
		return status;
	for (uint32_t i = 0; i < claim->item_count && status == STORE_OK; i++)
		status = claim_take(batch, claim, &claim->items[i]);
	if (status != STORE_OK && batch->txn->failure == STORE_OK)
		batch->txn->failure = status; /* half taken: the batch cannot stand */
	return status;
}
