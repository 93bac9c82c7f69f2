#include <stdlib.h>

#include "server/conn.h"

/* --- reading a message --- */

static struct str advance(struct str input, size_t len)
{
	assert(len <= input.len);
	if (len == 0)
		return input; /* which may be { NULL, 0 } */
	return (struct str){ .ptr = input.ptr + len, .len = input.len - len };
}

static void begin_body(struct conn *conn)
{
	conn->input = conn->exchange->state->parser.complete ? INPUT_DONE : INPUT_WAIT;
	conn->input_deadline_ms = 0;
}

/* A head of `len` bytes is whole: the guard and llhttp read it, and the layer above decides. */
static void read_head(struct conn *conn, struct str head)
{
	struct exchange *exchange = exchange_take(conn);

	if (exchange == NULL) {
		conn_refuse(conn, http_fault_at(REFUSAL_BUSY, "too many requests are being answered"),
		            ABORT_STOPPING);
		return;
	}
	conn->exchange = exchange;

	struct str copy = arena_copy(&exchange->arena, head);
	assert(copy.ptr != NULL); /* arena_bytes has a minimum */
	struct http_fault fault = http_parser_head(&exchange->state->parser, copy, &exchange->request);
	if (http_fault_is(fault)) {
		conn_refuse(conn, fault, ABORT_MALFORMED);
		return;
	}
	exchange->state->has_request = true;
	conn->keep_alive = exchange->request.keep_alive;
	begin_body(conn);
	loop_handler(conn->loop)->on_head(exchange);
}

/* Returns how much of the input is used up. */
static size_t step_head(struct conn *conn, struct str input)
{
	if (!conn->scan.begun && conn->scan.start == 0) /* the first bytes: later ones buy no more time */
		conn->input_deadline_ms =
			uv_now(&conn->loop->uv) + loop_settings(conn->loop)->head_timeout_ms;

	struct http_fault fault = http_guard_scan(&conn->scan, input);
	if (http_fault_is(fault)) {
		conn_refuse(conn, fault, ABORT_MALFORMED);
		return input.len;
	}
	struct http_scan scan = conn->scan;
	if (scan.end == 0)
		return 0;
	conn->scan = (struct http_scan){ 0 };
	read_head(conn, (struct str){ input.ptr + scan.start, scan.end - scan.start });
	return scan.end;
}

static void refuse_large(struct conn *conn)
{
	conn_refuse(conn, http_fault_at(REFUSAL_BODY_TOO_LARGE, "the body is larger than this route accepts"),
	            ABORT_TOO_LARGE);
}

/* Before the first piece of a wanted body: is it small enough, and does the client wait to be asked for it?
 */
static bool may_read_body(struct conn *conn, struct str input)
{
	struct exchange *exchange = conn->exchange;
	const struct str text = STR("HTTP/1.1 100 Continue\r\n\r\n");
	struct output output = { .parts = { str_bytes(text) }, .count = 1 };

	if (exchange->request.content_length > exchange->state->body_max) {
		refuse_large(conn);
		return false;
	}
	if (!exchange->request.expects_continue || exchange->state->continued)
		return true;
	exchange->state->continued = true;
	return input.len > 0 || conn_send(conn, &output);
}

/* Hands a piece of the body to the layer above. False when it is too much. */
static bool deliver(struct exchange *exchange, struct bytes data)
{
	struct exchange_state *state = exchange->state;

	if (state->parser.received > state->body_max)
		return false;
	if (data.len == 0)
		return true;
	if (state->streamed) {
		loop_handler(exchange->loop)->on_body(exchange, data);
		return true;
	}
	if (state->parser.chunked) {
		buf_put(&state->body, bytes_str(data));
		exchange->body = str_bytes(buf_str(&state->body));
		return !state->body.failed;
	}
	memcpy(state->body_room + state->parser.received - data.len, data.ptr, data.len);
	exchange->body = (struct bytes){ state->body_room, (size_t)state->parser.received };
	return true;
}

static size_t step_body(struct conn *conn, struct str input)
{
	struct exchange *exchange = conn->exchange;
	struct http_piece piece;
	struct http_fault fault = http_parser_body(&exchange->state->parser, str_bytes(input), &piece);
	bool wanted = conn->input == INPUT_BODY;

	if (http_fault_is(fault)) {
		if (wanted)
			conn_refuse(conn, fault, ABORT_MALFORMED);
		else
			conn_abort(conn,
			           ABORT_MALFORMED); /* its reply is under way: nothing more may be said */
		return input.len;
	}
	conn->input_deadline_ms = uv_now(&conn->loop->uv) + loop_settings(conn->loop)->body_idle_ms;
	if (piece.complete) {
		conn->input = INPUT_DONE;
		conn->input_deadline_ms = 0;
	}
	if (wanted && !deliver(exchange, piece.data)) {
		refuse_large(conn);
		return input.len;
	}
	return piece.consumed;
}

/* The message before is over in both directions. */
static void next_message(struct conn *conn)
{
	struct exchange *exchange = conn->exchange;

	conn->exchange = NULL;
	conn->input = INPUT_HEAD;
	conn->output = OUTPUT_IDLE;
	conn->input_deadline_ms = uv_now(&conn->loop->uv) + loop_settings(conn->loop)->keep_alive_ms;
	exchange_release(exchange);
}

/* Tells the layer above that the body is complete, once, when it listens. */
static bool announce(struct conn *conn)
{
	struct exchange *exchange = conn->exchange;
	struct exchange_state *state = exchange->state;

	if (!state->wants_request || state->announced || state->replied || state->paused)
		return false;
	state->announced = true;
	loop_handler(conn->loop)->on_request(exchange);
	return true;
}

/* One step of the message being read. False when nothing can be done now; *ret_used is then 0. */
static bool step(struct conn *conn, struct str input, size_t *ret_used)
{
	*ret_used = 0;
	switch (conn->input) {
	case INPUT_HEAD:
		if (input.len == 0 || conn->loop->phase == LOOP_ENDING)
			return false;
		*ret_used = step_head(conn, input);
		return *ret_used > 0;
	case INPUT_BODY:
		if (conn->exchange->state->paused || !may_read_body(conn, input) || input.len == 0)
			return false;
		*ret_used = step_body(conn, input);
		return true;
	case INPUT_DISCARD:
		if (input.len == 0)
			return false;
		*ret_used = step_body(conn, input);
		return true;
	case INPUT_DONE:
		if (conn->output == OUTPUT_SENT) {
			next_message(conn);
			return true;
		}
		return conn->output == OUTPUT_IDLE && announce(conn);
	case INPUT_WAIT:
	case INPUT_STOP: break;
	}
	return false;
}

/* Processes input until it is used up or has to wait; returns what is left of it. */
static struct str pump(struct conn *conn, struct str input)
{
	bool more = true;

	assert(!conn->pumping);
	conn->pumping = true;
	while (more && !conn->closing && !conn->lingering) {
		size_t used;

		more = step(conn, input, &used);
		input = advance(input, used);
	}
	conn->pumping = false;
	return input;
}

/* --- input that has to wait --- */

static bool hold(struct conn *conn, struct str input)
{
	size_t needed = conn->held_len + input.len;

	if (needed > conn->held_capacity) {
		size_t capacity = needed < 512 ? 512 : needed + needed / 2;
		char *grown = realloc(conn->held, capacity);

		if (grown == NULL)
			return false;
		conn->held = grown;
		conn->held_capacity = capacity;
	}
	assert(conn->held != NULL); /* there is input, so there is room for it */
	memcpy(conn->held + conn->held_len, input.ptr, input.len);
	conn->held_len = needed;
	return true;
}

static void drop_used(struct conn *conn, size_t left)
{
	if (conn->closing || conn->lingering || left == 0) {
		conn_hold_nothing(conn);
		return;
	}
	memmove(conn->held, conn->held + (conn->held_len - left), left);
	conn->held_len = left;
}

/* --- going on --- */

void conn_go_on(struct conn *conn)
{
	if (conn->pumping || conn->closing)
		return;
	if (!conn->lingering) {
		struct str left = pump(conn, (struct str){ conn->held, conn->held_len });

		if (conn->held != NULL)
			drop_used(conn, left.len);
	}
	conn_settle(conn);
}

void conn_take(struct conn *conn, struct str input)
{
	struct str left;

	if (conn->held != NULL) {
		if (!hold(conn, input)) {
			conn_abort(conn, ABORT_PEER_GONE);
			return;
		}
		conn_go_on(conn);
		return;
	}
	left = pump(conn, input);
	if (left.len > 0 && !conn->closing && !conn->lingering && conn->input != INPUT_STOP &&
	    !hold(conn, left)) {
		conn_abort(conn, ABORT_PEER_GONE);
		return;
	}
	conn_settle(conn);
}
