#include <stdlib.h>

#include "server/conn.h"

/* --- the pool: blocks of one size, each an exchange, its state and its arena --- */

struct block {
	struct exchange exchange;
	struct exchange_state state;
	_Alignas(16) uint8_t memory[];
};

static struct block *block_take(struct loop *loop)
{
	struct exchange *exchange = loop->free_exchanges;

	if (loop->exchanges == loop_settings(loop)->exchanges_max)
		return NULL;
	if (exchange == NULL)
		return malloc(sizeof(struct block) + loop_settings(loop)->arena_bytes);
	loop->free_exchanges = exchange->app;
	return (struct block *)(void *)exchange;
}

struct exchange *exchange_take(struct conn *conn)
{
	struct loop *loop = conn->loop;
	struct block *block = block_take(loop);

	if (block == NULL)
		return NULL;

	/* The request is filled by the guard and the parser by its own init: neither is zeroed for nothing.
	 */
	struct exchange *exchange = &block->exchange;
	struct exchange_state *state = &block->state;
	size_t kept = offsetof(struct exchange_state, body);

	memset((char *)state + kept, 0, sizeof *state - kept);
	arena_init(&exchange->arena, block->memory, loop_settings(loop)->arena_bytes);
	exchange->app = NULL;
	exchange->body = (struct bytes){ 0 };
	exchange->loop = loop;
	exchange->conn = conn;
	exchange->state = state;
	loop->exchanges++;
	return exchange;
}

void exchange_release(struct exchange *exchange)
{
	struct loop *loop = exchange->loop;

	assert(!exchange->state->stream_open);
	assert(loop->exchanges > 0);
	exchange->conn = NULL;
	exchange->app = loop->free_exchanges;
	loop->free_exchanges = exchange;
	loop->exchanges--;
	loop_check_end(loop);
}

void exchange_close_stream(struct exchange *exchange)
{
	struct exchange_state *state = exchange->state;

	if (!state->stream_open)
		return;
	state->stream_open = false;
	if (state->stream.close != NULL)
		state->stream.close(state->stream.context);
}

void exchange_sever(struct exchange *exchange, enum abort_cause cause)
{
	struct exchange_state *state = exchange->state;

	exchange->conn = NULL;
	state->aborted = true;
	if (!state->has_request) { /* the layer above has never heard of it */
		exchange_release(exchange);
		return;
	}
	if (!state->replied) {
		loop_handler(exchange->loop)->on_abort(exchange, cause);
		return;
	}
	if (state->pulling || state->in_pull)
		return; /* conn_pull() or the push to come ends it */
	exchange_close_stream(exchange);
	exchange_release(exchange);
}

/* --- bodies --- */

static void want_body(struct exchange *exchange, uint64_t max)
{
	struct exchange_state *state = exchange->state;
	struct conn *conn = exchange->conn;

	state->wants_request = true;
	state->body_max = max;
	if (conn->input == INPUT_WAIT) {
		conn->input = INPUT_BODY;
		state->body_started_ms = uv_now(&conn->loop->uv);
		conn->input_deadline_ms = state->body_started_ms + loop_settings(conn->loop)->body_idle_ms;
	}
	conn_go_on(conn);
}

static void assert_undecided(const struct exchange *exchange)
{
	const struct exchange_state *state = exchange->state;

	assert(!state->aborted && !state->replied && !state->wants_request);
}

void exchange_buffer_body(struct exchange *exchange, size_t max)
{
	struct exchange_state *state = exchange->state;
	uint64_t declared = exchange->request.content_length;

	assert_undecided(exchange);
	if (state->parser.chunked) {
		buf_init(&state->body, &exchange->arena, max);
	} else if (declared > 0 && declared <= max) {
		state->body_room = ARENA_ARRAY(&exchange->arena, uint8_t, (size_t)declared);
		if (state->body_room == NULL)
			max = 0; /* the arena is what limits it */
	}
	want_body(exchange, max);
}

void exchange_stream_body(struct exchange *exchange, uint64_t max)
{
	assert_undecided(exchange);
	assert(loop_handler(exchange->loop)->on_body != NULL);
	exchange->state->streamed = true;
	want_body(exchange, max);
}

void exchange_pause(struct exchange *exchange)
{
	struct exchange_state *state = exchange->state;

	assert(state->streamed && !state->replied);
	if (state->aborted || state->paused)
		return;
	state->paused = true;
	state->paused_since_ms = uv_now(&exchange->loop->uv);
	exchange->conn->input_deadline_ms = 0;
	conn_go_on(exchange->conn);
}

void exchange_resume(struct exchange *exchange)
{
	struct exchange_state *state = exchange->state;
	struct conn *conn = exchange->conn;
	uint64_t now = uv_now(&exchange->loop->uv);

	assert(state->streamed && !state->replied);
	if (state->aborted || !state->paused)
		return;
	state->paused = false;
	state->paused_ms += now - state->paused_since_ms;
	if (conn->input == INPUT_BODY)
		conn->input_deadline_ms = now + loop_settings(conn->loop)->body_idle_ms;
	conn_go_on(conn);
}

/* --- replies --- */

void exchange_reply(struct exchange *exchange, const struct http_response *response)
{
	struct exchange_state *state = exchange->state;

	assert(!state->replied);
	assert(response != NULL);
	state->replied = true;
	state->paused = false;
	if (!state->aborted) {
		struct conn *conn = exchange->conn;

		conn_reply(conn, response);
		conn_go_on(conn); /* with the rest of the body, which is thrown away from now on */
		return;
	}
	if (response->stream.pull != NULL && response->stream.close != NULL)
		response->stream.close(response->stream.context);
	exchange_release(exchange);
}

void exchange_drop(struct exchange *exchange)
{
	assert(exchange->state->aborted && !exchange->state->replied);
	exchange->state->replied = true;
	exchange_release(exchange);
}

/* --- the peer --- */

static struct str tcp_peer(const struct conn *conn, char text[INET6_ADDRSTRLEN])
{
	struct sockaddr_storage address = { 0 };
	int len = sizeof address;
	int result = uv_tcp_getpeername(&conn->handle.tcp, (struct sockaddr *)&address, &len);

	if (result == 0 && address.ss_family == AF_INET6)
		result = uv_ip6_name((const struct sockaddr_in6 *)(const void *)&address, text,
		                     INET6_ADDRSTRLEN);
	else if (result == 0)
		result = uv_ip4_name((const struct sockaddr_in *)(const void *)&address, text,
		                     INET6_ADDRSTRLEN);
	return result == 0 ? str_from_c(text) : (struct str){ 0 };
}

struct str exchange_peer(struct exchange *exchange)
{
	char text[INET6_ADDRSTRLEN];

	if (exchange->conn == NULL)
		return (struct str){ 0 };
	if (loop_settings(exchange->loop)->unix_path != NULL)
		return STR("unix");
	return arena_copy(&exchange->arena, tcp_peer(exchange->conn, text));
}
