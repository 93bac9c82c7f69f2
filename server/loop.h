/* loop.h — the event loops: one per core, each a thread with its own listener and connections.
 *
 * Depends on: server/http.h. The libuv side is in loop_state.h.
 * Thread: loop_pool_*() from the thread that opened the pool; loop_wake(), loop_post() and loop_pool_stop()
 * from any thread; everything else, and every callback, on the loop's own thread.
 * Caveats: loops share nothing but the count of connections. A callback that blocks stops its whole loop.
 * Limits: LOOPS_MAX loops; the rest is in the settings. Memory held at most: connections_max × (about 500
 * bytes, plus HTTP_HEAD_MAX while a head is incomplete) + loops × exchanges_max × arena_bytes.
 */
#pragma once

#include "server/http.h"

#define LOOPS_MAX 64

struct loop;
struct loop_pool;

struct loop_settings {
	const char *address;      /* numeric IPv4 or IPv6 to listen on; NULL for none */
	const char *unix_path;    /* socket file to listen on instead; NULL for none */
	unsigned port;            /* 0 takes a free one: see loop_pool_port() */
	unsigned loops;           /* threads */
	unsigned connections_max; /* of all loops; further ones get 503 */
	unsigned exchanges_max;   /* at the same time, per loop; further ones get 503 */
	size_t arena_bytes;       /* per exchange */
	unsigned head_timeout_ms; /* from the first byte of a head to its last */
	unsigned body_idle_ms;    /* between two pieces of a body */
	unsigned body_grace_ms;   /* after which a body must have come at body_rate_min on average */
	unsigned body_rate_min;   /* bytes per second */
	unsigned keep_alive_ms;   /* a connection without a request */
	unsigned write_stall_ms;  /* a peer that takes nothing of its reply */
	unsigned drain_ms;        /* a stop waits so long for what is in flight */
};

/* The settings that fit most: 127.0.0.1, any port, one loop, 10 s, 30 s, 60 s as above. */
struct loop_settings loop_settings_default(void);

/* What the layer above does. All on the loop's thread; `log` also on the thread of loop_pool_open() and
 * close(). on_head, on_request and on_abort are required; the others may be NULL (then streamed bodies are
 * too). */
struct loop_handler {
	void *app; /* borrowed until loop_pool_close() */

	/* The head is whole and well-formed. Decide: body wanted, or a reply (see http.h). */
	void (*on_head)(struct exchange *exchange);
	/* A piece of a streamed body; borrowed for the call. */
	void (*on_body)(struct exchange *exchange, struct bytes piece);
	/* The body is complete. */
	void (*on_request)(struct exchange *exchange);
	/* There will be no reply. The exchange stays until exchange_drop() or exchange_reply(), inside or
	 * later. */
	void (*on_abort)(struct exchange *exchange, enum abort_cause cause);

	void (*on_start)(struct loop *loop); /* before the first connection */
	void (*on_stop)(struct loop *loop);  /* after the last exchange */
	void (*on_wake)(struct loop *loop);  /* after loop_wake(), once for any number of calls */
	void (*on_tick)(struct loop *loop);  /* every second */
	void (*log)(void *app, const char *event, const char *detail);
};

/* Binds the listeners and starts the threads. Both structs are copied, their texts borrowed until close.
 * STATUS_UNAVAILABLE when an address or a resource cannot be had, STATUS_INVALID for senseless settings. */
NODISCARD enum status loop_pool_open(const struct loop_settings *settings, const struct loop_handler *handler,
                                     struct loop_pool **ret_pool, struct error *err);

/* The port that was bound (0 with unix_path). */
unsigned loop_pool_port(const struct loop_pool *pool);

unsigned loop_pool_connections(const struct loop_pool *pool);

unsigned loop_pool_count(const struct loop_pool *pool);
struct loop *loop_pool_get(struct loop_pool *pool, unsigned index);

/* Asks all loops to stop: no new connections, idle ones are closed, what is in flight has drain_ms to finish
 * and is then aborted. Returns at once. */
void loop_pool_stop(struct loop_pool *pool);

/* Stops, waits for the threads and frees everything. */
void loop_pool_close(struct loop_pool *pool);

/* --- one loop --- */

unsigned loop_index(const struct loop *loop);
void *loop_app(const struct loop *loop); /* handler.app */

/* Of all loops of its pool: what the loops may ask before loop_pool_open() has returned to its caller. */
unsigned loop_connections(const struct loop *loop);

/* A slot for what the layer above keeps per loop. */
void *loop_local(const struct loop *loop);
void loop_set_local(struct loop *loop, void *local);

/* Has on_wake() called soon on the loop's thread. From any thread, until loop_pool_close(). */
void loop_wake(struct loop *loop);

/* Work handed to a loop from another thread. The struct is the caller's and lives until run() is called;
 * run() may free it or post it again. */
struct loop_task {
	struct loop_task *next;
	void (*run)(struct loop *loop, struct loop_task *task);
};
void loop_post(struct loop *loop, struct loop_task *task);
