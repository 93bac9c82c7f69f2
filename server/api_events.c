/* The events of a case as they were recorded, byte for byte, and the messages among them. */
#include "core/evolve.h"
#include "core/json.h"
#include "server/app.h"
#include "server/call_view.h"
#include "server/case_fold.h"
#include "server/case_records.h"
#include "server/operations.h"

#define EVENTS_PAGE 200

struct listing {
	uint32_t after;
	call_page *then;
};

static void on_view(struct call *call, struct id dispute, const struct case_view *view)
{
	struct listing *listing = call->state;

	(void)view;
	struct key lo = case_seq_key(dispute, listing->after + 1);
	struct key hi = case_key(dispute);
	key_put_end(&hi);
	struct store_scan scan = {
		.kind = RECORD_EVENT, .lo = key_bytes(&lo), .hi = key_bytes(&hi), .limit = EVENTS_PAGE
	};
	call_scan(call, &scan, listing->then);
}

/* Lets the caller's own case through, then scans its events. */
static void list(struct call *call, uint32_t after, call_page *then)
{
	struct listing *listing = ARENA_NEW(call_arena(call), struct listing);

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	*listing = (struct listing){ .after = after, .then = then };
	call->state = listing;
	call_view(call, on_view);
}

/* Settlement talks are sealed from whoever decides. */
static bool is_sealed(struct str text)
{
	struct str mark = STR("\"type\":\"offer.");

	return memmem(text.ptr, text.len < 256 ? text.len : 256, mark.ptr, mark.len) != NULL;
}

static void on_events(struct call *call, const struct store_scan *scan)
{
	bool staff = side_of(call->admission.who.role) == SIDE_STAFF;
	struct printer printer;
	struct buf buf;

	call_items_begin(call, &printer, &buf);
	for (uint32_t i = 0; i < scan->row_count; i++) {
		struct str text = bytes_str(scan->rows[i].body);
		if (!staff || !is_sealed(text))
			print_raw(&printer, text);
	}
	call_reply_items(call, &printer, &buf);
}

void op_list_events(struct call *call)
{
	int64_t after;

	if (call_query_int(call, STR("after"), 0, DISPUTE_EVENTS_MAX, 0, &after) != STATUS_OK)
		call_fail(call);
	else
		list(call, (uint32_t)after, on_events);
}

/* --- messages --- */

static void on_folded(struct call *call, struct dispute *dispute)
{
	struct str text;

	if (messages_print(dispute, call_arena(call), &text, &call->err) != STATUS_OK)
		call_fail(call);
	else
		call_reply_json(call, 200, text, dispute->version);
}

void op_list_messages(struct call *call)
{
	call_fold(call, on_folded);
}
