#include "server/clockwork.h"

#include <stdlib.h>

#include "core/evolve.h"
#include "crypto/random.h"
#include "server/app.h"
#include "server/case_run.h"

/* The most that request_arena may be: a case that grew with it must also be able to miss a term. */
#define ARENA_BYTES  MIB(64)
#define BATCH        16
#define EVENTS_PAGE  DISPUTE_EVENTS_MAX
#define LEASE_NAME   STR("clockwork")
#define LEASE_TTL_MS 30000
#define DUE_KEY      32 /* dispute id, duty id */

/* Round: lease, then page by page the duties that are due, and of a page one case after another. A duty that
 * is refused stays due; the pages go on behind it, so that it never stands before the others. */
struct clockwork {
	struct app_loop *local;
	bool busy;
	bool reminds;   /* the commit under way: a term is reminded of, not over */
	uint64_t token; /* of the lease; 0: not held */
	int64_t lease_until_ms;
	char holder[24];

	struct store_lease lease;
	struct store_scan due;
	struct store_row due_rows[BATCH];
	uint8_t cursor[STORE_CURSOR_MAX]; /* of the page after this one */
	size_t cursor_len;
	uint8_t keys[BATCH][DUE_KEY];
	uint32_t key_count;
	uint32_t next;

	struct store_scan events;
	struct store_row *event_rows;
	struct key lo, hi;
	struct arena arena;
	struct error err;
};

static void scan_due(struct clockwork *clockwork);
static void next_case(struct clockwork *clockwork);

static void log_failure(struct clockwork *clockwork, const char *event)
{
	struct log_line line;

	log_begin(&line, LOG_WARNING, event);
	log_error(&line, &clockwork->err);
	log_end(&line);
}

/* --- one case --- */

static void on_committed(struct store_request *request, enum store_status status)
{
	struct clockwork *clockwork = request->user;

	if (status == STORE_OK && !clockwork->reminds)
		metric_add(clockwork->local->metrics, METRIC_DUTIES_EXPIRED, 0, 1);
	if (status == STORE_FENCED)
		clockwork->token = 0;
	next_case(clockwork);
}

static enum status fold(struct clockwork *clockwork, struct dispute **ret_dispute)
{
	struct arena *arena = &clockwork->arena;
	struct error *err = &clockwork->err;
	struct str *texts = ARENA_ARRAY(arena, struct str, clockwork->events.row_count);
	struct dispute *dispute = ARENA_NEW(arena, struct dispute);

	TRY(arena_check(arena, err));
	for (uint32_t i = 0; i < clockwork->events.row_count; i++)
		texts[i] = arena_copy(arena, bytes_str(clockwork->event_rows[i].body));
	TRY(arena_check(arena, err));
	TRY(dispute_replay(texts, clockwork->events.row_count, arena, dispute, err));
	*ret_dispute = dispute;
	return STATUS_OK;
}

static enum status expire(struct clockwork *clockwork, struct dispute *dispute, struct id duty,
                          struct change **ret_change)
{
	struct arena *arena = &clockwork->arena;
	struct error *err = &clockwork->err;
	int64_t now_ms = store_now(clockwork->local->app->store);
	struct case_run *run = ARENA_NEW(arena, struct case_run);
	struct leaf_salt salts[CASE_RUN_EVENTS_MAX];
	struct command command = { .kind = COMMAND_EXPIRE_DUTY,
		                   .dispute = dispute->id,
		                   .actor = { .role = ACTOR_SYSTEM, .party = STR("") },
		                   .at_ms = now_ms,
		                   .target = duty,
		                   .policy = &clockwork->local->app->policy,
		                   .ids = fresh_ids(arena, now_ms),
		                   .id_count = COMMAND_IDS };

	TRY(arena_check(arena, err));
	TRY(case_run_init(run, clockwork->local->app->packs, dispute, dispute->id, arena, err));
	TRY(case_run_command(run, &command, err));
	clockwork->reminds = run->events[0].type == EVENT_DUTY_REMINDED;
	TRY(change_new(arena, ret_change, err));
	random_fill(salts, sizeof salts);
	TRY(case_run_put(run, &(struct carried){ 0 }, salts, *ret_change, err));
	change_expect_lease(*ret_change, LEASE_NAME, clockwork->token);
	return change_check(*ret_change, err);
}

static enum status settle(struct clockwork *clockwork, struct change **ret_change)
{
	const uint8_t *key = clockwork->keys[clockwork->next - 1];
	struct dispute *dispute;
	struct id duty;

	*ret_change = NULL;
	memcpy(duty.bytes, key + sizeof dispute->id.bytes, sizeof duty.bytes);
	TRY(fold(clockwork, &dispute));
	if (dispute_find_duty(dispute, duty) == NULL)
		return STATUS_OK; /* the case moved since the page was read: an earlier term ended this one */
	return expire(clockwork, dispute, duty, ret_change);
}

static void on_events(struct store_request *request, enum store_status status)
{
	struct clockwork *clockwork = request->user;
	struct change *change = NULL;

	if (status == STORE_OK && settle(clockwork, &change) != STATUS_OK) {
		log_failure(clockwork, "clockwork.duty_refused");
		change = NULL;
	}
	if (change == NULL) {
		next_case(clockwork);
		return;
	}
	change->commit.base = (struct store_request){ .done = on_committed, .user = clockwork };
	store_commit(clockwork->local->store, &change->commit);
}

static void next_case(struct clockwork *clockwork)
{
	bool is_over = clockwork->token == 0 || atomic_load(&clockwork->local->app->stopping);
	bool has_key = clockwork->next < clockwork->key_count;

	if (is_over || (!has_key && clockwork->cursor_len == 0)) {
		clockwork->busy = false;
		return;
	}
	if (!has_key) {
		scan_due(clockwork);
		return;
	}
	struct id dispute;
	memcpy(dispute.bytes, clockwork->keys[clockwork->next++], sizeof dispute.bytes);
	arena_reset(&clockwork->arena);
	clockwork->lo = case_key(dispute);
	clockwork->hi = clockwork->lo;
	key_put_end(&clockwork->hi);
	clockwork->events = (struct store_scan){ .base = { .done = on_events, .user = clockwork },
		                                 .kind = RECORD_EVENT,
		                                 .lo = key_bytes(&clockwork->lo),
		                                 .hi = key_bytes(&clockwork->hi),
		                                 .rows = clockwork->event_rows,
		                                 .limit = EVENTS_PAGE };
	store_scan(clockwork->local->store, &clockwork->events);
}

/* --- the duties that are due --- */

static void on_due(struct store_request *request, enum store_status status)
{
	struct clockwork *clockwork = request->user;

	clockwork->key_count = 0;
	clockwork->next = 0;
	clockwork->cursor_len = status == STORE_OK ? clockwork->due.next_len : 0;
	memcpy(clockwork->cursor, clockwork->due.next, clockwork->cursor_len);
	for (uint32_t i = 0; status == STORE_OK && i < clockwork->due.row_count; i++) {
		assert(clockwork->due_rows[i].key.len == DUE_KEY);
		memcpy(clockwork->keys[clockwork->key_count++], clockwork->due_rows[i].key.ptr, DUE_KEY);
	}
	next_case(clockwork);
}

static void scan_due(struct clockwork *clockwork)
{
	key_init(&clockwork->hi);
	key_put_u64(&clockwork->hi, (uint64_t)store_now(clockwork->local->app->store) + 1);
	clockwork->due = (struct store_scan){ .base = { .done = on_due, .user = clockwork },
		                              .kind = RECORD_DUTY,
		                              .index = INDEX_DUTY_BY_DUE,
		                              .hi = key_bytes(&clockwork->hi),
		                              .cursor = { clockwork->cursor, clockwork->cursor_len },
		                              .rows = clockwork->due_rows,
		                              .limit = BATCH };
	store_scan(clockwork->local->store, &clockwork->due);
}

/* --- the lease --- */

static void on_lease(struct store_request *request, enum store_status status)
{
	struct clockwork *clockwork = request->user;

	if (status != STORE_OK) {
		clockwork->token = 0;
		clockwork->busy = false;
		return;
	}
	clockwork->token = clockwork->lease.token;
	clockwork->lease_until_ms = clockwork->lease.expires_ms;
	scan_due(clockwork);
}

void clockwork_tick(struct clockwork *clockwork)
{
	int64_t now_ms = store_now(clockwork->local->app->store);

	if (clockwork->busy || clockwork->local->app->stopping)
		return;
	clockwork->busy = true;
	clockwork->cursor_len = 0;
	if (clockwork->token != 0 && now_ms < clockwork->lease_until_ms - LEASE_TTL_MS / 2) {
		scan_due(clockwork);
		return;
	}
	clockwork->lease = (struct store_lease){ .base = { .done = on_lease, .user = clockwork },
		                                 .what = clockwork->token == 0 ? LEASE_ACQUIRE : LEASE_RENEW,
		                                 .name = LEASE_NAME,
		                                 .holder = str_from_c(clockwork->holder),
		                                 .ttl_ms = LEASE_TTL_MS,
		                                 .token = clockwork->token };
	store_lease(clockwork->local->store, &clockwork->lease);
}

struct clockwork *clockwork_start(struct app_loop *local)
{
	struct clockwork *clockwork = calloc(1, sizeof *clockwork);
	void *block = malloc(ARENA_BYTES);
	struct store_row *rows = calloc(EVENTS_PAGE, sizeof *rows);
	uint8_t random[8];

	if (clockwork == NULL || block == NULL || rows == NULL) {
		free(clockwork);
		free(block);
		free(rows);
		return NULL;
	}
	clockwork->local = local;
	clockwork->event_rows = rows;
	arena_init(&clockwork->arena, block, ARENA_BYTES);
	random_fill(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++)
		clockwork->holder[i] = (char)('a' + random[i] % 26);
	return clockwork;
}

void clockwork_stop(struct clockwork *clockwork)
{
	if (clockwork == NULL)
		return;
	free(clockwork->arena.base);
	free(clockwork->event_rows);
	free(clockwork);
}
