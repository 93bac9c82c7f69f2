#include "server/demo_world.h"

#include <stdlib.h>

#include "core/pack.h"
#include "crypto/digest.h"
#include "server/call_store.h"
#include "server/media_record.h"
#include "server/pack_embed.h"

#define PACKS_BYTES MIB(16)
#define ACT_BYTES   MIB(8)
#define WAIT_MS     10000

static void on_wake(void *ctx)
{
	(void)ctx;
}

static enum status open_packs(struct demo_world *world, struct error *err)
{
	struct arena arena;
	size_t count;
	const struct pack_source *sources = pack_sources(&count);

	world->packs_block = malloc(PACKS_BYTES);
	world->block = malloc(ACT_BYTES);
	if (world->packs_block == NULL || world->block == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for the demo");
	arena_init(&arena, world->packs_block, PACKS_BYTES);
	arena_init(&world->arena, world->block, ACT_BYTES);
	return packset_load(sources, count, &arena, &world->packs, err);
}

enum status demo_world_open(struct demo_world *world, const struct config *config, struct str data_dir,
                            struct error *err)
{
	*world = (struct demo_world){ .config = config };
	TRY(open_packs(world, err));
	TRY(keystore_open(&world->keystore, data_dir, &world->arena, err));
	world->sealer.keystore = &world->keystore;

	struct str directory = arena_copy(&world->arena, data_dir);
	struct store_config settings = { .engine = STORE_ENGINE_LMDB,
		                         .directory = directory.ptr,
		                         .map_initial = (size_t)config->store_map_bytes,
		                         .map_max = (size_t)config->store_map_max_bytes,
		                         .sealer = sealer_hook(&world->sealer) };
	TRY(store_open(&settings, &world->store, err));
	settings.map_initial = (size_t)config->blobs_map_bytes;
	settings.map_max = (size_t)config->blobs_map_max_bytes;
	TRY(blobs_open(&settings, &world->blobs, err));
	TRY(store_client_open(world->store, on_wake, world, &world->client, err));
	return blobs_client_open(world->blobs, on_wake, world, &world->blobs_client, err);
}

void demo_world_close(struct demo_world *world)
{
	if (world->blobs_client != NULL)
		blobs_client_close(world->blobs_client);
	store_client_close(world->client);
	blobs_close(world->blobs);
	store_close(world->store);
	keystore_close(&world->keystore);
	free(world->block);
	free(world->packs_block);
}

static void on_committed(struct store_request *request, enum store_status status)
{
	struct demo_world *world = request->user;

	world->status = status;
	world->done = true;
}

enum status demo_world_commit(struct demo_world *world, struct change *change, struct error *err)
{
	TRY(change_check(change, err));
	world->done = false;
	change->commit.base = (struct store_request){ .done = on_committed, .user = world };
	store_commit(world->client, &change->commit);
	while (!world->done)
		(void)store_client_wait(world->client, WAIT_MS);
	return world->status == STORE_OK ? STATUS_OK : store_error(world->status, err);
}

static void on_blob(struct blob_request *request, enum store_status status)
{
	struct demo_world *world = request->user;

	world->status = status;
	world->done = true;
}

static enum status wait_for_blob(struct demo_world *world, struct error *err)
{
	while (!world->done)
		(void)blobs_client_wait(world->blobs_client, WAIT_MS);
	world->done = false;
	return world->status == STORE_OK ? STATUS_OK : store_error(world->status, err);
}

/* As an upload does it: how the file may be served. */
static enum status store_media(struct demo_world *world, struct bytes bytes, const struct digest *digest,
                               struct error *err)
{
	struct media_probe *probe = ARENA_NEW(&world->arena, struct media_probe);
	struct media_record record;
	struct change *change;

	TRY(arena_check(&world->arena, err));
	TRY(change_new(&world->arena, &change, err));
	media_probe_init(probe);
	media_probe_feed(probe, bytes);
	media_probe_finish(probe);
	media_record_take(probe, &record);
	media_record_put(&record, digest, change);
	return demo_world_commit(world, change, err);
}

enum status demo_world_store(struct demo_world *world, struct bytes bytes, struct error *err)
{
	struct digest digest = digest_of(bytes);
	struct blob_put put = { .base = { .done = on_blob, .user = world }, .size = bytes.len };

	memcpy(put.digest, digest.bytes, DIGEST_BYTES);
	world->done = false;
	blob_put(world->blobs_client, &put);
	TRY(wait_for_blob(world, err));
	for (size_t at = 0; !put.exists && at < bytes.len;) {
		size_t rest = bytes.len - at;
		struct bytes piece = { bytes.ptr + at, rest < BLOB_PIECE_MAX ? rest : BLOB_PIECE_MAX };
		blob_write(world->blobs_client, &put, piece);
		TRY(wait_for_blob(world, err));
		at += piece.len;
	}
	blob_finish(world->blobs_client, &put, digest.bytes);
	TRY(wait_for_blob(world, err));
	return store_media(world, bytes, &digest, err);
}
