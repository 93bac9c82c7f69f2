#include "server/change.h"

enum status change_new(struct arena *arena, struct change **ret_change, struct error *err)
{
	struct change *change = ARENA_NEW(arena, struct change);
	struct store_check *checks =
		arena_alloc_dirty(arena, STORE_CHECKS_MAX, sizeof *checks, _Alignof(struct store_check));
	struct store_op *ops =
		arena_alloc_dirty(arena, STORE_OPS_MAX, sizeof *ops, _Alignof(struct store_op));
	void *leaves = arena_alloc_dirty(arena, STORE_LEAVES_MAX, STORE_LEAF_BYTES, 1);

	TRY(arena_check(arena, err));
	*change = (struct change){ .arena = arena, .checks = checks, .ops = ops, .leaves = leaves };
	ops[0] = (struct store_op){ 0 };
	change->commit.checks = checks;
	change->commit.ops = ops;
	change->commit.leaves = leaves;
	*ret_change = change;
	return STATUS_OK;
}

static struct bytes copy(struct change *change, struct bytes bytes)
{
	return str_bytes(arena_copy(change->arena, bytes_str(bytes)));
}

static void add_check(struct change *change, struct store_check check)
{
	if (change->commit.check_count == STORE_CHECKS_MAX) {
		change->failed = true;
		return;
	}
	check.key = copy(change, check.key);
	change->checks[change->commit.check_count++] = check;
}

void change_expect_version(struct change *change, enum record_kind kind, struct bytes key, uint64_t version)
{
	add_check(change,
	          (struct store_check){ .what = CHECK_VER, .kind = kind, .key = key, .value = version });
}

void change_expect_absent(struct change *change, enum record_kind kind, struct bytes key)
{
	add_check(change, (struct store_check){ .what = CHECK_ABSENT, .kind = kind, .key = key });
}

void change_expect_lease(struct change *change, struct str name, uint64_t token)
{
	add_check(change,
	          (struct store_check){ .what = CHECK_LEASE, .key = str_bytes(name), .value = token });
}

/* Columns gather in the operation that comes next. */
static void add_column(struct change *change, struct record_value value)
{
	struct store_op *op = &change->ops[change->commit.op_count];

	if (change->commit.op_count == STORE_OPS_MAX || op->column_count == CHANGE_COLUMNS_MAX) {
		change->failed = true;
		return;
	}
	if (op->columns == NULL)
		op->columns = ARENA_ARRAY(change->arena, struct record_value, CHANGE_COLUMNS_MAX);
	if (op->columns == NULL) {
		change->failed = true;
		return;
	}
	struct record_value *columns = (struct record_value *)(uintptr_t)op->columns;
	columns[op->column_count++] = value;
}

void change_column_text(struct change *change, enum record_column column, struct str text)
{
	add_column(change,
	           (struct record_value){ .column = column, .text = arena_copy(change->arena, text) });
}

void change_column_number(struct change *change, enum record_column column, uint64_t number)
{
	add_column(change, (struct record_value){ .column = column, .number = number });
}

void change_apply(struct change *change, enum store_verb verb, enum record_kind kind, struct bytes key,
                  struct bytes body)
{
	if (change->commit.op_count == STORE_OPS_MAX) {
		change->failed = true;
		return;
	}
	struct store_op *op = &change->ops[change->commit.op_count++];
	op->verb = verb;
	op->kind = kind;
	op->key = copy(change, key);
	op->body = copy(change, body);
	if (change->commit.op_count <
	    STORE_OPS_MAX) /* the next one, which columns may gather in from now on */
		change->ops[change->commit.op_count] = (struct store_op){ 0 };
}

void change_leaf(struct change *change, const uint8_t leaf[STORE_LEAF_BYTES])
{
	if (change->commit.leaf_count == STORE_LEAVES_MAX) {
		change->failed = true;
		return;
	}
	memcpy(change->leaves[change->commit.leaf_count++], leaf, STORE_LEAF_BYTES);
}

void change_idempotent(struct change *change, struct bytes key, const uint8_t fingerprint[STORE_FINGERPRINT],
                       struct bytes reply)
{
	if (key.len == 0 || key.len > STORE_IDEM_KEY_MAX) {
		change->failed = true;
		return;
	}
	change->commit.idem_key = copy(change, key);
	memcpy(change->commit.idem_fingerprint, fingerprint, STORE_FINGERPRINT);
	change->commit.idem_reply = copy(change, reply);
}

enum status change_check(const struct change *change, struct error *err)
{
	if (change->failed)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "the act would write more records than one commit may");
	return arena_check(change->arena, err);
}
