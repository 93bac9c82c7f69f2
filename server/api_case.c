/* Reading a case: the stored view goes from the store to the socket; nothing is computed that could differ.
 */
#include "core/evolve.h"
#include "core/json.h"
#include "crypto/encoding.h"
#include "server/act_reply.h"
#include "server/app.h"
#include "server/call_view.h"
#include "server/case_records.h"
#include "server/operations.h"

#define PAGE_DEFAULT 50
#define PAGE_MAX     200

/* --- the view --- */

static bool is_unchanged(struct call *call, uint64_t version)
{
	struct str known = http_request_find(&call->exchange->request, STR("If-None-Match"));
	struct buf etag;

	if (known.ptr == NULL)
		return false;
	buf_init(&etag, call_arena(call), 32);
	buf_putf(&etag, "\"%llu\"", (unsigned long long)version);
	return str_eq(known, buf_str(&etag));
}

static void on_view(struct call *call, struct id dispute, const struct case_view *view)
{
	(void)dispute;
	if (is_unchanged(call, view->version))
		call_reply_empty(call, 304);
	else
		call_reply_pieces(call, view->pieces, view->piece_count, view->version);
}

void op_get_view(struct call *call)
{
	call_view(call, on_view);
}

/* --- a member of the view, for those who want no more --- */

static const struct {
	enum operation operation;
	struct str member;
} members[] = {
	{ OPERATION_listEvidence, STR_INIT("evidence") },
	{ OPERATION_listReturns, STR_INIT("returns") },
	{ OPERATION_listRequests, STR_INIT("requests") },
	{ OPERATION_listFacts, STR_INIT("facts") },
	{ OPERATION_listOffers, STR_INIT("offers") },
	{ OPERATION_listObligations, STR_INIT("obligations") },
};

static struct str wanted_member(const struct call *call)
{
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		if (members[i].operation == call_route(call)->operation)
			return members[i].member;
	}
	assert(false && "the route table and this one differ");
	return (struct str){ 0 };
}

static void on_view_for_member(struct call *call, struct id dispute, const struct case_view *view)
{
	const struct node *node;
	struct str text;
	struct printer printer;
	struct buf buf;

	(void)dispute;
	if (case_view_text(view, call_arena(call), &text, &call->err) != STATUS_OK ||
	    node_parse(text, call_arena(call), &node, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	const struct node *member = node_find(node, wanted_member(call));
	assert(member != NULL);
	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_name(&printer, STR("items"));
	print_node(&printer, member);
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, view->version);
}

void op_get_view_member(struct call *call)
{
	call_view(call, on_view_for_member);
}

/* --- lists of cards --- */

static bool read_page(struct call *call, struct store_scan *scan)
{
	int64_t limit;
	struct str after = call_query(call, STR("after"));

	if (call_query_int(call, STR("limit"), 1, PAGE_MAX, PAGE_DEFAULT, &limit) != STATUS_OK) {
		call_fail(call);
		return false;
	}
	scan->limit = (uint32_t)limit;
	if (after.len > 0 &&
	    base64url_decode(after, call_arena(call), &scan->cursor, &call->err) != STATUS_OK) {
		call_refuse(call, PROBLEM_INVALID_VALUE, "after", "this is no cursor of this list");
		return false;
	}
	return true;
}

static void print_next(struct printer *printer, const struct store_scan *scan, struct arena *arena)
{
	struct buf cursor;

	print_name(printer, STR("next"));
	if (scan->next_len == 0) {
		print_null(printer);
		return;
	}
	buf_init(&cursor, arena, 2 * STORE_CURSOR_MAX);
	base64url_put(&cursor, (struct bytes){ scan->next, scan->next_len });
	print_string(printer, buf_str(&cursor));
}

static void on_cards(struct call *call, const struct store_scan *scan)
{
	enum side side = side_of(call->admission.who.role);
	struct str phase = call_query(call, STR("phase"));
	struct printer printer;
	struct buf buf;

	call_items_begin(call, &printer, &buf);
	for (uint32_t i = 0; i < scan->row_count; i++) {
		if (phase.len == 0 || str_eq(phase, store_row_text(&scan->rows[i], COLUMN_DISPUTE_PHASE)))
			print_raw(&printer, card_line(scan->rows[i].body, side));
	}
	print_array_end(&printer);
	print_next(&printer, scan, call_arena(call));
	print_object_end(&printer);
	call_reply_printed(call, 200, &buf, 0);
}

/* False: the call has been answered. */
static bool phase_is_known(struct call *call, struct str phase)
{
	enum phase known;

	if (phase.len == 0 || phase_find(phase, &known))
		return true;
	call_refuse(call, PROBLEM_INVALID_VALUE, "phase", "there is no such phase; see /v1/meta/machine");
	return false;
}

void op_list_disputes(struct call *call)
{
	bool buyer = call->admission.who.role == ROLE_BUYER;
	struct store_scan scan = { .kind = RECORD_DISPUTE,
		                   .index = buyer ? INDEX_DISPUTE_BY_BUYER : INDEX_DISPUTE_BY_SELLER,
		                   .descending = true };

	if (phase_is_known(call, call_query(call, STR("phase"))) && read_page(call, &scan))
		call_scan_text(call, &scan, str_from_c(call->admission.who.party), on_cards);
}

/* The oldest waits longest: cases in one phase, in the order in which they last moved. */
void op_list_queue(struct call *call)
{
	struct str phase = call_query(call, STR("phase"));
	struct store_scan scan = { .kind = RECORD_DISPUTE, .index = INDEX_DISPUTE_BY_PHASE };

	if (phase_is_known(call, phase) && read_page(call, &scan))
		call_scan_text(call, &scan, phase.len > 0 ? phase : phase_slug(PHASE_REVIEW), on_cards);
}

/* --- receipts --- */

enum { ROW_EVENT, ROW_STATEMENT, ROW_COUNT };

static void on_receipt(void *user, enum store_status status, struct str receipt, struct error *err)
{
	struct call *call = user;

	if (status == STORE_OK) {
		call_reply_text(call, 200, STR("text/plain; charset=utf-8"), receipt);
		return;
	}
	call->err = *err;
	call_fail(call);
}

static void on_receipt_rows(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct receipt_maker *maker = ARENA_NEW(call_arena(call), struct receipt_maker);

	assert(count == ROW_COUNT);
	if (!rows[ROW_EVENT].found || !rows[ROW_STATEMENT].found || maker == NULL) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "the case has no event with that number");
		return;
	}
	if (statement_row_salt(rows[ROW_STATEMENT].body, &maker->salt, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	maker->done = on_receipt;
	maker->user = call;
	receipt_begin(call, rows[ROW_EVENT].pos - 1, maker); /* sealer.h: one leaf per event */
}

static bool read_seq(struct call *call, uint32_t *ret_seq)
{
	struct str text = call_param(call, 1);
	uint32_t seq = 0;

	for (size_t i = 0; i < text.len && seq <= RECORD_SEQ_MAX / 16; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		seq = seq * 10 + (uint32_t)(text.ptr[i] - '0');
	}
	*ret_seq = seq;
	return seq > 0;
}

static void on_view_for_receipt(struct call *call, struct id dispute, const struct case_view *view)
{
	uint32_t seq;

	(void)view;
	if (!read_seq(call, &seq)) {
		call_refuse(call, PROBLEM_NO_SUCH_RESOURCE, NULL, "events are numbered from 1");
		return;
	}
	struct key key = case_seq_key(dispute, seq);
	struct store_key keys[ROW_COUNT] = { [ROW_EVENT] = { RECORD_EVENT, key_bytes(&key) },
		                             [ROW_STATEMENT] = { RECORD_STATEMENT, key_bytes(&key) } };
	call_get(call, keys, ROW_COUNT, on_receipt_rows);
}

void op_get_receipt(struct call *call)
{
	call_view(call, on_view_for_receipt);
}
