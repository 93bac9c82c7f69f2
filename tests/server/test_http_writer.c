#include <criterion/criterion.h>

#include "server/http_writer.h"

static char head[HTTP_RESPONSE_HEAD_MAX + 1];

#define DATE "Sun, 06 Nov 1994 08:49:37 GMT"

static const struct http_framing kept = { .date = STR_INIT(DATE), .minor_version = 1, .keep_alive = true };
static const struct http_framing closed = { .date = STR_INIT(DATE), .minor_version = 1, .keep_alive = false };
static const struct http_framing old = { .date = STR_INIT(DATE), .minor_version = 0, .keep_alive = true };

static const char *written(const struct http_response *response, const struct http_framing *framing)
{
	head[http_head_write(response, framing, head)] = '\0';
	return head;
}

Test(http_writer, heads_are_these_bytes)
{
	struct http_response response;

	http_response_init(&response, 200);
	http_response_add(&response, STR("ETag"), STR("\"1\""));
	response.body = str_bytes(STR("hello"));
	cr_assert_str_eq(written(&response, &kept),
	                 "HTTP/1.1 200 OK\r\nDate: " DATE "\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\n");
	cr_assert_str_eq(written(&response, &closed),
	                 "HTTP/1.1 200 OK\r\nDate: " DATE
	                 "\r\nETag: \"1\"\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
	cr_assert_str_eq(written(&response, &old),
	                 "HTTP/1.1 200 OK\r\nDate: " DATE
	                 "\r\nETag: \"1\"\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n");
	http_response_init(&response, 599);
	cr_assert_str_eq(written(&response, &kept),
	                 "HTTP/1.1 599 \r\nDate: " DATE "\r\nContent-Length: 0\r\n\r\n");
}

Test(http_writer, bodiless_statuses_have_no_length)
{
	struct http_response response;

	http_response_init(&response, 204);
	cr_assert_str_eq(written(&response, &kept), "HTTP/1.1 204 No Content\r\nDate: " DATE "\r\n\r\n");
	http_response_init(&response, 304);
	response.body = str_bytes(STR("x"));
	cr_assert_str_eq(written(&response, &kept), "HTTP/1.1 304 Not Modified\r\nDate: " DATE "\r\n\r\n");
}

static void no_pull(struct exchange *exchange, void *context)
{
	(void)exchange;
	(void)context;
}

Test(http_writer, only_streams_of_unknown_length_are_chunked_and_only_in_1_1)
{
	struct http_response response;

	http_response_init(&response, 200);
	response.stream = (struct http_stream){ .pull = no_pull, .length = HTTP_LENGTH_UNKNOWN };
	cr_assert_not_null(strstr(written(&response, &kept), "\r\nTransfer-Encoding: chunked\r\n"));
	cr_assert_null(strstr(written(&response, &old), "chunked"));
	response.stream.length = 7;
	cr_assert_not_null(strstr(written(&response, &kept), "\r\nContent-Length: 7\r\n"));
	cr_assert_not(http_response_is_chunked(&response, 1));
}

Test(http_writer, what_could_split_a_response_is_not_written)
{
	static const struct http_header rows[] = {
		{ STR_INIT("X"), STR_INIT("a\r\nY: b") },
		{ STR_INIT("X"), STR_INIT("a\nb") },
		{ STR_INIT("X"), STR_INIT("a\rb") },
		{ STR_INIT("X"), STR_INIT("a\0b") },
		{ STR_INIT("X"), STR_INIT("a\x7f") },
		{ STR_INIT("X\r\nY"), STR_INIT("a") },
		{ STR_INIT("X: y"), STR_INIT("a") },
		{ STR_INIT(""), STR_INIT("a") },
		{ STR_INIT("content-length"), STR_INIT("1") },
		{ STR_INIT("Transfer-Encoding"), STR_INIT("chunked") },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_response response;

		http_response_init(&response, 200);
		http_response_add(&response, rows[i].name, rows[i].value);
		cr_assert_eq(http_head_write(&response, &kept, head), 0, "row %zu", i);
	}
}

Test(http_writer, a_head_that_is_too_long_or_has_too_many_headers_is_not_written)
{
	static char value[HTTP_RESPONSE_HEAD_MAX];
	struct http_response response;

	memset(value, 'v', sizeof value);
	http_response_init(&response, 200);
	http_response_add(&response, STR("X"), (struct str){ value, sizeof value });
	cr_assert_eq(http_head_write(&response, &kept, head), 0);
	http_response_init(&response, 200);
	for (int i = 0; i <= HTTP_RESPONSE_HEADERS_MAX; i++)
		http_response_add(&response, STR("X"), STR("y"));
	cr_assert_eq(http_head_write(&response, &kept, head), 0);
}

Test(http_writer, dates_are_those_of_rfc_9110)
{
	static const struct {
		int64_t at;
		const char *text;
	} rows[] = {
		{ 0, "Thu, 01 Jan 1970 00:00:00 GMT" },
		{ 784111777, "Sun, 06 Nov 1994 08:49:37 GMT" },
		{ 951782400, "Tue, 29 Feb 2000 00:00:00 GMT" },
		{ 1798761599, "Thu, 31 Dec 2026 23:59:59 GMT" },
		{ 253402300799, "Fri, 31 Dec 9999 23:59:59 GMT" },
	};
	char text[HTTP_DATE_LEN + 1] = { 0 };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		http_date_write(rows[i].at, text);
		cr_assert_str_eq(text, rows[i].text);
	}
}

Test(http_writer, chunk_lines_are_hexadecimal)
{
	char line[HTTP_CHUNK_HEAD_MAX + 1];

	line[http_chunk_write(1, line)] = '\0';
	cr_assert_str_eq(line, "1\r\n");
	line[http_chunk_write(0xdeadbeef, line)] = '\0';
	cr_assert_str_eq(line, "deadbeef\r\n");
	cr_assert_eq(http_chunk_write(SIZE_MAX, line), HTTP_CHUNK_HEAD_MAX);
}

Test(http_writer, a_refusal_is_this_problem)
{
	char text[HTTP_REFUSAL_MAX + 1];
	struct http_fault fault = http_malformed("Host is missing");

	text[http_refusal_write(fault, STR(DATE), false, text)] = '\0';
	cr_assert_str_eq(
		text, "HTTP/1.1 400 Bad Request\r\nDate: " DATE "\r\n"
		      "Content-Type: application/problem+json\r\nCache-Control: no-store\r\n"
		      "Content-Length: 214\r\nConnection: close\r\n\r\n"
		      "{\"type\":\"/problems/malformed_request\",\"title\":\"The request could not be read\","
		      "\"status\":400,\"detail\":\"Host is missing\",\"code\":\"malformed_request\","
		      "\"remedy\":\"Correct the request as the detail says and send it again.\"}");
	size_t len = http_refusal_write(fault, STR(DATE), true, text);
	cr_assert_eq(memcmp(text + len - 4, "\r\n\r\n", 4), 0, "no body for HEAD");
}
