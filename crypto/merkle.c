#include "crypto/merkle.h"

#define TILE_BITS 8

static_assert(sizeof(struct digest) == DIGEST_BYTES, "tiles are arrays of digests");

/* The tree as it was at one size. */
struct tree {
	const struct tile_store *tiles;
	uint64_t size;
	bool planning; /* which tiles are needed is all that is wanted */
};

/* Leaves first to end - 1. */
struct span {
	uint64_t first;
	uint64_t end;
};

static struct bytes bytes_of(const struct digest *digest)
{
	return (struct bytes){ digest->bytes, DIGEST_BYTES };
}

struct digest merkle_leaf_hash(struct bytes leaf)
{
	static const uint8_t mark = 0x00;

	return digest_of_pair((struct bytes){ &mark, 1 }, leaf);
}

struct digest merkle_node_hash(const struct digest *left, const struct digest *right)
{
	assert(left != NULL && right != NULL);

	uint8_t start[1 + DIGEST_BYTES] = { 0x01 };
	memcpy(start + 1, left->bytes, DIGEST_BYTES);
	return digest_of_pair((struct bytes){ start, sizeof start }, bytes_of(right));
}

/* The root of a full subtree over `count` hashes, a power of two. Uses up the array. */
static struct digest fold(struct digest *hashes, size_t count)
{
	assert(count > 0 && (count & (count - 1)) == 0);

	for (; count > 1; count /= 2) {
		for (size_t i = 0; i < count / 2; i++)
			hashes[i] = merkle_node_hash(&hashes[2 * i], &hashes[2 * i + 1]);
	}
	return hashes[0];
}

/* 2^depth hashes of a tile, from a multiple of that on: a full subtree. */
struct part {
	const struct digest *tile;
	size_t first;
	unsigned depth;
};

static struct digest part_root(struct part part)
{
	struct digest hashes[MERKLE_TILE_WIDTH / 2];
	size_t count = (size_t)1 << part.depth;

	assert(count <= COUNT_OF(hashes) && part.first % count == 0);
	memcpy(hashes, part.tile + part.first, count * DIGEST_BYTES);
	return fold(hashes, count);
}

static bool node_is_known(const struct tile_nodes *nodes, size_t number)
{
	return (nodes->known[number / 64] >> number % 64 & 1) != 0;
}

/* The root of the part whose tile this is, computing only what was never computed: from the lowest row
 * upwards. */
static struct digest part_recall(struct tile_nodes *nodes, uint64_t tile, struct part part)
{
	size_t root = (MERKLE_TILE_WIDTH + part.first) >> part.depth;

	if (nodes->tile != tile + 1)
		*nodes = (struct tile_nodes){ .tile = tile + 1 };
	for (unsigned row = 1; row <= part.depth && !node_is_known(nodes, root); row++) {
		size_t first = (MERKLE_TILE_WIDTH + part.first) >> row;
		size_t count = (size_t)1 << (part.depth - row);
		for (size_t node = first; node < first + count; node++) {
			if (node_is_known(nodes, node))
				continue;
			const struct digest *below =
				row == 1 ? &part.tile[2 * node - MERKLE_TILE_WIDTH] : &nodes->nodes[2 * node];
			nodes->nodes[node] = merkle_node_hash(below, below + 1);
			nodes->known[node / 64] |= UINT64_C(1) << node % 64;
		}
	}
	return nodes->nodes[root];
}

/* How many hashes the tile has in a tree of this size. */
static uint32_t tile_width(uint64_t size, uint8_t level, uint64_t index)
{
	uint64_t hashes = size >> (TILE_BITS * level);

	assert(hashes > index * MERKLE_TILE_WIDTH);
	uint64_t width = hashes - index * MERKLE_TILE_WIDTH;
	return width < MERKLE_TILE_WIDTH ? (uint32_t)width : MERKLE_TILE_WIDTH;
}

static enum status tile_missing(uint8_t level, uint64_t index, struct error *err)
{
	return FAIL(err, PROBLEM_RECORD_CORRUPT, "tile %u/%llu of the log is missing", (unsigned)level,
	            (unsigned long long)index);
}

/* The root of the full subtree of 2^height leaves at position `index` among its like. */
static enum status subtree_hash(const struct tree *tree, unsigned height, uint64_t index,
                                struct digest *ret_hash, struct error *err)
{
	uint8_t level = (uint8_t)(height / TILE_BITS);
	unsigned depth = height % TILE_BITS;
	uint64_t start = index << depth; /* among the hashes of this tile level */
	uint64_t tile = start / MERKLE_TILE_WIDTH;

	assert((index + 1) << height <= tree->size);
	const uint8_t *found =
		tree->tiles->get(tree->tiles->ctx, level, tile, tile_width(tree->size, level, tile));
	if (found == NULL)
		return tile_missing(level, tile, err);
	if (tree->planning)
		return STATUS_OK;
	struct part part = { (const struct digest *)(const void *)found, start % MERKLE_TILE_WIDTH, depth };
	bool is_kept = level == 0 && depth > 0 && tree->tiles->nodes != NULL;
	*ret_hash = is_kept ? part_recall(tree->tiles->nodes, tile, part) : part_root(part);
	return STATUS_OK;
}

/* MTH(D[first:end]) of RFC 9162 section 2.1.1, for spans as proofs have them: full subtrees, the largest
 * first, each at a position that is a multiple of its size. */
static enum status span_compute(const struct tree *tree, struct span span, struct digest *ret_hash,
                                struct error *err)
{
	struct digest peaks[MERKLE_PROOF_MAX];
	size_t count = 0;
	uint64_t at = span.first;
	uint64_t len = span.end - span.first;

	assert(span.first < span.end);
	for (unsigned height = 64; height-- > 0;) {
		if ((len >> height & 1) == 0)
			continue;
		assert(at % (UINT64_C(1) << height) == 0);
		TRY(subtree_hash(tree, height, at >> height, &peaks[count], err));
		count++;
		at += UINT64_C(1) << height;
	}
	if (tree->planning)
		return STATUS_OK;
	struct digest hash = peaks[--count];
	while (count > 0)
		hash = merkle_node_hash(&peaks[--count], &hash);
	*ret_hash = hash;
	return STATUS_OK;
}

static const struct digest *edge_find(const struct tile_nodes *nodes, const struct tree *tree, uint64_t first)
{
	for (size_t i = 0; nodes->edge_size == tree->size && i < nodes->edge_count; i++) {
		if (nodes->edge_firsts[i] == first)
			return &nodes->edges[i];
	}
	return NULL;
}

static void edge_keep(struct tile_nodes *nodes, const struct tree *tree, uint64_t first,
                      const struct digest *hash)
{
	if (nodes->edge_size != tree->size)
		nodes->edge_count = 0;
	nodes->edge_size = tree->size;
	if (nodes->edge_count == MERKLE_PROOF_MAX)
		return;
	nodes->edge_firsts[nodes->edge_count] = first;
	nodes->edges[nodes->edge_count++] = *hash;
}

static enum status span_hash(const struct tree *tree, struct span span, struct digest *ret_hash,
                             struct error *err)
{
	struct tile_nodes *nodes = tree->tiles->nodes;
	bool is_edge = nodes != NULL && !tree->planning && span.end == tree->size;
	const struct digest *known = is_edge ? edge_find(nodes, tree, span.first) : NULL;

	if (known != NULL) {
		*ret_hash = *known;
		return STATUS_OK;
	}
	TRY(span_compute(tree, span, ret_hash, err));
	if (is_edge)
		edge_keep(nodes, tree, span.first, ret_hash);
	return STATUS_OK;
}

/* The tile being filled during an append. */
struct growing {
	const struct tile_store *tiles;
	uint8_t level;
	uint64_t index;
	uint32_t width;
	struct digest *hashes; /* MERKLE_TILE_WIDTH of them */
};

static enum status growing_load(struct growing *growing, uint64_t size, struct error *err)
{
	uint64_t hashes = size >> (TILE_BITS * growing->level);

	growing->index = hashes / MERKLE_TILE_WIDTH;
	growing->width = (uint32_t)(hashes % MERKLE_TILE_WIDTH);
	if (growing->width == 0)
		return STATUS_OK;
	const uint8_t *found =
		growing->tiles->get(growing->tiles->ctx, growing->level, growing->index, growing->width);
	if (found == NULL)
		return tile_missing(growing->level, growing->index, err);
	memcpy(growing->hashes, found, growing->width * (size_t)DIGEST_BYTES);
	return STATUS_OK;
}

static enum status growing_store(const struct growing *growing, struct error *err)
{
	if (!growing->tiles->put(growing->tiles->ctx, growing->level, growing->index, growing->width,
	                         growing->hashes[0].bytes))
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "tile %u/%llu of the log could not be stored",
		            (unsigned)growing->level, (unsigned long long)growing->index);
	return STATUS_OK;
}

/* Appends hashes to one level. Roots of tiles that became full go to `roots`, which may begin where the
 * hashes do: a root is written only after the 1 to 256 hashes that fill its tile were read. */
static enum status growing_append(struct growing *growing, const struct digest *hashes, size_t count,
                                  struct digest *roots, size_t *ret_roots, struct error *err)
{
	size_t full = 0;

	for (size_t i = 0; i < count; i++) {
		growing->hashes[growing->width++] = hashes[i];
		if (growing->width < MERKLE_TILE_WIDTH)
			continue;
		TRY(growing_store(growing, err));
		roots[full++] = fold(growing->hashes, MERKLE_TILE_WIDTH);
		growing->index++;
		growing->width = 0;
	}
	if (growing->width > 0)
		TRY(growing_store(growing, err));
	*ret_roots = full;
	return STATUS_OK;
}

enum status merkle_append(const struct tile_store *tiles, uint64_t size, const struct digest *leaves,
                          size_t count, struct arena *arena, struct error *err)
{
	assert(tiles != NULL && tiles->get != NULL && tiles->put != NULL);
	assert(leaves != NULL || count == 0);
	assert(size <= MERKLE_SIZE_MAX);

	if (count > MERKLE_SIZE_MAX - size)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "the log cannot grow beyond 2^56 entries");
	struct growing growing = { .tiles = tiles,
		                   .hashes = ARENA_ARRAY(arena, struct digest, MERKLE_TILE_WIDTH) };
	struct digest *roots = ARENA_ARRAY(arena, struct digest, count / MERKLE_TILE_WIDTH + 1);
	TRY(arena_check(arena, err));

	const struct digest *hashes = leaves;
	for (; count > 0; growing.level++) {
		TRY(growing_load(&growing, size, err));
		TRY(growing_append(&growing, hashes, count, roots, &count, err));
		hashes = roots;
	}
	return STATUS_OK;
}

enum status merkle_root(const struct tile_store *tiles, uint64_t size, struct digest *ret_root,
                        struct error *err)
{
	assert(tiles != NULL && tiles->get != NULL);
	assert(size <= MERKLE_SIZE_MAX);
	assert(ret_root != NULL);

	struct tree tree = { .tiles = tiles, .size = size };
	if (size == 0) {
		*ret_root = digest_of((struct bytes){ 0 });
		return STATUS_OK;
	}
	return span_hash(&tree, (struct span){ 0, size }, ret_root, err);
}

/* The largest power of two below n: where RFC 9162 splits a tree of n > 1 leaves. */
static uint64_t split_of(uint64_t n)
{
	uint64_t split = 1;

	assert(n > 1 && n <= MERKLE_SIZE_MAX);
	while (split * 2 < n)
		split *= 2;
	return split;
}

/* Siblings are found from the root downwards and proved from the leaf upwards. */
static void reverse(struct merkle_proof *proof)
{
	for (size_t i = 0; i < proof->count / 2; i++) {
		struct digest other = proof->hashes[proof->count - 1 - i];
		proof->hashes[proof->count - 1 - i] = proof->hashes[i];
		proof->hashes[i] = other;
	}
}

static enum status proof_add(struct merkle_proof *proof, const struct tree *tree, struct span span,
                             struct error *err)
{
	assert(proof->count < MERKLE_PROOF_MAX);
	TRY(span_hash(tree, span, &proof->hashes[proof->count], err));
	proof->count++;
	return STATUS_OK;
}

static enum status inclusion(const struct tree *tree, uint64_t index, struct merkle_proof *ret_proof,
                             struct error *err)
{
	struct merkle_proof proof = { 0 };
	struct span span = { 0, tree->size };

	if (tree->size > MERKLE_SIZE_MAX || index >= tree->size)
		return FAIL(err, PROBLEM_INVALID_VALUE, "the log of %llu entries has no entry %llu",
		            (unsigned long long)tree->size, (unsigned long long)index);
	while (span.end - span.first > 1) {
		uint64_t middle = span.first + split_of(span.end - span.first);
		bool left = index < middle;
		TRY(proof_add(&proof, tree,
		              left ? (struct span){ middle, span.end } : (struct span){ span.first, middle },
		              err));
		span = left ? (struct span){ span.first, middle } : (struct span){ middle, span.end };
	}
	reverse(&proof);
	*ret_proof = proof;
	return STATUS_OK;
}

enum status merkle_prove_inclusion(const struct tile_store *tiles, uint64_t index, uint64_t size,
                                   struct merkle_proof *ret_proof, struct error *err)
{
	assert(tiles != NULL && tiles->get != NULL);
	assert(ret_proof != NULL);

	struct tree tree = { .tiles = tiles, .size = size };
	return inclusion(&tree, index, ret_proof, err);
}

enum status merkle_plan_inclusion(const struct tile_store *tiles, uint64_t index, uint64_t size,
                                  struct error *err)
{
	assert(tiles != NULL && tiles->get != NULL);

	struct tree tree = { .tiles = tiles, .size = size, .planning = true };
	struct merkle_proof unused;
	return inclusion(&tree, index, &unused, err);
}

enum status merkle_prove_consistency(const struct tile_store *tiles, uint64_t old_size, uint64_t size,
                                     struct merkle_proof *ret_proof, struct error *err)
{
	assert(tiles != NULL && tiles->get != NULL);
	assert(ret_proof != NULL);

	struct tree tree = { .tiles = tiles, .size = size };
	struct merkle_proof proof = { 0 };
	struct span span = { 0, size };
	if (size > MERKLE_SIZE_MAX || old_size == 0 || old_size > size)
		return FAIL(err, PROBLEM_INVALID_VALUE, "no proof leads from %llu entries to %llu",
		            (unsigned long long)old_size, (unsigned long long)size);
	/* SUBPROOF of section 2.1.4.1: go down until the old tree's end is the span's end. */
	while (old_size < span.end) {
		uint64_t middle = span.first + split_of(span.end - span.first);
		bool left = old_size <= middle;
		TRY(proof_add(&proof, &tree,
		              left ? (struct span){ middle, span.end } : (struct span){ span.first, middle },
		              err));
		span = left ? (struct span){ span.first, middle } : (struct span){ middle, span.end };
	}
	/* A span that is the whole old tree has the old root, which the verifier knows. */
	if (span.first != 0)
		TRY(proof_add(&proof, &tree, span, err));
	reverse(&proof);
	*ret_proof = proof;
	return STATUS_OK;
}
