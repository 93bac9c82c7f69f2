#include "tests/storage/conformance.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "storage/engine.h"

static void lmdb_init(struct fixture *fixture)
{
	fixture_init(fixture, STORE_ENGINE_LMDB);
	fixture->config.clock = (struct store_clock){ 0 };
}

Test(engine_lmdb, what_was_committed_is_there_after_reopening)
{
	struct fixture fixture;
	struct store_info before, after;

	lmdb_init(&fixture);
	fixture_open(&fixture);
	cr_assert_eq(filing_run(fixture.client, 1, 0, 3), STORE_OK);
	store_info(fixture.store, &before);
	fixture_close(&fixture);
	fixture_open(&fixture);
	store_info(fixture.store, &after);
	cr_assert_eq(after.events, 3);
	cr_assert_eq(after.token, before.token);
	cr_assert_eq(filing_run(fixture.client, 1, 3, 1), STORE_OK);
	fixture_fini(&fixture);
}

static const char *one_table(uint32_t table)
{
	return table == 1 ? "party" : NULL;
}

Test(engine_lmdb, a_newer_format_is_refused_and_left_alone)
{
	struct fixture fixture;
	struct error err;
	struct engine *engine = NULL;

	lmdb_init(&fixture);
	struct engine_config newer = { .directory = fixture.directory, .name = "store", .lock = "lock", .table_name = one_table,
		.table_count = 2, .format = STORE_FORMAT + 1, .map_initial = MIB(4), .map_max = MIB(4) };
	cr_assert_eq(engine_lmdb_open(&newer, &engine, &err), STATUS_OK);
	engine->ops->close(engine);
	cr_assert_eq(store_open(&fixture.config, &fixture.store, &err), STATUS_UNAVAILABLE);
	cr_assert_not_null(strstr(err.detail, "newer program"));
	cr_assert_eq(engine_lmdb_open(&newer, &engine, &err), STATUS_OK);
	engine->ops->close(engine);
	fixture_fini(&fixture);
}

Test(engine_lmdb, an_interrupted_creation_is_begun_anew)
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

Test(engine_lmdb, a_damaged_file_is_called_damaged)
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

Test(engine_lmdb, two_processes_cannot_hold_one_directory)
{
	struct fixture fixture;
	int status = 0;

	lmdb_init(&fixture);
	fixture_open(&fixture);
	pid_t child = fork();
	if (child == 0) {
		struct store *store = NULL;
		struct error err;
		enum status opened = store_open(&fixture.config, &store, &err);
		_exit(opened == STATUS_UNAVAILABLE && strstr(err.detail, "another process") != NULL ? 0 : 1);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(WEXITSTATUS(status), 0);
	fixture_fini(&fixture);
}

Test(engine_lmdb, the_map_grows_under_readers_until_its_maximum)
{
	struct fixture fixture;
	static char body[KIB(64)];
	struct store_info info;
	enum store_status status = STORE_OK;

	lmdb_init(&fixture);
	fixture.config.map_initial = MIB(1);
	fixture.config.map_max = MIB(16);
	fixture_open(&fixture);
	int stored = 0;
	for (; stored < 1000 && status == STORE_OK; stored++) {
		char key[16];
		snprintf(key, sizeof(key), "p%d", stored);
		status = put_row(fixture.client, OP_INSERT, RECORD_PARTY, text(key), (struct bytes){ (uint8_t *)body, sizeof(body) });
		cr_assert_eq(row_version(fixture.client, RECORD_PARTY, text("p0")), 1);
	}
	cr_assert_eq(status, STORE_FULL);
	cr_assert_gt(stored, 150);
	store_info(fixture.store, &info);
	cr_assert_eq(info.map_bytes, MIB(16));
	cr_assert_not(info.failed);
	/* Reads live, and room that is freed can be used again. */
	cr_assert_eq(row_version(fixture.client, RECORD_PARTY, text("p1")), 1);
	fixture_fini(&fixture);
}

Test(engine_lmdb, a_commit_that_cannot_be_written_is_unknown_and_the_last)
{
	struct fixture fixture;
	static char body[KIB(512)];
	struct store_info info;

	lmdb_init(&fixture);
	fixture_open(&fixture);
	cr_assert_eq(filing_run(fixture.client, 1, 0, 1), STORE_OK);
	struct rlimit limit = { KIB(64), RLIM_INFINITY };
	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	struct bytes large = { (uint8_t *)body, sizeof(body) };
	cr_assert_eq(put_row(fixture.client, OP_INSERT, RECORD_PARTY, text("p"), large), STORE_UNKNOWN);
	cr_assert_eq(put_row(fixture.client, OP_INSERT, RECORD_PARTY, text("q"), text("")), STORE_UNAVAILABLE);
	store_info(fixture.store, &info);
	cr_assert(info.failed);
	fixture_close(&fixture);
	limit.rlim_cur = RLIM_INFINITY;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	fixture_open(&fixture);
	cr_assert_eq(filing_run(fixture.client, 1, 1, 1), STORE_OK);
	fixture_fini(&fixture);
}


Test(engine_lmdb, a_flipped_bit_is_found_on_reading)
{
	struct fixture fixture;
	char path[128];
	static char file[MIB(4)];
	struct store_key key = { RECORD_PARTY, text("p") };
	struct store_row row;
	struct store_get get = { .keys = &key, .rows = &row, .count = 1 };

	lmdb_init(&fixture);
	fixture_open(&fixture);
	cr_assert_eq(put_row(fixture.client, OP_INSERT, RECORD_PARTY, text("p"), text("find these very bytes")), STORE_OK);
	fixture_close(&fixture);
	snprintf(path, sizeof(path), "%s/store/data.mdb", fixture.directory);
	int fd = open(path, O_RDWR);
	ssize_t len = pread(fd, file, sizeof(file), 0);
	for (ssize_t at = 0; at + 21 < len; at++) {
		if (memcmp(file + at, "find these very bytes", 21) == 0)
			cr_assert_eq(pwrite(fd, "F", 1, at), 1);
	}
	close(fd);
	fixture_open(&fixture);
	cr_assert_eq(RUN(store_get, fixture.client, &get), STORE_CORRUPT);
	fixture_fini(&fixture);
}

/* Files disputes for ever and tells each acknowledgement to the pipe. */
static void child_file(struct fixture *fixture, int pipe_fd, uint32_t first)
{
	for (uint32_t number = first;; number++) {
		if (filing_run(fixture->client, number, 0, 2) != STORE_OK || write(pipe_fd, &number, 4) != 4)
			_exit(1);
	}
}

Test(engine_lmdb, killing_the_writer_loses_no_acknowledged_commit, .timeout = 100)
{
	struct fixture fixture;
	uint32_t acknowledged = 0;

	lmdb_init(&fixture);
	for (int round = 0; round < 20; round++) {
		int ends[2];
		uint32_t number = 0;
		cr_assert_eq(pipe(ends), 0);
		pid_t child = fork();
		if (child == 0) {
			fixture_open(&fixture);
			child_file(&fixture, ends[1], acknowledged + 1000);
		}
		close(ends[1]);
		for (int i = 0; i < 3 + round; i++)
			cr_assert_eq(read(ends[0], &number, 4), 4);
		kill(child, SIGKILL);
		while (read(ends[0], &number, 4) == 4) { /* what was said before the end */
		}
		close(ends[0]);
		waitpid(child, NULL, 0);
		fixture_open(&fixture);
		for (uint32_t n = acknowledged + 1000; n <= number; n++) {
			uint8_t id[16] = { [12] = (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n };
			cr_assert_eq(row_version(fixture.client, RECORD_DISPUTE, (struct bytes){ id, 16 }), 2);
		}
		acknowledged = number;
		fixture_close(&fixture);
	}
	fixture_fini(&fixture);
}
