/* loop_state.h — one event loop from the inside: what loop.c, listener.c and conn*.c share.
 *
 * Depends on: server/loop.h, libuv. Thread: the loop's own, but for what is marked otherwise.
 * Caveats: libuv's memory is freed only in close callbacks; every handle is entered into the ledger when it
 * is initialised and crossed out in its close callback, and the loop asserts at its end that the ledger is
 * even.
 */
#pragma once

#include <stdatomic.h>
#include <uv.h>

#include "server/http_writer.h"
#include "server/loop.h"

#define LOOP_READ_BYTES KIB(64)

struct conn;

enum loop_phase {
	LOOP_RUNNING,
	LOOP_DRAINING, /* no new connections; what is in flight may finish */
	LOOP_ENDING,   /* every connection is being closed; exchanges may still be with the layer above */
	LOOP_ENDED     /* the loop's own handles are closing */
};

/* A TCP or a unix-domain stream: libuv wants to know which, we do not. */
union stream_handle {
	uv_handle_t handle;
	uv_stream_t stream;
	uv_tcp_t tcp;
	uv_pipe_t pipe;
};

struct loop {
	uv_loop_t uv;
	uv_async_t wake;
	uv_timer_t tick;  /* every second: the Date text, on_tick() */
	uv_timer_t sweep; /* looks for deadlines that have passed */
	union stream_handle listener;
	int listen_fd; /* bound; taken by the listener handle at the start */

	struct loop_pool *pool;
	uv_thread_t thread;
	unsigned index;
	void *local;
	enum loop_phase phase;
	uint64_t drain_deadline_ms;
	uint64_t give_up_ms; /* when exchanges that the layer above keeps are left behind */

	/* Shared with other threads. The lock also guards `wake`, which is closed at the end. */
	uv_mutex_t tasks_lock;
	bool deaf; /* wake is closed */
	struct loop_task *tasks_first;
	struct loop_task **tasks_last;
	atomic_bool wake_wanted;
	atomic_bool stop_wanted;

	/* Connections and exchanges. */
	struct conn *conns;
	struct exchange *free_exchanges; /* linked by .app */
	unsigned exchanges;              /* in use, also those whose peer has gone */
	unsigned handles_opened;
	unsigned handles_closed;
	bool complained;   /* about accepting, since the last tick */
	bool accept_waits; /* a connection could not be taken for want of memory */

	char date[HTTP_DATE_LEN];
	char head[HTTP_RESPONSE_HEAD_MAX]; /* scratch of the writer */
	char read[LOOP_READ_BYTES];        /* scratch of the reader: empty between two callbacks */
};

struct loop_pool {
	struct loop_settings settings;
	struct loop_handler handler;
	unsigned started; /* loops whose thread runs */
	unsigned port;
	atomic_uint connections;
	struct loop loops[];
};

static inline const struct loop_settings *loop_settings(const struct loop *loop)
{
	return &loop->pool->settings;
}

static inline const struct loop_handler *loop_handler(const struct loop *loop)
{
	return &loop->pool->handler;
}

static inline struct str loop_date(const struct loop *loop)
{
	return (struct str){ .ptr = loop->date, .len = HTTP_DATE_LEN };
}

void loop_log(const struct loop *loop, const char *event, const char *detail);

/* Has the end of a draining loop looked at again: a connection or an exchange is gone. */
void loop_check_end(struct loop *loop);
