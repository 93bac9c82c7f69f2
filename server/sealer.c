#include "server/sealer.h"

#include "crypto/checkpoint.h"

void sealer_tile_key(struct key *ret_key, uint8_t level, uint64_t index)
{
	key_init(ret_key);
	key_put_u8(ret_key, level);
	key_put_u64(ret_key, index);
	assert(!ret_key->failed);
}

struct bytes sealer_latest_key(void)
{
	return str_bytes(STR("latest"));
}

static const uint8_t *tile_get(void *ctx, uint8_t level, uint64_t index, uint32_t width)
{
	struct store_seal *seal = ctx;
	struct key key;
	struct bytes body;

	sealer_tile_key(&key, level, index);
	if (store_seal_get(seal, RECORD_TILE, key_bytes(&key), &body) != STORE_OK)
		return NULL;
	return body.len >= (size_t)width * DIGEST_BYTES ? body.ptr : NULL;
}

static bool tile_put(void *ctx, uint8_t level, uint64_t index, uint32_t width, const uint8_t *hashes)
{
	struct store_seal *seal = ctx;
	struct key key;
	struct bytes body = { .ptr = hashes, .len = (size_t)width * DIGEST_BYTES };

	sealer_tile_key(&key, level, index);
	return store_seal_put(seal, RECORD_TILE, key_bytes(&key), body) == STORE_OK;
}

static enum status append(const struct tile_store *tiles, struct store_seal *seal, struct arena *arena,
                          struct tree_head *ret_head, struct error *err)
{
	uint64_t first = store_seal_first(seal);
	uint32_t count = store_seal_count(seal);
	struct digest *leaves = ARENA_ARRAY(arena, struct digest, count);

	TRY(arena_check(arena, err));
	for (uint32_t i = 0; i < count; i++)
		memcpy(leaves[i].bytes, store_seal_leaf(seal, i), DIGEST_BYTES);
	TRY(merkle_append(tiles, first, leaves, count, arena, err));
	ret_head->size = first + count;
	return merkle_root(tiles, ret_head->size, &ret_head->root, err);
}

static enum store_status seal(void *ctx, struct store_seal *seal)
{
	struct sealer *sealer = ctx;
	struct tile_store tiles = { .ctx = seal, .get = tile_get, .put = tile_put };
	const struct server_key *log = &sealer->keystore->keys[KEY_PURPOSE_LOG];
	struct checkpoint checkpoint = { .origin = log->name };
	struct arena arena;
	struct buf note;
	struct error err;

	arena_init(&arena, sealer->scratch, sizeof sealer->scratch);
	if (append(&tiles, seal, &arena, &checkpoint.head, &err) != STATUS_OK)
		return problem_info(err.problem)->status == STATUS_CORRUPT ? STORE_CORRUPT : STORE_FULL;
	buf_init(&note, &arena, CHECKPOINT_TEXT_MAX);
	checkpoint_put(&note, &checkpoint, &log->signing);
	if (note.failed)
		return STORE_TOO_LARGE;
	return store_seal_put(seal, RECORD_CHECKPOINT, sealer_latest_key(), str_bytes(buf_str(&note)));
}

struct store_sealer sealer_hook(struct sealer *sealer)
{
	return (struct store_sealer){ .ctx = sealer, .seal = seal };
}
