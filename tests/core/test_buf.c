#include "loaded_packs.h"

static struct buf new_buf(size_t max)
{
	static struct arena arena;
	struct buf buf;

	arena_take(&arena, KIB(64));
	buf_init(&buf, &arena, max);
	return buf;
}

Test(buf, what_is_put_is_what_is_there)
{
	struct buf buf = new_buf(KIB(4));

	buf_put(&buf, STR("a"));
	buf_put_char(&buf, 'b');
	buf_put_int(&buf, INT64_MIN);
	buf_put_int(&buf, 0);
	buf_put_hex(&buf, (struct bytes){ (const uint8_t *)"\x00\xfe", 2 });
	buf_putf(&buf, "[%d]", 7);
	cr_assert(str_eq(buf_str(&buf), STR("ab-9223372036854775808000fe[7]")));
}

Test(buf, it_grows_to_its_maximum_and_fails_for_good_beyond)
{
	struct buf buf = new_buf(1000);
	struct error err;

	for (size_t i = 0; i < 1000; i++)
		buf_put_char(&buf, 'x');
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	buf_put_char(&buf, 'x');
	cr_assert_eq(buf_check(&buf, &err), STATUS_LIMIT);
	buf_put(&buf, STR(""));
	cr_assert_eq(buf.len, 1000);
	cr_assert_eq(buf_check(&buf, &err), STATUS_LIMIT);
}

Test(buf, two_that_grow_in_turn_do_not_disturb_each_other)
{
	struct arena arena;
	struct buf a, b;

	arena_take(&arena, KIB(64));
	buf_init(&a, &arena, KIB(8));
	buf_init(&b, &arena, KIB(8));
	for (size_t i = 0; i < 3000; i++) {
		buf_put_char(&a, 'a');
		buf_put_char(&b, 'b');
	}
	for (size_t i = 0; i < 3000; i++)
		cr_assert(buf_str(&a).ptr[i] == 'a' && buf_str(&b).ptr[i] == 'b');
}

Test(buf, a_line_longer_than_a_formatted_line_fails)
{
	struct buf buf = new_buf(KIB(4));
	char text[600];
	struct error err;

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = 0;
	buf_putf(&buf, "%s", text);
	cr_assert_eq(buf_check(&buf, &err), STATUS_LIMIT);
}

Test(buf, room_that_is_filled_at_once_counts_as_written)
{
	static uint8_t block[1024];
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 8);
	buf_put(&buf, STR("abc"));
	char *room = buf_extend(&buf, 5);
	cr_assert_not_null(room);
	memcpy(room, "defgh", 5);
	cr_assert(str_eq(buf_str(&buf), STR("abcdefgh")));
	cr_assert_null(buf_extend(&buf, 1));
	cr_assert(buf.failed);
}
