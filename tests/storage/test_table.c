#include <criterion/criterion.h>

#include "storage/table.h"

static const char *every_table(uint32_t table)
{
	return record_table_name(table);
}

Test(table, index_rows_follow_their_record)
{
	static uint8_t scratch[ROW_VALUE_MAX];
	static const uint8_t KEY[32] = { 1 };
	struct engine_config config = { .table_name = every_table, .table_count = RECORD_TABLES };
	struct engine *engine = NULL;
	struct txn *txn = NULL;
	struct error err;

	cr_assert_eq(engine_mem_open(&config, NULL, &engine, &err), STATUS_OK);
	cr_assert_eq(engine->ops->write_begin(engine, &txn), STORE_OK);
	for (uint64_t due = 1; due < 4; due++) {
		uint8_t columns[ROW_COLUMNS];
		struct record_value values[2] = { { COLUMN_DUTY_DUE, due, { 0 } },
			                          { COLUMN_DUTY_ACTOR, 0, STR("buyer") } };
		struct store_row row = {
			.kind = RECORD_DUTY, .key = { KEY, 32 }, .version = due, .columns = { .ptr = columns }
		};
		struct bytes at = { 0 }, value = { 0 };
		struct store_row found;
		row.columns.len = row_columns(RECORD_DUTY, values, 2, columns);
		cr_assert_eq(table_put(txn, &row, scratch), STORE_OK);
		cr_assert_eq(txn_seek(txn, record_index_table(INDEX_DUTY_BY_DUE), SEEK_AT_LEAST, &at, &value),
		             STORE_OK);
		cr_assert_eq(key_read_u64(at.ptr), due);
		cr_assert_eq(table_resolve(txn, RECORD_DUTY, at, value, &found), STORE_OK);
		cr_assert_eq(found.version, due);
		cr_assert_eq(txn_seek(txn, record_index_table(INDEX_DUTY_BY_DUE), SEEK_ABOVE, &at, &value),
		             STORE_NOT_FOUND);
	}
	struct bytes at = { 0 }, value = { 0 };
	cr_assert_eq(table_remove(txn, RECORD_DUTY, (struct bytes){ KEY, 32 }), STORE_OK);
	cr_assert_eq(txn_seek(txn, record_index_table(INDEX_DUTY_BY_ACTOR), SEEK_AT_LEAST, &at, &value),
	             STORE_NOT_FOUND);
	engine->ops->write_abort(engine, txn);
	engine->ops->close(engine);
}
