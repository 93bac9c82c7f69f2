/* A new dispute: from an order that the marketplace has recorded and that is the caller's own. */
#include "core/json.h"
#include "core/order.h"
#include "server/act_load.h"
#include "server/app.h"
#include "server/case_run.h"
#include "server/operations.h"

/* Somebody else's order and no order at all look alike. */
static enum status check_order(struct act *act, const struct store_row *row, struct error *err)
{
	struct arena *arena = call_arena(act->call);
	const struct principal *who = &act->call->admission.who;
	struct order order;

	if (!row->found)
		return FAIL_AT(err, PROBLEM_ORDER_UNKNOWN, "/order",
		               "the marketplace has recorded no such order of yours");
	TRY(node_parse(bytes_str(row->body), arena, &act->order, err));
	TRY(order_decode(act->order, arena, &order, err));
	struct str owner = who->role == ROLE_BUYER ? order.buyer : order.seller;
	if (!str_eq(owner, str_from_c(who->party)))
		return FAIL_AT(err, PROBLEM_ORDER_UNKNOWN, "/order",
		               "the marketplace has recorded no such order of yours");
	return STATUS_OK;
}

static void on_disputes_of_order(struct call *call, const struct store_scan *scan)
{
	struct act *act = call->state;

	act->order_in_dispute = act_has_open_dispute(scan, act->dispute_id);
	act_decide(act);
}

static void on_order(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct act *act = call->state;

	assert(count == 1);
	if (check_order(act, &rows[0], &call->err) != STATUS_OK)
		call_fail(call);
	else
		act_scan_order(call, node_text(act->order, STR("ref")), on_disputes_of_order);
}

static enum status read_body(struct act *act, struct str *ret_order, struct error *err)
{
	struct arena *arena = call_arena(act->call);
	const struct id *ids = fresh_ids(arena, act->call->now_ms);

	act->dispute = ARENA_NEW(arena, struct dispute);
	TRY(arena_check(arena, err));
	act->dispute_id = ids[0];
	act->content = bytes_str(act->call->exchange->body);
	TRY(node_parse(act->content, arena, &act->content_node, err));
	*ret_order = node_text(act->content_node, STR("order"));
	if (ret_order->len == 0 || ret_order->len > ORDER_REF_MAX)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/order",
		               "the reference of the order in dispute is needed");
	return STATUS_OK;
}

void op_create_dispute(struct call *call)
{
	struct act *act = act_new(call);
	struct str order;

	if (act == NULL)
		return;
	call->state = act;
	if (read_body(act, &order, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	struct store_key key = { RECORD_ORDER, str_bytes(order) };
	call_get(call, &key, 1, on_order);
}
