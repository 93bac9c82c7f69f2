#include "tests/storage/conformance.h"

/* A sealer that notes the size of the log in a checkpoint, and can be told to fail. */
struct counting {
	uint64_t leaves;
	bool fails;
	uint8_t last;
};

static enum store_status count_seal(void *ctx, struct store_seal *seal)
{
	struct counting *counting = ctx;
	struct bytes body = { 0 };
	uint8_t size[8] = { 0 };

	if (counting->fails)
		return STORE_RETRY;
	cr_assert_eq(store_seal_first(seal), counting->leaves);
	cr_assert_gt(store_seal_time_ms(seal), 0);
	cr_assert_eq(store_seal_put(seal, RECORD_PARTY, text("p"), text("")), STORE_INVALID);
	enum store_status status = store_seal_get(seal, RECORD_CHECKPOINT, text("latest"), &body);
	cr_assert_eq(status, counting->leaves == 0 ? STORE_NOT_FOUND : STORE_OK);
	if (status == STORE_OK)
		cr_assert_eq(body.ptr[0], counting->leaves);
	counting->leaves += store_seal_count(seal);
	counting->last = store_seal_leaf(seal, store_seal_count(seal) - 1)[0];
	size[0] = (uint8_t)counting->leaves;
	return store_seal_put(seal, RECORD_CHECKPOINT, text("latest"), (struct bytes){ size, 8 });
}

CONFORMANCE(batch, leaves_are_numbered_densely_and_sealed_in_the_same_transaction)
{
	struct counting counting = { 0 };
	uint8_t leaves[2][STORE_LEAF_BYTES] = { { 1 }, { 2 } };

	fixture_close(fixture);
	fixture->config.sealer = (struct store_sealer){ &counting, count_seal };
	fixture_open(fixture);
	for (uint64_t i = 0; i < 3; i++) {
		struct filing filing;
		filing_make(&filing, 1, i, 1);
		filing.commit.leaves = (const uint8_t(*)[STORE_LEAF_BYTES])leaves;
		filing.commit.leaf_count = 2;
		counting.fails = true;
		cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_RETRY);
		counting.fails = false;
		cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_OK);
		cr_assert_eq(filing.commit.first_leaf, 2 * i);
		cr_assert_eq(filing.commit.tree_size, 2 * i + 2);
		cr_assert_eq(counting.last, 2);
	}
	cr_assert_eq(row_version(fixture->client, RECORD_CHECKPOINT, text("latest")), 3);
}

CONFORMANCE(batch, a_batch_without_leaves_is_not_sealed)
{
	struct counting counting = { .fails = true };

	fixture_close(fixture);
	fixture->config.sealer = (struct store_sealer){ &counting, count_seal };
	fixture_open(fixture);
	cr_assert_eq(filing_run(fixture->client, 1, 0, 1), STORE_OK);
}
