/* The orders that the marketplace records: snapshots, signed or not, with every version of them. */
#include "core/json.h"
#include "core/object.h"
#include "server/app.h"
#include "server/call_store.h"
#include "server/operations.h"
#include "server/order_note.h"
#include "server/order_rows.h"
#include "server/signers.h"

#define ORDERS_MAX   200
#define VERSIONS_MAX 200

void op_list_orders(struct call *call)
{
	bool buyer = call->admission.who.role == ROLE_BUYER;
	struct store_scan scan = { .kind = RECORD_ORDER,
		                   .index = buyer ? INDEX_ORDER_BY_BUYER : INDEX_ORDER_BY_SELLER,
		                   .limit = ORDERS_MAX };

	call_scan_text(call, &scan, str_from_c(call->admission.who.party), call_reply_rows);
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

/* --- a snapshot --- */

/* What is being recorded, between the steps. */
struct putting {
	const struct node *snapshot; /* of what was sent */
	struct str note;             /* empty: unsigned */
	struct str content;          /* the snapshot, verbatim */
	struct signer_keys keys;     /* of the marketplace */
	struct str text;             /* the order as it is to be kept */
};

static void on_order_stored(struct call *call, const struct store_commit *commit, enum store_status status)
{
	struct putting *putting = call->state;

	(void)commit;
	if (status == STORE_OK)
		call_reply_json(call, 200, putting->text, 0);
	else
		call_refuse(call, PROBLEM_BUSY_ELSEWHERE, NULL, "the order changed at the same moment");
}

/* Once the marketplace has a key, nothing is taken without its signature: a stolen token alone records
 * nothing. */
static enum status check_signature(struct call *call, const struct putting *putting, struct str *ret_key,
                                   struct error *err)
{
	struct order_note expected = { .service = call->app->service,
		                       .party = principal_text(&call->admission.who, call_arena(call)),
		                       .order = call_param(call, 0),
		                       .content = putting->content,
		                       .now_ms = call->now_ms };
	const struct note_key *key;

	*ret_key = STR("");
	if (putting->note.len == 0 && putting->keys.count > 0)
		return FAIL_AT(err, PROBLEM_BAD_SIGNATURE, "/note",
		               "you have registered a key: send the snapshot with its signature");
	if (putting->note.len == 0)
		return STATUS_OK;
	TRY(order_note_check(&expected, putting->note, putting->keys, call_arena(call), &key, err));
	*ret_key = key->name;
	return STATUS_OK;
}

static enum status put_snapshot(struct call *call, const struct store_row *row, struct change *change)
{
	struct putting *putting = call->state;
	struct arena *arena = call_arena(call);
	struct error *err = &call->err;
	const struct node *kept = NULL;
	struct order_step step;
	struct order_entry entry = { .kind = STR("snapshot"),
		                     .by = principal_text(&call->admission.who, arena),
		                     .at_ms = call->now_ms,
		                     .note = putting->note,
		                     .content = putting->content };

	TRY(check_signature(call, putting, &entry.key, err));
	if (row->found)
		TRY(node_parse(arena_copy(arena, bytes_str(row->body)), arena, &kept, err));
	const struct node *placed = order_at_home(putting->snapshot, call->app->config->jurisdiction, arena);
	TRY(arena_check(arena, err));
	TRY(order_take_snapshot(kept, placed, arena, &step, err));
	return order_rows_put(&step, row->found ? row->version : 0, &entry, change, &putting->text, err);
}

static void on_order_before(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct change *change;

	assert(count == 1);
	if (change_new(call_arena(call), &change, &call->err) != STATUS_OK ||
	    put_snapshot(call, &rows[0], change) != STATUS_OK)
		call_fail(call);
	else
		call_commit(call, change, on_order_stored);
}

static void on_signers(struct call *call, struct signer_keys keys)
{
	struct putting *putting = call->state;
	struct store_key key = { RECORD_ORDER, str_bytes(call_param(call, 0)) };

	putting->keys = keys;
	call_get(call, &key, 1, on_order_before);
}

/* The snapshot itself, or {"note", "content"} around its exact text. */
static enum status read_body(struct call *call, struct putting *putting)
{
	struct arena *arena = call_arena(call);
	struct error *err = &call->err;
	const struct node *body;
	struct order order;

	putting->content = bytes_str(call->exchange->body);
	TRY(node_parse(putting->content, arena, &body, err));
	putting->snapshot = body;
	if (node_find(body, STR("note")) != NULL) {
		putting->note = node_text(body, STR("note"));
		putting->content = node_text(body, STR("content"));
		if (putting->note.len == 0 || putting->content.len == 0 || body->count != 2)
			return FAIL_AT(err, PROBLEM_INVALID_VALUE, "",
			               "a signed snapshot has the members note and content, both text");
		if (node_parse(putting->content, arena, &putting->snapshot, err) != STATUS_OK) {
			(void)strcpy(err->field, "/content");
			return problem_info(err->problem)->status;
		}
	}
	TRY(order_decode(putting->snapshot, arena, &order, err));
	if (!str_eq(order.ref, call_param(call, 0)))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/ref", "the reference differs from the address");
	return STATUS_OK;
}

/* A snapshot replaces the one before; disputes keep the one that they were filed with. */
void op_put_order(struct call *call)
{
	struct putting *putting = ARENA_NEW(call_arena(call), struct putting);

	if (arena_check(call_arena(call), &call->err) != STATUS_OK || read_body(call, putting) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call->state = putting;
	call_signers(call, on_signers);
}

/* --- its versions --- */

static void on_versions(struct call *call, const struct store_scan *scan)
{
	if (scan->row_count == 0)
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no order of that reference was recorded");
	else
		call_reply_rows(call, scan);
}

void op_list_order_versions(struct call *call)
{
	struct str order = call_param(call, 0);

	if (order.len > ORDER_REF_MAX) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "no order reference is that long");
		return;
	}
	struct key lo = order_versions_key(order);
	struct key hi = lo;
	key_put_end(&hi);
	struct store_scan scan = { .kind = RECORD_ORDER_VERSION,
		                   .lo = key_bytes(&lo),
		                   .hi = key_bytes(&hi),
		                   .descending = true,
		                   .limit = VERSIONS_MAX };
	call_scan(call, &scan, on_versions);
}
