/* http_chunk.h — the exact reader of chunked bodies (RFC 9112, 7.1), a piece at a time.
 *
 * Depends on: server/http_refusal.h. Pure; any thread.
 * It reads the framing before llhttp does. A size is 1 to 8 hex digits (so "00000000" ends a body);
 * extensions are ignored, HTTP_CHUNK_EXTENSION_MAX bytes of them per body (llhttp, who reads after us,
 * refuses those with white space around their names); trailers are read and thrown away,
 * HTTP_CHUNK_TRAILER_MAX bytes, and refused when they name a field that frames or routes the message: a proxy
 * that merged them into the head would have seen another request.
 */
#pragma once

#include "server/http_refusal.h"

#define HTTP_CHUNK_DIGITS_MAX    8
#define HTTP_CHUNK_EXTENSION_MAX 256
#define HTTP_CHUNK_TRAILER_MAX   4096
#define HTTP_CHUNK_NAME_MAX      24 /* no shorter than the longest field that is refused */

enum chunk_state {
	CHUNK_SIZE,
	CHUNK_EXTENSION,
	CHUNK_SIZE_LF,
	CHUNK_DATA,
	CHUNK_DATA_CR,
	CHUNK_DATA_LF,
	CHUNK_TRAILER_START,
	CHUNK_TRAILER_NAME,
	CHUNK_TRAILER_VALUE,
	CHUNK_TRAILER_LF,
	CHUNK_END_LF,
	CHUNK_DONE,
	CHUNK_STATE_COUNT
};

/* Zeroed for each body. */
struct http_chunk {
	enum chunk_state state;
	uint64_t left; /* of the chunk's data */
	unsigned digits;
	unsigned extension_bytes;
	unsigned trailer_bytes;
	size_t name_len;
	char name[HTTP_CHUNK_NAME_MAX];
};

/* What one step found: at most one run of data, which is the last thing it consumed. */
struct http_piece {
	size_t consumed;
	struct bytes data; /* borrowed from the input */
	bool complete;     /* the body ends behind what was consumed */
};

/* Reads on until there is a run of data, the body's end, or no more input. */
struct http_fault http_chunk_step(struct http_chunk *chunk, struct bytes input, struct http_piece *ret_piece);
