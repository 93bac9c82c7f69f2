#include "server/act_load.h"

#include "core/json.h"
#include "server/app.h"
#include "server/case_fold.h"
#include "server/signers.h"

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

static void on_signers(struct call *call, struct signer_keys keys)
{
	struct act *act = call->state;

	act->keys = keys;
	load_uploads(act);
}

static void load_keys(struct act *act)
{
	if (act->envelope.len == 0)
		act_decide(act);
	else
		call_signers(act->call, on_signers);
}

/* --- for a filing: the order as it is now --- */

static enum status keep_order(struct act *act, const struct store_row *row, struct error *err)
{
	struct arena *arena = call_arena(act->call);

	act->order_text = arena_copy(arena, bytes_str(row->body));
	TRY(arena_check(arena, err));
	TRY(node_parse(act->order_text, arena, &act->order, err));
	act->order_version = row->version;
	return STATUS_OK;
}

static void on_order(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct act *act = call->state;

	assert(count == 1);
	if (rows[0].found && keep_order(act, &rows[0], &call->err) != STATUS_OK)
		call_fail(call);
	else
		load_keys(act);
}

static void load_order(struct act *act)
{
	struct store_key key = { RECORD_ORDER, str_bytes(act->dispute->order.ref) };

	if (act->rule->command == COMMAND_SUBMIT)
		call_get(act->call, &key, 1, on_order);
	else
		load_keys(act);
}

/* --- for a filing: whether its order has another dispute that is open --- */

static void on_siblings(struct call *call, const struct store_scan *scan)
{
	struct act *act = call->state;

	act->order_in_dispute = act_has_open_dispute(scan, act->dispute_id);
	load_order(act);
}

static void load_siblings(struct act *act)
{
	act_scan_order(act->call, act->dispute->order.ref, on_siblings);
}

bool act_find_open_dispute(const struct store_scan *scan, struct id besides, struct id *ret_id)
{
	for (uint32_t i = 0; i < scan->row_count; i++) {
		const struct store_row *row = &scan->rows[i];
		struct str phase = store_row_text(row, COLUMN_DISPUTE_PHASE);
		bool open =
			!str_eq(phase, phase_slug(PHASE_CLOSED)) && !str_eq(phase, phase_slug(PHASE_DRAFT));
		if (!open || memcmp(row->key.ptr, besides.bytes, sizeof besides.bytes) == 0)
			continue;
		memcpy(ret_id->bytes, row->key.ptr, sizeof ret_id->bytes);
		return true;
	}
	return false;
}

bool act_has_open_dispute(const struct store_scan *scan, struct id besides)
{
	struct id unused;

	return act_find_open_dispute(scan, besides, &unused);
}

void act_scan_order(struct call *call, struct str order, call_page *then)
{
	struct store_scan scan = { .kind = RECORD_DISPUTE,
		                   .index = INDEX_DISPUTE_BY_ORDER,
		                   .limit = DISPUTES_PER_ORDER };
	call_scan_text(call, &scan, order, then);
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
	call_fold_dispute(act->call, act->dispute_id, on_folded);
}
