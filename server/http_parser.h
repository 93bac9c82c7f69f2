/* http_parser.h — one request being read: the guard first, then llhttp over the same bytes, and they must
 * agree.
 *
 * Depends on: server/http_guard.h, server/http_chunk.h. llhttp is confined to http_parser.c. Any one thread.
 * The guard decides what the bytes mean and where the message ends; llhttp is the second reader. Where they
 * differ the request is refused: such bytes are what smuggling is made of.
 * Caveats: after a fault the parser must not be fed again, nor the connection be read.
 */
#pragma once

#include "server/http_chunk.h"
#include "server/http_guard.h"

#define HTTP_PARSER_STATE_BYTES 128

struct http_parser {
	/* llhttp's own state, opaque here. */
	_Alignas(16) unsigned char state[HTTP_PARSER_STATE_BYTES];
	struct http_chunk chunk;
	uint64_t left;     /* of a body with Content-Length */
	uint64_t received; /* bytes of the body so far, without framing */
	bool chunked;
	bool complete; /* the whole message has been read */

	/* what llhttp reported during the present call */
	const struct http_request *request;
	size_t names_seen;
	struct bytes body_seen;
	bool differs;
	bool head_seen;
	bool complete_seen;
};

/* Reads a whole head (see http_guard_scan). The request borrows from `head`. */
struct http_fault http_parser_head(struct http_parser *parser, struct str head,
                                   struct http_request *ret_request);

/* Reads on in the body: one piece per call (see http_chunk.h). Not after `complete`. */
struct http_fault http_parser_body(struct http_parser *parser, struct bytes input,
                                   struct http_piece *ret_piece);
