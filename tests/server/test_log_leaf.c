#include "server/log_leaf.h"
#include "server/sealer.h"
#include "tests/server/bundle_fixture.h"

Test(log_leaf, the_leaf_of_an_event_is_the_one_that_was_logged, .init = fixture_begin, .fini = fixture_end)
{
	struct archive_event events[ARCHIVE_PAGE];
	struct archive archive;
	struct bytes tile;
	struct key key;
	size_t count;

	sealer_tile_key(&key, 0, 0);
	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(archive_get(&archive, RECORD_TILE, key_bytes(&key), &fixture_arena, &tile, &fixture_err),
	             STATUS_OK);
	cr_assert_eq(archive_feed(&archive, 1, &fixture_arena, events, &count, &fixture_err), STATUS_OK);
	cr_assert_gt(count, 3);
	for (size_t i = 0; i < count; i++) {
		struct leaf leaf;
		cr_assert_eq(log_leaf_read(&archive, &events[i], &fixture_arena, &leaf, &fixture_err),
		             STATUS_OK, "%s", fixture_err.detail);
		struct digest hash = leaf_hash(&leaf);
		cr_assert_arr_eq(hash.bytes, tile.ptr + i * DIGEST_BYTES, DIGEST_BYTES, "leaf %zu", i);
	}
	archive_close(&archive);
}

Test(log_leaf, text_that_is_no_event_has_no_leaf, .init = fixture_begin, .fini = fixture_end)
{
	struct archive_event item = { .text = STR("{}") };
	struct archive archive;
	struct leaf leaf;

	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_neq(log_leaf_read(&archive, &item, &fixture_arena, &leaf, &fixture_err), STATUS_OK);
	archive_close(&archive);
}
