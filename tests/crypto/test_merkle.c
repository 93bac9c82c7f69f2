#include <criterion/criterion.h>

#include "crypto/encoding.h"
#include "crypto/merkle.h"
#include "tests/crypto/known_roots.h"

#define LEAVES 70000
#define LEVELS 3
#define TILES  (LEAVES / MERKLE_TILE_WIDTH + 1)

/* Tiles in memory, in the layout of the store: a row per (level, index), rewritten as it grows. */
struct shelf {
	uint8_t hashes[LEVELS][TILES][MERKLE_TILE_WIDTH * DIGEST_BYTES];
	uint32_t widths[LEVELS][TILES];
	size_t puts;
	bool refuses;
};

static struct shelf shelf;
static struct digest leaves[LEAVES];
static uint8_t block[1 << 16];
static struct arena arena;
static struct error err;

static const uint8_t *shelf_get(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	struct shelf *self = ctx;

	if (level >= LEVELS || index >= TILES || self->widths[level][index] < width)
		return NULL;
	return self->hashes[level][index];
}

static bool shelf_put(void *ctx, uint8_t level, uint64_t index, uint32_t width, const uint8_t *hashes)
{
	struct shelf *self = ctx;

	if (self->refuses)
		return false;
	cr_assert(level < LEVELS && index < TILES && width >= 1 && width <= MERKLE_TILE_WIDTH);
	cr_assert_gt(width, self->widths[level][index], "a tile only grows");
	memcpy(self->hashes[level][index], hashes, width * (size_t)DIGEST_BYTES);
	self->widths[level][index] = width;
	self->puts++;
	return true;
}

static const struct tile_store tiles = { .ctx = &shelf, .get = shelf_get, .put = shelf_put };

static void setup(void)
{
	for (uint32_t i = 0; i < LEAVES; i++)
		leaves[i] = merkle_leaf_hash((struct bytes){ (const uint8_t *)&i, sizeof i });
}

TestSuite(merkle, .init = setup);

static void append(uint64_t size, const struct digest *more, size_t count)
{
	arena_init(&arena, block, sizeof block);
	cr_assert_eq(merkle_append(&tiles, size, more, count, &arena, &err), STATUS_OK, "%s", err.detail);
}

/* MTH of RFC 6962 section 2.1, word for word. */
static struct digest plain_root(const struct digest *hashes, size_t count)
{
	size_t split = 1;

	if (count == 0)
		return digest_of((struct bytes){ 0 });
	if (count == 1)
		return hashes[0];
	while (split * 2 < count)
		split *= 2;
	struct digest left = plain_root(hashes, split);
	struct digest right = plain_root(hashes + split, count - split);
	return merkle_node_hash(&left, &right);
}

Test(merkle, the_roots_that_ct_logs_agree_on)
{
	struct digest root, expected;

	cr_assert_eq(merkle_root(&tiles, 0, &root, &err), STATUS_OK);
	expected = digest_of((struct bytes){ 0 });
	cr_assert(digest_eq(&root, &expected));
	for (size_t i = 0; i < COUNT_OF(known_roots); i++) {
		struct digest leaf = merkle_leaf_hash(known_roots[i].leaf);
		append(i, &leaf, 1);
		cr_assert_eq(hex_decode_exact(str_from_c(known_roots[i].root), expected.bytes, 32, &err),
		             STATUS_OK);
		cr_assert_eq(merkle_root(&tiles, i + 1, &root, &err), STATUS_OK);
		cr_assert(digest_eq(&root, &expected), "size %zu", i + 1);
	}
}

Test(merkle, every_inclusion_proof_up_to_300_verifies_and_no_other_does)
{
	for (uint64_t size = 1; size <= 300; size++) {
		struct tree_head head = { .size = size, .root = plain_root(leaves, size) };
		struct digest root;
		append(size - 1, &leaves[size - 1], 1);
		cr_assert_eq(merkle_root(&tiles, size, &root, &err), STATUS_OK);
		cr_assert(digest_eq(&root, &head.root), "size %zu", (size_t)size);
		for (uint64_t i = 0; i < size; i++) {
			struct merkle_proof proof;
			cr_assert_eq(merkle_prove_inclusion(&tiles, i, size, &proof, &err), STATUS_OK);
			cr_assert_eq(
				merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count, &err),
				STATUS_OK);
			uint64_t other = (i + 1) % size;
			if (other != i)
				cr_assert_neq(merkle_check_inclusion(&leaves[i], other, &head, proof.hashes,
				                                     proof.count, &err),
				              STATUS_OK);
			if (proof.count == 0)
				continue;
			proof.hashes[i % proof.count].bytes[size % 32] ^= 1;
			cr_assert_neq(
				merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count, &err),
				STATUS_OK);
		}
	}
}

Test(merkle, any_changed_byte_of_a_proof_is_noticed)
{
	struct merkle_proof proof;

	append(0, leaves, 277);
	struct tree_head head = { .size = 277, .root = plain_root(leaves, 277) };
	for (uint64_t i = 0; i < 277; i += 23) {
		cr_assert_eq(merkle_prove_inclusion(&tiles, i, 277, &proof, &err), STATUS_OK);
		for (size_t at = 0; at < proof.count * 32; at++) {
			proof.hashes[at / 32].bytes[at % 32] ^= 0x10;
			cr_assert_neq(
				merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count, &err),
				STATUS_OK);
			proof.hashes[at / 32].bytes[at % 32] ^= 0x10;
		}
		cr_assert_neq(
			merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count - 1, &err),
			STATUS_OK);
		cr_assert_neq(
			merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count + 1, &err),
			STATUS_OK);
	}
}

Test(merkle, every_consistency_proof_up_to_130_verifies_and_no_changed_one_does)
{
	append(0, leaves, 300);
	for (uint64_t size = 1; size <= 130; size++) {
		struct tree_head head = { .size = size, .root = plain_root(leaves, size) };
		for (uint64_t old_size = 1; old_size <= size; old_size++) {
			struct tree_head old_head = { .size = old_size,
				                      .root = plain_root(leaves, old_size) };
			struct merkle_proof proof;
			cr_assert_eq(merkle_prove_consistency(&tiles, old_size, size, &proof, &err),
			             STATUS_OK);
			cr_assert_eq(
				merkle_check_consistency(&old_head, &head, proof.hashes, proof.count, &err),
				STATUS_OK, "%zu to %zu", (size_t)old_size, (size_t)size);
			for (size_t h = 0; h < proof.count; h++) {
				proof.hashes[h].bytes[old_size % 32] ^= 1;
				cr_assert_neq(merkle_check_consistency(&old_head, &head, proof.hashes,
				                                       proof.count, &err),
				              STATUS_OK);
				proof.hashes[h].bytes[old_size % 32] ^= 1;
			}
		}
	}
}

Test(merkle, batches_of_any_size_build_the_same_tiles)
{
	static struct shelf single;
	static const size_t batches[] = { 1, 2, 255, 256, 257, 511, 1000 };

	append(0, leaves, 1300);
	single = shelf;
	for (size_t b = 0; b < COUNT_OF(batches); b++) {
		shelf = (struct shelf){ 0 };
		for (size_t size = 0; size < 1300;) {
			size_t count = 1300 - size < batches[b] ? 1300 - size : batches[b];
			append(size, leaves + size, count);
			size += count;
		}
		cr_assert_eq(memcmp(shelf.hashes, single.hashes, sizeof shelf.hashes), 0, "batch %zu",
		             batches[b]);
		cr_assert_eq(memcmp(shelf.widths, single.widths, sizeof shelf.widths), 0, "batch %zu",
		             batches[b]);
	}
}

/* The example of c2sp.org/tlog-tiles, "Partial Tiles". */
Test(merkle, a_tree_of_70000_has_the_tiles_that_the_specification_counts)
{
	struct tree_head head = { .size = LEAVES };

	append(0, leaves, LEAVES);
	cr_assert_eq(shelf.puts, 273 + 1 + 1 + 1 + 1);
	cr_assert_eq(shelf.widths[0][272], 256);
	cr_assert_eq(shelf.widths[0][273], 112);
	cr_assert_eq(shelf.widths[1][0], 256);
	cr_assert_eq(shelf.widths[1][1], 17);
	cr_assert_eq(shelf.widths[2][0], 1);
	cr_assert_eq(merkle_root(&tiles, LEAVES, &head.root, &err), STATUS_OK);
	struct digest expected = plain_root(leaves, LEAVES);
	cr_assert(digest_eq(&head.root, &expected));
	for (uint64_t i = 0; i < LEAVES; i += 6999) {
		struct merkle_proof proof;
		cr_assert_eq(merkle_prove_inclusion(&tiles, i, LEAVES, &proof, &err), STATUS_OK);
		cr_assert_eq(merkle_check_inclusion(&leaves[i], i, &head, proof.hashes, proof.count, &err),
		             STATUS_OK);
		struct tree_head old_head = { .size = i + 1, .root = plain_root(leaves, i + 1) };
		cr_assert_eq(merkle_prove_consistency(&tiles, i + 1, LEAVES, &proof, &err), STATUS_OK);
		cr_assert_eq(merkle_check_consistency(&old_head, &head, proof.hashes, proof.count, &err),
		             STATUS_OK);
	}
}

Test(merkle, missing_tiles_and_impossible_questions_have_their_own_errors)
{
	struct merkle_proof proof;
	struct digest root;

	append(0, leaves, 10);
	cr_assert_eq(merkle_root(&tiles, 11, &root, &err), STATUS_CORRUPT);
	cr_assert_eq(err.problem, PROBLEM_RECORD_CORRUPT);
	cr_assert_eq(merkle_prove_inclusion(&tiles, 10, 10, &proof, &err), STATUS_INVALID);
	cr_assert_eq(merkle_prove_inclusion(&tiles, 3, 300, &proof, &err), STATUS_CORRUPT);
	cr_assert_eq(merkle_prove_consistency(&tiles, 0, 10, &proof, &err), STATUS_INVALID);
	cr_assert_eq(merkle_prove_consistency(&tiles, 11, 10, &proof, &err), STATUS_INVALID);
	cr_assert_eq(merkle_append(&tiles, 300, leaves, 1, &arena, &err), STATUS_CORRUPT);
	cr_assert_eq(merkle_append(&tiles, MERKLE_SIZE_MAX, leaves, 1, &arena, &err), STATUS_LIMIT);
	shelf.refuses = true;
	cr_assert_eq(merkle_append(&tiles, 10, leaves, 1, &arena, &err), STATUS_UNAVAILABLE);
	arena_init(&arena, block, 100);
	cr_assert_eq(merkle_append(&tiles, 10, leaves, 1, &arena, &err), STATUS_LIMIT);
}

Test(merkle, what_is_remembered_proves_the_same)
{
	static struct tile_nodes nodes;
	struct tile_store remembering = tiles;
	uint64_t size = 0;

	remembering.nodes = &nodes;
	for (uint64_t step = 1; size < 1500; step = step % 13 + 1) { /* the log grows between the questions */
		append(size, leaves + size, step);
		size += step;
		for (uint64_t back = 1; back <= 30 && back <= size; back++) {
			uint64_t index =
				back % 7 == 0 ? size * back / 31 : size - back; /* some of older tiles */
			struct merkle_proof plain;
			struct merkle_proof recalled;
			cr_assert_eq(merkle_prove_inclusion(&tiles, index, size, &plain, &err), STATUS_OK);
			cr_assert_eq(merkle_prove_inclusion(&remembering, index, size, &recalled, &err),
			             STATUS_OK);
			cr_assert_eq(plain.count, recalled.count);
			cr_assert_arr_eq(plain.hashes, recalled.hashes, plain.count * sizeof plain.hashes[0]);
		}
	}
}

struct asked {
	size_t count;
	uint64_t tiles[64];
};

static const uint8_t *asked_get(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	struct asked *asked = ctx;

	asked->tiles[asked->count++ % 64] = (uint64_t)level << 32 | index;
	return shelf_get(&shelf, level, index, width);
}

Test(merkle, a_plan_asks_for_the_tiles_of_the_proof)
{
	append(0, leaves, LEAVES);
	for (uint64_t index = 0; index < LEAVES; index += 997) {
		struct asked planned = { 0 };
		struct asked proved = { 0 };
		struct tile_store planning = { .ctx = &planned, .get = asked_get };
		struct tile_store proving = { .ctx = &proved, .get = asked_get };
		struct merkle_proof proof;
		cr_assert_eq(merkle_plan_inclusion(&planning, index, LEAVES, &err), STATUS_OK);
		cr_assert_eq(merkle_prove_inclusion(&proving, index, LEAVES, &proof, &err), STATUS_OK);
		cr_assert_eq(planned.count, proved.count);
		cr_assert_arr_eq(planned.tiles, proved.tiles, sizeof planned.tiles);
	}
	struct tile_store planning = { .get = asked_get };
	cr_assert_eq(merkle_plan_inclusion(&planning, LEAVES, LEAVES, &err), STATUS_INVALID);
}
