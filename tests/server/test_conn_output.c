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

TestSuite(conn_output, .init = start, .fini = stop);

/* Reads and counts until the peer ends. */
static size_t count_rest(int fd)
{
	static char text[65536];
	size_t total = 0;
	ssize_t got;

	while ((got = recv(fd, text, sizeof text, 0)) > 0)
		total += (size_t)got;
	cr_assert_eq(got, 0, "the connection was reset");
	return total;
}

Test(conn_output, head_has_the_length_of_get_and_no_body)
{
	char text[512];
	int fd = client_connect(&loopback);

	cr_assert(client_send(
		fd, STR("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nHEAD /stream?9 HTTP/1.1\r\nHost: a\r\n\r\n"
	                "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(fd, text, sizeof text, true), 0);
	cr_assert_not_null(strstr(text, "Content-Length: 5\r\n"));
	cr_assert_gt(client_response(fd, text, sizeof text, true), 0);
	cr_assert_not_null(strstr(text, "Content-Length: 9\r\n"));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nhello");
	cr_assert_eq(loopback.streams_closed, 1);
	close(fd);
}

Test(conn_output, a_204_has_neither_body_nor_length)
{
	char text[512];

	cr_assert_gt(client_ask(&loopback, STR("GET /none HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
	             0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 204 No Content\r\n", 25), 0);
	cr_assert_null(strstr(text, "Content-Length"));
}

Test(conn_output, a_header_that_would_split_the_response_becomes_a_500)
{
	char text[1024];

	cr_assert_gt(
		client_ask_all(&loopback, STR("GET /split HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
		0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 500 ", 13), 0);
	cr_assert_null(strstr(text, "Set-Cookie"));
	cr_assert_str_eq(loopback.last_log, "reply_invalid");
}

Test(conn_output, a_stream_of_known_length_arrives_whole)
{
	int fd = client_connect(&loopback);

	cr_assert(client_send(fd,
	                      STR("GET /stream?67108864 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
	cr_assert_gt(count_rest(fd), MIB(64));
	cr_assert(loopback_await(&loopback.streams_closed, 1));
	close(fd);
}

Test(conn_output, a_stream_of_unknown_length_is_chunked_and_the_connection_kept)
{
	static char text[200000];
	int fd = client_connect(&loopback);

	cr_assert(client_send(fd, STR("GET /chunks?65537 HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(fd, text, sizeof text, true), 0);
	cr_assert_not_null(strstr(text, "Transfer-Encoding: chunked\r\n"));
	size_t body = 7 + 65536 + 2 + 3 + 1 + 2 + 5; /* "10000" "1" "0" */
	cr_assert_eq(client_read(fd, text, body), (ssize_t)body);
	cr_assert_eq(strncmp(text, "10000\r\nx", 8), 0);
	cr_assert_eq(strncmp(text + body - 7, "\r\n0\r\n\r\n", 7), 0);
	cr_assert(client_send(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	close(fd);
}

Test(conn_output, http_1_0_gets_a_stream_of_unknown_length_until_the_end)
{
	static char text[2000];
	ssize_t len = client_ask_all(&loopback, STR("GET /chunks?5 HTTP/1.0\r\n\r\n"), text, sizeof text);

	cr_assert_gt(len, 5);
	cr_assert_null(strstr(text, "chunked"));
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	cr_assert_eq(text[len - 5], 'x');
}

Test(conn_output, a_stream_that_is_shorter_than_promised_breaks_the_connection)
{
	static char text[200000];
	ssize_t len = client_ask_all(&loopback, STR("GET /short?100 HTTP/1.1\r\nHost: a\r\n\r\n"), text,
	                             sizeof text);

	cr_assert_lt(len, 300);
	cr_assert(loopback_await(&loopback.streams_closed, 1));
	cr_assert_str_eq(loopback.last_log, "stream_length");
}

Test(conn_output, a_peer_that_leaves_in_a_stream_closes_it)
{
	static const char *const requests[] = {
		"GET /stream?500000000 HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /chunks?500000000 HTTP/1.1\r\nHost: a\r\n\r\n",
	};
	char text[4096];

	for (unsigned i = 0; i < COUNT_OF(requests); i++) {
		int fd = client_connect(&loopback);

		cr_assert(client_send(fd, str_from_c(requests[i])));
		cr_assert_eq(client_read(fd, text, sizeof text), (ssize_t)sizeof text);
		close(fd);
		cr_assert(loopback_await(&loopback.streams_closed, i + 1));
	}
	cr_assert_eq(loopback.aborts, 0, "a reply had been begun");
	cr_assert(loopback_await_connections(&loopback, 0));
}
