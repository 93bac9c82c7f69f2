#include "server/act_reply.h"

#include "core/json.h"
#include "crypto/encoding.h"
#include "server/app.h"
#include "server/case_view.h"
#include "server/receipt_maker.h"

struct reply {
	struct act *act;
	struct str events; /* the array, printed */
	struct str view;
	uint64_t version;
	uint32_t seq; /* of the signed event; 0: none */
	struct receipt_maker maker;
};

static void print_events(struct printer *printer, const struct event *events, size_t count,
                         struct arena *arena)
{
	print_array_begin(printer);
	for (size_t i = 0; i < count; i++) {
		print_object_begin(printer);
		print_member_string(printer, STR("id"), id_text(arena, ID_EVENT, events[i].id));
		print_member_int(printer, STR("seq"), events[i].seq);
		print_member_string(printer, STR("type"), event_slug(events[i].type));
		print_object_end(printer);
	}
	print_array_end(printer);
}

/* The first event that carries a statement, by its place among them; `count` when there is none. */
static size_t find_signed(const struct event *events, size_t count)
{
	size_t n = 0;

	while (n < count && !events[n].statement.present)
		n++;
	return n;
}

enum status act_reply_text(const struct event *events, size_t count, struct arena *arena,
                           struct str *ret_text, struct error *err)
{
	size_t with_statement = find_signed(events, count);
	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, KIB(8));
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("dispute"), id_text(arena, ID_DISPUTE, events[0].dispute));
	print_name(&printer, STR("events"));
	print_events(&printer, events, count, arena);
	print_member_int(&printer, STR("signed"), with_statement < count ? events[with_statement].seq : 0);
	print_object_end(&printer);
	TRY(buf_check(&buf, err));
	*ret_text = buf_str(&buf);
	return STATUS_OK;
}

enum status statement_row_salt(struct bytes body, struct leaf_salt *ret_salt, struct error *err)
{
	struct str prefix = STR("{\"salt\":\"");
	struct str text = bytes_str(body);

	if (!str_has_prefix(text, prefix) || text.len < prefix.len + 2 * LEAF_SALT_BYTES)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "a statement row does not begin with its salt");
	struct str hex = { text.ptr + prefix.len, 2 * LEAF_SALT_BYTES };
	return hex_decode_exact(hex, ret_salt->bytes, LEAF_SALT_BYTES, err);
}

static void finish(struct reply *reply, struct str receipt)
{
	struct call *call = reply->act->call;
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	print_object_begin(&printer);
	print_member_raw(&printer, STR("dispute"), reply->view);
	print_member_raw(&printer, STR("events"), reply->events);
	if (receipt.len > 0)
		print_member_string(&printer, STR("receipt"), receipt);
	print_object_end(&printer);
	call_reply_printed(call, reply->act->rule->http_status, &buf, reply->version);
}

static void on_receipt(void *user, enum store_status status, struct str receipt, struct error *err)
{
	struct reply *reply = user;

	if (status == STORE_OK) {
		finish(reply, receipt);
		return;
	}
	reply->act->call->err = *err;
	call_fail(reply->act->call);
}

void receipt_begin(struct call *call, uint64_t index, struct receipt_maker *maker)
{
	maker->index = index;
	maker->memory = &call->local->log_memory;
	receipt_maker_start(maker, call->local->store, call_arena(call));
}

/* The receipt, or the reply at once when nothing was signed. */
static void make_receipt(struct reply *reply, bool is_signed, uint64_t index)
{
	if (!is_signed) {
		finish(reply, (struct str){ 0 });
		return;
	}
	reply->maker.done = on_receipt;
	reply->maker.user = reply;
	receipt_begin(reply->act->call, index, &reply->maker);
}

static struct reply *new_reply(struct act *act)
{
	struct call *call = act->call;
	struct reply *reply = arena_alloc_dirty(call_arena(call), 1, sizeof *reply, _Alignof(struct reply));

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return NULL;
	}
	/* the maker, by far the largest part, is set up when it starts */
	memset(reply, 0, offsetof(struct reply, maker));
	act->reply = reply;
	reply->act = act;
	return reply;
}

/* --- an act that was carried out just now: everything is at hand --- */

static enum status print_done(struct reply *reply, const struct case_run *done, struct error *err)
{
	struct call *call = reply->act->call;
	struct buf view;
	struct buf events;
	struct printer printer;

	buf_init(&view, call_arena(call), VIEW_BYTES_MAX);
	buf_reserve(&view, done->views.text.len);
	views_put(&done->views, side_of(call->admission.who.role), &view);
	TRY(buf_check(&view, err));
	buf_init(&events, call_arena(call), KIB(8));
	printer_init(&printer, &events);
	print_events(&printer, done->events, done->event_count, call_arena(call));
	TRY(buf_check(&events, err));
	reply->view = view.len > 0 ? buf_str(&view) : STR("null");
	reply->events = buf_str(&events);
	reply->version = done->dispute->version;
	return STATUS_OK;
}

void act_reply(struct act *act, const struct store_commit *commit)
{
	const struct case_run *done = act->done;
	size_t with_statement = find_signed(done->events, done->event_count);
	struct reply *reply = new_reply(act);

	assert(!commit->repeated && commit->leaf_count == done->event_count);
	if (reply == NULL)
		return;
	if (print_done(reply, done, &act->call->err) != STATUS_OK) {
		call_fail(act->call);
		return;
	}
	reply->maker.salt = act->salts[with_statement < done->event_count ? with_statement : 0];
	make_receipt(reply, with_statement < done->event_count, commit->first_leaf + with_statement);
}

/* --- a repetition: the case is read as it stands --- */

enum { ROW_VIEW, ROW_EVENT, ROW_STATEMENT, ROW_COUNT };

static enum status read_view(struct reply *reply, const struct store_row *row, struct error *err)
{
	struct call *call = reply->act->call;
	struct case_view view;

	reply->view = STR("null");
	if (!row->found)
		return STATUS_OK;
	TRY(case_view_decode(row->body, side_of(call->admission.who.role), &view, err));
	reply->version = view.version;
	if (view.piece_count == 0)
		return STATUS_OK;
	return case_view_text(&view, call_arena(call), &reply->view, err);
}

static void on_rows(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct act *act = call->state;
	struct reply *reply = act->reply;

	assert(count == ROW_COUNT || count == ROW_EVENT);
	if (read_view(reply, &rows[ROW_VIEW], &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	if (reply->seq == 0) {
		make_receipt(reply, false, 0);
		return;
	}
	if (!rows[ROW_EVENT].found || !rows[ROW_STATEMENT].found) {
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL, "the stored statement is missing");
		return;
	}
	if (statement_row_salt(rows[ROW_STATEMENT].body, &reply->maker.salt, &call->err) != STATUS_OK)
		call_fail(call);
	else
		make_receipt(reply, true, rows[ROW_EVENT].pos - 1); /* sealer.h: one leaf per event */
}

static enum status read_kept(struct reply *reply, struct str kept, struct error *err)
{
	struct act *act = reply->act;
	struct arena *arena = call_arena(act->call);
	const struct node *node;
	struct printer printer;
	struct buf buf;

	TRY(node_parse(kept, arena, &node, err));
	TRY(id_parse(ID_DISPUTE, node_text(node, STR("dispute")), &act->dispute_id, err));
	reply->seq = (uint32_t)node_int(node, STR("signed"), 0);
	buf_init(&buf, arena, KIB(8));
	printer_init(&printer, &buf);
	print_node(&printer, node_find(node, STR("events")));
	TRY(buf_check(&buf, err));
	reply->events = buf_str(&buf);
	return STATUS_OK;
}

void act_reply_again(struct act *act, struct str kept)
{
	struct call *call = act->call;
	struct reply *reply = new_reply(act);

	if (reply == NULL)
		return;
	if (read_kept(reply, kept, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	struct key view = case_key(act->dispute_id);
	struct key event = case_seq_key(act->dispute_id, reply->seq);
	struct store_key wanted[ROW_COUNT] = {
		[ROW_VIEW] = { RECORD_VIEW, key_bytes(&view) },
		[ROW_EVENT] = { RECORD_EVENT, key_bytes(&event) },
		[ROW_STATEMENT] = { RECORD_STATEMENT, key_bytes(&event) },
	};
	call_get(call, wanted, reply->seq == 0 ? ROW_EVENT : ROW_COUNT, on_rows);
}
