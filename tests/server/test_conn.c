#include <criterion/criterion.h>

#include "tests/support/loopback.h"

static struct loopback loopback;

static void start(void)
{
	loopback_init(&loopback);
}

TestSuite(conn, .init = start);

static void open_loopback(void)
{
	cr_assert(loopback_start(&loopback));
}

Test(conn, a_request_is_answered_and_the_connection_kept)
{
	char text[512];
	int fd;

	open_loopback();
	fd = client_connect(&loopback);
	for (int i = 0; i < 3; i++) {
		cr_assert(client_send(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
		cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
		cr_assert_eq(strncmp(text, "HTTP/1.1 200 OK\r\n", 17), 0);
		cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nhello");
		cr_assert_null(strstr(text, "Connection:"));
	}
	close(fd);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.requests, 3);
	cr_assert_eq(loopback.aborts, 0);
}

Test(conn, http_1_0_closes_unless_keep_alive_is_asked_for)
{
	char text[512];

	open_loopback();
	cr_assert_gt(client_ask_all(&loopback, STR("GET /hello HTTP/1.0\r\n\r\n"), text, sizeof text), 0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	cr_assert_gt(client_ask(&loopback, STR("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), text,
	                        sizeof text),
	             0);
	cr_assert_not_null(strstr(text, "Connection: keep-alive\r\n"));
	loopback_stop(&loopback);
}

Test(conn, connection_close_is_obeyed_from_either_side)
{
	char text[512];

	open_loopback();
	cr_assert_gt(client_ask_all(&loopback,
	                            STR("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n"),
	                            text, sizeof text),
	             0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	cr_assert_gt(
		client_ask_all(&loopback, STR("GET /close HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
		0);
	cr_assert_not_null(strstr(text, "Connection: close\r\n"));
	loopback_stop(&loopback);
}

Test(conn, a_head_that_never_ends_is_answered_with_408)
{
	char text[1024];

	loopback.settings.head_timeout_ms = 100;
	open_loopback();
	cr_assert_gt(client_ask_all(&loopback, STR("GET /hello HTTP/1.1\r\nHost: a\r\n"), text, sizeof text),
	             0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 408 ", 13), 0);
	cr_assert_not_null(strstr(text, "/problems/request_timeout"));
	loopback_stop(&loopback);
	cr_assert_eq(loopback.requests, 0);
}

Test(conn, a_silent_connection_is_closed_without_a_word)
{
	char text[64];

	loopback.settings.head_timeout_ms = 100;
	open_loopback();
	cr_assert_eq(client_ask_all(&loopback, STR(""), text, sizeof text), 0);
	loopback_stop(&loopback);
}

Test(conn, an_idle_connection_is_closed_after_its_time)
{
	char text[512];
	int fd;

	loopback.settings.keep_alive_ms = 100;
	open_loopback();
	fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_eq(client_read(fd, text, sizeof text), 0);
	close(fd);
	loopback_stop(&loopback);
}

Test(conn, a_body_that_stops_is_answered_with_408_and_aborted)
{
	char text[1024];

	loopback.settings.body_idle_ms = 100;
	open_loopback();
	cr_assert_gt(client_ask_all(&loopback,
	                            STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"),
	                            text, sizeof text),
	             0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 408 ", 13), 0);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.aborts, 1);
	cr_assert_eq(loopback.last_cause, ABORT_TIMEOUT);
}

Test(conn, a_body_below_the_minimum_rate_is_refused_though_it_never_idles)
{
	char text[1024];
	int fd;

	loopback.settings.body_grace_ms = 100;
	loopback.settings.body_rate_min = 100000;
	open_loopback();
	fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")));
	for (int i = 0; i < 1000 && loopback.aborts == 0; i++) {
		(void)client_send(fd, STR("a"));
		(void)poll(NULL, 0, 5);
	}
	cr_assert_eq(loopback.aborts, 1);
	cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 408 ", 13), 0);
	close(fd);
	loopback_stop(&loopback);
}

Test(conn, a_peer_that_takes_nothing_is_given_up)
{
	loopback.settings.write_stall_ms = 200;
	open_loopback();
	int fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("GET /stream?100000000 HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert(loopback_await(&loopback.streams_closed, 1));
	cr_assert(loopback_await_connections(&loopback, 0));
	close(fd);
	loopback_stop(&loopback);
}

Test(conn, connections_above_the_limit_get_503)
{
	char text[1024];
	int fds[2];

	loopback.settings.connections_max = 2;
	open_loopback();
	for (int i = 0; i < 2; i++) {
		fds[i] = client_connect(&loopback);
		cr_assert(client_send(fds[i], STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
		cr_assert_gt(client_response(fds[i], text, sizeof text, false), 0);
	}
	cr_assert_gt(
		client_ask_all(&loopback, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), text, sizeof text),
		0);
	cr_assert_eq(strncmp(text, "HTTP/1.1 503 ", 13), 0);
	cr_assert_not_null(strstr(text, "Retry-After: 1\r\n"));
	close(fds[0]);
	close(fds[1]);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.requests, 2);
}

Test(conn, a_client_may_shut_down_its_side_and_still_be_answered)
{
	char text[512];
	int fd;

	open_loopback();
	fd = client_connect(&loopback);
	cr_assert(client_send(
		fd, STR("GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /later HTTP/1.1\r\nHost: a\r\n\r\n")));
	shutdown(fd, SHUT_WR);
	ssize_t len = client_read(fd, text, sizeof text - 1);
	cr_assert_gt(len, 0);
	text[len] = '\0';
	const char *second = strstr(text + 1, "HTTP/1.1 200 OK");
	cr_assert_not_null(second);
	cr_assert_str_eq(second + strlen(second) - 5, "later");
	close(fd);
	loopback_stop(&loopback);
	cr_assert_eq(loopback.aborts, 0);
}

Test(conn, a_peer_that_leaves_in_its_body_is_reported)
{
	open_loopback();
	int fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")));
	close(fd);
	cr_assert(loopback_await(&loopback.aborts, 1));
	cr_assert_eq(loopback.last_cause, ABORT_PEER_GONE);
	loopback_stop(&loopback);
}

Test(conn, a_peer_that_resets_while_its_answer_is_made_is_reported)
{
	const struct linger at_once = { .l_onoff = 1 };

	open_loopback();
	int fd = client_connect(&loopback);
	cr_assert(client_send(fd, STR("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n")));
	cr_assert(loopback_await(&loopback.kept, 1));
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
	cr_assert(loopback_await(&loopback.aborts, 1));
	cr_assert_eq(loopback.last_cause, ABORT_PEER_GONE);
	cr_assert(loopback_await_connections(&loopback, 0));
	loopback_let_go(&loopback); /* the reply that comes too late is thrown away */
	loopback_stop(&loopback);
	cr_assert_eq(loopback.kept, 0);
}
