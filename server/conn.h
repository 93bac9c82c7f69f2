/* conn.h — one connection: bytes in, exchanges one after another, bytes out.
 *
 * Depends on: server/loop_state.h, server/http_parser.h. Thread: the loop's.
 *
 *   input   HEAD ──► WAIT ──► BODY ──► DONE ──► HEAD …      a message being read
 *                      └────► DISCARD ───┘                  (answered before its body came)
 *                      └────► STOP                          (never read again: refused, or too much is left)
 *   output  IDLE ──► SENDING ──► SENT ──► IDLE …            the reply to it
 *   end     lingering (we have shut down our side and read until the peer does) ──► closing
 *
 * Pipelined requests wait in `held` until the exchange before them has ended, and the socket is not read
 * meanwhile. An idle connection holds no buffer at all: this struct is what it costs.
 */
#pragma once

#include "core/buf.h"
#include "server/http_parser.h"
#include "server/loop_state.h"

#define CONN_DISCARD_MAX KIB(64)  /* of a body that nobody wants, to keep the connection */
#define CONN_LINGER_MAX  KIB(256) /* read and thrown away after the last reply */
#define CONN_LINGER_MS   2000
#define OUTPUT_PARTS_MAX (1 + HTTP_BODY_PIECES_MAX) /* a head and a body */
#define CONN_LINGERERS   64 /* connections above the limit that may read their 503 in peace */

enum conn_input {
	INPUT_HEAD,    /* reading a head, or idle when nothing of it has come */
	INPUT_WAIT,    /* the layer above has not said what it wants of the body */
	INPUT_BODY,    /* reading the body for it */
	INPUT_DISCARD, /* reading the rest of a body to nowhere */
	INPUT_DONE,    /* the message is read and handed over */
	INPUT_STOP
};

enum conn_output { OUTPUT_IDLE, OUTPUT_SENDING, OUTPUT_SENT };

struct conn {
	union stream_handle handle;
	uv_shutdown_t shutdown;
	struct loop *loop;
	struct conn *next;
	struct conn *prev;
	struct exchange *exchange; /* NULL between messages and once detached */

	char *held; /* input that could not be processed yet; NULL when there is none */
	size_t held_len;
	size_t held_capacity;
	struct http_scan scan;

	uint64_t input_deadline_ms; /* 0: none */
	uint64_t output_deadline_ms;
	size_t output_queued; /* as last seen by the sweep */
	size_t lingered;
	unsigned writes; /* with libuv */

	enum conn_input input;
	enum conn_output output;
	bool keep_alive;
	bool reading;
	bool peer_ended; /* it sends nothing more, but may still read */
	bool pumping;
	bool lingering;
	bool closing;
};

/* The transport's part of an exchange, in the same block. */
struct exchange_state {
	struct http_parser parser;

	/* the body */
	struct buf body;    /* a chunked one being gathered */
	uint8_t *body_room; /* for one with Content-Length */
	uint64_t body_max;
	uint64_t body_started_ms;
	uint64_t paused_since_ms;
	uint64_t paused_ms; /* altogether */
	bool has_request;   /* the head was good */
	bool streamed;      /* the body goes to on_body() */
	bool continued;     /* 100 has been dealt with */
	bool paused;
	bool wants_request; /* on_request() is wanted */
	bool announced;     /* and was called */

	/* the reply */
	bool replied;
	bool aborted; /* severed from its connection */

	/* its stream */
	struct http_stream stream;
	uint64_t stream_left;   /* of a known length */
	unsigned pulls_in_turn; /* without going back to the loop */
	bool stream_open;       /* close() has not been called */
	bool stream_chunked;
	bool stream_done; /* the last piece has been pushed */
	bool pulling;     /* a pull waits for its push */
	bool in_pull;     /* conn_pull() is on the stack */
};

/* --- conn.c: the connection --- */

/* Takes the connection that the loop's listener has for us. */
void conn_accept(struct loop *loop);

/* Answers with a refusal, ends the exchange if there is one, and the connection. */
void conn_refuse(struct conn *conn, struct http_fault fault, enum abort_cause cause);

/* Ends exchange and connection without another word. */
void conn_abort(struct conn *conn, enum abort_cause cause);

/* After the last reply: no more input is parsed; the peer may read what it has been sent. */
void conn_linger(struct conn *conn);

/* Reads or does not, as the state wants it; closes what has nothing to wait for. */
void conn_settle(struct conn *conn);

/* Frees the held input. Not while it is being processed, since a piece of it may be in somebody's hands: the
 * end of the processing sees to it then. */
void conn_hold_nothing(struct conn *conn);

/* Looks at the deadlines. */
void conn_sweep(struct conn *conn, uint64_t now_ms);

bool conn_is_idle(const struct conn *conn);

/* --- conn_input.c: messages --- */

/* Processes bytes that were just read, behind those that are held. */
void conn_take(struct conn *conn, struct str input);

/* Goes on with what is held, then settles. After anything that changes state outside a read; does nothing
 * inside itself. */
void conn_go_on(struct conn *conn);

/* --- conn_output.c: writing --- */

/* Sends what it can at once and queues a copy of the rest; a kept part is not copied, and lives as long as
 * the exchange. `later` has the write reported in the next turn of the loop even when it could be finished
 * now. False when the connection is broken (and then already aborted). */
struct output {
	struct bytes parts[OUTPUT_PARTS_MAX];
	size_t count;
	bool kept; /* the second part lives long enough */
	bool later;
};
bool conn_send(struct conn *conn, const struct output *output);

/* Writes the head of the reply, its body or the beginning of its stream. */
void conn_reply(struct conn *conn, const struct http_response *response);

/* Asks the stream for pieces while the socket is empty. */
void conn_pull(struct conn *conn);

/* The reply is out: what comes next. */
void conn_sent(struct conn *conn);

/* --- conn_exchange.c: exchanges --- */

/* From the loop's pool; NULL when exchanges_max are in use or there is no memory. */
struct exchange *exchange_take(struct conn *conn);
void exchange_release(struct exchange *exchange);

/* Severs an exchange that was not answered, or whose stream was not finished, from its connection. */
void exchange_sever(struct exchange *exchange, enum abort_cause cause);

/* Calls the stream's close(), if that has not been done. */
void exchange_close_stream(struct exchange *exchange);
