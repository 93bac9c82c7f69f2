/* docket.h — one dispute whose acts are stored: commands run, committed to a memory store, sealed in a log.
 *
 * The store's clock is the life's, moved by hand. Signed acts carry a note that only looks like one: what is
 * tested here lies behind the verification.
 */
#pragma once

#include "crypto/random.h"
#include "crypto/receipt.h"
#include "server/case_run.h"
#include "server/case_view.h"
#include "server/pack_embed.h"
#include "server/sealer.h"
#include "storage/fault.h"
#include "tests/support/life.h"

#define DOCKET_ENTRIES  192
#define DOCKET_PATIENCE 20000

/* What the log was given for one event. */
struct docket_entry {
	struct str kind;
	int64_t at_ms;
	struct str content;
	struct leaf_salt salt;
};

struct docket {
	struct life life;
	uint8_t *packs_block;
	const struct packset *packs;
	struct keystore keystore;
	struct sealer sealer;
	struct store_faults faults;
	struct store *store;
	struct store_client *client;
	struct case_run run;   /* of the last act */
	struct change *change; /* likewise */
	struct docket_entry entries[DOCKET_ENTRIES];
	size_t entry_count;
	bool done;
	enum store_status status;
};

static struct docket docket; /* too large for a stack */

static inline int64_t docket_now(void *ctx)
{
	(void)ctx;
	return __atomic_load_n(&docket.life.now_ms, __ATOMIC_SEQ_CST);
}

static inline void docket_move(int64_t now_ms)
{
	__atomic_store_n(&docket.life.now_ms, now_ms, __ATOMIC_SEQ_CST);
}

static inline void docket_open_packs(void)
{
	struct arena arena;
	size_t count;
	const struct pack_source *sources = pack_sources(&count);

	docket.packs_block = malloc(MIB(16));
	cr_assert_not_null(docket.packs_block);
	arena_init(&arena, docket.packs_block, MIB(16));
	cr_assert_eq(packset_load(sources, count, &arena, &docket.packs, &docket.life.err), STATUS_OK, "%s",
	             docket.life.err.detail);
}

static inline void docket_begin(void)
{
	struct error *err = &docket.life.err;

	memset(&docket, 0, sizeof docket);
	life_begin(&docket.life);
	cr_assert_eq(random_init(err), STATUS_OK);
	docket_open_packs();
	server_key_generate(&docket.keystore.keys[KEY_PURPOSE_LOG], KEY_PURPOSE_LOG, STR("shop.example/log"));
	docket.sealer.keystore = &docket.keystore;
	struct store_config config = { .engine = STORE_ENGINE_MEMORY,
		                       .clock = { NULL, docket_now },
		                       .sealer = sealer_hook(&docket.sealer),
		                       .faults = &docket.faults };
	cr_assert_eq(store_open(&config, &docket.store, err), STATUS_OK, "%s", err->detail);
	cr_assert_eq(store_client_open(docket.store, NULL, NULL, &docket.client, err), STATUS_OK);
}

static inline void docket_end(void)
{
	store_client_close(docket.client);
	store_close(docket.store);
	free(docket.packs_block);
	life_end(&docket.life);
}

static inline void docket_note_ending(struct store_request *request, enum store_status status)
{
	(void)request;
	docket.status = status;
	docket.done = true;
}

static inline enum store_status docket_await(void)
{
	while (!docket.done)
		cr_assert(store_client_wait(docket.client, DOCKET_PATIENCE), "nothing was completed");
	docket.done = false;
	return docket.status;
}

static inline enum store_status docket_commit(struct change *change)
{
	cr_assert_eq(change_check(change, &docket.life.err), STATUS_OK, "%s", docket.life.err.detail);
	change->commit.base = (struct store_request){ .done = docket_note_ending };
	store_commit(docket.client, &change->commit);
	return docket_await();
}

static inline struct change *docket_change(void)
{
	struct change *change = NULL;

	cr_assert_eq(change_new(&docket.life.arena, &change, &docket.life.err), STATUS_OK);
	return change;
}

/* --- what is stored --- */

static struct docket_copy {
	bool found;
	struct str body;
	struct str buyer, seller, phase, order; /* of a dispute's card */
	uint64_t number;                        /* its updated; a duty's due */
	uint64_t version;
} docket_copy;

static inline struct str docket_column(const struct store_row *row, enum record_column column)
{
	return arena_copy(&docket.life.arena, store_row_text(row, column));
}

static inline void docket_keep(struct store_request *request, enum store_status status)
{
	const struct store_row *row = ((struct store_get *)request)->rows;

	docket_copy = (struct docket_copy){ .found = status == STORE_OK && row->found };
	if (docket_copy.found) {
		docket_copy.body = arena_copy(&docket.life.arena, bytes_str(row->body));
		docket_copy.version = row->version;
	}
	if (docket_copy.found && row->kind == RECORD_DISPUTE) {
		docket_copy.buyer = docket_column(row, COLUMN_DISPUTE_BUYER);
		docket_copy.seller = docket_column(row, COLUMN_DISPUTE_SELLER);
		docket_copy.phase = docket_column(row, COLUMN_DISPUTE_PHASE);
		docket_copy.order = docket_column(row, COLUMN_DISPUTE_ORDER);
		docket_copy.number = store_row_number(row, COLUMN_DISPUTE_UPDATED);
	}
	if (docket_copy.found && row->kind == RECORD_DUTY)
		docket_copy.number = store_row_number(row, COLUMN_DUTY_DUE);
	docket_note_ending(request, status);
}

/* The row as it is stored, copied. */
static inline const struct docket_copy *docket_row(enum record_kind kind, struct bytes key)
{
	struct store_key wanted = { kind, key };
	struct store_row row;
	struct store_get get = { .base = { .done = docket_keep }, .keys = &wanted, .rows = &row, .count = 1 };

	store_get(docket.client, &get);
	cr_assert_eq(docket_await(), STORE_OK);
	return &docket_copy;
}

static inline const struct docket_copy *docket_card(void)
{
	struct key key = case_key(docket.life.id);

	return docket_row(RECORD_DISPUTE, key_bytes(&key));
}

/* What is stored for one side to see; empty when it may not see the case. */
static inline struct str docket_view(enum side side)
{
	struct key key = case_key(docket.life.id);
	const struct docket_copy *row = docket_row(RECORD_VIEW, key_bytes(&key));
	struct case_view view;
	struct str text = { 0 };

	cr_assert(row->found);
	cr_assert_eq(case_view_decode(str_bytes(row->body), side, &view, &docket.life.err), STATUS_OK);
	cr_assert_eq(view.version, docket.life.dispute.version);
	cr_assert_eq(case_view_text(&view, &docket.life.arena, &text, &docket.life.err), STATUS_OK);
	return text;
}

/* --- acts --- */

/* Runs the command and fills docket.change; nothing is stored yet. */
static inline enum status docket_run(const struct command *command)
{
	struct life *life = &docket.life;
	struct error *err = &life->err;
	struct leaf_salt *salts = ARENA_ARRAY(&life->arena, struct leaf_salt, CASE_RUN_EVENTS_MAX);
	struct carried carried = { .note = STR("a statement\n\n\u2014 b-li AAAA\n"), .content = STR("{}") };

	cr_assert_eq(case_run_init(&docket.run, docket.packs, &life->dispute, life->id, &life->arena, err),
	             STATUS_OK);
	TRY(case_run_command(&docket.run, command, err));
	random_fill(salts, CASE_RUN_EVENTS_MAX * sizeof *salts);
	docket.change = docket_change();
	TRY(case_run_put(&docket.run, &carried, salts, docket.change, err));
	for (size_t i = 0; i < docket.run.event_count; i++) {
		const struct event *event = &docket.run.events[i];
		struct docket_entry *entry = &docket.entries[docket.entry_count++];
		cr_assert_lt(docket.entry_count, DOCKET_ENTRIES);
		*entry = (struct docket_entry){ event_slug(event->type), event->at_ms, carried.note,
			                        salts[i] };
		if (!event->statement.present)
			TRY(event_print(event, &life->arena, &entry->content, err));
	}
	return STATUS_OK;
}

static inline enum status docket_try(enum command_kind kind, struct actor actor, const char *content,
                                     struct id target)
{
	struct command command = life_command(&docket.life, kind, actor, content, target);

	return docket_run(&command);
}

/* Runs the command and stores what became of it. */
static inline void docket_do(enum command_kind kind, struct actor actor, const char *content,
                             struct id target)
{
	cr_assert_eq(docket_try(kind, actor, content, target), STATUS_OK, "%s: %s %s", command_slug(kind).ptr,
	             docket.life.err.field, docket.life.err.detail);
	cr_assert_eq(docket_commit(docket.change), STORE_OK);
}

static inline void docket_draft(void)
{
	docket.life.id = life_fresh(&docket.life);
	docket_do(COMMAND_CREATE_DRAFT, life_buyer, "{\"order\":\"TB-1001\"}", LIFE_NONE);
}

static inline void docket_to_negotiation(void)
{
	docket_draft();
	docket_do(COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
}

static inline void docket_to_evidence(void)
{
	docket_to_negotiation();
	docket_do(COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE);
	docket_do(COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE);
}
