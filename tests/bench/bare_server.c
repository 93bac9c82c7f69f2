/* bare_server.c — the least that a server on libuv and llhttp has to do: parse each request, answer a
 *constant.
 *
 *	bare_server BODY_BYTES      prints the port that it chose, then serves until it is killed
 *
 * The measure for reads: what our server does beyond this, it does for its users.
 */
#define _GNU_SOURCE
#include <assert.h>
#include <llhttp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#define BODY_MAX  (1024 * 1024)
#define INPUT_MAX (64 * 1024)

struct connection {
	uv_tcp_t tcp;
	llhttp_t parser;
};

static char reply[BODY_MAX + 256];
static size_t reply_len;
static char input[INPUT_MAX];
static llhttp_settings_t settings;

static void on_closed(uv_handle_t *handle)
{
	free(handle->data);
}

static int on_message_complete(llhttp_t *parser)
{
	struct connection *connection = parser->data;
	uv_buf_t buf = uv_buf_init(reply, (unsigned)reply_len);

	/* Clients of a measurement read what they asked for: a reply that fits the socket never waits. */
	return uv_try_write((uv_stream_t *)&connection->tcp, &buf, 1) == (int)reply_len ? HPE_OK : HPE_USER;
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *ret_buf)
{
	(void)handle;
	(void)suggested;
	*ret_buf = uv_buf_init(input, INPUT_MAX);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
	struct connection *connection = stream->data;

	if (count > 0 && llhttp_execute(&connection->parser, buf->base, (size_t)count) == HPE_OK)
		return;
	if (count != 0)
		uv_close((uv_handle_t *)stream, on_closed);
}

static void on_connection(uv_stream_t *listener, int status)
{
	struct connection *connection = calloc(1, sizeof *connection);

	assert(status == 0 && connection != NULL);
	(void)uv_tcp_init(listener->loop, &connection->tcp);
	connection->tcp.data = connection;
	if (uv_accept(listener, (uv_stream_t *)&connection->tcp) != 0) {
		uv_close((uv_handle_t *)&connection->tcp, on_closed);
		return;
	}
	(void)uv_tcp_nodelay(&connection->tcp, 1);
	llhttp_init(&connection->parser, HTTP_REQUEST, &settings);
	connection->parser.data = connection;
	(void)uv_read_start((uv_stream_t *)&connection->tcp, on_room, on_read);
}

static int listen_anywhere(uv_loop_t *loop, uv_tcp_t *listener)
{
	struct sockaddr_in address;
	int len = sizeof address;

	(void)uv_ip4_addr("127.0.0.1", 0, &address);
	(void)uv_tcp_init(loop, listener);
	if (uv_tcp_bind(listener, (struct sockaddr *)&address, 0) != 0 ||
	    uv_listen((uv_stream_t *)listener, 4096, on_connection) != 0 ||
	    uv_tcp_getsockname(listener, (struct sockaddr *)&address, &len) != 0)
		return 0;
	return ntohs(address.sin_port);
}

int main(int argc, char **argv)
{
	size_t body = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
	uv_loop_t *loop = uv_default_loop();
	uv_tcp_t listener;

	if (body == 0 || body > BODY_MAX) {
		(void)fprintf(stderr, "usage: bare_server BODY_BYTES\n");
		return 2;
	}
	reply_len = (size_t)snprintf(
		reply, sizeof reply,
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", body);
	memset(reply + reply_len, 'x', body);
	reply_len += body;
	llhttp_settings_init(&settings);
	settings.on_message_complete = on_message_complete;
	int port = listen_anywhere(loop, &listener);
	if (port == 0)
		return 1;
	(void)printf("%d\n", port);
	(void)fflush(stdout);
	return uv_run(loop, UV_RUN_DEFAULT);
}
