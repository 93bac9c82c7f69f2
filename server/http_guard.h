/* http_guard.h — the exact reader of request heads: nothing passes that two programs could read in two ways.
 *
 * Depends on: server/http.h. Pure; any thread.
 * It sees every head before llhttp does. What it accepts:
 * - the grammar of RFC 9112 with CRLF line ends, names of tokens without '_', values of HTAB and 0x20-0x7E;
 * - our seven methods (another token: 501), HTTP/1.1 and HTTP/1.0 (another: 505);
 * - targets of RFC 3986 characters, no '#', no "%00"; absolute form only with the authority that Host names;
 * - one Host in 1.1; one Content-Length of plain digits, up to 2^53; Transfer-Encoding "chunked" once,
 * in 1.1, never beside Content-Length (another coding: 501); each of http_singleton.def once. And on purpose,
 * since RFC 9112 wants it: one CRLF before the request line (2.2), absolute form (3.2.2). Upgrade is ignored
 * (RFC 9110, 7.8). Limits: HTTP_HEAD_MAX (431), HTTP_TARGET_MAX (414), HTTP_HEADERS_MAX (431).
 */
#pragma once

#include "server/http.h"
#include "server/http_refusal.h"

/* How far the search for a head's end has come; zeroed for each message. */
struct http_scan {
	size_t at;    /* everything before was looked at */
	size_t start; /* where the head begins: 2 after a leading CRLF, else 0 */
	size_t end;   /* behind its last CRLF; 0 until that has come */
	bool begun;   /* the first byte of the method has come */
	bool line_seen;
};

/* Looks for the end of the head in `input`, which begins where the message does and may have grown since the
 * last call. Refuses what can never become a head at once: a bare LF, a first byte that begins no method (as
 * of a TLS hello), too many bytes. */
struct http_fault http_guard_scan(struct http_scan *scan, struct str input);

/* Reads a whole head, as found by http_guard_scan(). The request borrows from it. Written only when fine. */
struct http_fault http_guard_head(struct str head, struct http_request *ret_request);

/* RFC 9110, 5.6.2, without '_': some programs behind proxies take it for '-'. */
bool http_guard_is_name(struct str name);
