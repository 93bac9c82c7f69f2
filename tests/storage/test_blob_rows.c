#include <criterion/criterion.h>

#include "storage/blob_rows.h"

Test(blob_rows, a_put_is_unfinished_until_it_is_finished)
{
	struct engine_config config = { .table_name = blob_table_name, .table_count = BLOB_TABLE_COUNT };
	static uint8_t window[BLOB_CHUNK];
	struct blob_put put = { .digest = { 1 }, .size = 100, .window = window };
	struct engine *engine = NULL;
	struct txn *txn = NULL;
	struct blob_info info;
	struct bytes content;
	struct error err;
	uint64_t serial = 0;

	cr_assert_eq(engine_mem_open(&config, NULL, &engine, &err), STATUS_OK);
	cr_assert_eq(engine->ops->write_begin(engine, &txn), STORE_OK);
	cr_assert_eq(blob_partial_first(txn, &serial), STORE_NOT_FOUND);
	put.base.step = BLOB_STEP_PUT;
	blob_apply(txn, &put.base);
	cr_assert_eq(blob_partial_first(txn, &serial), STORE_OK);
	cr_assert_eq(serial, put.serial);
	cr_assert_eq(blob_info_get(txn, put.digest, &info), STORE_NOT_FOUND);
	put.base.step = BLOB_STEP_FINISH;
	put.held = 100;
	put.flushing = 100;
	blob_apply(txn, &put.base);
	cr_assert_eq(put.base.job.status, STORE_OK);
	cr_assert_eq(blob_partial_first(txn, &serial), STORE_NOT_FOUND);
	cr_assert_eq(blob_info_get(txn, put.digest, &info), STORE_OK);
	cr_assert_eq(blob_chunk_get(txn, info.serial, 0, &content), STORE_OK);
	cr_assert_eq(content.len, 100);
	cr_assert_eq(blob_chunk_get(txn, info.serial, 1, &content), STORE_CORRUPT);
	cr_assert_not(blob_sweep(txn, info.serial));
	cr_assert_eq(blob_chunk_get(txn, info.serial, 0, &content), STORE_CORRUPT);
	engine->ops->write_abort(engine, txn);
	engine->ops->close(engine);
}
