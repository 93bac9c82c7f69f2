/* loopback.h — a small application on the real transport, and a raw socket client to talk to it.
 *
 * The application's paths: /hello answers at once; /echo with its body; /count streams the body and answers
 * with its length; /paused the same with a pause at each piece; /later answers from another turn of the loop;
 * /stream?N streams N bytes of known length; /chunks?N in chunks, each pulled piece coming later; /early
 * answers before the body came; /keep holds its exchange until loopback_let_go(); /split sends a bad header;
 * /short breaks its stream's promise; /close asks for the end of the connection; /none is a 204.
 */
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "server/loop.h"

#define LOOPBACK_PIECE KIB(64)

struct loopback {
	struct loop_settings settings;
	struct loop_pool *pool;
	atomic_uint requests;
	atomic_uint aborts;
	atomic_uint last_cause;
	atomic_uint streams_closed;
	atomic_uint kept; /* exchanges of /keep that wait */
	atomic_uint ticks;
	atomic_uint wakes;
	atomic_uint starts;
	atomic_uint stops;
	atomic_uint logs;
	atomic_bool let_go;
	char last_log[64];
};

/* What the application keeps per exchange. */
struct loopback_work {
	struct loop_task task; /* first: a task is its work */
	struct exchange *exchange;
	struct loopback *loopback;
	uint64_t counted;
	uint64_t left;
	bool known;
};

static inline struct loopback *loopback_of(struct exchange *exchange)
{
	return loop_app(exchange->loop);
}

static inline void loopback_text(struct exchange *exchange, int status, struct str text)
{
	struct http_response response;

	http_response_init(&response, status);
	http_response_add(&response, STR("Content-Type"), STR("text/plain"));
	response.body = str_bytes(text);
	exchange_reply(exchange, &response);
}

static inline void loopback_number(struct exchange *exchange, uint64_t number)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%llu", (unsigned long long)number);

	loopback_text(exchange, 200, (struct str){ text, (size_t)len });
}

static inline struct loopback_work *loopback_work(struct exchange *exchange)
{
	if (exchange->app == NULL) {
		struct loopback_work *work = ARENA_NEW(&exchange->arena, struct loopback_work);

		assert(work != NULL);
		work->exchange = exchange;
		work->loopback = loopback_of(exchange);
		exchange->app = work;
	}
	return exchange->app;
}

static inline bool loopback_is(const struct exchange *exchange, const char *path)
{
	return str_eq(exchange->request.path, str_from_c(path));
}

static inline uint64_t loopback_query(const struct exchange *exchange)
{
	uint64_t number = 0;

	for (size_t i = 0; i < exchange->request.query.len; i++)
		number = number * 10 + (uint64_t)(exchange->request.query.ptr[i] - '0');
	return number;
}

/* --- streamed replies --- */

static inline void loopback_push(struct loopback_work *work)
{
	static const uint8_t piece[LOOPBACK_PIECE] = { 'x' };
	size_t len = work->left < sizeof piece ? (size_t)work->left : sizeof piece;

	work->left -= len;
	exchange_push(work->exchange, (struct bytes){ piece, len }, work->left == 0);
}

static inline void loopback_push_later(struct loop *loop, struct loop_task *task)
{
	(void)loop;
	loopback_push((struct loopback_work *)task);
}

static inline void loopback_pull(struct exchange *exchange, void *context)
{
	struct loopback_work *work = context;

	if (work->known) {
		loopback_push(work);
		return;
	}
	work->task.run = loopback_push_later;
	loop_post(exchange->loop, &work->task);
}

static inline void loopback_stream_closed(void *context)
{
	struct loopback_work *work = context;

	atomic_fetch_add(&work->loopback->streams_closed, 1);
}

static inline void loopback_stream(struct exchange *exchange, bool known, uint64_t promised)
{
	struct loopback_work *work = loopback_work(exchange);
	struct http_response response;

	work->known = known;
	work->left = loopback_query(exchange);
	http_response_init(&response, 200);
	response.stream = (struct http_stream){
		.context = work,
		.length = promised,
		.pull = loopback_pull,
		.close = loopback_stream_closed,
	};
	exchange_reply(exchange, &response);
}

/* --- the application --- */

static inline void loopback_split(struct exchange *exchange)
{
	struct http_response response;

	http_response_init(&response, 200);
	http_response_add(&response, STR("X-Name"), STR("a\r\nSet-Cookie: b"));
	exchange_reply(exchange, &response);
}

static inline void loopback_close(struct exchange *exchange)
{
	struct http_response response;

	http_response_init(&response, 200);
	response.close = true;
	exchange_reply(exchange, &response);
}

static inline void loopback_on_head(struct exchange *exchange)
{
	atomic_fetch_add(&loopback_of(exchange)->requests, 1);
	if (loopback_is(exchange, "/early"))
		loopback_text(exchange, 403, STR("no"));
	else if (loopback_is(exchange, "/hello"))
		loopback_text(exchange, 200, STR("hello"));
	else if (loopback_is(exchange, "/count") || loopback_is(exchange, "/paused"))
		exchange_stream_body(exchange, HTTP_LENGTH_MAX);
	else
		exchange_buffer_body(exchange, KIB(64));
}

static inline void loopback_resume_later(struct loop *loop, struct loop_task *task)
{
	struct loopback_work *work = (struct loopback_work *)task;

	(void)loop;
	exchange_resume(work->exchange);
}

static inline void loopback_on_body(struct exchange *exchange, struct bytes piece)
{
	struct loopback_work *work = loopback_work(exchange);

	work->counted += piece.len;
	if (!loopback_is(exchange, "/paused"))
		return;
	exchange_pause(exchange);
	work->task.run = loopback_resume_later;
	loop_post(exchange->loop, &work->task);
}

static inline void loopback_answer_later(struct loop *loop, struct loop_task *task)
{
	struct loopback_work *work = (struct loopback_work *)task;

	(void)loop;
	loopback_text(work->exchange, 200, STR("later"));
}

/* Comes again and again until it is let go. */
static inline void loopback_keep(struct loop *loop, struct loop_task *task)
{
	struct loopback_work *work = (struct loopback_work *)task;

	if (!atomic_load(&work->loopback->let_go)) {
		(void)poll(NULL, 0, 1);
		loop_post(loop, task);
		return;
	}
	atomic_fetch_sub(&work->loopback->kept, 1);
	loopback_text(work->exchange, 200, STR("kept"));
}

static inline void loopback_defer(struct exchange *exchange, void (*run)(struct loop *, struct loop_task *))
{
	struct loopback_work *work = loopback_work(exchange);

	work->task.run = run;
	loop_post(exchange->loop, &work->task);
}

static inline void loopback_on_request(struct exchange *exchange)
{
	struct http_request *request = &exchange->request;

	if (loopback_is(exchange, "/echo")) {
		loopback_text(exchange, 200, bytes_str(exchange->body));
	} else if (loopback_is(exchange, "/count") || loopback_is(exchange, "/paused")) {
		loopback_number(exchange, loopback_work(exchange)->counted);
	} else if (loopback_is(exchange, "/later")) {
		loopback_defer(exchange, loopback_answer_later);
	} else if (loopback_is(exchange, "/keep")) {
		atomic_fetch_add(&loopback_of(exchange)->kept, 1);
		loopback_defer(exchange, loopback_keep);
	} else if (loopback_is(exchange, "/stream")) {
		loopback_stream(exchange, true, loopback_query(exchange));
	} else if (loopback_is(exchange, "/chunks")) {
		loopback_stream(exchange, false, HTTP_LENGTH_UNKNOWN);
	} else if (loopback_is(exchange, "/short")) {
		loopback_stream(exchange, true, loopback_query(exchange) + 1);
	} else if (loopback_is(exchange, "/split")) {
		loopback_split(exchange);
	} else if (loopback_is(exchange, "/close")) {
		loopback_close(exchange);
	} else if (loopback_is(exchange, "/none")) {
		loopback_text(exchange, 204, STR(""));
	} else if (loopback_is(exchange, "/peer")) {
		loopback_text(exchange, 200, exchange_peer(exchange));
	} else {
		loopback_text(exchange, 404, request->path);
	}
}

/* What still has work to do replies later, and the reply goes nowhere; the rest is dropped. */
static inline void loopback_on_abort(struct exchange *exchange, enum abort_cause cause)
{
	struct loopback *loopback = loopback_of(exchange);

	atomic_store(&loopback->last_cause, cause);
	atomic_fetch_add(&loopback->aborts, 1);
	if (!loopback_is(exchange, "/keep") && !loopback_is(exchange, "/later"))
		exchange_drop(exchange);
}

static inline void loopback_on_start(struct loop *loop)
{
	struct loopback *loopback = loop_app(loop);

	loop_set_local(loop, loopback);
	atomic_fetch_add(&loopback->starts, 1);
}

static inline void loopback_on_stop(struct loop *loop)
{
	struct loopback *loopback = loop_local(loop);

	atomic_fetch_add(&loopback->stops, 1);
}

static inline void loopback_on_tick(struct loop *loop)
{
	struct loopback *loopback = loop_app(loop);

	atomic_fetch_add(&loopback->ticks, 1);
}

static inline void loopback_on_wake(struct loop *loop)
{
	struct loopback *loopback = loop_app(loop);

	atomic_fetch_add(&loopback->wakes, 1);
}

static inline void loopback_log(void *app, const char *event, const char *detail)
{
	struct loopback *loopback = app;

	(void)detail;
	(void)snprintf(loopback->last_log, sizeof loopback->last_log, "%s", event);
	atomic_fetch_add(&loopback->logs, 1);
}

/* Short deadlines only where a test changes the settings before it starts. */
static inline void loopback_init(struct loopback *loopback)
{
	memset(loopback, 0, sizeof *loopback);
	loopback->settings = loop_settings_default();
}

static inline bool loopback_start(struct loopback *loopback)
{
	const struct loop_handler handler = {
		.app = loopback,
		.on_head = loopback_on_head,
		.on_body = loopback_on_body,
		.on_request = loopback_on_request,
		.on_abort = loopback_on_abort,
		.on_start = loopback_on_start,
		.on_stop = loopback_on_stop,
		.on_wake = loopback_on_wake,
		.on_tick = loopback_on_tick,
		.log = loopback_log,
	};
	struct error err;

	if (loop_pool_open(&loopback->settings, &handler, &loopback->pool, &err) == STATUS_OK)
		return true;
	fprintf(stderr, "loopback: %s\n", err.detail);
	return false;
}

static inline void loopback_let_go(struct loopback *loopback)
{
	atomic_store(&loopback->let_go, true);
}

static inline void loopback_stop(struct loopback *loopback)
{
	loop_pool_close(loopback->pool);
}

/* Waits until a counter has reached a value; false after ten seconds. */
static inline bool loopback_await(atomic_uint *counter, unsigned value)
{
	for (int i = 0; i < 10000 && atomic_load(counter) < value; i++)
		(void)poll(NULL, 0, 1);
	return atomic_load(counter) >= value;
}

static inline bool loopback_await_connections(struct loopback *loopback, unsigned value)
{
	for (int i = 0; i < 10000 && loop_pool_connections(loopback->pool) != value; i++)
		(void)poll(NULL, 0, 1);
	return loop_pool_connections(loopback->pool) == value;
}

/* --- the client --- */

static inline int client_connect(const struct loopback *loopback)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_port = htons((uint16_t)loop_pool_port(loopback->pool)) };
	struct timeval patience = { .tv_sec = 20 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	perror("connect");
	return -1;
}

/* False when the peer does not take it all. */
static inline bool client_send(int fd, struct str text)
{
	while (text.len > 0) {
		ssize_t sent = send(fd, text.ptr, text.len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		text.ptr += sent;
		text.len -= (size_t)sent;
	}
	return true;
}

/* Reads until `room` is full or the peer ends; returns the length, -1 on a reset or after 20 s. */
static inline ssize_t client_read(int fd, char *ret_text, size_t room)
{
	size_t len = 0;

	while (len < room) {
		ssize_t got = recv(fd, ret_text + len, room - len, 0);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

/* Reads one response with Content-Length (or without a body when `head_only`); NUL-terminated. Returns its
 * length, or -1. */
static inline ssize_t client_response(int fd, char *ret_text, size_t room, bool head_only)
{
	size_t len = 0;
	size_t wanted = room - 1;

	while (len < wanted) {
		if (recv(fd, ret_text + len, 1, 0) != 1)
			return -1;
		ret_text[++len] = '\0';
		if (wanted != room - 1 || len < 4 || memcmp(ret_text + len - 4, "\r\n\r\n", 4) != 0)
			continue;
		const char *field = strstr(ret_text, "Content-Length: ");
		wanted = len + (field != NULL && !head_only ? strtoul(field + 16, NULL, 10) : 0);
	}
	return (ssize_t)len;
}

/* Sends and reads one response on a connection of its own that the server may close or not. */
static inline ssize_t client_ask(const struct loopback *loopback, struct str text, char *ret_text,
                                 size_t room)
{
	int fd = client_connect(loopback);
	ssize_t len = -1;

	if (fd < 0)
		return -1;
	if (client_send(fd, text))
		len = client_response(fd, ret_text, room, str_has_prefix(text, STR("HEAD ")));
	(void)close(fd);
	return len;
}

/* Everything that the server sends until it ends the connection. */
static inline ssize_t client_ask_all(const struct loopback *loopback, struct str text, char *ret_text,
                                     size_t room)
{
	int fd = client_connect(loopback);
	ssize_t len = -1;

	if (fd < 0)
		return -1;
	if (client_send(fd, text))
		len = client_read(fd, ret_text, room - 1);
	(void)close(fd);
	if (len >= 0)
		ret_text[len] = '\0';
	return len;
}
