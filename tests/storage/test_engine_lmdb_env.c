#include <fcntl.h>
#include <sys/stat.h>

#include "storage/engine.h"
#include "tests/storage/conformance.h"

static void lmdb_init(struct fixture *fixture)
{
	fixture_init(fixture, STORE_ENGINE_LMDB);
	fixture->config.clock = (struct store_clock){ 0 };
}

static const char *one_table(uint32_t table)
{
	return table == 1 ? "party" : NULL;
}

Test(engine_lmdb_env, a_newer_format_is_refused_and_left_alone)
{
	struct fixture fixture;
	struct error err;
	struct engine *engine = NULL;

	lmdb_init(&fixture);
	struct engine_config newer = { .directory = fixture.directory,
		                       .name = "store",
		                       .lock = "lock",
		                       .table_name = one_table,
		                       .table_count = 2,
		                       .format = STORE_FORMAT + 1,
		                       .map_initial = MIB(4),
		                       .map_max = MIB(4) };
	cr_assert_eq(engine_lmdb_open(&newer, &engine, &err), STATUS_OK);
	engine->ops->close(engine);
	cr_assert_eq(store_open(&fixture.config, &fixture.store, &err), STATUS_UNAVAILABLE);
	cr_assert_not_null(strstr(err.detail, "newer program"));
	cr_assert_eq(engine_lmdb_open(&newer, &engine, &err), STATUS_OK);
	engine->ops->close(engine);
	fixture_fini(&fixture);
}

Test(engine_lmdb_env, an_interrupted_creation_is_begun_anew)
{
	struct fixture fixture;
	char path[128];

	lmdb_init(&fixture);
	snprintf(path, sizeof(path), "%s/store.new", fixture.directory);
	cr_assert_eq(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/store.new/data.mdb", fixture.directory);
	int fd = open(path, O_CREAT | O_WRONLY, 0600);
	cr_assert_eq(write(fd, "short", 5), 5);
	close(fd);
	fixture_open(&fixture);
	cr_assert_eq(filing_run(fixture.client, 1, 0, 1), STORE_OK);
	snprintf(path, sizeof(path), "%s/store.new", fixture.directory);
	cr_assert_neq(access(path, F_OK), 0);
	fixture_fini(&fixture);
}

Test(engine_lmdb_env, a_damaged_file_is_called_damaged)
{
	struct fixture fixture;
	struct error err;
	char path[128];

	lmdb_init(&fixture);
	fixture_open(&fixture);
	fixture_close(&fixture);
	snprintf(path, sizeof(path), "%s/store/data.mdb", fixture.directory);
	int fd = open(path, O_WRONLY);
	for (int i = 0; i < 2; i++)
		cr_assert_eq(pwrite(fd, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8, i * 4096 + 16), 8);
	close(fd);
	cr_assert_eq(store_open(&fixture.config, &fixture.store, &err), STATUS_CORRUPT);
	fixture_fini(&fixture);
}
