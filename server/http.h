/* http.h — a request as it was read, a response as it will be written, and the exchange that joins them.
 *
 * Depends on: core/arena.h. No uv, no llhttp: this is what the layer above sees of the transport.
 * Thread: everything here belongs to the loop that accepted the connection.
 * Caveats: texts of a request are borrowed from the exchange's arena and end with it. An exchange ends when
 * it has been replied to, or dropped after on_abort(); exactly one of the two, for every exchange.
 * Source: RFC 9110 (semantics), RFC 9112 (HTTP/1.1).
 */
#pragma once

#include "core/arena.h"

#define HTTP_HEAD_MAX             KIB(16) /* request line and headers */
#define HTTP_TARGET_MAX           KIB(8)
#define HTTP_HEADERS_MAX          64
#define HTTP_RESPONSE_HEADERS_MAX 24
#define HTTP_RESPONSE_HEAD_MAX    KIB(8)
#define HTTP_BODY_PIECES_MAX      24
#define HTTP_LENGTH_MAX           ((uint64_t)1 << 53) /* RFC 8259 integers end here too */
#define HTTP_LENGTH_UNKNOWN       UINT64_MAX          /* of a stream: sent in chunks */

enum http_method {
	METHOD_GET,
	METHOD_HEAD,
	METHOD_POST,
	METHOD_PUT,
	METHOD_PATCH,
	METHOD_DELETE,
	METHOD_OPTIONS,
	METHOD_COUNT
};

struct http_header {
	struct str name;
	struct str value; /* without the white space around it */
};

struct http_request {
	enum http_method method;
	int minor_version;     /* of HTTP/1.x: 0 or 1 */
	struct str target;     /* as sent */
	struct str path;       /* raw, begins with '/', or "*" (OPTIONS only); every '%' has two hex digits */
	struct str query;      /* raw, without its '?' */
	struct str host;       /* empty only in HTTP/1.0 */
	bool keep_alive;       /* the client would like to go on */
	bool chunked;          /* then the length is not known beforehand */
	bool expects_continue; /* RFC 9110, 10.1.1: answered when the body is asked for */
	uint64_t content_length; /* 0 when chunked or absent */
	size_t header_count;
	struct http_header headers[HTTP_HEADERS_MAX];
};

const char *http_method_name(enum http_method method);

/* The value of the first header of that name, in any case; { NULL, 0 } when there is none. */
struct str http_request_find(const struct http_request *request, struct str name);

/* Equal but for the case of ASCII letters, as names of headers and tokens are compared. */
bool http_token_eq(struct str a, struct str b);

struct exchange;

/* A body that is asked for piece by piece, so that its size costs no memory.
 *
 * pull() is called when the socket has drained; it answers with exchange_push(), at once or later, exactly
 * once per pull. close() is called once, after the last byte or when the peer has gone; never between a pull
 * and its push: a piece that comes too late is thrown away, and then close() follows. */
struct http_stream {
	void *context;   /* borrowed until close() */
	uint64_t length; /* of all pieces, or HTTP_LENGTH_UNKNOWN */
	void (*pull)(struct exchange *exchange, void *context);
	void (*close)(void *context); /* may be NULL */
};

/* Date, Content-Length, Transfer-Encoding and Connection are the transport's: never added by hand. */
struct http_response {
	int status;
	size_t header_count;
	struct http_header headers[HTTP_RESPONSE_HEADERS_MAX];
	struct bytes body;          /* for HEAD: what GET would send; only its length is used */
	bool body_is_kept;          /* body lives in the exchange's arena or for ever: never copied */
	const struct bytes *pieces; /* of the body, behind `body`; borrowed like it */
	size_t piece_count;         /* at most HTTP_BODY_PIECES_MAX */
	bool close;                 /* end the connection after this */
	struct http_stream stream;  /* instead of body, when .pull is set */
};

void http_response_init(struct http_response *response, int status);

/* Length of the body, whichever form it has; HTTP_LENGTH_UNKNOWN for some streams. */
uint64_t http_response_length(const struct http_response *response);

/* Borrows both texts until exchange_reply() returns. A header that cannot be sent (CR, LF, more than there is
 * room for) turns the whole reply into a 500. */
void http_response_add(struct http_response *response, struct str name, struct str value);

/* Why an exchange ended before its reply. */
enum abort_cause {
	ABORT_PEER_GONE, /* the connection is closed or reset */
	ABORT_TIMEOUT,   /* the body came too slowly: 408 was sent */
	ABORT_MALFORMED, /* the body's framing is wrong: 400 was sent */
	ABORT_TOO_LARGE, /* the body exceeds what was asked for: 413 was sent */
	ABORT_STOPPING   /* the server stops and could wait no longer */
};

/* One request being answered. The first three members are for the layer above; the rest is the transport's.
 */
struct exchange {
	struct http_request request;
	struct arena arena; /* for everything that lives as long as the exchange */
	void *app;          /* the layer above keeps its own here; NULL at first */
	struct bytes body;  /* whole, in on_request(), when it was asked for with exchange_buffer_body() */

	struct loop *loop;
	struct conn *conn; /* NULL once the peer has gone */
	struct exchange_state *state;
};

/* --- what on_head() decides, now or later: one of these two, or exchange_reply() ---
 * Inside a callback they only take note. Outside, further callbacks may come before they return. */

/* Wants the body, of at most `max` bytes, whole in the arena: on_request() follows (also when there is none).
 * A body that is larger, declared or not, ends the exchange with 413 and on_abort(). */
void exchange_buffer_body(struct exchange *exchange, size_t max);

/* Wants the body, of at most `max` bytes, in pieces: on_body() for each, then on_request(). */
void exchange_stream_body(struct exchange *exchange, uint64_t max);

/* Back-pressure of a streamed body: between pause and resume no on_body() and no on_request() comes, and the
 * socket is not read. Either may be called inside on_body(). */
void exchange_pause(struct exchange *exchange);
void exchange_resume(struct exchange *exchange);

/* --- the reply --- */

/* Answers: once per exchange, inside a callback or later, and before the body has come too: then what is left
 * of the body is read and thrown away if it is small, else the connection ends with the reply. Everything in
 * *response is borrowed for the call only (see body_is_kept and http_stream). The exchange must not be
 * touched afterwards, except by its stream. After on_abort() the reply goes nowhere. */
void exchange_reply(struct exchange *exchange, const struct http_response *response);

/* The answer to one pull(): the next piece, borrowed for the call, and whether it is the last; only the last
 * may be empty. A stream of known length that ends early or goes on too long breaks the connection off: the
 * client must see it. */
void exchange_push(struct exchange *exchange, struct bytes piece, bool last);

/* The stream cannot go on: the connection is broken off, so that nobody takes the part for the whole. Instead
 * of exchange_push(). */
void exchange_break(struct exchange *exchange);

/* Ends an exchange after on_abort(), instead of a reply that nobody will read. */
void exchange_drop(struct exchange *exchange);

/* The peer's address as text ("192.0.2.7", "::1", "unix"); borrowed from the arena. Empty once it has gone.
 */
struct str exchange_peer(struct exchange *exchange);
