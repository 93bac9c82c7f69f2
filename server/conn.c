#include "server/conn.h"

#include <stdlib.h>

/* --- the end --- */

/* Not while it is being processed: a piece of it may be in somebody's hands. The end of the pump sees to it.
 */
void conn_hold_nothing(struct conn *conn)
{
	if (conn->pumping)
		return;
	free(conn->held);
	conn->held = NULL;
	conn->held_len = 0;
	conn->held_capacity = 0;
}

static void on_closed(uv_handle_t *handle)
{
	struct conn *conn = handle->data;
	struct loop *loop = conn->loop;

	if (conn->prev != NULL)
		conn->prev->next = conn->next;
	else
		loop->conns = conn->next;
	if (conn->next != NULL)
		conn->next->prev = conn->prev;
	assert(conn->exchange == NULL && conn->held == NULL);
	loop->handles_closed++;
	atomic_fetch_sub(&loop->pool->connections, 1);
	free(conn);
	loop_check_end(loop);
}

static void conn_close(struct conn *conn)
{
	assert(conn->exchange == NULL);
	if (conn->closing)
		return;
	conn->closing = true;
	conn_hold_nothing(conn);
	uv_close(&conn->handle.handle, on_closed);
}

void conn_abort(struct conn *conn, enum abort_cause cause)
{
	struct exchange *exchange = conn->exchange;

	if (conn->closing)
		return;
	conn->exchange = NULL;
	conn_close(conn);
	if (exchange != NULL)
		exchange_sever(exchange, cause);
}

static void on_shutdown(uv_shutdown_t *request, int result)
{
	struct conn *conn = request->handle->data;

	if (result != 0 || conn->peer_ended)
		conn_close(conn);
}

void conn_linger(struct conn *conn)
{
	struct exchange *exchange = conn->exchange;

	if (conn->closing || conn->lingering)
		return;
	conn->exchange = NULL;
	conn->lingering = true;
	conn->input = INPUT_STOP;
	conn->input_deadline_ms = uv_now(&conn->loop->uv) + CONN_LINGER_MS;
	conn_hold_nothing(conn);
	if (exchange != NULL)
		exchange_release(exchange);
	/* Closing with unread input would reset the connection and could take the reply with it (RFC
	 * 9112, 9.6). */
	if (uv_shutdown(&conn->shutdown, &conn->handle.stream, on_shutdown) != 0)
		conn_close(conn);
}

void conn_refuse(struct conn *conn, struct http_fault fault, enum abort_cause cause)
{
	char text[HTTP_REFUSAL_MAX];
	struct exchange *exchange = conn->exchange;

	if (conn->closing || conn->lingering)
		return;
	bool head_only =
		exchange != NULL && exchange->state->has_request && exchange->request.method == METHOD_HEAD;
	size_t len = http_refusal_write(fault, loop_date(conn->loop), head_only, text);
	struct output output = { .parts = { { (const uint8_t *)text, len } }, .count = 1 };

	conn->exchange = NULL;
	conn->input = INPUT_STOP;
	conn->keep_alive = false;
	conn->output = OUTPUT_SENDING;
	if (exchange != NULL)
		exchange_sever(exchange, cause);
	if (conn_send(conn, &output) && conn->writes == 0)
		conn_linger(conn);
}

/* --- when to read --- */

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *ret_buffer)
{
	struct conn *conn = handle->data;

	(void)suggested;
	*ret_buffer = uv_buf_init(conn->loop->read, sizeof conn->loop->read);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer);

/* Whether nothing but input can move the connection on. */
static bool awaits_input(const struct conn *conn)
{
	if (conn->input == INPUT_BODY || conn->input == INPUT_DISCARD)
		return !conn->exchange->state->paused;
	return conn->input == INPUT_HEAD;
}

static bool wants_to_read(const struct conn *conn)
{
	if (conn->closing || conn->peer_ended)
		return false;
	if (conn->lingering || awaits_input(conn))
		return true;
	/* Waiting for others: a peer that is gone is noticed as long as nothing has come that must be kept.
	 */
	return (conn->input == INPUT_WAIT || conn->input == INPUT_DONE) && conn->held_len == 0;
}

static void set_reading(struct conn *conn)
{
	bool wanted = wants_to_read(conn);

	if (wanted == conn->reading || conn->closing)
		return;
	conn->reading = wanted;
	if (!wanted)
		(void)uv_read_stop(&conn->handle.stream);
	else if (uv_read_start(&conn->handle.stream, on_alloc, on_read) != 0)
		conn_abort(conn, ABORT_PEER_GONE);
}

/* A peer that sends nothing more cannot complete a message; one that is complete is still answered, since
 * clients may shut down their side and wait. */
void conn_settle(struct conn *conn)
{
	if (conn->closing)
		return;
	if (conn->peer_ended && !conn->lingering && awaits_input(conn)) {
		conn_abort(conn, ABORT_PEER_GONE);
		return;
	}
	if (conn->loop->phase != LOOP_RUNNING && conn_is_idle(conn)) {
		conn_close(conn);
		return;
	}
	set_reading(conn);
}

static void take_end(struct conn *conn, ssize_t count)
{
	conn->reading = false;
	conn->peer_ended = true;
	if (count != UV_EOF)
		conn_abort(conn, ABORT_PEER_GONE);
	else if (conn->lingering)
		conn_close(conn);
	else
		conn_go_on(conn);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct conn *conn = stream->data;

	if (count == 0 || conn->closing)
		return;
	if (count < 0) {
		take_end(conn, count);
		return;
	}
	if (conn->lingering) {
		conn->lingered += (size_t)count;
		if (conn->lingered > CONN_LINGER_MAX)
			conn_close(conn);
		return;
	}
	if (conn->input != INPUT_STOP)
		conn_take(conn, (struct str){ .ptr = buffer->base, .len = (size_t)count });
}

/* --- the beginning --- */

static bool open_handle(struct conn *conn)
{
	struct loop *loop = conn->loop;

	if (loop_settings(loop)->unix_path != NULL)
		(void)uv_pipe_init(&loop->uv, &conn->handle.pipe, 0);
	else
		(void)uv_tcp_init(&loop->uv, &conn->handle.tcp);
	conn->handle.handle.data = conn;
	loop->handles_opened++;

	conn->next = loop->conns;
	if (loop->conns != NULL)
		loop->conns->prev = conn;
	loop->conns = conn;
	if (uv_accept(&loop->listener.stream, &conn->handle.stream) != 0)
		return false;
	if (loop_settings(loop)->unix_path == NULL)
		(void)uv_tcp_nodelay(&conn->handle.tcp, 1);
	return true;
}

static void turn_away(struct conn *conn)
{
	if (!conn->loop->complained)
		loop_log(conn->loop, "connection_limit",
		         "connections_max are open; new ones are answered with 503");
	conn->loop->complained = true;
	conn_refuse(conn, http_fault_at(REFUSAL_BUSY, "too many connections are open"), ABORT_STOPPING);
	conn_settle(conn);
}

void conn_accept(struct loop *loop)
{
	struct conn *conn = calloc(1, sizeof *conn);
	unsigned open = atomic_fetch_add(&loop->pool->connections, 1) + 1;
	unsigned limit = loop_settings(loop)->connections_max;

	if (conn == NULL) {
		/* libuv holds it and accepts no further until it is taken: the next tick tries again. */
		atomic_fetch_sub(&loop->pool->connections, 1);
		loop->accept_waits = true;
		loop_log(loop, "accept_failed", "out of memory");
		return;
	}
	conn->loop = loop;
	conn->input_deadline_ms = uv_now(&loop->uv) + loop_settings(loop)->head_timeout_ms;
	if (!open_handle(conn) || open > limit + CONN_LINGERERS) {
		conn_close(conn);
		return;
	}
	if (open > limit)
		turn_away(conn);
	else
		set_reading(conn);
}

/* --- deadlines --- */

bool conn_is_idle(const struct conn *conn)
{
	return conn->input == INPUT_HEAD && conn->held_len == 0 && conn->exchange == NULL && !conn->lingering;
}

/* A body has to keep an average pace, from a while after its beginning, not counting our own pauses. */
static bool is_too_slow(const struct conn *conn, uint64_t now_ms)
{
	const struct loop_settings *settings = loop_settings(conn->loop);
	const struct exchange_state *state;

	if (conn->input != INPUT_BODY || conn->exchange->state->paused)
		return false;
	state = conn->exchange->state;
	uint64_t elapsed = now_ms - state->body_started_ms - state->paused_ms;
	return elapsed > settings->body_grace_ms &&
	       state->parser.received < elapsed * settings->body_rate_min / 1000;
}

static void end_input(struct conn *conn)
{
	if (conn->lingering || conn_is_idle(conn) || conn->input == INPUT_DISCARD)
		conn_abort(conn, ABORT_TIMEOUT);
	else if (conn->input == INPUT_HEAD)
		conn_refuse(conn, http_fault_at(REFUSAL_TIMEOUT, "the headers did not come in time"),
		            ABORT_TIMEOUT);
	else
		conn_refuse(conn, http_fault_at(REFUSAL_TIMEOUT, "the body did not come in time"),
		            ABORT_TIMEOUT);
	conn_settle(conn);
}

/* A reply that the peer takes nothing of for a whole while is given up. */
static bool is_stalled(struct conn *conn, uint64_t now_ms)
{
	size_t queued = uv_stream_get_write_queue_size(&conn->handle.stream);

	if (conn->writes == 0) {
		conn->output_deadline_ms = 0;
		return false;
	}
	if (conn->output_deadline_ms == 0 || queued != conn->output_queued)
		conn->output_deadline_ms = now_ms + loop_settings(conn->loop)->write_stall_ms;
	conn->output_queued = queued;
	return now_ms >= conn->output_deadline_ms;
}

void conn_sweep(struct conn *conn, uint64_t now_ms)
{
	if (conn->closing)
		return;
	if (is_stalled(conn, now_ms))
		conn_abort(conn, ABORT_PEER_GONE);
	else if ((conn->input_deadline_ms != 0 && now_ms >= conn->input_deadline_ms) ||
	         is_too_slow(conn, now_ms))
		end_input(conn);
}
