#include <sys/wait.h>

#include "tests/storage/conformance.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1 /* as gcc says it */
#endif
#endif

struct blob_fixture {
	struct fixture base;
	struct blobs *blobs;
	struct blobs_client *client;
};

struct blob_ending {
	int count;
	enum store_status status;
};

static void blob_note(struct blob_request *request, enum store_status status)
{
	struct blob_ending *ending = request->user;

	ending->count++;
	ending->status = status;
}

static enum store_status blob_await(struct blobs_client *client, struct blob_ending *ending)
{
	while (ending->count == 0)
		cr_assert(blobs_client_wait(client, PATIENCE_MS));
	cr_assert_eq(ending->count, 1);
	return ending->status;
}

#define BLOB_RUN(client, request, call)                \
	({                                             \
		struct blob_ending run_ending = { 0 }; \
		(request)->base.done = blob_note;      \
		(request)->base.user = &run_ending;    \
		call;                                  \
		cr_assert_eq(run_ending.count, 0);     \
		blob_await((client), &run_ending);     \
	})

static void blobs_begin(struct blob_fixture *fixture)
{
	struct error err;

	cr_assert_eq(blobs_open(&fixture->base.config, &fixture->blobs, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(blobs_client_open(fixture->blobs, NULL, NULL, &fixture->client, &err), STATUS_OK);
}

static void blobs_end(struct blob_fixture *fixture)
{
	blobs_client_close(fixture->client);
	blobs_close(fixture->blobs);
}

#define BLOBS(name)                                                                             \
	static void conform_##name(struct blob_fixture *fixture);                               \
	Test(blobs, name)                                                                       \
	{                                                                                       \
		for (int engine = STORE_ENGINE_LMDB; engine <= STORE_ENGINE_MEMORY; engine++) { \
			struct blob_fixture fixture = { 0 };                                    \
			fixture_init(&fixture.base, (enum store_engine)engine);                 \
			blobs_begin(&fixture);                                                  \
			conform_##name(&fixture);                                               \
			blobs_end(&fixture);                                                    \
			fixture_fini(&fixture.base);                                            \
		}                                                                               \
	}                                                                                       \
	static void conform_##name(struct blob_fixture *fixture)

static uint8_t content_at(uint64_t at)
{
	return (uint8_t)(at * 2654435761u >> 13);
}

/* Writes `size` bytes in pieces; the digest is made up: storage computes none. */
static enum store_status write_all(struct blobs_client *client, struct blob_put *put, uint64_t size)
{
	static uint8_t piece[BLOB_PIECE_MAX];
	enum store_status status = BLOB_RUN(client, put, blob_put(client, put));

	for (uint64_t at = 0; at < size && status == STORE_OK;) {
		size_t len = size - at < sizeof(piece) ? (size_t)(size - at) : sizeof(piece);
		for (size_t i = 0; i < len; i++)
			piece[i] = content_at(at + i);
		status = BLOB_RUN(client, put, blob_write(client, put, (struct bytes){ piece, len }));
		at += len;
	}
	return status;
}

static enum store_status store_blob(struct blobs_client *client, uint8_t name, uint64_t size)
{
	struct blob_put put = { .digest = { name }, .size = size };

	cr_assert_eq(write_all(client, &put, size), STORE_OK);
	return BLOB_RUN(client, &put, blob_finish(client, &put, put.digest));
}

static uint64_t read_at;
static uint64_t pauses;
static bool pausing;

static bool piece_check(struct blob_read *read, struct bytes piece)
{
	(void)read;
	cr_assert_leq(piece.len, (size_t)BLOB_CHUNK);
	for (size_t i = 0; i < piece.len; i++)
		cr_assert_eq(piece.ptr[i], content_at(read_at + i));
	read_at += piece.len;
	pauses += pausing;
	return !pausing;
}

static enum store_status read_range(struct blobs_client *client, uint8_t name, uint64_t offset,
                                    uint64_t length)
{
	struct blob_read read = {
		.digest = { name }, .offset = offset, .length = length, .piece = piece_check
	};

	read_at = offset;
	return BLOB_RUN(client, &read, blob_read(client, &read));
}

static enum store_status stat_run(struct blobs_client *client, uint8_t name, struct blob_info *ret_info)
{
	struct blob_query query = { .digest = { name } };
	enum store_status status = BLOB_RUN(client, &query, blob_stat(client, &query));

	*ret_info = query.info;
	return status;
}

BLOBS(every_size_comes_back_whole)
{
	static const uint64_t SIZES[] = { 0,           1,      BLOB_CHUNK - 1, BLOB_CHUNK, BLOB_CHUNK + 1,
		                          BLOB_WINDOW, MIB(1), MIB(3) + 7 };
	struct blob_info info;

	for (size_t i = 0; i < COUNT_OF(SIZES); i++) {
		uint8_t name = (uint8_t)(i + 1);
		cr_assert_eq(store_blob(fixture->client, name, SIZES[i]), STORE_OK);
		cr_assert_eq(stat_run(fixture->client, name, &info), STORE_OK);
		cr_assert_eq(info.size, SIZES[i]);
		cr_assert_eq(read_range(fixture->client, name, 0, SIZES[i]), STORE_OK);
		cr_assert_eq(read_at, SIZES[i]);
		cr_assert_eq(read_range(fixture->client, name, 0, SIZES[i] + 1), STORE_INVALID);
	}
}

BLOBS(ranges_begin_and_end_anywhere)
{
	cr_assert_eq(store_blob(fixture->client, 1, MIB(1)), STORE_OK);
	for (uint64_t offset = 0; offset < MIB(1) - 40000; offset += 33333) {
		cr_assert_eq(read_range(fixture->client, 1, offset, 40000), STORE_OK);
		cr_assert_eq(read_at, offset + 40000);
	}
	cr_assert_eq(read_range(fixture->client, 2, 0, 1), STORE_NOT_FOUND);
}

BLOBS(a_paused_reading_goes_on_when_resumed)
{
	struct blob_ending ending = { 0 };
	struct blob_read read = { .base = { .done = blob_note, .user = &ending },
		                  .digest = { 1 },
		                  .length = MIB(1),
		                  .piece = piece_check };

	cr_assert_eq(store_blob(fixture->client, 1, MIB(1)), STORE_OK);
	read_at = 0;
	pauses = 0;
	pausing = true;
	blob_read(fixture->client, &read);
	while (ending.count == 0) {
		blobs_client_poll(fixture->client);
		blob_resume(fixture->client, &read);
	}
	pausing = false;
	cr_assert_eq(ending.status, STORE_OK);
	cr_assert_eq(read_at, MIB(1));
	cr_assert_eq(pauses, MIB(1) / BLOB_CHUNK + 1);
}

BLOBS(what_is_not_what_was_announced_leaves_nothing)
{
	struct blob_info info;

	for (int what = 0; what < 3; what++) {
		struct blob_put put = { .digest = { 1 }, .size = MIB(1) };
		uint8_t other[BLOB_DIGEST] = { 2 };
		cr_assert_eq(write_all(fixture->client, &put, what == 0 ? MIB(1) - 1 : MIB(1)), STORE_OK);
		if (what == 1)
			cr_assert_eq(
				BLOB_RUN(fixture->client, &put, blob_write(fixture->client, &put, text("x"))),
				STORE_HASH_MISMATCH);
		if (what == 1)
			cr_assert_eq(BLOB_RUN(fixture->client, &put, blob_abort(fixture->client, &put)),
			             STORE_OK);
		else
			cr_assert_eq(
				BLOB_RUN(fixture->client, &put,
			                 blob_finish(fixture->client, &put, what == 2 ? other : put.digest)),
				STORE_HASH_MISMATCH);
		cr_assert_eq(stat_run(fixture->client, 1, &info), STORE_NOT_FOUND);
	}
}

BLOBS(storing_the_same_again_changes_nothing)
{
	struct blob_put first = { .digest = { 1 }, .size = 100000 }, second = first;
	struct blob_info before, after;

	/* Two at once: the one that finishes later gives its bytes up. */
	cr_assert_eq(write_all(fixture->client, &first, 100000), STORE_OK);
	cr_assert_eq(write_all(fixture->client, &second, 100000), STORE_OK);
	cr_assert_eq(BLOB_RUN(fixture->client, &first, blob_finish(fixture->client, &first, first.digest)),
	             STORE_OK);
	cr_assert_eq(stat_run(fixture->client, 1, &before), STORE_OK);
	cr_assert_eq(BLOB_RUN(fixture->client, &second, blob_finish(fixture->client, &second, second.digest)),
	             STORE_OK);
	cr_assert_eq(store_blob(fixture->client, 1, 100000), STORE_OK);
	cr_assert_eq(stat_run(fixture->client, 1, &after), STORE_OK);
	cr_assert_eq(before.serial, after.serial);
	cr_assert_eq(read_range(fixture->client, 1, 0, 100000), STORE_OK);
}

BLOBS(what_is_retained_cannot_be_deleted)
{
	struct blob_query query = { .digest = { 1 }, .retain = true };
	struct blob_info info;

	cr_assert_eq(BLOB_RUN(fixture->client, &query, blob_delete(fixture->client, &query)),
	             STORE_NOT_FOUND);
	cr_assert_eq(store_blob(fixture->client, 1, MIB(20)), STORE_OK);
	cr_assert_eq(BLOB_RUN(fixture->client, &query, blob_retain(fixture->client, &query)), STORE_OK);
	cr_assert_eq(BLOB_RUN(fixture->client, &query, blob_delete(fixture->client, &query)), STORE_RETAINED);
	query.retain = false;
	cr_assert_eq(BLOB_RUN(fixture->client, &query, blob_retain(fixture->client, &query)), STORE_OK);
	cr_assert_eq(BLOB_RUN(fixture->client, &query, blob_delete(fixture->client, &query)), STORE_OK);
	cr_assert_eq(stat_run(fixture->client, 1, &info), STORE_NOT_FOUND);
}

BLOBS(the_list_goes_on_after_a_digest)
{
	uint8_t digests[2][BLOB_DIGEST];
	struct blob_list list = { .limit = 2, .digests = digests };
	int seen = 0;

	for (uint8_t name = 1; name <= 5; name++)
		cr_assert_eq(store_blob(fixture->client, name, 10), STORE_OK);
	do {
		cr_assert_eq(BLOB_RUN(fixture->client, &list, blob_list(fixture->client, &list)), STORE_OK);
		for (uint32_t i = 0; i < list.count; i++)
			cr_assert_eq(digests[i][0], ++seen);
		list.has_after = list.count > 0;
		memcpy(list.after, digests[list.count > 0 ? list.count - 1 : 0], BLOB_DIGEST);
	} while (list.count > 0);
	cr_assert_eq(seen, 5);
}

Test(blobs, what_a_crash_left_is_swept_at_opening)
{
	struct blob_fixture fixture = { 0 };

	fixture_init(&fixture.base, STORE_ENGINE_LMDB);
	pid_t child = fork();
	if (child == 0) {
		struct blob_put put = { .digest = { 1 }, .size = MIB(30) };
		blobs_begin(&fixture);
		_exit(write_all(fixture.client, &put, MIB(30)) == STORE_OK ? 0 : 1);
	}
	int status = 0;
	waitpid(child, &status, 0);
	cr_assert_eq(WEXITSTATUS(status), 0);
	blobs_begin(&fixture);
	struct blob_info info;
	cr_assert_eq(stat_run(fixture.client, 1, &info), STORE_NOT_FOUND);
	/* The room is free again: a second upload of that size fits into the same file. */
	cr_assert_eq(store_blob(fixture.client, 1, MIB(25)), STORE_OK);
	blobs_end(&fixture);
	fixture_fini(&fixture.base);
}

static long resident_anon_kib(void)
{
	char line[128];
	long anon = 0;
	FILE *file = fopen("/proc/self/status", "r");

	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		(void)sscanf(line, "RssAnon: %ld", &anon);
	fclose(file);
	return anon;
}

Test(blobs, a_large_upload_runs_in_constant_memory, .timeout = 100)
{
	struct blob_fixture fixture = { 0 };

	fixture_init(&fixture.base, STORE_ENGINE_LMDB);
	blobs_begin(&fixture);
	cr_assert_eq(store_blob(fixture.client, 1, MIB(1)), STORE_OK);
	long before = resident_anon_kib();
	cr_assert_eq(store_blob(fixture.client, 2, MIB(100)), STORE_OK);
	long after = resident_anon_kib();
	cr_log_info("anonymous memory before %ld KiB, after %ld KiB", before, after);
#ifndef __SANITIZE_ADDRESS__
	cr_assert_lt(after - before, 2048, "it grew by %ld KiB", after - before);
#endif
	blobs_end(&fixture);
	fixture_fini(&fixture.base);
}
