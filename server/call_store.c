#include "server/call_store.h"

#include "server/app.h"

/* One request on its way: the store's struct and where to go on. */
struct get_step {
	struct call *call;
	call_rows *then;
	struct store_get get;
};

struct scan_step {
	struct call *call;
	call_page *then;
	struct store_scan scan;
};

struct feed_step {
	struct call *call;
	call_rows *then;
	struct store_feed feed;
};

struct commit_step {
	struct call *call;
	call_committed *then;
	struct change *change;
	int64_t started_ms;
};

/* clang-format off */
static const struct {
	enum store_status status;
	enum problem problem;
	const char *detail;
} meanings[] = {
	{ STORE_BUSY,        PROBLEM_STORE_BUSY,        "the queue to the writer is full" },
	{ STORE_RETRY,       PROBLEM_STORE_BUSY,        "the store gave the batch up before writing" },
	{ STORE_TIMEOUT,     PROBLEM_STORE_BUSY,        "the store did not come to it in time" },
	{ STORE_UNKNOWN,     PROBLEM_OUTCOME_UNKNOWN,   "the store failed while it wrote" },
	{ STORE_TOO_LARGE,   PROBLEM_SIZE_EXCEEDED,     "the record is larger than the store takes" },
	{ STORE_CORRUPT,     PROBLEM_RECORD_CORRUPT,    "a stored record failed its checksum" },
	{ STORE_CONFLICT,    PROBLEM_BUSY_ELSEWHERE,    "somebody else changed it at the same moment" },
	{ STORE_EXISTS,      PROBLEM_BUSY_ELSEWHERE,    "somebody else made it at the same moment" },
};
/* clang-format on */

enum status store_error(enum store_status status, struct error *err)
{
	for (size_t i = 0; i < COUNT_OF(meanings); i++) {
		if (meanings[i].status == status)
			return FAIL(err, meanings[i].problem, "%s", meanings[i].detail);
	}
	return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "the store is not available");
}

void call_refuse_store(struct call *call, enum store_status status)
{
	enum status refused = store_error(status, &call->err);

	assert(refused != STATUS_OK);
	(void)refused;
	call_fail(call);
}

/* NULL: there is no memory, and the call has been answered. */
static void *new_array(struct call *call, size_t count, size_t size)
{
	void *array = arena_alloc(call_arena(call), count, size, _Alignof(max_align_t));

	if (array == NULL)
		call_refuse(call, PROBLEM_RESOURCE_EXHAUSTED, NULL,
		            "the request needs more memory than it may have");
	return array;
}

static void *new_step(struct call *call, size_t size)
{
	return new_array(call, 1, size);
}

static struct bytes keep(struct call *call, struct bytes bytes)
{
	return str_bytes(arena_copy(call_arena(call), bytes_str(bytes)));
}

static void on_get(struct store_request *request, enum store_status status)
{
	struct get_step *step = request->user;

	if (status != STORE_OK)
		call_refuse_store(step->call, status);
	else
		step->then(step->call, step->get.rows, step->get.count);
}

void call_get(struct call *call, const struct store_key *keys, uint32_t count, call_rows *then)
{
	struct get_step *step = new_step(call, sizeof *step);
	struct store_key *own = step == NULL ? NULL : new_array(call, count, sizeof *own);
	struct store_row *rows = own == NULL ? NULL : new_array(call, count, sizeof *rows);

	if (rows == NULL)
		return;
	for (uint32_t i = 0; i < count; i++)
		own[i] = (struct store_key){ keys[i].kind, keep(call, keys[i].key) };
	*step = (struct get_step){
		call,
		then,
		{ .base = { .done = on_get, .user = step }, .keys = own, .rows = rows, .count = count }
	};
	store_get(call->local->store, &step->get);
}

static void on_feed(struct store_request *request, enum store_status status)
{
	struct feed_step *step = request->user;

	if (status != STORE_OK)
		call_refuse_store(step->call, status);
	else
		step->then(step->call, step->feed.rows, step->feed.row_count);
}

void call_feed(struct call *call, uint64_t from, uint32_t limit, call_rows *then)
{
	struct feed_step *step = new_step(call, sizeof *step);
	struct store_row *rows = step == NULL ? NULL : new_array(call, limit, sizeof *rows);

	if (rows == NULL)
		return;
	*step = (struct feed_step){
		call,
		then,
		{ .base = { .done = on_feed, .user = step }, .from = from, .limit = limit, .rows = rows }
	};
	store_feed(call->local->store, &step->feed);
}

static void on_scan(struct store_request *request, enum store_status status)
{
	struct scan_step *step = request->user;

	if (status == STORE_INVALID)
		call_refuse(step->call, PROBLEM_INVALID_VALUE, "after", "this is no cursor of this list");
	else if (status != STORE_OK)
		call_refuse_store(step->call, status);
	else
		step->then(step->call, &step->scan);
}

void call_scan(struct call *call, const struct store_scan *scan, call_page *then)
{
	struct scan_step *step = new_step(call, sizeof *step);

	if (step == NULL)
		return;
	*step = (struct scan_step){ call, then, *scan };
	step->scan.lo = keep(call, scan->lo); /* the caller's lie on its stack, and the scan runs later */
	step->scan.hi = keep(call, scan->hi);
	step->scan.cursor = keep(call, scan->cursor);
	step->scan.rows = arena_alloc_dirty(call_arena(call), scan->limit, sizeof(struct store_row),
	                                    _Alignof(struct store_row));
	if (step->scan.rows == NULL) {
		call_refuse(call, PROBLEM_RESOURCE_EXHAUSTED, NULL, "the page is too long");
		return;
	}
	step->scan.base = (struct store_request){ .done = on_scan, .user = step };
	store_scan(call->local->store, &step->scan);
}

void call_scan_text(struct call *call, const struct store_scan *scan, struct str text, call_page *then)
{
	struct store_scan bounded = *scan;
	struct key lo;
	struct key hi;

	key_init(&lo);
	key_put_text(&lo, text);
	hi = lo;
	key_put_end(&hi);
	bounded.lo = key_bytes(&lo);
	bounded.hi = key_bytes(&hi);
	call_scan(call, &bounded, then);
}

void call_reply_rows(struct call *call, const struct store_scan *scan)
{
	struct printer printer;
	struct buf buf;

	call_items_begin(call, &printer, &buf);
	for (uint32_t i = 0; i < scan->row_count; i++)
		print_raw(&printer, bytes_str(scan->rows[i].body));
	call_reply_items(call, &printer, &buf);
}

static void on_commit(struct store_request *request, enum store_status status)
{
	struct commit_step *step = request->user;
	struct metrics_shard *metrics = step->call->local->metrics;
	uint64_t waited_ms = (uint64_t)(store_monotonic_ms() - step->started_ms);

	metric_add(metrics, METRIC_COMMITS, store_outcome(status), 1);
	metric_observe(metrics, METRIC_COMMIT_SECONDS, 0, waited_ms * 1000);
	if (status == STORE_OK || status == STORE_CONFLICT || status == STORE_EXISTS)
		step->then(step->call, &step->change->commit, status);
	else
		call_refuse_store(step->call, status);
}

void call_commit(struct call *call, struct change *change, call_committed *then)
{
	if (change_check(change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	struct commit_step *step = new_step(call, sizeof *step);
	if (step == NULL)
		return;
	*step = (struct commit_step){ call, then, change, store_monotonic_ms() };
	change->commit.base = (struct store_request){ .done = on_commit, .user = step };
	store_commit(call->local->store, &change->commit);
}

void call_refuse_conflict(struct call *call, const struct store_commit *commit)
{
	if (commit->idem_mismatch)
		call_refuse(call, PROBLEM_IDEMPOTENCY_CONFLICT, "Idempotency-Key",
		            "this key came before with another request");
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL,
		            "somebody else changed it at the same moment");
}
