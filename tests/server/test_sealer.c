#include "crypto/merkle.h"
#include "tests/server/docket.h"

TestSuite(sealer, .init = docket_begin, .fini = docket_end);

#define LEAVES 700 /* more than two tiles of the lowest level */

static struct digest leaves[LEAVES];

static void make_leaves(void)
{
	for (uint32_t i = 0; i < LEAVES; i++)
		leaves[i] = digest_of((struct bytes){ (const uint8_t *)&i, sizeof i });
}

/* The tree's root by its definition (RFC 9162, 2.1.1), without tiles: the left side takes the largest power
 * of two that is smaller than the whole. */
static struct digest root_of(const struct digest *hashes, size_t count)
{
	size_t left = 1;

	if (count == 1)
		return hashes[0];
	while (left * 2 < count)
		left *= 2;
	struct digest a = root_of(hashes, left);
	struct digest b = root_of(hashes + left, count - left);
	return merkle_node_hash(&a, &b);
}

/* One commit with so many leaves, from the given one on. */
static enum store_status append(size_t first, size_t count, struct change **ret_change)
{
	struct change *change = docket_change();

	for (size_t i = 0; i < count; i++)
		change_leaf(change, leaves[first + i].bytes);
	change_apply(change, OP_PUT, RECORD_PARTY, str_bytes(STR("p")), str_bytes(STR("{}")));
	*ret_change = change;
	return docket_commit(change);
}

static struct checkpoint latest(void)
{
	struct checkpoint checkpoint;
	struct note_key log = server_key_public(&docket.keystore.keys[KEY_PURPOSE_LOG]);
	const struct docket_copy *row = docket_row(RECORD_CHECKPOINT, sealer_latest_key());

	cr_assert(row->found);
	cr_assert_eq(checkpoint_open(row->body, &log, &docket.life.arena, &checkpoint, &docket.life.err),
	             STATUS_OK, "%s", docket.life.err.detail);
	return checkpoint;
}

Test(sealer, every_batch_leaves_a_signed_checkpoint_of_the_whole_log)
{
	struct change *change;
	size_t size = 0;

	make_leaves();
	for (size_t step = 0; size + STORE_LEAVES_MAX <= LEAVES; step++) {
		size_t count = 1 + step * 7 % STORE_LEAVES_MAX;
		cr_assert_eq(append(size, count, &change), STORE_OK);
		cr_assert_eq(change->commit.first_leaf, size);
		size += count;
		cr_assert_eq(change->commit.tree_size, size);
		struct checkpoint checkpoint = latest();
		struct digest root = root_of(leaves, size);
		cr_assert(str_eq(checkpoint.origin, STR("shop.example/log")));
		cr_assert_eq(checkpoint.head.size, size);
		cr_assert_arr_eq(checkpoint.head.root.bytes, root.bytes, DIGEST_BYTES, "size %zu", size);
	}
	cr_assert_gt(size, 2 * MERKLE_TILE_WIDTH);
}

Test(sealer, tiles_hold_the_leaves_in_their_order)
{
	struct change *change;
	struct key key;

	make_leaves();
	for (size_t size = 0; size + STORE_LEAVES_MAX <= LEAVES; size += STORE_LEAVES_MAX)
		cr_assert_eq(append(size, STORE_LEAVES_MAX, &change), STORE_OK);
	for (uint64_t tile = 0; tile < 2; tile++) {
		sealer_tile_key(&key, 0, tile);
		const struct docket_copy *row = docket_row(RECORD_TILE, key_bytes(&key));
		cr_assert_eq(row->body.len, MERKLE_TILE_WIDTH * DIGEST_BYTES);
		cr_assert_eq(memcmp(row->body.ptr, leaves[tile * MERKLE_TILE_WIDTH].bytes, row->body.len), 0);
	}
	sealer_tile_key(&key, 1, 0);
	struct digest full = root_of(leaves, MERKLE_TILE_WIDTH);
	cr_assert_eq(memcmp(docket_row(RECORD_TILE, key_bytes(&key))->body.ptr, full.bytes, DIGEST_BYTES), 0);
}

Test(sealer, a_batch_that_the_store_gives_up_is_in_no_checkpoint)
{
	struct change *change;

	make_leaves();
	cr_assert_eq(append(0, 3, &change), STORE_OK);
	docket.faults.refuse = 1;
	cr_assert_eq(append(3, 5, &change), STORE_RETRY);
	cr_assert_eq(latest().head.size, 3);
	cr_assert_eq(append(3, 5, &change), STORE_OK);
	struct digest root = root_of(leaves, 8);
	cr_assert_arr_eq(latest().head.root.bytes, root.bytes, DIGEST_BYTES);
}

Test(sealer, a_log_whose_tile_is_damaged_is_not_sealed_further)
{
	struct change *change;
	struct change *damage = docket_change();
	struct key key;

	make_leaves();
	cr_assert_eq(append(0, 3, &change), STORE_OK);
	sealer_tile_key(&key, 0, 0);
	change_apply(damage, OP_PUT, RECORD_TILE, key_bytes(&key), (struct bytes){ leaves[0].bytes, 31 });
	cr_assert_eq(docket_commit(damage), STORE_OK);
	cr_assert_eq(append(3, 1, &change), STORE_CORRUPT);
	cr_assert_eq(latest().head.size, 3);
}

Test(sealer, a_commit_without_leaves_is_not_sealed)
{
	struct change *change;

	cr_assert_eq(append(0, 0, &change), STORE_OK);
	cr_assert_not(docket_row(RECORD_CHECKPOINT, sealer_latest_key())->found);
}

Test(sealer, keys_of_tiles_are_in_the_order_of_level_and_index)
{
	struct key a, b, c;

	sealer_tile_key(&a, 0, 255);
	sealer_tile_key(&b, 0, 256);
	sealer_tile_key(&c, 1, 0);
	cr_assert_lt(str_compare(bytes_str(key_bytes(&a)), bytes_str(key_bytes(&b))), 0);
	cr_assert_lt(str_compare(bytes_str(key_bytes(&b)), bytes_str(key_bytes(&c))), 0);
	cr_assert_eq(a.len, 9);
}
