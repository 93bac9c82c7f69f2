#include "server/http_writer.h"

#include <stdio.h>

#include "core/calendar.h"
#include "server/http_guard.h"

/* A head being written: a sticky failure, checked once at the end. */
struct head {
	char *ptr;
	size_t len;
	bool failed;
};

static void put(struct head *head, struct str text)
{
	if (head->failed || text.len > HTTP_RESPONSE_HEAD_MAX - head->len) {
		head->failed = true;
		return;
	}
	if (text.len > 0)
		memcpy(head->ptr + head->len, text.ptr, text.len);
	head->len += text.len;
}

static void put_number(struct head *head, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	put(head, (struct str){ digits + at, sizeof digits - at });
}

static struct str phrase_of(int status)
{
	switch (status) {
#define HTTP_STATUS(code, phrase) \
	case code:                \
		return STR(phrase);
#include "server/http_status.def"
#undef HTTP_STATUS
	default: return (struct str){ 0 }; /* RFC 9112, 4: the phrase may be empty */
	}
}

/* Field values go out as HTAB, printable ASCII and UTF-8 bytes: no control byte can end the line. */
static bool is_value(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char byte = (unsigned char)value.ptr[i];

		if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
			return false;
	}
	return true;
}

static bool is_ours(struct str name)
{
	return http_token_eq(name, STR("content-length")) || http_token_eq(name, STR("transfer-encoding")) ||
	       http_token_eq(name, STR("connection")) || http_token_eq(name, STR("date"));
}

static void put_header(struct head *head, struct http_header header)
{
	if (!http_guard_is_name(header.name) || !is_value(header.value) || is_ours(header.name)) {
		head->failed = true;
		return;
	}
	put(head, header.name);
	put(head, STR(": "));
	put(head, header.value);
	put(head, STR("\r\n"));
}

bool http_status_is_bodiless(int status)
{
	return status < 200 || status == 204 || status == 304;
}

bool http_response_is_chunked(const struct http_response *response, int minor_version)
{
	return response->stream.pull != NULL && response->stream.length == HTTP_LENGTH_UNKNOWN &&
	       minor_version == 1 && !http_status_is_bodiless(response->status);
}

static void put_length(struct head *head, const struct http_response *response, int minor_version)
{
	uint64_t length = http_response_length(response);

	if (http_status_is_bodiless(response->status))
		return;
	if (length != HTTP_LENGTH_UNKNOWN) {
		put(head, STR("Content-Length: "));
		put_number(head, length);
		put(head, STR("\r\n"));
		return;
	}
	if (http_response_is_chunked(response, minor_version))
		put(head, STR("Transfer-Encoding: chunked\r\n"));
}

size_t http_head_write(const struct http_response *response, const struct http_framing *framing,
                       char ret_head[HTTP_RESPONSE_HEAD_MAX])
{
	assert(response != NULL && framing != NULL);
	assert(response->status >= 200 && response->status <= 599);

	struct head head = { .ptr = ret_head, .failed = response->header_count > HTTP_RESPONSE_HEADERS_MAX };

	if (head.failed)
		return 0;
	put(&head, STR("HTTP/1.1 "));
	put_number(&head, (uint64_t)response->status);
	put(&head, STR(" "));
	put(&head, phrase_of(response->status));
	put(&head, STR("\r\nDate: "));
	put(&head, framing->date);
	put(&head, STR("\r\n"));
	for (size_t i = 0; i < response->header_count; i++)
		put_header(&head, response->headers[i]);
	put_length(&head, response, framing->minor_version);
	if (!framing->keep_alive)
		put(&head, STR("Connection: close\r\n"));
	else if (framing->minor_version == 0)
		put(&head, STR("Connection: keep-alive\r\n"));
	put(&head, STR("\r\n"));
	return head.failed ? 0 : head.len;
}

size_t http_chunk_write(size_t len, char ret_line[HTTP_CHUNK_HEAD_MAX])
{
	assert(len > 0);

	char reversed[16];
	size_t digits = 0;
	size_t at = 0;

	for (; len > 0; len /= 16)
		reversed[digits++] = "0123456789abcdef"[len % 16];
	while (digits > 0)
		ret_line[at++] = reversed[--digits];
	ret_line[at++] = '\r';
	ret_line[at++] = '\n';
	return at;
}

size_t http_refusal_write(struct http_fault fault, struct str date, bool head_only,
                          char ret_text[HTTP_REFUSAL_MAX])
{
	const struct http_refusal_info *info = http_refusal_info(fault.refusal);
	struct str phrase = phrase_of(info->status);
	char body[HTTP_REFUSAL_MAX / 2];

	assert(fault.reason != NULL && strpbrk(fault.reason, "\"\\\r\n") == NULL);
	int body_len =
		snprintf(body, sizeof body,
	                 "{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\","
	                 "\"code\":\"%s\",\"remedy\":\"%s\"}",
	                 info->slug, info->title, info->status, fault.reason, info->slug, info->remedy);
	assert(body_len > 0 && (size_t)body_len < sizeof body);

	int len = snprintf(ret_text, HTTP_REFUSAL_MAX,
	                   "HTTP/1.1 %d " STR_FMT "\r\nDate: " STR_FMT "\r\n"
	                   "Content-Type: application/problem+json\r\nCache-Control: no-store\r\n%s"
	                   "Content-Length: %d\r\nConnection: close\r\n\r\n%s",
	                   info->status, STR_ARG(phrase), STR_ARG(date),
	                   fault.refusal == REFUSAL_BUSY ? "Retry-After: 1\r\n" : "", body_len,
	                   head_only ? "" : body);
	assert(len > 0 && len < HTTP_REFUSAL_MAX);
	return (size_t)len;
}

/* --- dates --- */

static void put_two(char *at, int64_t number)
{
	at[0] = (char)('0' + number / 10 % 10);
	at[1] = (char)('0' + number % 10);
}

void http_date_write(int64_t unix_seconds, char ret_text[HTTP_DATE_LEN])
{
	assert(unix_seconds >= 0 && unix_seconds <= INT64_C(253402300799));

	static const char weekdays[] = "ThuFriSatSunMonTueWed"; /* 1970-01-01 was a Thursday */
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t days = unix_seconds / 86400;
	int64_t second = unix_seconds % 86400;
	int32_t year;
	int32_t month;
	int32_t day;

	date_to_civil((struct date){ (int32_t)days }, &year, &month, &day);
	memcpy(ret_text, "Thu, 01 Jan 1970 00:00:00 GMT", HTTP_DATE_LEN);
	memcpy(ret_text, weekdays + 3 * (days % 7), 3);
	put_two(ret_text + 5, day);
	memcpy(ret_text + 8, months + 3 * (month - 1), 3);
	put_two(ret_text + 12, year / 100);
	put_two(ret_text + 14, year);
	put_two(ret_text + 17, second / 3600);
	put_two(ret_text + 20, second / 60 % 60);
	put_two(ret_text + 23, second % 60);
}
