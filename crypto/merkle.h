/* merkle.h — the append-only Merkle tree of RFC 9162 (the tree of RFC 6962) over SHA-256, kept as tiles.
 *
 * Tiles are those of c2sp.org/tlog-tiles: tile (level, index) holds up to 256 hashes, hash i being the root
 * of the full subtree of 256^level leaves at position index * 256 + i. The hashes between tile levels are
 * computed. The tree itself keeps nothing: the caller holds the tiles and the size. Limits: sizes up to
 * MERKLE_SIZE_MAX; proofs of at most MERKLE_PROOF_MAX hashes.
 */
#pragma once

#include "core/arena.h"
#include "crypto/digest.h"

#define MERKLE_TILE_WIDTH 256
#define MERKLE_SIZE_MAX   (UINT64_C(1) << 56)
#define MERKLE_PROOF_MAX  64

/* Where tiles live. A row keyed by (level, index) that is rewritten as it grows is enough: a tile of width w
 * is the first w hashes of every wider one. */
struct tile_store {
	void *ctx;
	/* At least `width` hashes of 32 bytes, valid until the next call of get or put; NULL when it is
	 * missing. */
	const uint8_t *(*get)(void *ctx, uint8_t level, uint64_t index, uint32_t width);
	/* Replaces the tile. False: it could not be stored. NULL for readers. */
	bool (*put)(void *ctx, uint8_t level, uint64_t index, uint32_t width, const uint8_t *hashes);
	/* Optional: what was computed inside of a tile, for the next time. Borrowed. */
	struct tile_nodes *nodes;
};

/* The hashes between the tile levels of one tile of leaves, each computed once. They are roots of full
 * subtrees, and those never change: a log only grows. Beside them the spans that end where the tree ends: all
 * proofs for a tree of one size share those. Start with zeroes. For one log, used by one thread. */
struct tile_nodes {
	uint64_t tile;                          /* index of the tile plus 1; 0: none yet */
	uint64_t known[MERKLE_TILE_WIDTH / 64]; /* bits, by number */
	struct digest nodes[MERKLE_TILE_WIDTH]; /* 1 is the tile's root; below n are 2n and 2n + 1 */
	uint64_t edge_size;                     /* of the tree that the edges belong to */
	size_t edge_count;
	uint64_t edge_firsts[MERKLE_PROOF_MAX]; /* where each begins */
	struct digest edges[MERKLE_PROOF_MAX];
};

struct merkle_proof {
	size_t count;
	struct digest hashes[MERKLE_PROOF_MAX]; /* from the leaf's sibling upwards */
};

struct digest merkle_leaf_hash(struct bytes leaf);                                     /* H(0x00 || leaf) */
struct digest merkle_node_hash(const struct digest *left, const struct digest *right); /* H(0x01 || l || r) */

/* Appends `count` leaf hashes to the tree of `size` leaves: every tile that changes is put exactly once.
 * The arena holds scratch memory (about 9 KiB and 32 bytes per 256 leaves).
 * RECORD_CORRUPT: a tile is missing. STORE_UNAVAILABLE: a tile could not be put. STATUS_LIMIT: arena. */
NODISCARD enum status merkle_append(const struct tile_store *tiles, uint64_t size,
                                    const struct digest *leaves, size_t count, struct arena *arena,
                                    struct error *err);

/* The root of the first `size` leaves; of none it is SHA-256 of nothing. RECORD_CORRUPT: a tile is missing.
 */
NODISCARD enum status merkle_root(const struct tile_store *tiles, uint64_t size, struct digest *ret_root,
                                  struct error *err);

/* RFC 9162 2.1.3.1 for index < size, and 2.1.4.1 for 0 < old_size <= size. INVALID_VALUE: outside of that.
 * RECORD_CORRUPT: a tile is missing. */
NODISCARD enum status merkle_prove_inclusion(const struct tile_store *tiles, uint64_t index, uint64_t size,
                                             struct merkle_proof *ret_proof, struct error *err);

/* Gets every tile that the inclusion proof will need, and does nothing else: for callers that have to fetch
 * tiles beforehand. `get` may answer with anything but NULL. */
NODISCARD enum status merkle_plan_inclusion(const struct tile_store *tiles, uint64_t index, uint64_t size,
                                            struct error *err);

NODISCARD enum status merkle_prove_consistency(const struct tile_store *tiles, uint64_t old_size,
                                               uint64_t size, struct merkle_proof *ret_proof,
                                               struct error *err);

/* One tree of so many leaves with this root. */
struct tree_head {
	uint64_t size;
	struct digest root;
};

/* RFC 9162 2.1.3.2 and 2.1.4.2. PROOF_INVALID: it does not verify. Of the empty tree, everything is
 * consistent. */
NODISCARD enum status merkle_check_inclusion(const struct digest *leaf_hash, uint64_t index,
                                             const struct tree_head *head, const struct digest *hashes,
                                             size_t count, struct error *err);
NODISCARD enum status merkle_check_consistency(const struct tree_head *old_head, const struct tree_head *head,
                                               const struct digest *hashes, size_t count, struct error *err);
