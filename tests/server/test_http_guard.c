#include <criterion/criterion.h>
#include <stdio.h>

#include "server/http_guard.h"

static struct http_request request;

/* The status with which a head ends, 0 when it is fine. */
static int verdict(const char *text)
{
	struct http_scan scan = { 0 };
	struct str input = str_from_c(text);
	struct http_fault fault = http_guard_scan(&scan, input);

	if (!http_fault_is(fault)) {
		cr_assert_gt(scan.end, 0, "no end: %s", text);
		fault = http_guard_head((struct str){ text + scan.start, scan.end - scan.start }, &request);
	}
	return http_fault_is(fault) ? http_refusal_info(fault.refusal)->status : 0;
}

#define H "Host: a\r\n"

/* clang-format off */
static const struct {
	const char *head;
	int status;
} heads[] = {
	/* what everybody sends */
	{ "GET / HTTP/1.1\r\n" H "\r\n", 0 },
	{ "HEAD /a/b?c=d&e=%20 HTTP/1.1\r\n" H "\r\n", 0 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\n\r\n", 0 },
	{ "PUT / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n", 0 },
	{ "PATCH / HTTP/1.1\r\n" H "\r\n", 0 },
	{ "DELETE / HTTP/1.1\r\n" H "\r\n", 0 },
	{ "OPTIONS * HTTP/1.1\r\n" H "\r\n", 0 },
	{ "GET / HTTP/1.0\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\n" H "Accept: a\r\nAccept: b\r\n\r\n", 0 },
	/* oddities that are accepted on purpose */
	{ "\r\nGET / HTTP/1.1\r\n" H "\r\n", 0 },                              /* RFC 9112, 2.2 */
	{ "GET http://a/x HTTP/1.1\r\n" H "\r\n", 0 },                         /* RFC 9112, 3.2.2 */
	{ "GET HTTPS://A HTTP/1.1\r\n" H "\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost:a\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\nHost: \t a \t\r\n\r\n", 0 },
	{ "GET / HTTP/1.1\r\n" H "X-Empty:\r\n\r\n", 0 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: Chunked\r\n\r\n", 0 },   /* coding names know no case */
	{ "POST / HTTP/1.1\r\n" H "Content-Length:   5  \r\n\r\n", 0 },
	/* Upgrade is ignored: RFC 9110, 7.8; an expectation is ignored in 1.0: RFC 9110, 10.1.1 */
	{ "GET / HTTP/1.1\r\n" H "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 0 },
	{ "GET / HTTP/1.0\r\nExpect: tea\r\n\r\n", 0 },
	/* line ends */
	{ "GET / HTTP/1.1\n" H "\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: a\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X-Abc:\rxTransfer-Encoding: chunked\r\n\r\n", 400 }, /* CVE-2023-30589 */
	{ "GET / HTTP/1.1\r\n" H "\r\rX\r\n\r\n", 400 },                               /* CVE-2025-23167 */
	{ "\r\n\r\nGET / HTTP/1.1\r\n" H "\r\n", 400 },
	{ "\nGET / HTTP/1.1\r\n" H "\r\n", 400 },
	{ "\rGET / HTTP/1.1\r\n" H "\r\n", 400 },
	/* folding and names */
	{ "GET / HTTP/1.1\r\n" H "X: b\r\n Content-Length: 5\r\n\r\n", 400 },  /* CVE-2024-27982 */
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding:\r\n chunked\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n " H "\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H ": a\r\n\r\n", 400 },                         /* CVE-2023-25725 */
	{ "GET / HTTP/1.1\r\n" H "nocolon\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "Content_Length: 5\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X(y): 5\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X\xc3\xa9: 5\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X: \xc3\xa9\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X: a\x01\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "X: a\x7f\r\n\r\n", 400 },
	/* the request line */
	{ "GET /\r\n\r\n", 400 },                                              /* HTTP/0.9 */
	{ "GET  / HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /  HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET\t/ HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET / HTTP/1.1 \r\n" H "\r\n", 400 },
	{ "GET / http/1.1\r\n" H "\r\n", 400 },
	{ "GET / HTTP/1.10\r\n" H "\r\n", 400 },
	{ "GET / HTTP/11\r\n" H "\r\n", 400 },
	{ "GET / HTTP/1.2\r\n" H "\r\n", 505 },
	{ "GET / HTTP/2.0\r\n" H "\r\n", 505 },
	{ "GET / HTTP/0.9\r\n" H "\r\n", 505 },
	{ "GET / ICE/1.0\r\n" H "\r\n", 400 },
	{ "SOURCE / ICE/1.0\r\n" H "\r\n", 501 },
	{ "get / HTTP/1.1\r\n" H "\r\n", 501 },
	{ "TRACE / HTTP/1.1\r\n" H "\r\n", 501 },
	{ "CONNECT a:443 HTTP/1.1\r\n" H "\r\n", 501 },
	{ "PRI * HTTP/2.0\r\n\r\n", 501 },
	{ " GET / HTTP/1.1\r\n" H "\r\n", 400 },
	{ "\x16\x03\x01\r\n\r\n", 400 },                                       /* a TLS hello */
	/* targets */
	{ "GET a HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET * HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /a#b HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /%00 HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /%2 HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /?a=%zz HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /\\a HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /a\"b HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET /\xc3\xa9 HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET http://b/ HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET http://u@a/ HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET http:///a HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET http://a/ HTTP/1.0\r\n\r\n", 400 },
	{ "GET ftp://a/ HTTP/1.1\r\n" H "\r\n", 400 },
	{ "GET http://[::1]/ HTTP/1.1\r\nHost: [::1]\r\n\r\n", 400 },
	/* Host */
	{ "GET / HTTP/1.1\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H H "\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400 },
	/* lengths and codings */
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5, 5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: +5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: -5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 0x5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 010\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5 5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length:\t5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5\t\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 9007199254740992\r\n\r\n", 0 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 9007199254740993\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 18446744073709551615\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked, chunked\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: ,chunked\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: \"chunked\"\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding:\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n", 501 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: identity\r\n\r\n", 501 },
	{ "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\t\r\n\r\n", 400 },
	{ "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
	/* once only */
	{ "GET / HTTP/1.1\r\n" H "Authorization: a\r\nauthorization: b\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Content-Type: a\r\nContent-Type: a\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Idempotency-Key: a\r\nIdempotency-Key: b\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "If-Match: a\r\nIf-Match: b\r\n\r\n", 400 },
	{ "GET / HTTP/1.1\r\n" H "Cookie: a\r\nCookie: b\r\n\r\n", 400 },
	{ "POST / HTTP/1.1\r\n" H "Expect: 100-continue, x\r\n\r\n", 417 },
};
/* clang-format on */

Test(http_guard, every_head_of_the_table_ends_as_it_says)
{
	for (size_t i = 0; i < COUNT_OF(heads); i++)
		cr_assert_eq(verdict(heads[i].head), heads[i].status, "row %zu: %d for %s", i,
		             verdict(heads[i].head), heads[i].head);
}

Test(http_guard, a_nul_byte_is_refused_wherever_it_stands)
{
	const struct str good = STR("GET /a HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n");
	char head[64];

	for (size_t i = 0; i < good.len; i++) {
		struct http_scan scan = { 0 };

		memcpy(head, good.ptr, good.len);
		head[i] = '\0';
		struct http_fault fault = http_guard_scan(&scan, (struct str){ head, good.len });
		if (!http_fault_is(fault) && scan.end > 0)
			fault = http_guard_head((struct str){ head, scan.end }, &request);
		cr_assert(http_fault_is(fault) || scan.end == 0, "at %zu", i);
	}
}

Test(http_guard, a_request_is_read_into_its_parts)
{
	cr_assert_eq(verdict("POST http://A:80/v1/x?y=%20z HTTP/1.1\r\nhost: a:80\r\nContent-Length: 42\r\n"
	                     "Connection: keep-alive, close\r\nExpect: 100-Continue\r\n\r\n"),
	             0);
	cr_assert_eq(request.method, METHOD_POST);
	cr_assert_eq(request.minor_version, 1);
	cr_assert(str_eq(request.path, STR("/v1/x")));
	cr_assert(str_eq(request.query, STR("y=%20z")));
	cr_assert(str_eq(request.host, STR("a:80")));
	cr_assert_eq(request.content_length, 42);
	cr_assert_not(request.chunked);
	cr_assert_not(request.keep_alive);
	cr_assert(request.expects_continue);
	cr_assert_eq(request.header_count, 4);
	cr_assert_eq(verdict("GET http://a?b HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
	cr_assert(str_eq(request.path, STR("/")));
	cr_assert(str_eq(request.query, STR("b")));
}

Test(http_guard, the_sixty_fifth_header_is_too_many)
{
	char head[2048];
	int len = snprintf(head, sizeof head, "GET / HTTP/1.1\r\nHost: a\r\n");

	for (int i = 1; i < HTTP_HEADERS_MAX; i++)
		len += snprintf(head + len, sizeof head - (size_t)len, "X: y\r\n");
	(void)snprintf(head + len, sizeof head - (size_t)len, "\r\n");
	cr_assert_eq(verdict(head), 0);
	(void)snprintf(head + len, sizeof head - (size_t)len, "X: y\r\n\r\n");
	cr_assert_eq(verdict(head), 431);
}

Test(http_guard, the_end_is_found_wherever_the_input_is_split)
{
	const struct str whole = STR("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nnext");

	for (size_t split = 0; split <= whole.len; split++) {
		struct http_scan scan = { 0 };

		cr_assert_not(http_fault_is(http_guard_scan(&scan, (struct str){ whole.ptr, split })));
		if (scan.end == 0)
			cr_assert_not(http_fault_is(http_guard_scan(&scan, whole)));
		cr_assert_eq(scan.start, 2);
		cr_assert_eq(scan.end, whole.len - 4, "split at %zu", split);
	}
}
