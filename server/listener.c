#include "server/listener.h"

#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "server/conn.h"

#define LISTEN_BACKLOG 1024

/* --- binding --- */

static enum status resolve(const struct loop_settings *settings, unsigned port,
                           struct sockaddr_storage *ret_address, struct error *err)
{
	/* libuv's parsers take numbers only: no resolver is asked. */
	if (uv_ip4_addr(settings->address, (int)port, (struct sockaddr_in *)(void *)ret_address) == 0)
		return STATUS_OK;
	if (uv_ip6_addr(settings->address, (int)port, (struct sockaddr_in6 *)(void *)ret_address) == 0)
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, "address", "\"%s\" is no IPv4 or IPv6 address",
	               settings->address);
}

static enum status fail_to_bind(const struct loop_settings *settings, struct error *err)
{
	const char *where = settings->unix_path != NULL ? settings->unix_path : settings->address;

	return FAIL_AT(err, PROBLEM_STORE_UNAVAILABLE, "address", "cannot listen on %s port %u: %s", where,
	               settings->port, strerror(errno));
}

static unsigned port_of(int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t len = sizeof address;

	if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		return 0;
	if (address.ss_family == AF_INET6) {
		struct sockaddr_in6 ip6;

		memcpy(&ip6, &address, sizeof ip6);
		return ntohs(ip6.sin6_port);
	}
	struct sockaddr_in ip4;

	memcpy(&ip4, &address, sizeof ip4);
	return ntohs(ip4.sin_port);
}

static enum status bind_tcp(const struct loop_settings *settings, unsigned port, int *ret_fd,
                            struct error *err)
{
	struct sockaddr_storage address = { 0 };
	const int on = 1;

	TRY(resolve(settings, port, &address, err));

	socklen_t len =
		address.ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0 &&
	    bind(fd, (const struct sockaddr *)&address, len) == 0 && listen(fd, LISTEN_BACKLOG) == 0) {
		*ret_fd = fd;
		return STATUS_OK;
	}
	enum status status = fail_to_bind(settings, err);
	if (fd >= 0)
		(void)close(fd);
	return status;
}

/* A socket file that nobody listens on is left from a crash and may be taken over. */
static bool is_abandoned(const struct sockaddr_un *address)
{
	struct stat info;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool refused = false;

	if (fd < 0)
		return false;
	if (stat(address->sun_path, &info) == 0 && S_ISSOCK(info.st_mode))
		refused = connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 &&
		          errno == ECONNREFUSED;
	(void)close(fd);
	return refused;
}

static enum status bind_unix(const struct loop_settings *settings, int *ret_fd, struct error *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t len = strlen(settings->unix_path);

	if (len == 0 || len >= sizeof address.sun_path)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "unix_path", "a socket path has 1 to %zu bytes",
		               sizeof address.sun_path - 1);
	memcpy(address.sun_path, settings->unix_path, len);
	if (is_abandoned(&address))
		(void)unlink(address.sun_path);

	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
	    listen(fd, LISTEN_BACKLOG) == 0) {
		*ret_fd = fd;
		return STATUS_OK;
	}
	enum status status = fail_to_bind(settings, err);
	if (fd >= 0)
		(void)close(fd);
	return status;
}

static enum status bind_one(struct loop_pool *pool, unsigned index, struct error *err)
{
	int *fd = &pool->loops[index].listen_fd;

	if (pool->settings.unix_path == NULL) {
		TRY(bind_tcp(&pool->settings, pool->port, fd, err));
		pool->port = port_of(*fd); /* the first loop may have found it, the others follow */
		return STATUS_OK;
	}
	if (index == 0)
		return bind_unix(&pool->settings, fd, err);
	*fd = dup(pool->loops[0].listen_fd);
	return *fd >= 0 ? STATUS_OK : fail_to_bind(&pool->settings, err);
}

enum status listener_bind_all(struct loop_pool *pool, struct error *err)
{
	assert(pool != NULL);

	pool->port = pool->settings.unix_path == NULL ? pool->settings.port : 0;
	for (unsigned i = 0; i < pool->settings.loops; i++) {
		enum status status = bind_one(pool, i, err);

		if (status == STATUS_OK)
			continue;
		while (i-- > 0)
			(void)close(pool->loops[i].listen_fd);
		return status;
	}
	return STATUS_OK;
}

/* --- accepting --- */

static void on_connection(uv_stream_t *stream, int result)
{
	struct loop *loop = stream->data;

	if (result == 0) {
		conn_accept(loop);
		return;
	}
	/* Out of files, most likely: libuv tries again, and one line per second is enough. */
	if (!loop->complained)
		loop_log(loop, "accept_failed", uv_strerror(result));
	loop->complained = true;
}

bool listener_start(struct loop *loop)
{
	union stream_handle *listener = &loop->listener;
	int result;

	if (loop_settings(loop)->unix_path != NULL) {
		(void)uv_pipe_init(&loop->uv, &listener->pipe, 0);
		result = uv_pipe_open(&listener->pipe, loop->listen_fd);
	} else {
		(void)uv_tcp_init(&loop->uv, &listener->tcp);
		result = uv_tcp_open(&listener->tcp, loop->listen_fd);
	}
	loop->handles_opened++;
	listener->handle.data = loop;
	if (result != 0)
		(void)close(loop->listen_fd);
	else
		result = uv_listen(&listener->stream, LISTEN_BACKLOG, on_connection);
	if (result != 0)
		loop_log(loop, "listen_failed", uv_strerror(result));
	return result == 0;
}

static void on_closed(uv_handle_t *handle)
{
	struct loop *loop = handle->data;

	loop->handles_closed++;
}

void listener_stop(struct loop *loop)
{
	if (!uv_is_closing(&loop->listener.handle))
		uv_close(&loop->listener.handle, on_closed);
}
