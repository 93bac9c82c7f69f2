#include <criterion/criterion.h>

#include "tests/support/loopback.h"

static struct loopback loopback;

static void start(void)
{
	loopback_init(&loopback);
	cr_assert(loopback_start(&loopback));
}

static void stop(void)
{
	loopback_stop(&loopback);
}

TestSuite(conn_input, .init = start, .fini = stop);

Test(conn_input, a_hundred_pipelined_requests_are_answered_in_order)
{
	static char sent[16384];
	static char text[65536];
	size_t len = 0;

	for (int i = 0; i < 100; i++)
		len += (size_t)snprintf(sent + len, sizeof sent - len,
		                        "GET /%s%d HTTP/1.1\r\nHost: a\r\n%s\r\n", i % 3 == 0 ? "later?" : "",
		                        i, i == 99 ? "Connection: close\r\n" : "");
	cr_assert_gt(client_ask_all(&loopback, (struct str){ sent, len }, text, sizeof text), 0);

	const char *at = text;
	for (int i = 0; i < 100; i++) {
		char wanted[32];

		(void)snprintf(wanted, sizeof wanted, i % 3 == 0 ? "\r\n\r\nlater" : "\r\n\r\n/%d", i);
		at = strstr(at, wanted);
		cr_assert_not_null(at, "answer %d is missing or out of order", i);
		at++;
	}
	cr_assert_eq(loopback.requests, 100);
}

Test(conn_input, a_request_may_come_byte_by_byte)
{
	const struct str request = STR("\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
	                               "chunked\r\n\r\n3;x\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n");
	char text[512];
	int fd = client_connect(&loopback);

	for (size_t i = 0; i < request.len; i++) {
		cr_assert(client_send(fd, (struct str){ request.ptr + i, 1 }));
		(void)poll(NULL, 0, 1);
	}
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nabcde");
	close(fd);
}

Test(conn_input, nothing_behind_an_error_is_read)
{
	static const char *const broken[] = {
		"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"GET / HTTP/1.1\nHost: a\n\n",
		"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n",
		"\x16\x03\x01\x02",
	};
	char sent[512];
	char text[2048];

	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		int len = snprintf(sent, sizeof sent, "%sGET /hello HTTP/1.1\r\nHost: a\r\n\r\n", broken[i]);

		cr_assert_gt(client_ask_all(&loopback, (struct str){ sent, (size_t)len }, text, sizeof text),
		             0);
		cr_assert_eq(strncmp(text, "HTTP/1.1 400 Bad Request\r\n", 26), 0);
		cr_assert_not_null(strstr(text, "Content-Type: application/problem+json\r\n"));
		cr_assert_not_null(strstr(text, "\"type\":\"/problems/malformed_request\""));
		cr_assert_not_null(strstr(text, "Connection: close\r\n"));
		cr_assert_null(strstr(text, "hello"));
	}
}

Test(conn_input, limits_and_unknown_things_have_their_own_status)
{
	static char sent[70000];
	static char text[2048];
	static const struct {
		const char *before; /* then `fill` bytes of 'a' */
		size_t fill;
		const char *after;
		int status;
	} rows[] = {
		{ "GET /", 9000, " HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
		{ "GET /", 20000, "", 414 },
		{ "GET / HTTP/1.1\r\nHost: a\r\nX: ", 17000, "", 431 },
		{ "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 0, "", 413 },
		{ "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n", 65537,
		  "\r\n", 413 },
		{ "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 0, "", 501 },
		{ "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 0, "", 501 },
		{ "GET / HTTP/2.0\r\n\r\n", 0, "", 505 },
		{ "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 0, "", 417 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t len = (size_t)snprintf(sent, sizeof sent, "%s", rows[i].before);

		memset(sent + len, 'a', rows[i].fill);
		len += rows[i].fill;
		len += (size_t)snprintf(sent + len, sizeof sent - len, "%s", rows[i].after);
		cr_assert_gt(client_ask_all(&loopback, (struct str){ sent, len }, text, sizeof text), 0,
		             "row %zu", i);
		cr_assert_eq(atoi(text + 9), rows[i].status, "row %zu: %.16s", i, text);
	}
}

Test(conn_input, a_client_that_expects_100_is_told_to_go_on)
{
	char text[512];
	int fd = client_connect(&loopback);

	cr_assert(client_send(
		fd,
		STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")));
	cr_assert_eq(client_read(fd, text, 25), 25);
	cr_assert_eq(strncmp(text, "HTTP/1.1 100 Continue\r\n\r\n", 25), 0);
	cr_assert(client_send(fd, STR("hi")));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nhi");
	close(fd);
}

Test(conn_input, a_refused_client_that_expects_100_is_not_asked_for_its_body)
{
	char text[512];
	const struct str request =
		STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");

	cr_assert_gt(client_ask_all(&loopback, request, text, sizeof text), 0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 403 ", 13), 0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
}

Test(conn_input, a_small_body_that_nobody_wants_is_skipped_and_the_connection_kept)
{
	char text[512];
	int fd = client_connect(&loopback);

	cr_assert(client_send(fd, STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 403 ", 13), 0);
	cr_assert(client_send(fd, STR("cdGET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nhello");
	close(fd);
}

Test(conn_input, a_large_body_that_nobody_wants_ends_the_connection_after_the_reply)
{
	static char body[KIB(200)];
	char text[512];
	int fd = client_connect(&loopback);

	cr_assert(client_send(fd, STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")));
	cr_assert(client_send(fd, (struct str){ body, sizeof body })); /* and yet the reply must arrive */
	ssize_t len = client_read(fd, text, sizeof text - 1);
	cr_assert_gt(len, 0);
	text[len] = '\0';
	cr_assert_eq(strncmp(text, "HTTP/1.1 403 ", 13), 0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	close(fd);
}

static long resident_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long pages[2] = { 0 };

	cr_assert_not_null(file);
	cr_assert_eq(fscanf(file, "%ld %ld", &pages[0], &pages[1]), 2);
	fclose(file);
	return pages[1] * (sysconf(_SC_PAGESIZE) / 1024);
}

Test(conn_input, a_streamed_upload_of_64_mib_needs_no_more_memory_than_a_small_one)
{
	static char piece[KIB(64)];
	char text[512];
	static const char *const paths[] = { "/count", "/paused" };

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		int fd = client_connect(&loopback);
		int len = snprintf(text, sizeof text,
		                   "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n", paths[i],
		                   MIB(64));

		cr_assert(client_send(fd, (struct str){ text, (size_t)len }));
		cr_assert(client_send(fd, (struct str){ piece, sizeof piece }));
		long before = resident_kib();
		for (size_t sent = sizeof piece; sent < MIB(64); sent += sizeof piece)
			cr_assert(client_send(fd, (struct str){ piece, sizeof piece }));
		long after = resident_kib();
		cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
		cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\n67108864");
		cr_assert_lt(after - before, 4096, "grew by %ld KiB", after - before);
		close(fd);
	}
}

Test(conn_input, a_chunked_upload_is_streamed_too)
{
	char text[512];
	const struct str request =
		STR("POST /paused HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
	            "3\r\nabc\r\n00000004\r\ndefg\r\n0\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	int fd = client_connect(&loopback);

	cr_assert(client_send(fd, request));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\n7");
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nhello");
	close(fd);
}
