#include <stdlib.h>

#include "server/conn.h"

#define PULLS_PER_TURN 16

/* A write that the socket did not take at once, with its own copy of what is not kept elsewhere. */
struct write {
	uv_write_t request;
	char copy[];
};

/* --- sending --- */

static void go_on_writing(struct conn *conn)
{
	struct exchange *exchange = conn->exchange;

	if (exchange != NULL && exchange->state->stream_open) {
		exchange->state->pulls_in_turn = 0;
		conn_pull(conn);
	} else if (conn->output == OUTPUT_SENDING) {
		conn_sent(conn);
	}
}

static void on_written(uv_write_t *request, int result)
{
	struct conn *conn = request->handle->data;

	free(request->data);
	conn->writes--;
	if (conn->closing)
		return;
	if (result != 0)
		conn_abort(conn, ABORT_PEER_GONE);
	else if (conn->writes == 0)
		go_on_writing(conn);
}

/* Takes `sent` bytes from the front of the buffers. */
static void shorten(uv_buf_t *buffers, size_t count, size_t sent)
{
	for (size_t i = 0; i < count && sent > 0; i++) {
		size_t len = buffers[i].len < sent ? buffers[i].len : sent;

		buffers[i].base += len;
		buffers[i].len -= len;
		sent -= len;
	}
}

static bool queue_rest(struct conn *conn, uv_buf_t *buffers, const struct output *output)
{
	size_t total = 0;

	for (size_t i = 0; i < output->count; i++)
		total += output->kept && i == 1 ? 0 : buffers[i].len;

	struct write *write = malloc(sizeof *write + total);
	if (write == NULL) {
		conn_abort(conn, ABORT_PEER_GONE);
		return false;
	}
	write->request.data = write;
	char *to = write->copy;
	for (size_t i = 0; i < output->count; i++) {
		if ((output->kept && i == 1) || buffers[i].len == 0)
			continue;
		memcpy(to, buffers[i].base, buffers[i].len);
		buffers[i].base = to;
		to += buffers[i].len;
	}
	if (uv_write(&write->request, &conn->handle.stream, buffers, (unsigned)output->count, on_written) !=
	    0) {
		free(write);
		conn_abort(conn, ABORT_PEER_GONE);
		return false;
	}
	conn->writes++;
	return true;
}

/* What the socket takes now; negative when the connection is broken. */
static int try_now(struct conn *conn, const uv_buf_t *buffers, const struct output *output)
{
	if (output->later || conn->writes > 0)
		return 0;
	int sent = uv_try_write(&conn->handle.stream, buffers, (unsigned)output->count);
	return sent == UV_EAGAIN ? 0 : sent;
}

bool conn_send(struct conn *conn, const struct output *output)
{
	assert(!conn->closing);
	assert(output->count > 0 && output->count <= COUNT_OF(output->parts));

	uv_buf_t buffers[COUNT_OF(output->parts)];
	size_t total = 0;

	for (size_t i = 0; i < output->count; i++) {
		/* uv_buf_t has no const, and libuv does not write to what it sends. */
		buffers[i].base = (char *)(uintptr_t)output->parts[i].ptr;
		buffers[i].len = output->parts[i].len;
		total += output->parts[i].len;
	}
	int sent = try_now(conn, buffers, output);
	if (sent < 0) {
		conn_abort(conn, ABORT_PEER_GONE);
		return false;
	}
	if ((size_t)sent == total)
		return true;
	shorten(buffers, output->count, (size_t)sent);
	return queue_rest(conn, buffers, output);
}

void conn_sent(struct conn *conn)
{
	conn->output = OUTPUT_SENT;
	if (!conn->keep_alive)
		conn_linger(conn);
	conn_go_on(conn);
}

/* --- streams --- */

/* After every piece: the stream is finished, or its peer has gone, or it goes on later. */
static void after_pull(struct conn *conn, struct exchange *exchange)
{
	struct exchange_state *state = exchange->state;

	if (state->aborted) {
		if (state->pulling)
			return; /* its push will come, and end it */
		exchange_close_stream(exchange);
		exchange_release(exchange);
		return;
	}
	if (!state->stream_done || conn->writes > 0)
		return;
	exchange_close_stream(exchange);
	conn_sent(conn);
}

void conn_pull(struct conn *conn)
{
	struct exchange *exchange = conn->exchange;
	struct exchange_state *state = exchange->state;

	if (state->in_pull)
		return;
	/* While in_pull is set the exchange stays, even when the connection breaks inside pull(). */
	state->in_pull = true;
	while (!state->aborted && !state->pulling && !state->stream_done && conn->writes == 0) {
		state->pulling = true;
		state->stream.pull(exchange, state->stream.context);
	}
	state->in_pull = false;
	after_pull(conn, exchange);
}

/* Counts a piece against the length that was announced. False when they do not go together. */
static bool count_piece(struct exchange_state *state, size_t len, bool last)
{
	state->stream_done = last;
	if (state->stream.length == HTTP_LENGTH_UNKNOWN)
		return true;
	if (len > state->stream_left || (last && len != state->stream_left))
		return false;
	state->stream_left -= len;
	state->stream_done = state->stream_left == 0;
	return true;
}

static bool send_piece(struct conn *conn, struct exchange_state *state, struct bytes piece)
{
	char line[HTTP_CHUNK_HEAD_MAX];
	struct output output = { .count = 1, .later = ++state->pulls_in_turn % PULLS_PER_TURN == 0 };
	struct str tail = state->stream_done ? STR("\r\n0\r\n\r\n") : STR("\r\n");

	if (!state->stream_chunked) {
		output.parts[0] = piece;
	} else if (piece.len == 0) {
		output.parts[0] = str_bytes(STR("0\r\n\r\n"));
	} else {
		output.parts[0] = (struct bytes){ (const uint8_t *)line, http_chunk_write(piece.len, line) };
		output.parts[1] = piece;
		output.parts[2] = str_bytes(tail);
		output.count = 3;
	}
	return (piece.len == 0 && !state->stream_chunked) || conn_send(conn, &output);
}

void exchange_push(struct exchange *exchange, struct bytes piece, bool last)
{
	struct exchange_state *state = exchange->state;
	struct conn *conn = exchange->conn;

	assert(state->pulling);
	assert(piece.len > 0 || last);
	state->pulling = false;
	if (!state->aborted && !count_piece(state, piece.len, last)) {
		loop_log(exchange->loop, "stream_length", "a stream was longer or shorter than announced");
		state->pulling = true;
		exchange_break(exchange);
		return;
	}
	/* Until the end of this call the exchange must not be released by a broken connection. */
	bool nested = state->in_pull;
	state->in_pull = true;
	bool alive = !state->aborted && send_piece(conn, state, piece);
	state->in_pull = nested;
	if (nested)
		return; /* conn_pull() goes on */
	if (alive)
		conn_pull(conn);
	else
		after_pull(conn, exchange);
}

void exchange_break(struct exchange *exchange)
{
	struct exchange_state *state = exchange->state;
	struct conn *conn = exchange->conn;

	assert(state->pulling);
	state->pulling = false;
	if (!state->aborted)
		conn_abort(conn, ABORT_PEER_GONE);
	else if (!state->in_pull)
		after_pull(conn, exchange);
}

/* --- replies --- */

/* What becomes of a body that nobody will read: a small rest is read, to keep the connection. */
static void leave_body(struct conn *conn)
{
	const struct exchange *exchange = conn->exchange;
	const struct http_parser *parser = &exchange->state->parser;
	bool unasked = exchange->request.expects_continue && !exchange->state->continued;

	if (conn->input == INPUT_DONE)
		return;
	if (unasked || parser->chunked || parser->left > CONN_DISCARD_MAX || conn->peer_ended) {
		conn->input = INPUT_STOP;
		conn->input_deadline_ms = 0;
		conn->keep_alive = false;
		return;
	}
	conn->input = INPUT_DISCARD;
	conn->input_deadline_ms = uv_now(&conn->loop->uv) + loop_settings(conn->loop)->body_idle_ms;
}

/* A reply that cannot be written is our own mistake, and said to be. */
static void send_mistake(struct conn *conn)
{
	char text[HTTP_REFUSAL_MAX];
	struct http_fault fault = http_fault_at(REFUSAL_INTERNAL, "the reply could not be written");
	bool head_only = conn->exchange->request.method == METHOD_HEAD;
	size_t len = http_refusal_write(fault, loop_date(conn->loop), head_only, text);
	struct output output = { .parts = { { (const uint8_t *)text, len } }, .count = 1 };

	loop_log(conn->loop, "reply_invalid", "a header of a reply cannot be sent");
	exchange_close_stream(conn->exchange);
	conn->keep_alive = false;
	conn->input = INPUT_STOP;
	if (conn_send(conn, &output) && conn->writes == 0)
		conn_sent(conn);
}

/* Whether a body goes out at all. */
static bool sends_body(const struct exchange *exchange, const struct http_response *response)
{
	return exchange->request.method != METHOD_HEAD && !http_status_is_bodiless(response->status) &&
	       http_response_length(response) > 0;
}

static void open_stream(struct exchange *exchange, const struct http_response *response)
{
	struct exchange_state *state = exchange->state;

	state->stream = response->stream;
	state->stream_left = response->stream.length;
	state->stream_chunked = http_response_is_chunked(response, exchange->request.minor_version);
	state->stream_open = response->stream.pull != NULL;
	state->stream_done = !sends_body(exchange, response);
}

static void put_body(struct output *output, const struct http_response *response)
{
	assert(response->piece_count <= HTTP_BODY_PIECES_MAX);
	if (response->body.len > 0)
		output->parts[output->count++] = response->body;
	for (size_t i = 0; i < response->piece_count; i++)
		output->parts[output->count++] = response->pieces[i];
}

static void send_head_and_body(struct conn *conn, const struct http_response *response, size_t head_len)
{
	struct exchange *exchange = conn->exchange;
	struct output output;

	output.parts[0] = (struct bytes){ (const uint8_t *)conn->loop->head, head_len };
	output.count = 1;
	output.kept = response->body_is_kept;
	output.later = false;
	if (response->stream.pull == NULL && sends_body(exchange, response))
		put_body(&output, response);
	if (!conn_send(conn, &output))
		return;
	if (exchange->state->stream_open && conn->writes == 0)
		conn_pull(conn);
	else if (conn->writes == 0)
		conn_sent(conn);
}

void conn_reply(struct conn *conn, const struct http_response *response)
{
	struct exchange *exchange = conn->exchange;
	bool endless = response->stream.pull != NULL && response->stream.length == HTTP_LENGTH_UNKNOWN;

	assert(conn->output == OUTPUT_IDLE);
	leave_body(conn);
	conn->output = OUTPUT_SENDING;
	if (response->close || conn->loop->phase != LOOP_RUNNING)
		conn->keep_alive = false;
	if (endless && exchange->request.minor_version == 0)
		conn->keep_alive = false; /* only the end of the connection can end such a body */
	open_stream(exchange, response);

	struct http_framing framing = {
		.date = loop_date(conn->loop),
		.minor_version = exchange->request.minor_version,
		.keep_alive = conn->keep_alive,
	};
	size_t head_len = http_head_write(response, &framing, conn->loop->head);
	if (head_len == 0)
		send_mistake(conn);
	else
		send_head_and_body(conn, response, head_len);
}
