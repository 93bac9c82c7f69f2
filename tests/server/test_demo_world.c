#include "crypto/digest.h"
#include "server/case_records.h"
#include "server/demo_world.h"
#include "tests/server/bundle_fixture.h"

static struct demo_world world;

static void begin(void)
{
	struct str data;

	fixture_begin();
	data = fixture_path("world");
	cr_assert_eq(file_make_directory(data, &fixture_err), STATUS_OK);
	cr_assert_eq(keystore_create(data, fixture_config.service, &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(demo_world_open(&world, &fixture_config, data, &fixture_err), STATUS_OK, "%s",
	             fixture_err.detail);
}

static void end(void)
{
	demo_world_close(&world);
	fixture_end();
}

TestSuite(demo_world, .init = begin, .fini = end);

static enum status put(enum store_verb verb, struct str key)
{
	struct change *change;

	cr_assert_eq(change_new(&world.arena, &change, &fixture_err), STATUS_OK);
	change_apply(change, verb, RECORD_PARTY, str_bytes(key), str_bytes(STR("{}")));
	return demo_world_commit(&world, change, &fixture_err);
}

Test(demo_world, a_commit_is_waited_for)
{
	struct store_info info;

	cr_assert_eq(put(OP_INSERT, STR("b-li")), STATUS_OK);
	store_info(world.store, &info);
	cr_assert_eq(info.batches, 1);
	cr_assert_eq(info.writes_waiting, 0);
}

Test(demo_world, a_commit_that_is_refused_is_an_error)
{
	cr_assert_eq(put(OP_INSERT, STR("b-li")), STATUS_OK);
	cr_assert_eq(put(OP_INSERT, STR("b-li")), STATUS_CONFLICT);
	cr_assert_eq(put(OP_INSERT, STR("")), STATUS_UNAVAILABLE, "the store's rules are broken");
	cr_assert_eq(put(OP_INSERT, STR("b-wang")), STATUS_OK, "it goes on");
}

Test(demo_world, a_change_that_did_not_fit_is_not_sent)
{
	struct store_info info;
	struct change *change;

	cr_assert_eq(change_new(&world.arena, &change, &fixture_err), STATUS_OK);
	for (int i = 0; i <= STORE_OPS_MAX; i++)
		change_apply(change, OP_PUT, RECORD_PARTY, str_bytes(STR("p")), str_bytes(STR("{}")));
	cr_assert_eq(demo_world_commit(&world, change, &fixture_err), STATUS_LIMIT);
	store_info(world.store, &info);
	cr_assert_eq(info.batches, 0);
}

static bool same;

static bool compare(struct blob_read *read, struct bytes piece)
{
	struct bytes *rest = read->base.user;

	same = same && piece.len <= rest->len && memcmp(piece.ptr, rest->ptr, piece.len) == 0;
	rest->ptr += piece.len;
	rest->len -= piece.len;
	return true;
}

static bool ended;

static void on_end(struct blob_request *request, enum store_status status)
{
	(void)request;
	same = same && status == STORE_OK;
	ended = true;
}

/* Sizes around a piece, and the same file twice: stored once, and no error. */
Test(demo_world, files_are_stored_under_their_digest)
{
	static uint8_t bytes[3 * BLOB_PIECE_MAX];
	static const size_t sizes[] = { 1, BLOB_PIECE_MAX, BLOB_PIECE_MAX + 1, sizeof bytes, sizeof bytes };

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * 31 / 7);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct bytes file = { bytes, sizes[i] };
		struct bytes rest = file;
		struct digest digest = digest_of(file);
		struct blob_read read = { .base = { .done = on_end, .user = &rest },
			                  .length = file.len,
			                  .piece = compare };
		cr_assert_eq(demo_world_store(&world, file, &fixture_err), STATUS_OK, "%zu bytes", file.len);
		memcpy(read.digest, digest.bytes, sizeof read.digest);
		same = true;
		ended = false;
		blob_read(world.blobs_client, &read);
		while (!ended)
			cr_assert(blobs_client_wait(world.blobs_client, 20000));
		cr_assert(same && rest.len == 0, "%zu bytes", file.len);
	}
}

Test(demo_world, a_second_owner_of_the_directory_is_refused)
{
	static struct demo_world second;

	cr_assert_eq(demo_world_open(&second, &fixture_config, fixture_path("world"), &fixture_err),
	             STATUS_UNAVAILABLE);
	demo_world_close(&second);
	cr_assert_eq(put(OP_INSERT, STR("b-li")), STATUS_OK, "the first goes on");
}
