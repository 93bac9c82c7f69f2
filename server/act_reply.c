#include "server/act_reply.h"

#include "core/json.h"
#include "crypto/encoding.h"
#include "server/app.h"
#include "server/receipt_maker.h"

struct reply {
	struct act *act;
	struct str dispute_id;
	struct str events; /* the array, printed */
	struct str view;
	uint32_t seq; /* of the signed event; 0: none */
	uint64_t version;
	struct receipt_maker maker;
};

enum status act_reply_text(const struct event *events, size_t count, struct arena *arena,
                           struct str *ret_text, struct error *err)
{
	struct buf buf;
	struct printer printer;
	uint32_t signed_seq = 0;

	buf_init(&buf, arena, KIB(8));
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("dispute"), id_text(arena, ID_DISPUTE, events[0].dispute));
	print_name(&printer, STR("events"));
	print_array_begin(&printer);
	for (size_t i = 0; i < count; i++) {
		if (events[i].statement.present && signed_seq == 0)
			signed_seq = events[i].seq;
		print_object_begin(&printer);
		print_member_string(&printer, STR("id"), id_text(arena, ID_EVENT, events[i].id));
		print_member_int(&printer, STR("seq"), events[i].seq);
		print_member_string(&printer, STR("type"), event_slug(events[i].type));
		print_object_end(&printer);
	}
	print_array_end(&printer);
	print_member_int(&printer, STR("signed"), signed_seq);
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

enum { ROW_CARD, ROW_VIEW, ROW_EVENT, ROW_STATEMENT, ROW_COUNT };

static void on_rows(struct call *call, const struct store_row *rows, uint32_t count)
{
	struct act *act = call->state;
	struct reply *reply = act->reply;
	struct receipt_maker *maker = &reply->maker;

	assert(count == ROW_COUNT || count == ROW_EVENT);
	reply->view = rows[ROW_VIEW].found ? arena_copy(call_arena(call), bytes_str(rows[ROW_VIEW].body))
	                                   : STR("null");
	reply->version = rows[ROW_CARD].version;
	if (reply->seq == 0) {
		finish(reply, (struct str){ 0 });
		return;
	}
	if (!rows[ROW_EVENT].found || !rows[ROW_STATEMENT].found) {
		call_refuse(call, PROBLEM_RECORD_CORRUPT, NULL, "the stored statement is missing");
		return;
	}
	if (statement_row_salt(rows[ROW_STATEMENT].body, &maker->salt, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	maker->index = rows[ROW_EVENT].pos - 1; /* sealer.h: one leaf per event */
	maker->done = on_receipt;
	maker->user = reply;
	maker->nodes = &call->local->log_nodes;
	receipt_maker_start(maker, call->local->store, call_arena(call));
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

void act_reply(struct act *act, struct str kept)
{
	struct call *call = act->call;
	struct reply *reply = ARENA_NEW(call_arena(call), struct reply);
	struct key keys[ROW_COUNT];

	if (arena_check(call_arena(call), &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	act->reply = reply;
	reply->act = act;
	if (read_kept(reply, kept, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	keys[ROW_CARD] = case_key(act->dispute_id);
	keys[ROW_VIEW] = case_view_key(act->dispute_id, side_of(call->admission.who.role));
	keys[ROW_EVENT] = case_seq_key(act->dispute_id, reply->seq);
	keys[ROW_STATEMENT] = keys[ROW_EVENT];
	struct store_key wanted[ROW_COUNT] = {
		[ROW_CARD] = { RECORD_DISPUTE, key_bytes(&keys[ROW_CARD]) },
		[ROW_VIEW] = { RECORD_VIEW, key_bytes(&keys[ROW_VIEW]) },
		[ROW_EVENT] = { RECORD_EVENT, key_bytes(&keys[ROW_EVENT]) },
		[ROW_STATEMENT] = { RECORD_STATEMENT, key_bytes(&keys[ROW_STATEMENT]) },
	};
	call_get(call, wanted, reply->seq == 0 ? ROW_EVENT : ROW_COUNT, on_rows);
}
