#include <criterion/criterion.h>

#include "storage/key.h"

static struct key text_key(struct str text)
{
	struct key key;

	key_init(&key);
	key_put_text(&key, text);
	return key;
}

Test(key, texts_sort_as_their_bytes_and_none_begins_another)
{
	static const struct str SORTED[] = { STR_INIT(""),     STR_INIT("\0"),  STR_INIT("\0\0"),
		                             STR_INIT("\0a"),  STR_INIT("a"),   STR_INIT("a\0"),
		                             STR_INIT("a\0b"), STR_INIT("a\1"), STR_INIT("ab"),
		                             STR_INIT("b"),    STR_INIT("\xFF") };

	for (size_t i = 0; i < COUNT_OF(SORTED); i++) {
		for (size_t j = 0; j < COUNT_OF(SORTED); j++) {
			struct key a = text_key(SORTED[i]), b = text_key(SORTED[j]);
			int order = str_compare(bytes_str(key_bytes(&a)), bytes_str(key_bytes(&b)));
			cr_assert_eq(order < 0, i < j);
			cr_assert_eq(order == 0, i == j);
			cr_assert(i == j ||
			          !str_has_prefix(bytes_str(key_bytes(&a)), bytes_str(key_bytes(&b))));
		}
	}
}

Test(key, numbers_come_back_and_sort)
{
	static const uint64_t NUMBERS[] = { 0, 1, 255, 256, UINT32_MAX, UINT64_MAX };
	struct key before = { 0 };

	for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
		struct key key;
		key_init(&key);
		key_put_u64(&key, NUMBERS[i]);
		cr_assert_eq(key_read_u64(key.bytes), NUMBERS[i]);
		cr_assert(i == 0 || memcmp(before.bytes, key.bytes, 8) < 0);
		before = key;
	}
}

Test(key, the_end_of_a_prefix_bounds_it)
{
	struct key key = text_key(STR("a"));

	key_put_end(&key);
	cr_assert(bytes_eq(key_bytes(&key), str_bytes(STR("a\0\2"))));
	key_init(&key);
	key_put_bytes(&key, str_bytes(STR("a\xFF\xFF")));
	key_put_end(&key);
	cr_assert(bytes_eq(key_bytes(&key), str_bytes(STR("b"))));
	key_init(&key);
	key_put_u8(&key, 0xFF);
	key_put_end(&key);
	cr_assert_eq(key.len, 0);
}

Test(key, outgrowing_it_sticks)
{
	static const uint8_t BYTES[KEY_MAX] = { 0 };
	struct key key;

	key_init(&key);
	key_put_bytes(&key, (struct bytes){ BYTES, KEY_MAX });
	cr_assert_not(key.failed);
	key_put_u8(&key, 1);
	cr_assert(key.failed);
	cr_assert_eq(key.len, KEY_MAX);
}
