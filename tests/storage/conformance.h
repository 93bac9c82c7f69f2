/* conformance.h — one suite for every engine: opens a store on each, and runs requests to their end.
 *
 * A test is a function of a fixture; CONFORMANCE runs it on a fresh memory store and a fresh LMDB store.
 */
#pragma once

#include <criterion/criterion.h>
#include <fts.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "storage/blobs.h"
#include "storage/fault.h"
#include "storage/store.h"

#define PATIENCE_MS 20000

struct fixture {
	char directory[64];
	int64_t now_ms; /* the store's clock; tests move it */
	struct store_faults faults;
	struct store_config config;
	struct store *store;
	struct store_client *client;
};

static inline int64_t fixture_now(void *ctx)
{
	return __atomic_load_n(&((struct fixture *)ctx)->now_ms, __ATOMIC_SEQ_CST);
}

static inline void fixture_remove(char *directory)
{
	char *roots[] = { directory, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);

	for (FTSENT *entry = fts_read(tree); entry != NULL; entry = fts_read(tree)) {
		if (entry->fts_info != FTS_D) /* a directory goes after what is in it */
			(void)remove(entry->fts_path);
	}
	fts_close(tree);
}

static inline void fixture_open(struct fixture *fixture)
{
	struct error err;

	cr_assert_eq(store_open(&fixture->config, &fixture->store, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(store_client_open(fixture->store, NULL, NULL, &fixture->client, &err), STATUS_OK);
}

static inline void fixture_close(struct fixture *fixture)
{
	store_client_close(fixture->client);
	store_close(fixture->store);
	fixture->client = NULL;
	fixture->store = NULL;
}

static inline void fixture_init(struct fixture *fixture, enum store_engine engine)
{
	*fixture = (struct fixture){ .now_ms = INT64_C(1700000000000) };
	snprintf(fixture->directory, sizeof(fixture->directory), "/tmp/sanbao-test-XXXXXX");
	cr_assert_not_null(mkdtemp(fixture->directory));
	fixture->config = (struct store_config){
		.engine = engine,
		.directory = fixture->directory,
		.map_initial = MIB(4),
		.map_max = MIB(512),
		.clock = { fixture, fixture_now },
		.faults = &fixture->faults,
	};
}

static inline void fixture_fini(struct fixture *fixture)
{
	if (fixture->store != NULL)
		fixture_close(fixture);
	fixture_remove(fixture->directory);
}

static inline void fixture_run(void (*test)(struct fixture *fixture))
{
	for (int engine = STORE_ENGINE_LMDB; engine <= STORE_ENGINE_MEMORY; engine++) {
		struct fixture fixture;
		fixture_init(&fixture, (enum store_engine)engine);
		fixture_open(&fixture);
		test(&fixture);
		fixture_fini(&fixture);
	}
}

#define CONFORMANCE(suite, name)                             \
	static void conform_##name(struct fixture *fixture); \
	Test(suite, name)                                    \
	{                                                    \
		fixture_run(conform_##name);                 \
	}                                                    \
	static void conform_##name(struct fixture *fixture)

/* How a request ended: `user` of every request in these tests. */
struct ending {
	int count;
	enum store_status status;
	void (*then)(struct store_request *request); /* looks at what is borrowed */
};

static inline void ending_note(struct store_request *request, enum store_status status)
{
	struct ending *ending = request->user;

	ending->count++;
	ending->status = status;
	if (ending->then != NULL)
		ending->then(request);
}

static inline enum store_status ending_await(struct store_client *client, struct ending *ending)
{
	while (ending->count == 0)
		cr_assert(store_client_wait(client, PATIENCE_MS), "nothing was completed");
	cr_assert_eq(ending->count, 1);
	return ending->status;
}

#define RUN(verb, client, request, ...)                                                 \
	({                                                                              \
		struct ending run_ending = { __VA_ARGS__ };                             \
		(request)->base.done = ending_note;                                     \
		(request)->base.user = &run_ending;                                     \
		verb((client), (request));                                              \
		cr_assert_eq(run_ending.count, 0, "the callback came within the call"); \
		ending_await((client), &run_ending);                                    \
	})

/* --- short ways to say what is stored --- */

static inline struct bytes text(const char *c)
{
	return str_bytes(str_from_c(c));
}

static inline enum store_status put_row(struct store_client *client, enum store_verb verb,
                                        enum record_kind kind, struct bytes key, struct bytes body)
{
	struct store_op op = { .verb = verb, .kind = kind, .key = key, .body = body };
	struct store_commit commit = { .ops = &op, .op_count = 1 };

	return RUN(store_commit, client, &commit);
}

/* The version of a row; 0 when there is none. */
static inline uint64_t row_version(struct store_client *client, enum record_kind kind, struct bytes key)
{
	struct store_key wanted = { kind, key };
	struct store_row row;
	struct store_get get = { .keys = &wanted, .rows = &row, .count = 1 };

	cr_assert_eq(RUN(store_get, client, &get), STORE_OK);
	return row.found ? row.version : 0;
}

/* A dispute's commit: the card at `version` (0: new) and `events` further events. */
struct filing {
	uint8_t id[16];
	uint8_t keys[8][20];
	struct record_value columns[5];
	struct store_op ops[9];
	struct store_check check;
	struct store_commit commit;
};

static inline void filing_make(struct filing *filing, uint32_t number, uint64_t version, uint32_t events)
{
	*filing = (struct filing){ 0 };
	for (int i = 0; i < 4; i++)
		filing->id[12 + i] = (uint8_t)(number >> (24 - 8 * i));
	filing->columns[0] = (struct record_value){ COLUMN_DISPUTE_BUYER, 0, STR("buyer") };
	filing->columns[1] = (struct record_value){ COLUMN_DISPUTE_SELLER, 0, STR("seller") };
	filing->columns[2] = (struct record_value){ COLUMN_DISPUTE_PHASE, 0, STR("FILED") };
	filing->columns[3] = (struct record_value){ COLUMN_DISPUTE_ORDER, 0, STR("order") };
	filing->columns[4] = (struct record_value){ COLUMN_DISPUTE_UPDATED, version + events, { 0 } };
	struct bytes id = { filing->id, 16 };
	filing->check = (struct store_check){
		version == 0 ? CHECK_ABSENT : CHECK_VER, RECORD_DISPUTE, id, version, { 0 }
	};
	filing->ops[0] = (struct store_op){ .verb = version == 0 ? OP_INSERT : OP_UPDATE,
		                            .kind = RECORD_DISPUTE,
		                            .key = id,
		                            .body = text("{}"),
		                            .columns = filing->columns,
		                            .column_count = 5 };
	for (uint32_t i = 0; i < events; i++) {
		uint32_t seq = (uint32_t)version + i + 1;
		memcpy(filing->keys[i], filing->id, 16);
		for (int b = 0; b < 4; b++)
			filing->keys[i][16 + b] = (uint8_t)(seq >> (24 - 8 * b));
		filing->ops[i + 1] = (struct store_op){ .verb = OP_APPEND,
			                                .kind = RECORD_EVENT,
			                                .key = { filing->keys[i], 20 },
			                                .body = text("{\"event\":1}") };
	}
	filing->commit = (struct store_commit){
		.checks = &filing->check, .check_count = 1, .ops = filing->ops, .op_count = events + 1
	};
}

static inline enum store_status filing_run(struct store_client *client, uint32_t number, uint64_t version,
                                           uint32_t events)
{
	struct filing filing;

	filing_make(&filing, number, version, events);
	return RUN(store_commit, client, &filing.commit);
}
