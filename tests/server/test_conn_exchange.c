#include <criterion/criterion.h>

#include "tests/support/loopback.h"

static struct loopback loopback;

static void start(void)
{
	loopback_init(&loopback);
}

TestSuite(conn_exchange, .init = start);

Test(conn_exchange, more_exchanges_than_allowed_get_503)
{
	char text[1024];

	loopback.settings.exchanges_max = 1;
	cr_assert(loopback_start(&loopback));
	int fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert(loopback_await(&loopback.kept, 1));
	cr_assert_gt(
		client_ask_all(&loopback, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
		0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 503 ", 13), 0);
	loopback_let_go(&loopback);
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nkept");
	close(fd);
	loopback_stop(&loopback);
}

Test(conn_exchange, a_body_that_the_arena_cannot_hold_is_too_large)
{
	char text[1024];

	loopback.settings.arena_bytes = KIB(32);
	cr_assert(loopback_start(&loopback));
	cr_assert_gt(client_ask_all(&loopback,
	                            STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n"),
	                            text, sizeof text),
	             0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 413 ", 13), 0);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.last_cause, ABORT_TOO_LARGE);
}

Test(conn_exchange, the_peer_has_an_address)
{
	char text[512];

	cr_assert(loopback_start(&loopback));
	cr_assert_gt(client_ask(&loopback, STR("GET /peer HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
	             0);
	cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\n127.0.0.1");
	loopback_stop(&loopback);
}

Test(conn_exchange, arenas_begin_anew_with_each_exchange)
{
	static char body[KIB(60)];
	static char text[KIB(64)];

	/* Ten bodies would not fit into one arena. */
	loopback.settings.arena_bytes = KIB(96);
	cr_assert(loopback_start(&loopback));
	int fd = client_connect(&loopback);
	memset(body, 'b', sizeof body);
	for (int i = 0; i < 10; i++) {
		int len = snprintf(text, sizeof text,
		                   "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n",
		                   sizeof body);

		cr_assert(client_send(fd, (struct str){ text, (size_t)len }));
		cr_assert(client_send(fd, (struct str){ body, sizeof body }));
		cr_assert_gt(client_response(fd, text, sizeof text, false), (ssize_t)sizeof body);
		cr_assert_eq(memcmp(strstr(text, "\r\n\r\n") + 4, body, sizeof body), 0);
	}
	close(fd);
	loopback_stop(&loopback);
}
