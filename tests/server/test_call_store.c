#include <criterion/criterion.h>

#include "server/call_store.h"
#include "tests/support/stage.h"

#define GET "GET /v1/me HTTP/1.1\r\nHost: a\r\n\r\n"

static void open_stage(void)
{
	cr_assert(stage_open(), "%s", stage.err.detail);
}

TestSuite(call_store, .init = open_stage, .fini = stage_close);

Test(call_store, every_refusal_of_the_store_has_a_meaning)
{
	static const struct {
		enum store_status status;
		enum problem problem;
	} rows[] = { { STORE_BUSY, PROBLEM_STORE_BUSY },
		     { STORE_RETRY, PROBLEM_STORE_BUSY },
		     { STORE_TIMEOUT, PROBLEM_STORE_BUSY },
		     { STORE_UNKNOWN, PROBLEM_OUTCOME_UNKNOWN },
		     { STORE_TOO_LARGE, PROBLEM_SIZE_EXCEEDED },
		     { STORE_CORRUPT, PROBLEM_RECORD_CORRUPT },
		     { STORE_CONFLICT, PROBLEM_BUSY_ELSEWHERE },
		     { STORE_EXISTS, PROBLEM_BUSY_ELSEWHERE },
		     { STORE_FULL, PROBLEM_STORE_UNAVAILABLE },
		     { STORE_IO, PROBLEM_STORE_UNAVAILABLE },
		     { STORE_CANCELLED, PROBLEM_STORE_UNAVAILABLE },
		     { STORE_UNAVAILABLE, PROBLEM_STORE_UNAVAILABLE } };
	struct error err;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_neq(store_error(rows[i].status, &err), STATUS_OK);
		cr_assert_eq(err.problem, rows[i].problem, "row %zu", i);
		cr_assert_gt(strlen(err.detail), 10);
	}
}

/* --- operations that ask the store --- */

static struct change *change_of(struct call *call)
{
	struct change *change = NULL;

	if (change_new(call_arena(call), &change, &call->err) != STATUS_OK)
		return NULL;
	change_expect_absent(change, RECORD_PARTY, str_bytes(STR("b-li")));
	change_apply(change, OP_INSERT, RECORD_PARTY, str_bytes(STR("b-li")), str_bytes(STR("{\"n\":1}")));
	return change;
}

static void on_committed(struct call *call, const struct store_commit *commit, enum store_status status)
{
	(void)commit;
	call_reply_text(call, status == STORE_OK ? 201 : 409, STR("text/plain"), STR("decided"));
}

static void commit(struct call *call)
{
	call_commit(call, change_of(call), on_committed);
}

static void commit_too_much(struct call *call)
{
	struct change *change = change_of(call);

	for (int i = 0; i < STORE_LEAVES_MAX + 1; i++)
		change_leaf(change, (uint8_t[STORE_LEAF_BYTES]){ 0 });
	call_commit(call, change, on_committed);
}

static void on_rows(struct call *call, const struct store_row *rows, uint32_t count)
{
	if (count == 2 && rows[0].found && !rows[1].found)
		call_reply_borrowed(call, bytes_str(rows[0].body), rows[0].version);
	else
		call_reply_text(call, 404, STR("text/plain"), STR("none"));
}

static void get(struct call *call)
{
	char first[] = "b-li";
	char second[] = "b-wang";
	struct store_key keys[] = { { RECORD_PARTY, str_bytes(str_from_c(first)) },
		                    { RECORD_PARTY, str_bytes(str_from_c(second)) } };

	call_get(call, keys, 2, on_rows);
	memset(first, 'x', 4); /* keys may lie on the caller's stack */
	memset(second, 'x', 6);
}

static void on_page(struct call *call, const struct store_scan *scan)
{
	struct buf buf;

	buf_init(&buf, call_arena(call), 64);
	buf_putf(&buf, "%u rows", scan->row_count);
	call_reply_text(call, 200, STR("text/plain"), buf_str(&buf));
}

static void scan(struct call *call)
{
	char lo[] = "a";
	char hi[] = "c";
	struct store_scan scan = { .kind = RECORD_PARTY,
		                   .lo = str_bytes(str_from_c(lo)),
		                   .hi = str_bytes(str_from_c(hi)),
		                   .limit = 10 };

	call_scan(call, &scan, on_page);
	lo[0] = hi[0] = 'x';
}

static void scan_from_elsewhere(struct call *call)
{
	struct store_scan scan = { .kind = RECORD_PARTY, .limit = 10, .cursor = str_bytes(STR("no cursor")) };

	call_scan(call, &scan, on_page);
}

Test(call_store, what_was_committed_is_read_back)
{
	cr_assert_gt(stage_ask(GET, get), 0);
	cr_assert(stage_replied("404"));
	cr_assert_gt(stage_ask(GET, commit), 0);
	cr_assert(stage_replied("201"), "%s", stage.reply);
	cr_assert_gt(stage_ask(GET, get), 0);
	cr_assert(stage_replied("{\"n\":1}") && stage_replied("ETag: \"1\""), "%s", stage.reply);
	cr_assert_gt(stage_ask(GET, scan), 0);
	cr_assert(stage_replied("1 rows"), "%s", stage.reply);
}

Test(call_store, a_check_that_does_not_hold_goes_on_with_the_operation)
{
	cr_assert_gt(stage_ask(GET, commit), 0);
	cr_assert_gt(stage_ask(GET, commit), 0);
	cr_assert(stage_replied("409") && stage_replied("decided"), "%s", stage.reply);
}

Test(call_store, a_cursor_of_another_list_names_the_member)
{
	cr_assert_gt(stage_ask(GET, scan_from_elsewhere), 0);
	cr_assert(stage_replied("HTTP/1.1 400 "), "%s", stage.reply);
	cr_assert(stage_replied("\"field\":\"after\""));
}

Test(call_store, a_change_that_does_not_fit_never_reaches_the_store)
{
	struct store_info info;

	cr_assert_gt(stage_ask(GET, commit_too_much), 0);
	cr_assert(stage_replied("HTTP/1.1 413 "), "%s", stage.reply);
	store_info(stage.app.store, &info);
	cr_assert_eq(info.batches, 0);
}

Test(call_store, each_fault_of_the_store_is_told_as_what_it_means)
{
	static const struct {
		size_t fault; /* which countdown */
		const char *status;
		const char *code;
		bool may_be_stored;
	} rows[] = {
		{ offsetof(struct store_faults, refuse), "HTTP/1.1 503 ", "\"code\":\"store_busy\"", false },
		{ offsetof(struct store_faults, busy), "HTTP/1.1 503 ", "\"code\":\"store_busy\"", false },
		{ offsetof(struct store_faults, fill), "HTTP/1.1 503 ", "\"code\":\"store_unavailable\"",
		  false },
		{ offsetof(struct store_faults, lose), "HTTP/1.1 503 ", "\"code\":\"outcome_unknown\"",
		  true },
		{ offsetof(struct store_faults, tear), "HTTP/1.1 503 ", "\"code\":\"outcome_unknown\"",
		  true },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		stage_close();
		open_stage();
		*(uint32_t *)(void *)((char *)&stage.faults + rows[i].fault) = 1;
		cr_assert_gt(stage_ask(GET, commit), 0);
		cr_assert(stage_replied(rows[i].status), "row %zu: %s", i, stage.reply);
		cr_assert(stage_replied(rows[i].code), "row %zu: %s", i, stage.reply);
		cr_assert(stage_replied("Retry-After: 1"));
		if (rows[i].may_be_stored)
			continue; /* the process would end now, and the key tell */
		cr_assert_gt(stage_ask(GET, commit), 0);
		cr_assert(stage_replied("201"), "row %zu: nothing was stored: %s", i, stage.reply);
	}
}

static void exhaust(struct call *call)
{
	while (arena_alloc(call_arena(call), 1, 64, 1) != NULL) {
	}
}

static void exhausted_get(struct call *call)
{
	exhaust(call);
	get(call);
}

static void exhausted_scan(struct call *call)
{
	exhaust(call);
	scan(call);
}

static void exhausted_commit(struct call *call)
{
	struct change *change = change_of(call);

	exhaust(call);
	call_commit(call, change, on_committed);
}

Test(call_store, without_memory_the_call_is_refused_and_not_lost)
{
	static void (*const acts[])(struct call *) = { exhausted_get, exhausted_scan, exhausted_commit };

	for (size_t i = 0; i < COUNT_OF(acts); i++) {
		cr_assert_gt(stage_ask(GET, acts[i]), 0, "act %zu", i);
		cr_assert(stage_replied("HTTP/1.1 413 "), "act %zu: %s", i, stage.reply);
		cr_assert(stage_replied("resource_exhausted"), "act %zu: %s", i, stage.reply);
	}
}
