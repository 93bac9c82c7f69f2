/* What the marketplace brings to disputes and takes over from them: talks that were held elsewhere, and the
 * obligations that it has to enforce. */
#include "core/json.h"
#include "core/object.h"
#include "server/act_load.h"
#include "server/act_verify.h"
#include "server/app.h"
#include "server/case_act.h"
#include "server/case_view.h"
#include "server/operations.h"

/* --- talks --- */

static void on_disputes(struct call *call, const struct store_scan *scan)
{
	struct act *act = call->state;

	if (act_find_open_dispute(scan, (struct id){ 0 }, &act->dispute_id))
		act_load(act);
	else
		call_refuse(call, PROBLEM_ORDER_UNKNOWN, "/order",
		            "no dispute about this order is open: import its talks once there is one");
}

void op_import_messages(struct call *call)
{
	struct act *act = act_new(call);

	if (act == NULL)
		return;
	call->state = act;
	if (act_read_body(act, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	struct str order = node_text(act->content_node, STR("order"));
	if (order.len == 0 || order.len > ORDER_REF_MAX)
		call_refuse(call, PROBLEM_INVALID_VALUE, "/order",
		            "the reference of the order in dispute is needed");
	else
		act_scan_order(call, order, on_disputes);
}

/* --- what is to be enforced --- */

#define ENFORCE_MAX 50

/* Duties of the marketplace, by when they end; the views of their disputes. */
struct enforcing {
	struct id disputes[ENFORCE_MAX];
	uint32_t count;
};

static void print_item(struct printer *printer, const struct node *view, const struct node *obligation,
                       const struct node *duty)
{
	print_object_begin(printer);
	print_member_string(printer, STR("dispute"), node_text(view, STR("id")));
	print_member_string(printer, STR("order"), node_text(node_object(view, STR("order")), STR("ref")));
	print_member_string(printer, STR("enforce_by"), node_text(duty, STR("due_at")));
	print_name(printer, STR("obligation"));
	print_node(printer, obligation);
	print_object_end(printer);
}

/* The obligations of the case that a duty to enforce is about. What the claimant owes nobody enforces. */
static void print_case(struct printer *printer, const struct node *view)
{
	const struct node *duties = node_array(view, STR("duties"));
	const struct node *obligations = node_array(view, STR("obligations"));
	struct str claimant = node_text(node_object(view, STR("claimant")), STR("role"));

	for (size_t i = 0; duties != NULL && i < duties->count; i++) {
		const struct node *duty = &duties->items[i];
		if (!str_eq(node_text(duty, STR("action")), duty_info(DUTY_ENFORCE)->slug))
			continue;
		for (size_t n = 0; obligations != NULL && n < obligations->count; n++) {
			const struct node *obligation = &obligations->items[n];
			bool meant =
				str_eq(node_text(obligation, STR("id")), node_text(duty, STR("subject")));
			if (meant && !str_eq(node_text(obligation, STR("obligor")), claimant))
				print_item(printer, view, obligation, duty);
		}
	}
}

static enum status read_view(const struct store_row *row, struct arena *arena, const struct node **ret_view,
                             struct error *err)
{
	struct case_view view;
	struct str text;

	TRY(case_view_decode(row->body, SIDE_STAFF, &view, err));
	TRY(case_view_text(&view, arena, &text, err));
	return node_parse(text, arena, ret_view, err);
}

static void on_views(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct printer printer;
	struct buf buf;

	call_items_begin(call, &printer, &buf);
	for (uint32_t i = 0; i < count; i++) {
		const struct node *view;
		if (!rows[i].found)
			continue;
		if (read_view(&rows[i], call_arena(call), &view, &call->err) != STATUS_OK) {
			call_fail(call);
			return;
		}
		print_case(&printer, view);
	}
	call_reply_items(call, &printer, &buf);
}

static bool is_listed(const struct enforcing *enforcing, const uint8_t *id)
{
	for (uint32_t i = 0; i < enforcing->count; i++)
		if (memcmp(enforcing->disputes[i].bytes, id, sizeof enforcing->disputes[i].bytes) == 0)
			return true;
	return false;
}

static void on_duties(struct call *call, const struct store_scan *scan)
{
	struct enforcing enforcing = { .count = 0 };
	struct store_key keys[ENFORCE_MAX];

	for (uint32_t i = 0; i < scan->row_count; i++) {
		const struct store_row *row = &scan->rows[i];
		if (!str_eq(bytes_str(row->body), duty_info(DUTY_ENFORCE)->slug) ||
		    is_listed(&enforcing, row->key.ptr))
			continue;
		struct id *id = &enforcing.disputes[enforcing.count];
		memcpy(id->bytes, row->key.ptr, sizeof id->bytes);
		keys[enforcing.count++] = (struct store_key){ RECORD_VIEW, { id->bytes, sizeof id->bytes } };
	}
	if (enforcing.count == 0)
		on_views(call, NULL, 0);
	else
		call_get(call, keys, enforcing.count, on_views);
}

/* The fifty that end first; each that is done makes room for the next. */
void op_list_enforcements(struct call *call)
{
	struct str state = call_query(call, STR("state"));

	if (!str_eq(state, STR("enforce"))) {
		call_refuse(call, PROBLEM_INVALID_VALUE, "state", "the list is of one state: state=enforce");
		return;
	}
	struct store_scan scan = { .kind = RECORD_DUTY, .index = INDEX_DUTY_BY_ACTOR, .limit = ENFORCE_MAX };
	call_scan_text(call, &scan, capacity_slug(CAPACITY_PLATFORM), on_duties);
}
