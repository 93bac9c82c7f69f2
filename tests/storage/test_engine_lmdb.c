#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tests/storage/conformance.h"

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
		status = put_row(fixture.client, OP_INSERT, RECORD_PARTY, text(key),
		                 (struct bytes){ (uint8_t *)body, sizeof(body) });
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
	cr_assert_eq(put_row(fixture.client, OP_INSERT, RECORD_PARTY, text("q"), text("")),
	             STORE_UNAVAILABLE);
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
	cr_assert_eq(
		put_row(fixture.client, OP_INSERT, RECORD_PARTY, text("p"), text("find these very bytes")),
		STORE_OK);
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
			uint8_t id[16] = {
				[12] = (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n
			};
			cr_assert_eq(row_version(fixture.client, RECORD_DISPUTE, (struct bytes){ id, 16 }),
			             2);
		}
		acknowledged = number;
		fixture_close(&fixture);
	}
	fixture_fini(&fixture);
}
