#include <criterion/criterion.h>

#include "storage/row.h"
#include "storage/store.h"

static uint8_t value[ROW_VALUE_MAX];

static size_t duty_encode(void)
{
	static uint8_t columns[ROW_COLUMNS];
	static const uint8_t KEY[32] = { 7 };
	struct record_value values[2] = { { COLUMN_DUTY_ACTOR, 0, STR("seller") },
		                          { COLUMN_DUTY_DUE, 99, { 0 } } };
	struct store_row row = { .kind = RECORD_DUTY,
		                 .key = { KEY, 32 },
		                 .body = str_bytes(STR("body")),
		                 .version = 3,
		                 .time_ms = 5,
		                 .columns = { .ptr = columns } };

	row.columns.len = row_columns(RECORD_DUTY, values, 2, columns);
	return row_encode(&row, value);
}

Test(row, what_was_encoded_is_decoded)
{
	static const uint8_t KEY[32] = { 7 };
	size_t len = duty_encode();
	struct store_row row;

	cr_assert_eq(row_decode(RECORD_DUTY, (struct bytes){ KEY, 32 }, (struct bytes){ value, len }, &row),
	             STORE_OK);
	cr_assert_eq(row.version, 3);
	cr_assert_eq(row.time_ms, 5);
	cr_assert_eq(store_row_number(&row, COLUMN_DUTY_DUE), 99);
	cr_assert(str_eq(store_row_text(&row, COLUMN_DUTY_ACTOR), STR("seller")));
	cr_assert(str_eq(bytes_str(row.body), STR("body")));
}

Test(row, any_damage_is_found)
{
	static const uint8_t KEY[32] = { 7 }, OTHER[32] = { 8 };
	size_t len = duty_encode();
	struct store_row row;

	for (size_t at = 0; at < len; at++) {
		value[at] ^= 0x40;
		cr_assert_eq(row_decode(RECORD_DUTY, (struct bytes){ KEY, 32 }, (struct bytes){ value, len },
		                        &row),
		             STORE_CORRUPT);
		value[at] ^= 0x40;
		cr_assert_eq(
			row_decode(RECORD_DUTY, (struct bytes){ KEY, 32 }, (struct bytes){ value, at }, &row),
			STORE_CORRUPT);
	}
	cr_assert_eq(row_decode(RECORD_DUTY, (struct bytes){ OTHER, 32 }, (struct bytes){ value, len }, &row),
	             STORE_CORRUPT);
}
