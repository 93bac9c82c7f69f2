#include "storage/form.h"

#include "storage/idempotency.h"

#define DISPUTE_KEY 16

/* What may be done to a kind, by its rule. */
static const bool allowed[][OP_COUNT] = {
	[RULE_CARD] = { [OP_INSERT] = true, [OP_UPDATE] = true, [OP_PUT] = true },
	[RULE_JOURNAL] = { [OP_APPEND] = true },
	[RULE_APPEND] = { [OP_APPEND] = true },
	[RULE_PLAIN] = { [OP_INSERT] = true, [OP_UPDATE] = true, [OP_PUT] = true, [OP_DELETE] = true },
	[RULE_OWN] = { false },
};

static bool verb_is_queue(enum store_verb verb)
{
	return verb == OP_ENQUEUE || verb == OP_ACK || verb == OP_NACK;
}

bool form_name_is_valid(struct str name)
{
	return name.len > 0 && name.len <= STORE_NAME_MAX;
}

static bool key_is_valid(enum record_kind kind, struct bytes key)
{
	if (!record_kind_is_valid(kind))
		return false;
	return key.len >= record_info(kind)->key_min && key.len <= record_info(kind)->key_max;
}

/* Exactly the columns of the kind, each once, and none too long. */
static enum store_status columns_check(const struct store_op *op)
{
	uint32_t given = 0; /* bit per column */

	_Static_assert(RECORD_COLUMNS_MAX <= 32, "a bit per column");
	if (op->column_count != record_column_count(op->kind))
		return STORE_INVALID;
	for (uint32_t i = 0; i < op->column_count; i++) {
		enum record_column column = op->columns[i].column;
		if (column <= COLUMN_NONE || column >= COLUMN_COUNT ||
		    record_column_info(column)->kind != op->kind)
			return STORE_INVALID;
		uint32_t bit = UINT32_C(1) << (column - record_first_column(op->kind));
		if ((given & bit) != 0)
			return STORE_INVALID;
		given |= bit;
		if (op->columns[i].text.len > RECORD_COLUMN_MAX)
			return STORE_TOO_LARGE;
	}
	return STORE_OK;
}

static enum store_status indexes_check(const struct store_op *op)
{
	uint8_t columns[ROW_COLUMNS];
	struct store_row row = { .kind = op->kind, .key = op->key, .columns = { .ptr = columns } };
	enum record_index first = record_first_index(op->kind);
	struct key key;
	uint8_t offset = 0;

	row.columns.len = row_columns(op->kind, op->columns, op->column_count, columns);
	for (uint32_t i = 0; i < record_index_count(op->kind); i++) {
		if (!row_index_key(&row, (enum record_index)(first + i), &key, &offset))
			return STORE_TOO_LARGE;
	}
	return STORE_OK;
}

static enum store_status queue_op_check(const struct store_op *op)
{
	if (op->kind != RECORD_QUEUE || !form_name_is_valid(op->queue) || op->key.len == 0)
		return STORE_INVALID;
	if (op->key.len > STORE_ITEM_KEY_MAX || op->lane.len > STORE_LANE_MAX)
		return STORE_TOO_LARGE;
	if (op->column_count != 0 || op->due_ms < 0)
		return STORE_INVALID;
	return op->verb == OP_ENQUEUE || op->claim != 0 ? STORE_OK : STORE_INVALID;
}

static enum store_status op_check(const struct store_op *op)
{
	if (op->body.len > RECORD_BODY_MAX)
		return STORE_TOO_LARGE;
	if ((unsigned)op->verb >= OP_COUNT)
		return STORE_INVALID;
	if (verb_is_queue(op->verb))
		return queue_op_check(op);
	if (!key_is_valid(op->kind, op->key) || !allowed[record_info(op->kind)->rule][op->verb])
		return STORE_INVALID;
	if (op->verb == OP_DELETE)
		return op->column_count == 0 ? STORE_OK : STORE_INVALID;
	enum store_status status = columns_check(op);
	return status == STORE_OK ? indexes_check(op) : status;
}

static bool op_is_same(const struct store_op *a, const struct store_op *b)
{
	return a->kind == b->kind && bytes_eq(a->key, b->key) && str_eq(a->queue, b->queue);
}

static enum store_status ops_check(const struct store_commit *commit)
{
	for (uint32_t i = 0; i < commit->op_count; i++) {
		enum store_status status = op_check(&commit->ops[i]);
		if (status != STORE_OK)
			return status;
		for (uint32_t j = 0; j < i; j++) {
			if (op_is_same(&commit->ops[i], &commit->ops[j]))
				return STORE_INVALID;
		}
	}
	return STORE_OK;
}

static const struct store_op *op_find(const struct store_commit *commit, enum record_kind kind,
                                      struct bytes key)
{
	for (uint32_t i = 0; i < commit->op_count; i++) {
		if (commit->ops[i].kind == kind && bytes_eq(commit->ops[i].key, key))
			return &commit->ops[i];
	}
	return NULL;
}

static enum store_status check_check(const struct store_commit *commit, const struct store_check *check)
{
	const struct store_op *op = NULL;

	switch (check->what) {
	case CHECK_VER:
		return key_is_valid(check->kind, check->key) && check->value > 0 ? STORE_OK : STORE_INVALID;
	case CHECK_ABSENT:
		op = op_find(commit, check->kind, check->key);
		return op != NULL && op->verb == OP_INSERT ? STORE_OK : STORE_INVALID;
	case CHECK_LEASE: return form_name_is_valid(bytes_str(check->key)) ? STORE_OK : STORE_INVALID;
	case CHECK_CLAIM:
		if (!form_name_is_valid(check->queue))
			return STORE_INVALID;
		return check->key.len > 0 && check->key.len <= STORE_ITEM_KEY_MAX ? STORE_OK : STORE_INVALID;
	}
	return STORE_INVALID;
}

static enum store_status checks_check(const struct store_commit *commit)
{
	for (uint32_t i = 0; i < commit->check_count; i++) {
		enum store_status status = check_check(commit, &commit->checks[i]);
		if (status != STORE_OK)
			return status;
	}
	return STORE_OK;
}

/* The check that fixes the version of a dispute's card: VER, or ABSENT for a new one. */
static const struct store_check *card_check(const struct store_commit *commit, struct bytes dispute)
{
	for (uint32_t i = 0; i < commit->check_count; i++) {
		const struct store_check *check = &commit->checks[i];
		if (check->what != CHECK_VER && check->what != CHECK_ABSENT)
			continue;
		if (check->kind == RECORD_DISPUTE && bytes_eq(check->key, dispute))
			return check;
	}
	return NULL;
}

static uint64_t checked_version(const struct store_check *check)
{
	return check->what == CHECK_VER ? check->value : 0;
}

/* Events of that dispute among the first `ops` operations. */
static uint64_t events_before(const struct store_commit *commit, struct bytes dispute, uint32_t ops)
{
	uint64_t count = 0;

	assert(dispute.len == DISPUTE_KEY && ops <= commit->op_count);
	for (uint32_t i = 0; i < ops; i++) {
		const struct store_op *op = &commit->ops[i];
		if (op->kind == RECORD_EVENT && memcmp(op->key.ptr, dispute.ptr, DISPUTE_KEY) == 0)
			count++;
	}
	return count;
}

static bool event_is_bound(const struct store_commit *commit, uint32_t number)
{
	struct bytes key = commit->ops[number].key;
	struct bytes dispute = { key.ptr, DISPUTE_KEY };
	assert(key.len == DISPUTE_KEY + 4); /* ops_check() saw to it */
	const struct store_check *check = card_check(commit, dispute);
	const struct store_op *card = op_find(commit, RECORD_DISPUTE, dispute);

	if (check == NULL || card == NULL || card->verb == OP_PUT)
		return false;
	uint64_t seq = checked_version(check) + events_before(commit, dispute, number) + 1;
	return key_read_u32(key.ptr + DISPUTE_KEY) == seq && seq <= RECORD_SEQ_MAX;
}

static bool card_is_bound(const struct store_commit *commit, const struct store_op *op)
{
	const struct store_check *check = card_check(commit, op->key);

	if (op->verb == OP_PUT)
		return true;
	if (check == NULL || (op->verb == OP_INSERT) != (check->what == CHECK_ABSENT))
		return false;
	return events_before(commit, op->key, commit->op_count) > 0;
}

static enum store_status events_check(const struct store_commit *commit)
{
	for (uint32_t i = 0; i < commit->op_count; i++) {
		const struct store_op *op = &commit->ops[i];
		if (op->kind == RECORD_EVENT && !event_is_bound(commit, i))
			return STORE_INVALID;
		if (op->kind == RECORD_DISPUTE && !card_is_bound(commit, op))
			return STORE_INVALID;
	}
	return STORE_OK;
}

static enum store_status sizes_check(const struct store_commit *commit)
{
	size_t total = commit->idem_reply.len;

	if (commit->check_count > STORE_CHECKS_MAX || commit->op_count > STORE_OPS_MAX)
		return STORE_TOO_LARGE;
	if (commit->leaf_count > STORE_LEAVES_MAX || commit->idem_key.len > STORE_IDEM_KEY_MAX)
		return STORE_TOO_LARGE;
	if (commit->idem_reply.len > IDEMPOTENCY_REPLY_MAX)
		return STORE_TOO_LARGE;
	for (uint32_t i = 0; i < commit->op_count && total <= STORE_COMMIT_MAX; i++)
		total += commit->ops[i].body.len;
	if (total > STORE_COMMIT_MAX)
		return STORE_TOO_LARGE;
	if (commit->idem_key.len == 0 && commit->idem_reply.len > 0)
		return STORE_INVALID;
	return STORE_OK;
}

enum store_status form_check(const struct store_commit *commit)
{
	enum store_status status = sizes_check(commit);

	if (status == STORE_OK)
		status = ops_check(commit);
	if (status == STORE_OK)
		status = checks_check(commit);
	if (status == STORE_OK)
		status = events_check(commit);
	return status;
}

uint64_t form_card_version(const struct store_commit *commit, const struct store_op *op)
{
	const struct store_check *check = card_check(commit, op->key);

	assert(op->kind == RECORD_DISPUTE && op->verb != OP_PUT && check != NULL);
	return checked_version(check) + events_before(commit, op->key, commit->op_count);
}
