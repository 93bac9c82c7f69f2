#include "crypto/merkle.h"
#include "server/log_check.h"
#include "server/sealer.h"
#include "tests/server/bundle_fixture.h"

static size_t failures(enum key_purpose purpose)
{
	struct report report = { .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	struct note_key key = keystore_public(&fixture_keys, purpose);
	struct archive archive;

	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(log_check(&archive, &key, &fixture_arena, &report, &fixture_err), STATUS_OK, "%s",
	             fixture_err.detail);
	archive_close(&archive);
	fclose(report.out);
	return report.failed;
}

static void put_done(struct store_request *request, enum store_status status)
{
	*(enum store_status *)request->user = status;
}

/* Overwrites one row of the store. */
static void overwrite(enum record_kind kind, struct bytes key, struct bytes body)
{
	struct store_config config = { .engine = STORE_ENGINE_LMDB, .directory = fixture_path("data").ptr };
	enum store_status status = STORE_STATUS_COUNT;
	struct store_op op = { .verb = OP_PUT, .kind = kind, .key = key, .body = body };
	struct store_commit commit = { .base = { .done = put_done, .user = &status },
		                       .ops = &op,
		                       .op_count = 1 };
	struct store_client *client;
	struct store *store;

	cr_assert_eq(store_open(&config, &store, &fixture_err), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_eq(store_client_open(store, NULL, NULL, &client, &fixture_err), STATUS_OK);
	store_commit(client, &commit);
	while (status == STORE_STATUS_COUNT)
		(void)store_client_wait(client, 1000);
	cr_assert_eq(status, STORE_OK);
	store_client_close(client);
	store_close(store);
}

Test(log_check, the_log_of_a_marketplace_is_whole, .init = fixture_begin, .fini = fixture_end)
{
	cr_assert_eq(failures(KEY_PURPOSE_LOG), 0, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "ok      leaves: all "), "%s", fixture_said);
}

Test(log_check, a_checkpoint_of_another_key_is_none, .init = fixture_begin, .fini = fixture_end)
{
	cr_assert_eq(failures(KEY_PURPOSE_REGISTRAR), 1, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "FAILED  checkpoint"), "%s", fixture_said);
}

Test(log_check, a_tile_that_was_altered_is_found, .init = fixture_begin, .fini = fixture_end)
{
	static uint8_t hashes[MERKLE_TILE_WIDTH * DIGEST_BYTES];
	struct archive archive;
	struct bytes tile;
	struct key key;

	sealer_tile_key(&key, 0, 0);
	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(archive_get(&archive, RECORD_TILE, key_bytes(&key), &fixture_arena, &tile, &fixture_err),
	             STATUS_OK);
	archive_close(&archive);
	memcpy(hashes, tile.ptr, tile.len);
	hashes[3 * DIGEST_BYTES] ^= 1;
	overwrite(RECORD_TILE, key_bytes(&key), (struct bytes){ hashes, tile.len });

	cr_assert_eq(failures(KEY_PURPOSE_LOG), 2, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "FAILED  leaf 3: not that of the event"), "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "FAILED  tiles: they have another root"), "%s", fixture_said);
}
