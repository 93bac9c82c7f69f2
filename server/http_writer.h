/* http_writer.h — what goes before and around a body on the wire: response heads, chunk frames, refusals.
 *
 * Depends on: server/http.h, server/http_refusal.h. Pure; any thread.
 * Caveats: outputs are plain bytes in the caller's array, not NUL-terminated.
 * Nothing that could end a header line early gets through: a head with such a header is not written at all.
 */
#pragma once

#include "server/http.h"
#include "server/http_refusal.h"

#define HTTP_DATE_LEN       29 /* "Sun, 06 Nov 1994 08:49:37 GMT" */
#define HTTP_CHUNK_HEAD_MAX 18 /* 16 hex digits and CRLF */
#define HTTP_REFUSAL_MAX    1024

/* How the message around a response is framed: what the connection knows and the response does not. */
struct http_framing {
	struct str date;
	int minor_version;
	bool keep_alive;
};

/* RFC 9110, 5.6.7, for years 1970 to 9999. */
void http_date_write(int64_t unix_seconds, char ret_text[HTTP_DATE_LEN]);

/* Whether the status has no body whatever the response says (RFC 9110, 6.4.1). */
bool http_status_is_bodiless(int status);

/* Whether the body goes out in chunks: a stream of unknown length, to a client that can read them. */
bool http_response_is_chunked(const struct http_response *response, int minor_version);

/* Writes the head and returns its length; 0 when a header cannot be sent or the head exceeds its room. */
size_t http_head_write(const struct http_response *response, const struct http_framing *framing,
                       char ret_head[HTTP_RESPONSE_HEAD_MAX]);

/* The line before a chunk of `len` > 0 bytes. Behind it goes CRLF, and behind the last "0" CRLF CRLF. */
size_t http_chunk_write(size_t len, char ret_line[HTTP_CHUNK_HEAD_MAX]);

/* A whole response that refuses and closes, with problem+json as its body (left out for HEAD). */
size_t http_refusal_write(struct http_fault fault, struct str date, bool head_only,
                          char ret_text[HTTP_REFUSAL_MAX]);
