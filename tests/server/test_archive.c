#include "server/archive.h"
#include "tests/server/bundle_fixture.h"

static struct archive archive;

static void begin(void)
{
	fixture_begin();
	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK,
	             "%s", fixture_err.detail);
}

static void end(void)
{
	archive_close(&archive);
	fixture_end();
}

static enum status count_rows(void *ctx, const struct store_row *row, struct error *err)
{
	(void)err;
	cr_assert(row->found);
	++*(size_t *)ctx;
	return STATUS_OK;
}

static enum status stop_at_once(void *ctx, const struct store_row *row, struct error *err)
{
	(void)row;
	++*(size_t *)ctx;
	return FAIL(err, PROBLEM_INVALID_VALUE, "enough");
}

Test(archive, a_walk_sees_every_row_and_ends_where_the_visitor_says, .init = begin, .fini = end)
{
	struct archive_range range = { .kind = RECORD_EVENT };
	struct store_info info;
	size_t count = 0;

	cr_assert_eq(archive_walk(&archive, &range, count_rows, &count, &fixture_err), STATUS_OK);
	store_info(archive.store, &info);
	cr_assert_eq(count, info.events);
	cr_assert_gt(count, 10);
	count = 0;
	cr_assert_eq(archive_walk(&archive, &range, stop_at_once, &count, &fixture_err), STATUS_INVALID);
	cr_assert_eq(count, 1);
}

Test(archive, the_feed_has_every_event_in_order, .init = begin, .fini = end)
{
	struct archive_event events[ARCHIVE_PAGE];
	struct store_info info;
	uint64_t seen = 0;
	size_t count;

	store_info(archive.store, &info);
	do {
		cr_assert_eq(archive_feed(&archive, seen + 1, &fixture_arena, events, &count, &fixture_err),
		             STATUS_OK, "%s", fixture_err.detail);
		for (size_t i = 0; i < count; i++)
			cr_assert(str_has_prefix(events[i].text, STR("{\"id\":\"evt_")));
		seen += count;
	} while (count > 0);
	cr_assert_eq(seen, info.events);
}

Test(archive, what_is_not_there_is_said_not_to_be, .init = begin, .fini = end)
{
	static const uint8_t none[BLOB_DIGEST] = { 1 };
	struct bytes body;

	cr_assert_eq(archive_get(&archive, RECORD_ORDER, str_bytes(STR("none")), &fixture_arena, &body,
	                         &fixture_err),
	             STATUS_NOT_FOUND);
	cr_assert_eq(archive_blob(&archive, none, NULL, NULL, &fixture_err), STATUS_NOT_FOUND);
	cr_assert_eq(archive_get(&archive, RECORD_CHECKPOINT, str_bytes(STR("latest")), &fixture_arena, &body,
	                         &fixture_err),
	             STATUS_OK);
	cr_assert_gt(body.len, 0);
}

Test(archive, there_must_be_a_store)
{
	static uint8_t block[KIB(64)];
	struct arena arena;
	struct error err;

	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(archive_open(&archive, STR("/tmp/sanbao-test-none"), &arena, &err), STATUS_UNAVAILABLE);
}
