#include <criterion/criterion.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "tests/support/loopback.h"

static struct loopback loopback;

static void start(void)
{
	loopback_init(&loopback);
}

TestSuite(listener, .init = start);

Test(listener, an_address_that_is_not_ours_is_an_error_at_once)
{
	loopback.settings.address = "192.0.2.1";
	cr_assert_not(loopback_start(&loopback));
}

Test(listener, ipv6_works_where_the_machine_has_it)
{
	loopback.settings.address = "::1";
	if (!loopback_start(&loopback)) {
		cr_assert(true, "no IPv6 here");
		return;
	}
	cr_assert_gt(loop_pool_port(loopback.pool), 0);
	loopback_stop(&loopback);
}

static int connect_unix(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	cr_assert_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

Test(listener, a_unix_socket_serves_all_loops_and_is_removed_at_the_end)
{
	char path[64];
	char text[512];
	struct stat info;

	(void)snprintf(path, sizeof path, "/tmp/sanbao-listener-%d.sock", (int)getpid());
	loopback.settings.unix_path = path;
	loopback.settings.loops = 2;
	cr_assert(loopback_start(&loopback));
	for (int i = 0; i < 20; i++) {
		int fd = connect_unix(path);

		cr_assert(client_send(fd, STR("GET /peer HTTP/1.1\r\nHost: a\r\n\r\n")));
		cr_assert_gt(client_response(fd, text, sizeof text, false), 0);
		cr_assert_str_eq(strstr(text, "\r\n\r\n"), "\r\n\r\nunix");
		close(fd);
	}
	loopback_stop(&loopback);
	cr_assert_neq(stat(path, &info), 0);
}

Test(listener, an_abandoned_socket_file_is_taken_over_but_a_used_one_is_not)
{
	char path[64];
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	(void)snprintf(path, sizeof path, "/tmp/sanbao-abandoned-%d.sock", (int)getpid());
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	cr_assert_eq(listen(fd, 1), 0);

	loopback.settings.unix_path = path;
	cr_assert_not(loopback_start(&loopback), "somebody listens there");
	close(fd);
	cr_assert(loopback_start(&loopback), "nobody does any more");
	loopback_stop(&loopback);
}
