#include "tests/storage/conformance.h"

CONFORMANCE(store, sizes_up_to_the_limit_are_kept_and_beyond_refused)
{
	static uint8_t body[RECORD_BODY_MAX + 1];
	static const size_t SIZES[] = { 0, 1, 511, KIB(64), MIB(1) };

	for (size_t i = 0; i < COUNT_OF(SIZES); i++) {
		cr_assert_eq(put_row(fixture->client, OP_PUT, RECORD_PARTY, text("p"),
		                     (struct bytes){ body, SIZES[i] }),
		             STORE_OK);
		cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("p")), i + 1);
	}
	struct bytes more = { body, sizeof(body) };
	cr_assert_eq(put_row(fixture->client, OP_PUT, RECORD_PARTY, text("p"), more), STORE_TOO_LARGE);
}

CONFORMANCE(store, keys_are_bytes_and_nothing_else)
{
	static const uint8_t KEYS[4][3] = {
		{ 0, 0, 0 }, { 0, 0xFF, 0 }, { 0xFF, 0xFF, 0xFF }, { 0xE4, 0xBD, 0xA0 }
	};

	for (int i = 0; i < 4; i++)
		cr_assert_eq(put_row(fixture->client, OP_INSERT, RECORD_PARTY, (struct bytes){ KEYS[i], 3 },
		                     text("x")),
		             STORE_OK);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(row_version(fixture->client, RECORD_PARTY, (struct bytes){ KEYS[i], 3 }), 1);
	cr_assert_eq(put_row(fixture->client, OP_INSERT, RECORD_PARTY, text(""), text("x")), STORE_INVALID);
}

CONFORMANCE(store, a_full_queue_is_busy_and_nothing_is_lost)
{
	enum { MANY = 200 };
	static struct store_op ops[MANY];
	static struct store_commit commits[MANY];
	static char keys[MANY][8];
	struct ending endings[MANY] = { 0 };
	int stored = 0;

	fixture_close(fixture);
	fixture->config.queue_max = 10;
	fixture_open(fixture);
	for (int i = 0; i < MANY; i++) {
		snprintf(keys[i], sizeof(keys[i]), "k%d", i);
		ops[i] = (struct store_op){ .verb = OP_PUT, .kind = RECORD_PARTY, .key = text(keys[i]) };
		commits[i] = (struct store_commit){ .base = { .done = ending_note, .user = &endings[i] },
			                            .ops = &ops[i],
			                            .op_count = 1 };
		store_commit(fixture->client, &commits[i]);
	}
	for (int i = 0; i < MANY; i++) {
		enum store_status status = ending_await(fixture->client, &endings[i]);
		cr_assert(status == STORE_OK || status == STORE_BUSY);
		cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text(keys[i])),
		             status == STORE_OK ? 1 : 0);
		stored += status == STORE_OK;
	}
	cr_assert_geq(stored, 10);
}

CONFORMANCE(store, a_request_whose_time_is_over_is_not_dispatched)
{
	struct store_op op = { .verb = OP_PUT, .kind = RECORD_PARTY, .key = text("p") };
	struct store_commit commit = { .base = { .deadline_ms = 1 }, .ops = &op, .op_count = 1 };

	cr_assert_eq(RUN(store_commit, fixture->client, &commit), STORE_TIMEOUT);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("p")), 0);
}

CONFORMANCE(store, cancelling_ends_a_request_exactly_once)
{
	struct store_row rows[1];
	struct ending endings[2] = { 0 };
	struct store_feed feed = { .base = { .done = ending_note, .user = &endings[0] },
		                   .from = 1,
		                   .limit = 1,
		                   .rows = rows,
		                   .wait_ms = PATIENCE_MS };
	struct store_op op = { .verb = OP_PUT, .kind = RECORD_PARTY, .key = text("p") };
	struct store_commit commit = { .base = { .done = ending_note, .user = &endings[1] },
		                       .ops = &op,
		                       .op_count = 1 };

	store_feed(fixture->client, &feed);
	store_client_poll(fixture->client);
	store_cancel(fixture->client, &feed.base);
	cr_assert_eq(endings[0].count, 0);
	cr_assert_eq(ending_await(fixture->client, &endings[0]), STORE_CANCELLED);
	store_commit(fixture->client, &commit);
	store_cancel(fixture->client, &commit.base);
	enum store_status status = ending_await(fixture->client, &endings[1]);
	cr_assert(status == STORE_CANCELLED || status == STORE_OK);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("p")), status == STORE_OK ? 1 : 0);
}

CONFORMANCE(store, closing_a_client_ends_everything_it_asked_for)
{
	struct store_row rows[1];
	struct ending endings[51] = { 0 };
	static struct filing filings[50];
	struct store_feed feed = { .base = { .done = ending_note, .user = &endings[50] },
		                   .from = 1000,
		                   .limit = 1,
		                   .rows = rows,
		                   .wait_ms = PATIENCE_MS };

	store_feed(fixture->client, &feed);
	for (uint32_t i = 0; i < 50; i++) {
		filing_make(&filings[i], i, 0, 1);
		filings[i].commit.base.done = ending_note;
		filings[i].commit.base.user = &endings[i];
		store_commit(fixture->client, &filings[i].commit);
	}
	fixture_close(fixture);
	for (int i = 0; i < 51; i++) {
		cr_assert_eq(endings[i].count, 1);
		cr_assert(endings[i].status == STORE_OK || endings[i].status == STORE_CANCELLED);
	}
	fixture_open(fixture);
}

static int wakes;

static void count_wake(void *ctx)
{
	(void)ctx;
	__atomic_add_fetch(&wakes, 1, __ATOMIC_SEQ_CST);
}

CONFORMANCE(store, a_client_is_woken_for_reads_and_writes)
{
	struct store_client *client = NULL;
	struct error err;

	cr_assert_eq(store_client_open(fixture->store, count_wake, NULL, &client, &err), STATUS_OK);
	wakes = 0;
	cr_assert_eq(row_version(client, RECORD_PARTY, text("p")), 0);
	cr_assert_gt(wakes, 0);
	wakes = 0;
	cr_assert_eq(put_row(client, OP_PUT, RECORD_PARTY, text("p"), text("")), STORE_OK);
	cr_assert_gt(wakes, 0);
	store_client_close(client);
}
