/* The caller's own: who they are, and their keys. */
#include "core/calendar.h"
#include "core/json.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/idempotency.h"
#include "server/operations.h"
#include "server/possession.h"

#define KEYS_MAX 64

static void scan_keys(struct call *call, call_page *then)
{
	struct store_scan scan = { .kind = RECORD_KEY, .index = INDEX_KEY_BY_PARTY, .limit = KEYS_MAX };

	call_scan_text(call, &scan, principal_text(&call->admission.who, call_arena(call)), then);
}

void op_list_keys(struct call *call)
{
	scan_keys(call, call_reply_rows);
}

static void on_my_keys(struct call *call, const struct store_scan *scan)
{
	struct printer printer;
	struct buf buf;
	struct buf now;

	buf_init(&now, call_arena(call), 32);
	instant_put(&now, call->now_ms);
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("role"), role_text(call->admission.who.role));
	print_member_string(&printer, STR("party"), str_from_c(call->admission.who.party));
	print_member_string(&printer, STR("service"), call->app->service);
	print_member_string(&printer, STR("now"), buf_str(&now));
	print_name(&printer, STR("keys"));
	print_array_begin(&printer);
	for (uint32_t i = 0; i < scan->row_count; i++)
		print_raw(&printer, bytes_str(scan->rows[i].body));
	print_array_end(&printer);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

void op_get_me(struct call *call)
{
	scan_keys(call, on_my_keys);
}

static void on_key_stored(struct call *call, const struct store_commit *commit, enum store_status status)
{
	if (status == STORE_OK)
		call_reply_json(call, 201, bytes_str(commit->idem_reply), 0);
	else
		call_refuse_conflict(call, commit);
}

/* The same key registered again is the same registration. */
void op_register_key(struct call *call)
{
	struct possession possession = { .service = call->app->service,
		                         .party = principal_text(&call->admission.who, call_arena(call)),
		                         .now_ms = call->now_ms };
	struct change *change;
	struct str name;
	struct str record;

	if (possession_check(&possession, bytes_str(call->exchange->body), call_arena(call), &name, &record,
	                     &call->err) != STATUS_OK ||
	    change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	change_column_text(change, COLUMN_KEY_PARTY, possession.party);
	change_apply(change, OP_PUT, RECORD_KEY, str_bytes(name), str_bytes(record));
	call_make_idempotent(call, change, record);
	call_commit(call, change, on_key_stored);
}
