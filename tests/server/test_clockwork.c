#include "server/app.h"
#include "server/clockwork.h"
#include "tests/server/docket.h"

static struct app app;
static struct app_loop local;
static struct clockwork *clockwork;
static uint8_t metrics_block[KIB(256)];

static void begin(void)
{
	struct arena arena;

	docket_begin();
	memset(&app, 0, sizeof app);
	app.store = docket.store;
	app.packs = docket.packs;
	arena_init(&arena, metrics_block, sizeof metrics_block);
	cr_assert_eq(metrics_init(&app.metrics, 1, &arena, &docket.life.err), STATUS_OK);
	local = (struct app_loop){ .app = &app, .store = docket.client };
	local.metrics = metrics_shard(&app.metrics, 0);
	clockwork = clockwork_start(&local);
	cr_assert_not_null(clockwork);
}

static void end(void)
{
	atomic_store(&app.stopping, true);
	docket_end();
	clockwork_stop(clockwork);
}

TestSuite(clockwork, .init = begin, .fini = end);

/* What the metrics say of it, as it is exposed. */
static unsigned long expired(void)
{
	static uint8_t block[MIB(1)];
	static const char name[] = "\nsanbao_duties_expired_total ";
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, KIB(512));
	metrics_put(&buf, &app.metrics);
	buf_put_char(&buf, '\0');
	const char *found = strstr(buf_str(&buf).ptr, name);
	cr_assert_not_null(found);
	return strtoul(found + strlen(name), NULL, 10);
}

/* One round from beginning to end. The round is over when another tick asks the store for something new: the
 * lease or the page of due duties, which is one request and one answer. */
static void round_of(uint32_t requests)
{
	clockwork_tick(clockwork);
	for (uint32_t i = 0; i < requests; i++)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE), "answer %u of the round", i);
}

#define LEASE  1 /* the first round asks for it */
#define PAGE   1
#define EXPIRY 2 /* read the case, commit */

static enum phase stored_phase(void)
{
	struct str slug = docket_card()->phase;

	for (unsigned phase = 0; phase < PHASE_COUNT; phase++) {
		if (str_eq(slug, phase_slug((enum phase)phase)))
			return (enum phase)phase;
	}
	return PHASE_COUNT;
}

Test(clockwork, nothing_that_is_not_due_is_touched)
{
	docket_to_negotiation();
	uint64_t version = docket_card()->version;
	docket_move(dispute_alarm(&docket.life.dispute, life_next_alarm(&docket.life)) - 1);
	round_of(LEASE + PAGE);
	cr_assert_eq(docket_card()->version, version);
	cr_assert_eq(expired(), 0);
}

Test(clockwork, a_due_duty_expires_exactly_once)
{
	docket_draft();
	docket_move(dispute_next_due(&docket.life.dispute)->due_at_ms);
	round_of(LEASE + PAGE + EXPIRY);
	cr_assert_eq(stored_phase(), PHASE_CLOSED, "a draft that nobody files expires");
	uint64_t version = docket_card()->version;
	cr_assert_eq(version, 1 + 1);
	for (int i = 0; i < 3; i++) {
		round_of(PAGE);
		cr_assert_eq(docket_card()->version, version);
	}
	cr_assert_eq(expired(), 1);
}

Test(clockwork, a_busy_round_is_not_begun_a_second_time)
{
	docket_draft();
	docket_move(dispute_next_due(&docket.life.dispute)->due_at_ms);
	clockwork_tick(clockwork);
	clockwork_tick(clockwork);
	clockwork_tick(clockwork);
	for (uint32_t i = 0; i < LEASE + PAGE + EXPIRY; i++)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE));
	cr_assert_eq(expired(), 1);
	cr_assert_eq(stored_phase(), PHASE_CLOSED);
}

/* A long downtime: everything that became due meanwhile is met, more than a page of it, in one round. */
Test(clockwork, everything_that_became_due_is_settled_in_one_round)
{
	enum { MANY = 40, PAGES = 3 };
	struct id ids[MANY];
	int64_t due_ms = 0;

	for (size_t i = 0; i < MANY; i++) {
		memset(&docket.life.dispute, 0, sizeof docket.life.dispute);
		docket.entry_count = 0;
		docket_draft();
		ids[i] = docket.life.id;
		due_ms = dispute_next_due(&docket.life.dispute)->due_at_ms;
		docket_move(docket.life.now_ms + 1000);
	}
	docket_move(due_ms);
	round_of(LEASE + PAGES * PAGE + MANY * EXPIRY);
	cr_assert_eq(expired(), MANY);
	for (size_t i = 0; i < MANY; i++) {
		docket.life.id = ids[i];
		cr_assert_eq(stored_phase(), PHASE_CLOSED, "draft %zu", i);
	}
}

static int64_t next_alarm(const struct dispute *dispute)
{
	int64_t next_ms = INT64_MAX;

	for (size_t i = 0; i < dispute->duty_count; i++) {
		int64_t alarm_ms = dispute_alarm(dispute, &dispute->duties[i]);
		next_ms = alarm_ms < next_ms ? alarm_ms : next_ms;
	}
	return next_ms;
}

/* Time is moved through a whole case: no party acts, and it still comes to its end. */
Test(clockwork, a_case_that_everybody_left_comes_to_its_end)
{
	struct life *life = &docket.life;

	docket_to_negotiation();
	round_of(LEASE + PAGE);
	for (int i = 0; i < 60 && stored_phase() != PHASE_CLOSED; i++) {
		struct str texts[DOCKET_ENTRIES];
		struct dispute again;
		uint32_t version = (uint32_t)docket_card()->version;
		for (uint32_t seq = 1; seq <= version; seq++) {
			struct key key = case_seq_key(life->id, seq);
			texts[seq - 1] = docket_row(RECORD_EVENT, key_bytes(&key))->body;
		}
		cr_assert_eq(dispute_replay(texts, version, &life->arena, &again, &life->err), STATUS_OK);
		docket_move(next_alarm(&again));
		while (docket_card()->version == version) {
			clockwork_tick(clockwork); /* a lease that ran out takes a tick of its own */
			cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE), "%s waits for ever",
			          phase_slug(stored_phase()).ptr);
		}
	}
	cr_assert_gt(expired(), 0);
	cr_assert(stored_phase() == PHASE_CLOSED || stored_phase() == PHASE_REVIEW,
	          "it ends, or waits for the arbiter");
}

Test(clockwork, a_commit_that_the_store_gives_up_is_made_in_the_next_round)
{
	docket_draft();
	docket_move(dispute_next_due(&docket.life.dispute)->due_at_ms);
	clockwork_tick(clockwork);
	for (int i = 0; i < LEASE + PAGE; i++)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE));
	docket.faults.refuse = 1;
	for (int i = 0; i < EXPIRY; i++)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE));
	cr_assert_eq(stored_phase(), PHASE_DRAFT);
	cr_assert_eq(expired(), 0);
	round_of(PAGE + EXPIRY);
	cr_assert_eq(stored_phase(), PHASE_CLOSED);
	cr_assert_eq(expired(), 1);
}

/* The term of the lease passed while the case was read, and another process may have taken over. */
Test(clockwork, who_lost_the_lease_changes_nothing)
{
	struct store_lease lease = { .base = { .done = docket_note_ending },
		                     .what = LEASE_ACQUIRE,
		                     .name = STR("clockwork"),
		                     .holder = STR("another"),
		                     .ttl_ms = 60000 };

	docket_draft();
	docket_move(dispute_next_due(&docket.life.dispute)->due_at_ms);
	round_of(LEASE + PAGE);
	docket_move(docket.life.now_ms + HOUR_MS);
	for (int i = 0; i < EXPIRY; i++)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE));
	cr_assert_eq(stored_phase(), PHASE_DRAFT, "its commit was fenced");
	store_lease(docket.client, &lease);
	cr_assert_eq(docket_await(), STORE_OK);
	round_of(LEASE);
	cr_assert_eq(stored_phase(), PHASE_DRAFT, "the other has the lease");
	docket_move(docket.life.now_ms + HOUR_MS);
	round_of(LEASE + PAGE + EXPIRY);
	cr_assert_eq(stored_phase(), PHASE_CLOSED, "the other's term is over too");
	cr_assert_eq(expired(), 1);
}

Test(clockwork, a_stopping_server_begins_no_round)
{
	docket_draft();
	docket_move(dispute_next_due(&docket.life.dispute)->due_at_ms);
	atomic_store(&app.stopping, true);
	clockwork_tick(clockwork);
	cr_assert_eq(stored_phase(), PHASE_DRAFT);
	cr_assert_eq(expired(), 0);
}

Test(clockwork, stopping_nothing_is_allowed)
{
	clockwork_stop(NULL);
	cr_assert_eq(expired(), 0);
}
