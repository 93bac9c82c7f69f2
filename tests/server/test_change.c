#include <criterion/criterion.h>
#include <stdlib.h>

#include "server/change.h"

static uint8_t block[MIB(1)];
static struct arena arena;
static struct change *change;
static struct error err;

static void begin(void)
{
	arena_init(&arena, block, sizeof block);
	cr_assert_eq(change_new(&arena, &change, &err), STATUS_OK);
}

TestSuite(change, .init = begin);

static struct bytes key(void)
{
	return str_bytes(STR("k"));
}

Test(change, an_empty_change_has_nothing_and_has_not_failed)
{
	cr_assert_eq(change->commit.check_count + change->commit.op_count + change->commit.leaf_count, 0);
	cr_assert_eq(change_check(change, &err), STATUS_OK);
}

Test(change, what_it_is_given_is_copied)
{
	char text[] = "party-1";
	struct str borrowed = { text, 7 };

	change_expect_absent(change, RECORD_KEY, str_bytes(borrowed));
	change_column_text(change, COLUMN_KEY_PARTY, borrowed);
	change_apply(change, OP_INSERT, RECORD_KEY, str_bytes(borrowed), str_bytes(borrowed));
	change_idempotent(change, str_bytes(borrowed), (uint8_t[STORE_FINGERPRINT]){ 7 },
	                  str_bytes(borrowed));
	memset(text, 'x', sizeof text);
	const struct store_op *op = &change->commit.ops[0];
	cr_assert(str_eq(bytes_str(change->commit.checks[0].key), STR("party-1")));
	cr_assert(str_eq(bytes_str(op->key), STR("party-1")));
	cr_assert(str_eq(bytes_str(op->body), STR("party-1")));
	cr_assert(str_eq(op->columns[0].text, STR("party-1")));
	cr_assert(str_eq(bytes_str(change->commit.idem_key), STR("party-1")));
	cr_assert(str_eq(bytes_str(change->commit.idem_reply), STR("party-1")));
	cr_assert_eq(change->commit.idem_fingerprint[0], 7);
}

Test(change, columns_belong_to_the_operation_that_follows_them)
{
	change_column_number(change, COLUMN_DUTY_DUE, 5);
	change_column_text(change, COLUMN_DUTY_ACTOR, STR("buyer"));
	change_apply(change, OP_PUT, RECORD_DUTY, key(), key());
	change_apply(change, OP_DELETE, RECORD_DUTY, key(), (struct bytes){ 0 });
	cr_assert_eq(change->commit.op_count, 2);
	cr_assert_eq(change->commit.ops[0].column_count, 2);
	cr_assert_eq(change->commit.ops[0].columns[0].number, 5);
	cr_assert(str_eq(change->commit.ops[0].columns[1].text, STR("buyer")));
	cr_assert_eq(change->commit.ops[1].column_count, 0);
	cr_assert_eq(change->commit.ops[1].verb, OP_DELETE);
}

Test(change, each_check_says_what_it_is_about)
{
	change_expect_version(change, RECORD_DISPUTE, key(), 9);
	change_expect_absent(change, RECORD_NONCE, key());
	change_expect_lease(change, STR("clockwork"), 3);
	const struct store_check *checks = change->commit.checks;
	cr_assert_eq(change->commit.check_count, 3);
	cr_assert(checks[0].what == CHECK_VER && checks[0].kind == RECORD_DISPUTE && checks[0].value == 9);
	cr_assert(checks[1].what == CHECK_ABSENT && checks[1].kind == RECORD_NONCE);
	cr_assert(checks[2].what == CHECK_LEASE && checks[2].value == 3);
	cr_assert(str_eq(bytes_str(checks[2].key), STR("clockwork")));
}

Test(change, leaves_are_kept_in_their_order)
{
	for (uint8_t i = 0; i < STORE_LEAVES_MAX; i++)
		change_leaf(change, (uint8_t[STORE_LEAF_BYTES]){ i });
	cr_assert_eq(change->commit.leaf_count, STORE_LEAVES_MAX);
	for (uint8_t i = 0; i < STORE_LEAVES_MAX; i++)
		cr_assert_eq(change->commit.leaves[i][0], i);
	cr_assert_eq(change_check(change, &err), STATUS_OK);
}

static void put_check(void)
{
	change_expect_absent(change, RECORD_KEY, key());
}

static void put_lease(void)
{
	change_expect_lease(change, STR("l"), 1);
}

static void put_op(void)
{
	change_apply(change, OP_PUT, RECORD_ORDER, key(), key());
}

static void put_leaf(void)
{
	change_leaf(change, (uint8_t[STORE_LEAF_BYTES]){ 0 });
}

static void put_column(void)
{
	change_column_number(change, COLUMN_DUTY_DUE, 1);
}

Test(change, one_more_than_the_store_takes_is_a_failure_that_stays)
{
	static const struct {
		void (*put)(void);
		unsigned max;
	} limits[] = { { put_check, STORE_CHECKS_MAX },
		       { put_lease, STORE_CHECKS_MAX },
		       { put_op, STORE_OPS_MAX },
		       { put_leaf, STORE_LEAVES_MAX },
		       { put_column, CHANGE_COLUMNS_MAX } };

	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		begin();
		for (unsigned n = 0; n < limits[i].max; n++)
			limits[i].put();
		cr_assert_eq(change_check(change, &err), STATUS_OK, "row %zu", i);
		limits[i].put();
		cr_assert_eq(change_check(change, &err), STATUS_LIMIT, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_SIZE_EXCEEDED);
		cr_assert_leq(change->commit.check_count, STORE_CHECKS_MAX);
		cr_assert_leq(change->commit.op_count, STORE_OPS_MAX);
		cr_assert_leq(change->commit.leaf_count, STORE_LEAVES_MAX);
	}
}

Test(change, a_column_after_the_last_operation_is_a_failure)
{
	for (unsigned n = 0; n < STORE_OPS_MAX; n++)
		put_op();
	put_column();
	cr_assert_eq(change_check(change, &err), STATUS_LIMIT);
}

Test(change, an_idempotency_key_that_the_store_refuses_is_a_failure)
{
	static const uint8_t bytes[STORE_IDEM_KEY_MAX + 1];
	static const size_t lengths[] = { 0, STORE_IDEM_KEY_MAX + 1 };
	uint8_t fingerprint[STORE_FINGERPRINT] = { 0 };

	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		begin();
		change_idempotent(change, (struct bytes){ bytes, lengths[i] }, fingerprint, key());
		cr_assert_eq(change_check(change, &err), STATUS_LIMIT);
	}
	begin();
	change_idempotent(change, (struct bytes){ bytes, STORE_IDEM_KEY_MAX }, fingerprint, key());
	cr_assert_eq(change_check(change, &err), STATUS_OK);
}

/* Whatever the size of the arena, the change either is whole or says that it is not. */
Test(change, an_exhausted_arena_is_told_and_never_overrun)
{
	enum status status = STATUS_LIMIT;
	size_t size = 0;

	for (; size < sizeof block && status != STATUS_OK; size += 512) {
		arena_init(&arena, block, size);
		change = NULL;
		status = change_new(&arena, &change, &err);
		if (status != STATUS_OK) {
			cr_assert_null(change);
			continue;
		}
		put_check();
		put_column();
		put_op();
		put_leaf();
		status = change_check(change, &err);
	}
	cr_assert_eq(status, STATUS_OK, "the block is large enough in the end");
	cr_assert_gt(size, 512);
}
