/* receipt_maker.h — builds the receipt of one event from the log as it stands: proof of inclusion and
 * checkpoint.
 *
 * Thread: the loop that asks. Two reads: the newest checkpoint, then the tiles that the proof needs.
 * The receipt is of the newest tree, so it may be asked for again and again; every one of them verifies.
 */
#pragma once

#include "crypto/receipt.h"
#include "storage/store.h"

/* Tiles of a proof: on each level the leaf's own and the right edge. */
#define RECEIPT_TILES_MAX 20

/* What a thread remembers of the log between receipts: hashes, and the newest checkpoint that it has read.
 * Start with zeroes. */
struct log_memory {
	struct tile_nodes nodes;
	char note[CHECKPOINT_TEXT_MAX];
	size_t note_len; /* 0: none yet */
	struct tree_head head;
};

struct receipt_maker;
typedef void receipt_done(void *user, enum store_status status, struct str receipt, struct error *err);

struct receipt_maker {
	/* in */
	uint64_t index; /* of the leaf */
	struct leaf_salt salt;
	receipt_done *done; /* once; the text is in the arena; err is filled unless STORE_OK */
	void *user;
	struct log_memory *memory; /* or NULL */

	/* its own */
	struct arena *arena;
	struct store_client *store;
	struct store_get get;
	struct store_key keys[RECEIPT_TILES_MAX];
	struct key key_texts[RECEIPT_TILES_MAX];
	struct store_row rows[RECEIPT_TILES_MAX];
	uint8_t levels[RECEIPT_TILES_MAX];
	uint64_t indexes[RECEIPT_TILES_MAX];
	uint32_t tile_count;
	struct str checkpoint; /* the note, copied */
	struct tree_head head;
	struct error err;
};

/* `maker` lives in the arena until `done` has been called. */
void receipt_maker_start(struct receipt_maker *maker, struct store_client *store, struct arena *arena);
