#include "server/act_load.h"

#include "server/app.h"
#include "server/case_fold.h"

#define DISPUTES_PER_ORDER 16

/* --- 3. the uploads that the statement names --- */

static void on_uploads(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct act *act = call->state;

	for (uint32_t i = 0; i < count; i++) {
		const struct statement_content *line = &act->peeked->files[i];
		const struct node *upload = NULL;
		struct buf hex;

		act->files[i] = (struct attachment){ .name = line->name, .type = line->form, .size = -1 };
		if (!rows[i].found ||
		    node_parse(bytes_str(rows[i].body), call_arena(call), &upload, &call->err) != STATUS_OK ||
		    !str_eq(node_text(upload, STR("state")), STR("complete")))
			continue;
		buf_init(&hex, call_arena(call), 2 * DIGEST_BYTES);
		buf_put_hex(&hex, (struct bytes){ line->digest.bytes, DIGEST_BYTES });
		act->files[i].size = node_int(upload, STR("size"), -1);
		act->files[i].type = node_text(upload, STR("type"));
		act->files[i].sha256 = buf_str(&hex);
	}
	act_decide(act);
}

static void load_uploads(struct act *act)
{
	struct arena *arena = call_arena(act->call);
	size_t count = act->peeked == NULL ? 0 : act->peeked->file_count;

	act->file_count = count;
	if (count == 0) {
		act_decide(act);
		return;
	}
	struct store_key *keys = ARENA_ARRAY(arena, struct store_key, count);
	struct id *ids = ARENA_ARRAY(arena, struct id, count);
	act->files = ARENA_ARRAY(arena, struct attachment, count);
	if (arena_check(arena, &act->call->err) != STATUS_OK) {
		call_fail(act->call);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		ids[i] = upload_id_of(act->dispute_id, &act->call->admission.who,
		                      &act->peeked->files[i].digest);
		keys[i] = (struct store_key){ RECORD_UPLOAD, { ids[i].bytes, sizeof ids[i].bytes } };
	}
	call_get(act->call, keys, (uint32_t)count, on_uploads);
}

/* --- 2. the signer's keys --- */

static enum status add_key(struct act *act, const struct store_row *row, struct error *err)
{
	struct arena *arena = call_arena(act->call);
	const struct node *key;

	TRY(node_parse(bytes_str(row->body), arena, &key, err));
	TRY(note_key_parse(node_text(key, STR("vkey")), &act->keys[act->key_count], err));
	act->key_count++;
	return STATUS_OK;
}

static void on_keys(struct call *call, const struct store_scan *scan)
{
	struct act *act = call->state;

	act->keys = ARENA_ARRAY(call_arena(call), struct note_key, scan->row_count);
	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	for (uint32_t i = 0; i < scan->row_count; i++) {
		if (add_key(act, &scan->rows[i], &call->err) != STATUS_OK) {
			call_fail(call);
			return;
		}
	}
	load_uploads(act);
}

static void load_keys(struct act *act)
{
	struct key lo, hi;

	if (act->envelope.len == 0) {
		act_decide(act);
		return;
	}
	key_init(&lo);
	key_put_text(&lo, principal_text(&act->call->admission.who, call_arena(act->call)));
	hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_KEY,
		                   .index = INDEX_KEY_BY_PARTY,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .limit = SIGNER_KEYS_MAX };
	call_scan(act->call, &scan, on_keys);
}
/* --- for a filing: whether its order has another dispute that is open --- */

static void on_siblings(struct call *call, const struct store_scan *scan)
{
	struct act *act = call->state;

	act->order_in_dispute = act_has_open_dispute(scan, act->dispute_id);
	load_keys(act);
}

static void load_siblings(struct act *act)
{
	act_scan_order(act->call, act->dispute->order.ref, on_siblings);
}

bool act_has_open_dispute(const struct store_scan *scan, struct id besides)
{
	for (uint32_t i = 0; i < scan->row_count; i++) {
		const struct store_row *row = &scan->rows[i];
		struct str phase = store_row_text(row, COLUMN_DISPUTE_PHASE);
		bool open =
			!str_eq(phase, phase_slug(PHASE_CLOSED)) && !str_eq(phase, phase_slug(PHASE_DRAFT));
		if (open && memcmp(row->key.ptr, besides.bytes, sizeof besides.bytes) != 0)
			return true;
	}
	return false;
}

void act_scan_order(struct call *call, struct str order, call_page *then)
{
	struct key lo;
	struct key hi;

	key_init(&lo);
	key_put_text(&lo, order);
	hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_DISPUTE,
		                   .index = INDEX_DISPUTE_BY_ORDER,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .limit = DISPUTES_PER_ORDER };
	call_scan(call, &scan, then);
}

/* --- 1. the events, folded --- */

static void on_folded(struct call *call, struct dispute *dispute)
{
	struct act *act = call->state;

	act->dispute = dispute;
	if (act->expected_version != 0 && act->expected_version != dispute->version) {
		(void)FAIL_AT(&call->err, PROBLEM_STALE_SEQUENCE, "If-Match", "the case is now at version %u",
		              dispute->version);
		act_refuse(act);
		return;
	}
	if (act->rule->command == COMMAND_SUBMIT || act->rule->command == COMMAND_REOPEN)
		load_siblings(act);
	else
		load_keys(act);
}

void act_load(struct act *act)
{
	call_fold(act->call, on_folded);
}
