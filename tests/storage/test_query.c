#include "tests/storage/conformance.h"

static enum store_status duty_put(struct store_client *client, enum store_verb verb, uint32_t number,
                                  uint64_t due, const char *actor)
{
	uint8_t key[32] = { 0 };
	struct record_value columns[2] = { { COLUMN_DUTY_DUE, due, { 0 } },
		                           { COLUMN_DUTY_ACTOR, 0, str_from_c(actor) } };
	struct store_op op = {
		.verb = verb, .kind = RECORD_DUTY, .key = { key, 32 }, .columns = columns, .column_count = 2
	};
	struct store_commit commit = { .ops = &op, .op_count = 1 };

	key[30] = (uint8_t)(number >> 8);
	key[31] = (uint8_t)number;
	if (verb == OP_DELETE)
		op.column_count = 0;
	return RUN(store_commit, client, &commit);
}

/* What a page was, copied out while it was borrowed. */
static struct {
	uint32_t count;
	uint8_t last[STORE_PAGE_MAX][2];
	uint64_t due[STORE_PAGE_MAX];
	uint64_t pos[STORE_PAGE_MAX];
} page;

static void scan_copy(struct store_request *request)
{
	const struct store_scan *scan = (struct store_scan *)request;

	for (uint32_t i = 0; i < scan->row_count; i++, page.count++) {
		memcpy(page.last[page.count], scan->rows[i].key.ptr + 30, 2);
		page.due[page.count] = store_row_number(&scan->rows[i], COLUMN_DUTY_DUE);
	}
}

static enum store_status scan_all(struct store_client *client, struct store_scan *scan)
{
	uint8_t cursor[STORE_CURSOR_MAX];
	enum store_status status = STORE_OK;

	page.count = 0;
	do {
		status = RUN(store_scan, client, scan, .then = scan_copy);
		memcpy(cursor, scan->next, scan->next_len);
		scan->cursor = (struct bytes){ cursor, scan->next_len };
	} while (status == STORE_OK && scan->next_len > 0);
	return status;
}

CONFORMANCE(query, an_index_equals_brute_force_after_random_changes)
{
	enum { DUTIES = 60 };
	uint64_t due[DUTIES] = { 0 }; /* 0: there is none */
	uint32_t random = 12345;
	static struct store_row rows[7];

	for (int i = 0; i < 600; i++) {
		random = random * 1664525u + 1013904223u;
		uint32_t number = random >> 16 & 0xFFFF;
		uint64_t value = 1 + (random >> 8 & 7);
		if (i % 3 == 2 && due[number % DUTIES] != 0) {
			cr_assert_eq(duty_put(fixture->client, OP_DELETE, number % DUTIES, 0, ""), STORE_OK);
			value = 0;
		} else {
			cr_assert_eq(duty_put(fixture->client, OP_PUT, number % DUTIES, value, "buyer"),
			             STORE_OK);
		}
		due[number % DUTIES] = value;
	}
	for (int descending = 0; descending < 2; descending++) {
		struct store_scan scan = { .kind = RECORD_DUTY,
			                   .index = INDEX_DUTY_BY_DUE,
			                   .limit = 7,
			                   .rows = rows,
			                   .descending = descending == 1 };
		uint32_t expected = 0;
		cr_assert_eq(scan_all(fixture->client, &scan), STORE_OK);
		for (int i = 0; i < DUTIES; i++)
			expected += due[i] != 0;
		cr_assert_eq(page.count, expected);
		for (uint32_t i = 0; i < page.count; i++) {
			cr_assert_eq(page.due[i], due[page.last[i][1]]);
			if (i > 0 && descending == 0)
				cr_assert_leq(page.due[i - 1], page.due[i]);
			if (i > 0 && descending == 1)
				cr_assert_geq(page.due[i - 1], page.due[i]);
		}
	}
}

CONFORMANCE(query, bounds_include_the_lower_and_exclude_the_upper)
{
	static struct store_row rows[10];
	struct key lo, hi;

	for (uint32_t i = 1; i <= 5; i++)
		cr_assert_eq(duty_put(fixture->client, OP_PUT, i, i * 10, "a"), STORE_OK);
	key_init(&lo);
	key_put_u64(&lo, 20);
	key_init(&hi);
	key_put_u64(&hi, 40);
	for (int descending = 0; descending < 2; descending++) {
		struct store_scan scan = { .kind = RECORD_DUTY,
			                   .index = INDEX_DUTY_BY_DUE,
			                   .limit = 1,
			                   .rows = rows,
			                   .lo = key_bytes(&lo),
			                   .hi = key_bytes(&hi),
			                   .descending = descending == 1 };
		cr_assert_eq(scan_all(fixture->client, &scan), STORE_OK);
		cr_assert_eq(page.count, 2);
		cr_assert_eq(page.due[0], descending == 1 ? 30 : 20);
	}
}

CONFORMANCE(query, a_cursor_of_another_scan_is_refused)
{
	static struct store_row rows[1];
	struct store_scan scan = {
		.kind = RECORD_DUTY, .index = INDEX_DUTY_BY_DUE, .limit = 1, .rows = rows
	};

	for (uint32_t i = 0; i < 3; i++)
		cr_assert_eq(duty_put(fixture->client, OP_PUT, i, 1, "a"), STORE_OK);
	cr_assert_eq(RUN(store_scan, fixture->client, &scan), STORE_OK);
	cr_assert_gt(scan.next_len, 0);
	struct store_scan other = { .kind = RECORD_DUTY,
		                    .index = INDEX_DUTY_BY_ACTOR,
		                    .limit = 1,
		                    .rows = rows,
		                    .cursor = { scan.next, scan.next_len } };
	cr_assert_eq(RUN(store_scan, fixture->client, &other), STORE_INVALID);
	other.index = INDEX_DUTY_BY_DUE;
	other.descending = true;
	cr_assert_eq(RUN(store_scan, fixture->client, &other), STORE_INVALID);
	other.descending = false;
	cr_assert_eq(RUN(store_scan, fixture->client, &other), STORE_OK);
}

static void feed_copy(struct store_request *request)
{
	const struct store_feed *feed = (struct store_feed *)request;

	page.count = feed->row_count;
	for (uint32_t i = 0; i < feed->row_count; i++)
		page.pos[i] = feed->rows[i].pos;
}

CONFORMANCE(query, the_feed_is_dense_and_resumes_anywhere)
{
	static struct store_row rows[STORE_PAGE_MAX];

	for (uint32_t round = 0; round < 10; round++) {
		for (uint32_t dispute = 1; dispute <= 3; dispute++)
			cr_assert_eq(filing_run(fixture->client, dispute, round * 2, 2), STORE_OK);
	}
	for (uint64_t from = 1; from <= 61; from++) {
		struct store_feed feed = { .from = from, .limit = 25, .rows = rows };
		cr_assert_eq(RUN(store_feed, fixture->client, &feed, .then = feed_copy), STORE_OK);
		cr_assert_eq(feed.head, 60);
		cr_assert_eq(page.count, 60 - from + 1 < 25 ? 60 - from + 1 : 25);
		for (uint32_t i = 0; i < page.count; i++)
			cr_assert_eq(page.pos[i], from + i);
	}
}

CONFORMANCE(query, a_waiting_feed_is_woken_by_an_event_and_gives_up_in_time)
{
	static struct store_row rows[5];
	struct ending ending = { 0 };
	struct store_feed feed = { .base = { .done = ending_note, .user = &ending },
		                   .from = 1,
		                   .limit = 5,
		                   .rows = rows,
		                   .wait_ms = PATIENCE_MS };

	store_feed(fixture->client, &feed);
	cr_assert_geq(store_client_poll(fixture->client), 0);
	cr_assert_eq(ending.count, 0);
	cr_assert_eq(filing_run(fixture->client, 1, 0, 1), STORE_OK);
	cr_assert_eq(ending_await(fixture->client, &ending), STORE_OK);
	cr_assert_eq(feed.row_count, 1);
	feed.from = 2;
	feed.wait_ms = 1;
	cr_assert_eq(RUN(store_feed, fixture->client, &feed), STORE_OK);
	cr_assert_eq(feed.row_count, 0);
}

CONFORMANCE(query, what_is_not_asked_properly_is_refused)
{
	static struct store_row rows[1];
	struct store_key key = { RECORD_PARTY, text("p") };
	struct store_get get = { .keys = &key, .rows = rows, .count = STORE_KEYS_MAX + 1 };
	struct store_scan scan = { .kind = RECORD_META, .limit = 1, .rows = rows };
	struct store_feed feed = { .from = 0, .limit = 1, .rows = rows };

	cr_assert_eq(RUN(store_get, fixture->client, &get), STORE_TOO_LARGE);
	cr_assert_eq(RUN(store_scan, fixture->client, &scan), STORE_INVALID);
	scan.kind = RECORD_PARTY;
	scan.index = INDEX_DUTY_BY_DUE;
	cr_assert_eq(RUN(store_scan, fixture->client, &scan), STORE_INVALID);
	cr_assert_eq(RUN(store_feed, fixture->client, &feed), STORE_INVALID);
}
