/* call.h — one admitted request on its way through the application, and the ways to answer it.
 *
 * Thread: the loop that accepted the request, from beginning to end.
 * Ownership: a call lives in its exchange's arena and ends with the reply; whatever an operation keeps
 * between its steps hangs off `state`, in the same arena. Exactly one call_reply_*() or call_fail() per call.
 */
#pragma once

#include "core/language.h"
#include "server/gate.h"
#include "server/request_id.h"

#define CALL_RESPONSE_MAX  MIB(2) /* the longest body that is built in memory */
#define CALL_PROBLEM_BYTES KIB(4)

struct app;
struct app_loop;

struct call;

/* Where a streamed body goes. */
struct body_sink {
	void (*piece)(struct call *call, struct bytes piece); /* may pause the exchange */
	void (*end)(struct call *call);
	void (*gone)(struct call *call); /* the peer went away first: ends with exchange_drop() */
};

struct call {
	struct exchange *exchange;
	struct app *app;
	struct app_loop *local; /* what this loop keeps: store client, token cache, metrics */
	struct admission admission;
	int64_t now_ms;               /* the store's clock when the head was read */
	void *state;                  /* of the operation */
	const struct body_sink *sink; /* of a streamed body, once it is wanted */
	bool began;                   /* the operation runs and will answer */
	bool gone;                    /* the peer went away */
	struct request_id request_id;
	struct error err;

	/* the last member, and not zeroed: a refusal is printed here, since the arena may be what ran out */
	uint8_t problem_block[CALL_PROBLEM_BYTES];
};

struct arena *call_arena(struct call *call);
const struct route *call_route(const struct call *call);

/* The n-th parameter of the path, percent-decoding refused: our ids need none. */
struct str call_param(const struct call *call, size_t n);

/* A member of the query, or { NULL, 0 }; `+` and percent escapes are decoded into the arena. */
struct str call_query(struct call *call, struct str name);

/* A whole number of the query between the bounds, or the fallback when it is absent. */
NODISCARD enum status call_query_int(struct call *call, struct str name, int64_t min, int64_t max,
                                     int64_t fallback, int64_t *ret_value);

/* The `lang` of the query, else the first known one of Accept-Language, else English. */
enum language call_language(struct call *call);

/* A printer for the response's JSON; its text goes to call_reply_json(). */
void call_printer(struct call *call, struct printer *ret_printer, struct buf *ret_buf);

/* A reply of the form {"items": [...]}: what is printed in between are the items. The second closes and
 * sends. */
void call_items_begin(struct call *call, struct printer *ret_printer, struct buf *ret_buf);
void call_reply_items(struct call *call, struct printer *printer, const struct buf *buf);

/* Wants the streamed body, of at most `max` bytes. When the peer has gone meanwhile, sink->gone() is called
 * at once. */
void call_receive(struct call *call, const struct body_sink *sink, uint64_t max);

/* `version` 0: no ETag. The text must live in the arena or for ever. */
void call_reply_json(struct call *call, int status, struct str json, uint64_t version);

/* The same for text that is borrowed from the store: it is copied to the socket before this returns. */
void call_reply_borrowed(struct call *call, struct str json, uint64_t version);

/* The same for text in pieces, at most HTTP_BODY_PIECES_MAX. */
void call_reply_pieces(struct call *call, const struct bytes *pieces, size_t count, uint64_t version);

void call_reply_text(struct call *call, int status, struct str type, struct str text);
void call_reply_empty(struct call *call, int status);

/* What a printer wrote, or the refusal when it did not fit. */
void call_reply_printed(struct call *call, int status, const struct buf *buf, uint64_t version);

/* Any response: adds the headers that every response of ours has. */
void call_reply(struct call *call, struct http_response *response);

/* Answers with call->err as a problem. */
void call_fail(struct call *call);

/* The same with one more member, which is JSON already; without it when that does not fit. */
void call_fail_with(struct call *call, struct str name, struct str json);

/* Sets call->err and answers with it. `field` may be NULL. */
void call_refuse(struct call *call, enum problem problem, const char *field, const char *detail);
