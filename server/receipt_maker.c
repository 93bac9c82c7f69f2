#include "server/receipt_maker.h"

#include "server/sealer.h"

static void finish(struct receipt_maker *maker, enum store_status status, struct str receipt)
{
	maker->done(maker->user, status, receipt, &maker->err);
}

static void fail(struct receipt_maker *maker, enum store_status status, const char *detail)
{
	(void)FAIL(&maker->err, PROBLEM_RECORD_CORRUPT, "%s", detail);
	finish(maker, status == STORE_OK ? STORE_CORRUPT : status, (struct str){ 0 });
}

/* --- step 2: the tiles are there --- */

static const uint8_t *tile_from_rows(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	const struct receipt_maker *maker = ctx;

	for (uint32_t i = 0; i < maker->tile_count; i++) {
		const struct store_row *row = &maker->rows[i];
		if (maker->levels[i] != level || maker->indexes[i] != index)
			continue;
		return row->found && row->body.len >= (size_t)width * DIGEST_BYTES ? row->body.ptr : NULL;
	}
	return NULL;
}

static void on_tiles(struct store_request *request, enum store_status status)
{
	struct receipt_maker *maker = request->user;
	struct tile_store tiles = { .ctx = maker,
		                    .get = tile_from_rows,
		                    .nodes = maker->memory == NULL ? NULL : &maker->memory->nodes };
	struct receipt receipt = { .salt = maker->salt,
		                   .index = maker->index,
		                   .checkpoint = maker->checkpoint };
	struct buf buf;

	if (status != STORE_OK) {
		fail(maker, status, "the log's tiles could not be read");
		return;
	}
	if (merkle_prove_inclusion(&tiles, maker->index, maker->head.size, &receipt.proof, &maker->err) !=
	    STATUS_OK) {
		finish(maker, STORE_CORRUPT, (struct str){ 0 });
		return;
	}
	buf_init(&buf, maker->arena, RECEIPT_TEXT_MAX);
	receipt_put(&buf, &receipt);
	if (buf_check(&buf, &maker->err) != STATUS_OK) {
		finish(maker, STORE_TOO_LARGE, (struct str){ 0 });
		return;
	}
	finish(maker, STORE_OK, buf_str(&buf));
}

/* --- step 1: the checkpoint tells the size, and the size which tiles --- */

/* Notes which tiles the proof needs. */
static const uint8_t *tile_noted(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	static const uint8_t blank[MERKLE_TILE_WIDTH * DIGEST_BYTES];
	struct receipt_maker *maker = ctx;

	(void)width;
	for (uint32_t i = 0; i < maker->tile_count; i++) {
		if (maker->levels[i] == level && maker->indexes[i] == index)
			return blank;
	}
	if (maker->tile_count == RECEIPT_TILES_MAX)
		return NULL;
	maker->levels[maker->tile_count] = level;
	maker->indexes[maker->tile_count] = index;
	maker->tile_count++;
	return blank;
}

static void checkpoint_remember(struct log_memory *memory, struct str note, struct tree_head head)
{
	if (note.len > sizeof memory->note)
		return;
	memcpy(memory->note, note.ptr, note.len);
	memory->note_len = note.len;
	memory->head = head;
}

/* All receipts of a batch come from one checkpoint: it is read once. */
static enum status read_checkpoint(struct receipt_maker *maker, struct str note)
{
	struct log_memory *memory = maker->memory;
	struct note parsed;
	struct checkpoint checkpoint;

	maker->checkpoint = arena_copy(maker->arena, note);
	if (memory != NULL && str_eq(note, (struct str){ memory->note, memory->note_len })) {
		maker->head = memory->head;
		return STATUS_OK;
	}
	TRY(note_parse(maker->checkpoint, maker->arena, &parsed, &maker->err));
	TRY(checkpoint_parse(parsed.text, &checkpoint, &maker->err));
	maker->head = checkpoint.head;
	if (memory != NULL)
		checkpoint_remember(memory, note, checkpoint.head);
	return STATUS_OK;
}

static enum status plan_tiles(struct receipt_maker *maker, struct str note)
{
	struct tile_store tiles = { .ctx = maker, .get = tile_noted };

	TRY(read_checkpoint(maker, note));
	TRY(merkle_plan_inclusion(&tiles, maker->index, maker->head.size, &maker->err));
	for (uint32_t i = 0; i < maker->tile_count; i++) {
		sealer_tile_key(&maker->key_texts[i], maker->levels[i], maker->indexes[i]);
		maker->keys[i] = (struct store_key){ RECORD_TILE, key_bytes(&maker->key_texts[i]) };
	}
	return STATUS_OK;
}

static void on_checkpoint(struct store_request *request, enum store_status status)
{
	struct receipt_maker *maker = request->user;

	if (status != STORE_OK || !maker->rows[0].found) {
		fail(maker, status, "the log's checkpoint could not be read");
		return;
	}
	if (plan_tiles(maker, bytes_str(maker->rows[0].body)) != STATUS_OK) {
		finish(maker, STORE_CORRUPT, (struct str){ 0 });
		return;
	}
	maker->get = (struct store_get){ .base = { .done = on_tiles, .user = maker },
		                         .keys = maker->keys,
		                         .rows = maker->rows,
		                         .count = maker->tile_count };
	store_get(maker->store, &maker->get);
}

void receipt_maker_start(struct receipt_maker *maker, struct store_client *store, struct arena *arena)
{
	assert(maker != NULL);
	assert(maker->done != NULL);

	maker->store = store;
	maker->arena = arena;
	maker->tile_count = 0;
	maker->keys[0] = (struct store_key){ RECORD_CHECKPOINT, sealer_latest_key() };
	maker->get = (struct store_get){ .base = { .done = on_checkpoint, .user = maker },
		                         .keys = maker->keys,
		                         .rows = maker->rows,
		                         .count = 1 };
	store_get(store, &maker->get);
}
