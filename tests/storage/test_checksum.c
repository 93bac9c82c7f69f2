#include <criterion/criterion.h>

#include "storage/checksum.h"

Test(checksum, the_published_vectors_hold)
{
	cr_assert_eq(checksum(str_bytes(STR("")), 0), UINT64_C(0xEF46DB3751D8E999));
	cr_assert_eq(checksum(str_bytes(STR("a")), 0), UINT64_C(0xD24EC4F1A98C6E5B));
	cr_assert_eq(checksum(str_bytes(STR("abc")), 0), UINT64_C(0x44BC2CF5AD770999));
	cr_assert_eq(checksum(str_bytes(STR("Nobody inspects the spammish repetition")), 0),
	             UINT64_C(0xFBCEA83C8A378BF1));
}

Test(checksum, every_flipped_bit_of_key_table_or_value_is_seen)
{
	uint8_t value[100] = { 0 };
	struct bytes key = str_bytes(STR("key"));
	uint64_t sum = checksum_record(1, key, (struct bytes){ value, sizeof(value) });

	for (size_t bit = 0; bit < 8 * sizeof(value); bit++) {
		value[bit / 8] ^= (uint8_t)(1 << bit % 8);
		cr_assert_neq(checksum_record(1, key, (struct bytes){ value, sizeof(value) }), sum);
		value[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	cr_assert_neq(checksum_record(2, key, (struct bytes){ value, sizeof(value) }), sum);
	cr_assert_neq(checksum_record(1, str_bytes(STR("kez")), (struct bytes){ value, sizeof(value) }), sum);
}
