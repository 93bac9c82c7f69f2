/* load.c — sends requests that were prepared beforehand, and counts what comes back.
 *
 *	load --port N --requests FILE [--connections N] [--seconds N] [--pid N] [--replies FILE]
 *
 * FILE holds requests one after the other, each behind a line with its length in bytes. With --seconds they
 *are sent round and round for that long, else each once. Every connection has one request on its way. Prints
 *one line of JSON: how many replies, how many of them without a status of 2xx, how long it took by the wall
 *clock, and how much processor time the process --pid used meanwhile (user and system, all threads, from
 * /proc). --replies keeps the replies' bodies, one a line, in the order of the requests.
 *
 * Linux only; everything that goes wrong ends the program.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REPLY_MAX       (256 * 1024)
#define CONNECTIONS_MAX 4096

struct request {
	const char *bytes;
	size_t len;
	char *reply; /* the body, when replies are kept */
	size_t reply_len;
};

struct connection {
	int fd;
	size_t request; /* the one on its way */
	size_t sent;
	char *input;
	size_t have;
};

struct load {
	int port;
	int pid;
	size_t connection_count;
	double seconds;
	const char *requests_path;
	const char *replies_path;

	struct request *requests;
	size_t request_count;
	size_t next; /* request to send; counts on beyond request_count when they are sent round and round */
	size_t waited; /* requests on their way */
	uint64_t replies;
	uint64_t refused;
	double ends; /* by the wall clock */
	int epoll;
	struct connection connections[CONNECTIONS_MAX];
};

static _Noreturn void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)fputs("load: ", stderr);
	(void)vfprintf(stderr, format, args);
	(void)fputc('\n', stderr);
	va_end(args);
	exit(1);
}

static double now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* utime and stime, the 14th and 15th field; the second may hold spaces, so we count from its closing bracket.
 */
static double cpu_seconds(int pid)
{
	char path[64];
	char line[1024];
	unsigned long long user = 0;
	unsigned long long system = 0;

	if (pid == 0)
		return 0;
	(void)snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "r");
	if (file == NULL || fgets(line, sizeof line, file) == NULL)
		fail("cannot read %s", path);
	(void)fclose(file);
	const char *rest = strrchr(line, ')');
	if (rest == NULL ||
	    sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &system) != 2)
		fail("cannot understand %s", path);
	return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* --- requests --- */

static char *file_read(const char *path, size_t *ret_len)
{
	FILE *file = fopen(path, "rb");

	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		fail("cannot read %s", path);
	long size = ftell(file);
	rewind(file);
	char *bytes = malloc((size_t)size + 1);
	if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size)
		fail("cannot read %s", path);
	(void)fclose(file);
	bytes[size] = 0;
	*ret_len = (size_t)size;
	return bytes;
}

static void requests_read(struct load *load)
{
	size_t len = 0;
	char *at = file_read(load->requests_path, &len);
	const char *end = at + len;
	size_t room = 0;

	while (at < end) {
		char *bytes = NULL;
		size_t size = strtoul(at, &bytes, 10);
		if (*bytes++ != '\n' || size == 0 || size > (size_t)(end - bytes))
			fail("%s: request %zu has no length", load->requests_path, load->request_count);
		if (load->request_count == room) {
			room = room == 0 ? 1024 : 2 * room;
			load->requests = realloc(load->requests, room * sizeof *load->requests);
			if (load->requests == NULL)
				fail("out of memory");
		}
		load->requests[load->request_count++] = (struct request){ .bytes = bytes, .len = size };
		at = bytes + size;
	}
	if (load->request_count == 0)
		fail("%s is empty", load->requests_path);
}

static void replies_write(const struct load *load)
{
	FILE *file = fopen(load->replies_path, "wb");

	if (file == NULL)
		fail("cannot write %s", load->replies_path);
	for (size_t i = 0; i < load->request_count; i++) {
		(void)fwrite(load->requests[i].reply, 1, load->requests[i].reply_len, file);
		(void)fputc('\n', file);
	}
	if (fclose(file) != 0)
		fail("cannot write %s", load->replies_path);
}

/* --- connections --- */

static void connection_open(struct load *load, struct connection *connection)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)load->port) };
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
	int one = 1;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	connection->fd = socket(AF_INET, SOCK_STREAM, 0);
	connection->input = malloc(REPLY_MAX);
	if (connection->fd < 0 || connection->input == NULL)
		fail("no more connections");
	if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0)
		fail("cannot connect to port %d: %s", load->port, strerror(errno));
	(void)setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
		fail("epoll: %s", strerror(errno));
}

static bool has_more(const struct load *load)
{
	return load->seconds > 0 ? now() < load->ends : load->next < load->request_count;
}

/* Requests are far smaller than a socket's buffer: a blocking write never waits long. */
static void send_next(struct load *load, struct connection *connection)
{
	if (!has_more(load))
		return;
	connection->request = load->next++ % load->request_count;
	const struct request *request = &load->requests[connection->request];
	for (size_t sent = 0; sent < request->len;) {
		ssize_t n = write(connection->fd, request->bytes + sent, request->len - sent);
		if (n <= 0)
			fail("the server closed a connection");
		sent += (size_t)n;
	}
	load->waited++;
}

/* The length of a whole reply in the input, or 0 while it is not all there. */
static size_t reply_size(const struct connection *connection, size_t *ret_head)
{
	const char *end = memmem(connection->input, connection->have, "\r\n\r\n", 4);
	size_t body = 0;

	if (end == NULL)
		return 0;
	*ret_head = (size_t)(end - connection->input) + 4;
	for (const char *line = connection->input; line < end;) {
		const char *next = memmem(line, (size_t)(end + 2 - line), "\r\n", 2);
		if (strncasecmp(line, "content-length:", 15) == 0)
			body = strtoul(line + 15, NULL, 10);
		line = next + 2;
	}
	return connection->have >= *ret_head + body ? *ret_head + body : 0;
}

static void reply_keep(struct request *request, const char *body, size_t len)
{
	request->reply = malloc(len + 1);
	if (request->reply == NULL)
		fail("out of memory");
	memcpy(request->reply, body, len);
	request->reply_len = len;
}

static void reply_take(struct load *load, struct connection *connection)
{
	size_t head = 0;
	size_t size = reply_size(connection, &head);

	if (size == 0)
		return;
	if (connection->have > size)
		fail("more came than was asked for");
	bool good = connection->have > 12 && memcmp(connection->input, "HTTP/1.1 2", 10) == 0;
	if (!good && load->refused++ == 0)
		(void)fprintf(stderr, "load: first refusal: %.*s\n", (int)size, connection->input);
	if (load->replies_path != NULL)
		reply_keep(&load->requests[connection->request], connection->input + head, size - head);
	connection->have = 0;
	load->replies++;
	load->waited--;
	send_next(load, connection);
}

static void connection_read(struct load *load, struct connection *connection)
{
	ssize_t n = read(connection->fd, connection->input + connection->have, REPLY_MAX - connection->have);

	if (n <= 0)
		fail("the server closed a connection");
	connection->have += (size_t)n;
	if (connection->have == REPLY_MAX)
		fail("a reply is longer than %d bytes", REPLY_MAX);
	reply_take(load, connection);
}

/* --- the run --- */

static void arguments_read(struct load *load, int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		const char *value = argv[i + 1];
		if (strcmp(argv[i], "--port") == 0)
			load->port = atoi(value);
		else if (strcmp(argv[i], "--pid") == 0)
			load->pid = atoi(value);
		else if (strcmp(argv[i], "--connections") == 0)
			load->connection_count = strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--seconds") == 0)
			load->seconds = strtod(value, NULL);
		else if (strcmp(argv[i], "--requests") == 0)
			load->requests_path = value;
		else if (strcmp(argv[i], "--replies") == 0)
			load->replies_path = value;
		else
			fail("there is no option %s", argv[i]);
	}
	if (load->port == 0 || load->requests_path == NULL)
		fail("--port and --requests are needed");
	if (load->connection_count == 0 || load->connection_count > CONNECTIONS_MAX)
		fail("1 to %d connections are possible", CONNECTIONS_MAX);
	if (load->replies_path != NULL && load->seconds > 0)
		fail("replies are kept only when each request is sent once");
}

static void run(struct load *load)
{
	struct epoll_event events[256];

	for (size_t i = 0; i < load->connection_count; i++)
		send_next(load, &load->connections[i]);
	while (load->waited > 0) {
		int count = epoll_wait(load->epoll, events, 256, 30000);
		if (count <= 0)
			fail("no reply in 30 seconds");
		for (int i = 0; i < count; i++)
			connection_read(load, events[i].data.ptr);
	}
}

int main(int argc, char **argv)
{
	static struct load load = { .connection_count = 64 };

	arguments_read(&load, argc, argv);
	requests_read(&load);
	load.epoll = epoll_create1(0);
	if (load.epoll < 0)
		fail("epoll: %s", strerror(errno));
	for (size_t i = 0; i < load.connection_count; i++)
		connection_open(&load, &load.connections[i]);

	double cpu = cpu_seconds(load.pid);
	double began = now();
	load.ends = began + load.seconds;
	run(&load);
	double spent = now() - began;
	cpu = cpu_seconds(load.pid) - cpu;

	if (load.replies_path != NULL)
		replies_write(&load);
	(void)printf("{\"replies\":%llu,\"refused\":%llu,\"seconds\":%.6f,\"cpu\":%.6f}\n",
	             (unsigned long long)load.replies, (unsigned long long)load.refused, spent, cpu);
	return load.refused == 0 ? 0 : 1;
}
