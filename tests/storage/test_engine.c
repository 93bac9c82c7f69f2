#include "storage/engine.h"
#include "tests/storage/conformance.h"

static const char *one_table(uint32_t table)
{
	return table == 1 ? "only" : NULL;
}

static void engine_check(struct engine *engine)
{
	struct bytes a = text("a"), b = text("b"), value, at;
	struct txn *txn = NULL;

	cr_assert_eq(engine->ops->write_begin(engine, &txn), STORE_OK);
	txn_put(txn, 1, a, text("1"));
	txn_put(txn, 1, b, text("2"));
	cr_assert_eq(engine->ops->write_commit(engine, txn), STORE_OK);
	/* What is aborted was never there. */
	cr_assert_eq(engine->ops->write_begin(engine, &txn), STORE_OK);
	txn_put(txn, 1, a, text("9"));
	txn_remove(txn, 1, b);
	txn_put(txn, 1, text("c"), text("3"));
	engine->ops->write_abort(engine, txn);
	cr_assert_eq(engine->ops->write_begin(engine, &txn), STORE_OK);
	cr_assert_eq(txn_get(txn, 1, a, &value), STORE_OK);
	cr_assert(bytes_eq(value, text("1")));
	cr_assert_eq(txn_get(txn, 1, text("c"), &value), STORE_NOT_FOUND);
	at = (struct bytes){ 0 };
	cr_assert_eq(txn_seek(txn, 1, SEEK_BELOW, &at, &value), STORE_OK);
	cr_assert(bytes_eq(at, b));
	at = a;
	cr_assert_eq(txn_seek(txn, 1, SEEK_ABOVE, &at, &value), STORE_OK);
	cr_assert(bytes_eq(at, b));
	at = a;
	cr_assert_eq(txn_seek(txn, 1, SEEK_BELOW, &at, &value), STORE_NOT_FOUND);
	/* A failure sticks: nothing is done any more. */
	txn->failure = STORE_IO;
	txn_put(txn, 1, text("d"), text("4"));
	cr_assert_eq(txn->writes, 0);
	cr_assert_eq(txn_get(txn, 1, a, &value), STORE_IO);
	engine->ops->write_abort(engine, txn);
	engine->ops->close(engine);
}

Test(engine, both_keep_seek_and_forget_alike)
{
	struct fixture fixture;
	struct engine *engine = NULL;
	struct error err;

	fixture_init(&fixture, STORE_ENGINE_LMDB);
	struct engine_config config = { .directory = fixture.directory,
		                        .name = "e",
		                        .lock = "e.lock",
		                        .table_name = one_table,
		                        .table_count = 2,
		                        .format = 1,
		                        .map_initial = MIB(1),
		                        .map_max = MIB(1) };
	cr_assert_eq(engine_lmdb_open(&config, &engine, &err), STATUS_OK);
	engine_check(engine);
	cr_assert_eq(engine_mem_open(&config, NULL, &engine, &err), STATUS_OK);
	engine_check(engine);
	fixture_fini(&fixture);
}
