/* The caller's own: who they are, their keys, their orders; and the orders that the marketplace records. */
#include "core/calendar.h"
#include "core/json.h"
#include "core/order.h"
#include "crypto/note.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/idempotency.h"
#include "server/operations.h"
#include "server/possession.h"

#define ORDERS_MAX 200
#define KEYS_MAX   64

/* --- keys --- */

static void scan_keys(struct call *call, call_page *then)
{
	struct key lo;
	struct key hi;

	key_init(&lo);
	key_put_text(&lo, principal_text(&call->admission.who, call_arena(call)));
	hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_KEY,
		                   .index = INDEX_KEY_BY_PARTY,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .limit = KEYS_MAX };
	call_scan(call, &scan, then);
}

static void print_keys(struct printer *printer, const struct store_scan *scan)
{
	print_array_begin(printer);
	for (uint32_t i = 0; i < scan->row_count; i++)
		print_raw(printer, bytes_str(scan->rows[i].body));
	print_array_end(printer);
}

static void on_keys(struct call *call, const struct store_scan *scan)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_name(&printer, STR("items"));
	print_keys(&printer, scan);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

void op_list_keys(struct call *call)
{
	scan_keys(call, on_keys);
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
	print_keys(&printer, scan);
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

/* --- orders --- */

static void on_orders(struct call *call, const struct store_scan *scan)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_name(&printer, STR("items"));
	print_array_begin(&printer);
	for (uint32_t i = 0; i < scan->row_count; i++)
		print_raw(&printer, bytes_str(scan->rows[i].body));
	print_array_end(&printer);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

void op_list_orders(struct call *call)
{
	bool buyer = call->admission.who.role == ROLE_BUYER;
	struct key lo;
	struct key hi;

	key_init(&lo);
	key_put_text(&lo, str_from_c(call->admission.who.party));
	hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_ORDER,
		                   .index = buyer ? INDEX_ORDER_BY_BUYER : INDEX_ORDER_BY_SELLER,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .limit = ORDERS_MAX };
	call_scan(call, &scan, on_orders);
}

static void on_order(struct call *call, const struct store_row *rows, uint32_t count)
{
	assert(count == 1);
	if (rows[0].found)
		call_reply_borrowed(call, bytes_str(rows[0].body), rows[0].version);
	else
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no order of that reference was recorded");
}

void op_get_order(struct call *call)
{
	struct store_key key = { RECORD_ORDER, str_bytes(call_param(call, 0)) };

	if (key.key.len > ORDER_REF_MAX) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no order reference is that long");
		return;
	}
	call_get(call, &key, 1, on_order);
}

static void on_order_stored(struct call *call, const struct store_commit *commit, enum store_status status)
{
	if (status == STORE_OK)
		call_reply_json(call, 200, bytes_str(commit->ops[0].body), 0);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the order changed at the same moment");
}

static enum status read_order(struct call *call, struct order *ret_order, struct str *ret_text)
{
	const struct node *node;
	struct printer printer;
	struct buf buf;

	TRY(node_parse(bytes_str(call->exchange->body), call_arena(call), &node, &call->err));
	TRY(order_decode(node, call_arena(call), ret_order, &call->err));
	if (!str_eq(ret_order->ref, call_param(call, 0)))
		return FAIL_AT(&call->err, PROBLEM_INVALID_VALUE, "/ref",
		               "the reference differs from the address");
	node = order_at_home(node, call->app->config->jurisdiction, call_arena(call));
	TRY(arena_check(call_arena(call), &call->err));
	call_printer(call, &printer, &buf);
	print_node(&printer, node);
	TRY(buf_check(&buf, &call->err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

/* A snapshot replaces the one before; disputes keep the one that they were filed with. */
void op_put_order(struct call *call)
{
	struct order order;
	struct change *change;
	struct str text;

	if (read_order(call, &order, &text) != STATUS_OK ||
	    change_new(call_arena(call), &change, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	change_column_text(change, COLUMN_ORDER_BUYER, order.buyer);
	change_column_text(change, COLUMN_ORDER_SELLER, order.seller);
	change_apply(change, OP_PUT, RECORD_ORDER, str_bytes(order.ref), str_bytes(text));
	call_commit(call, change, on_order_stored);
}
