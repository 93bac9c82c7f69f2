#include "server/http_guard.h"

/* What a byte may be part of. */
enum {
	IN_TOKEN = 1,  /* tchar, RFC 9110 5.6.2 */
	IN_VALUE = 2,  /* field-content plus HTAB and SP, without obs-text */
	IN_TARGET = 4, /* pchar, '/' and '?', RFC 3986 */
	IN_HOST = 8,   /* of a name, an IPv4 address or an IPv6 literal with its port */
	IN_HEX = 16
};

#define T IN_TOKEN
#define V IN_VALUE
#define U IN_TARGET
#define H IN_HOST
#define X IN_HEX
/* clang-format off */
static const uint8_t classes[256] = {
	['\t'] = V, [' '] = V, ['!'] = T|V|U, ['"'] = V, ['#'] = T|V, ['$'] = T|V|U, ['%'] = T|V|U,
	['&'] = T|V|U, ['\''] = T|V|U, ['('] = V|U, [')'] = V|U, ['*'] = T|V|U, ['+'] = T|V|U, [','] = V|U,
	['-'] = T|V|U|H, ['.'] = T|V|U|H, ['/'] = V|U, [':'] = V|U|H, [';'] = V|U, ['<'] = V, ['='] = V|U,
	['>'] = V, ['?'] = V|U, ['@'] = V|U, ['['] = V|H, ['\\'] = V, [']'] = V|H, ['^'] = T|V,
	['_'] = T|V|U|H, ['`'] = T|V, ['{'] = V, ['|'] = T|V, ['}'] = V, ['~'] = T|V|U|H, ['0'] = T|V|U|H|X,
	['1'] = T|V|U|H|X, ['2'] = T|V|U|H|X, ['3'] = T|V|U|H|X, ['4'] = T|V|U|H|X, ['5'] = T|V|U|H|X,
	['6'] = T|V|U|H|X, ['7'] = T|V|U|H|X, ['8'] = T|V|U|H|X, ['9'] = T|V|U|H|X, ['A'] = T|V|U|H|X,
	['B'] = T|V|U|H|X, ['C'] = T|V|U|H|X, ['D'] = T|V|U|H|X, ['E'] = T|V|U|H|X, ['F'] = T|V|U|H|X,
	['G'] = T|V|U|H, ['H'] = T|V|U|H, ['I'] = T|V|U|H, ['J'] = T|V|U|H, ['K'] = T|V|U|H,
	['L'] = T|V|U|H, ['M'] = T|V|U|H, ['N'] = T|V|U|H, ['O'] = T|V|U|H, ['P'] = T|V|U|H,
	['Q'] = T|V|U|H, ['R'] = T|V|U|H, ['S'] = T|V|U|H, ['T'] = T|V|U|H, ['U'] = T|V|U|H,
	['V'] = T|V|U|H, ['W'] = T|V|U|H, ['X'] = T|V|U|H, ['Y'] = T|V|U|H, ['Z'] = T|V|U|H,
	['a'] = T|V|U|H|X, ['b'] = T|V|U|H|X, ['c'] = T|V|U|H|X, ['d'] = T|V|U|H|X, ['e'] = T|V|U|H|X,
	['f'] = T|V|U|H|X, ['g'] = T|V|U|H, ['h'] = T|V|U|H, ['i'] = T|V|U|H, ['j'] = T|V|U|H,
	['k'] = T|V|U|H, ['l'] = T|V|U|H, ['m'] = T|V|U|H, ['n'] = T|V|U|H, ['o'] = T|V|U|H,
	['p'] = T|V|U|H, ['q'] = T|V|U|H, ['r'] = T|V|U|H, ['s'] = T|V|U|H, ['t'] = T|V|U|H,
	['u'] = T|V|U|H, ['v'] = T|V|U|H, ['w'] = T|V|U|H, ['x'] = T|V|U|H, ['y'] = T|V|U|H,
	['z'] = T|V|U|H,
};
/* clang-format on */
#undef T
#undef V
#undef U
#undef H
#undef X

enum singleton {
#define SINGLETON(name, field) SINGLETON_##name,
#include "server/http_singleton.def"
#undef SINGLETON
	SINGLETON_COUNT
};

static const struct str singletons[SINGLETON_COUNT] = {
#define SINGLETON(name, field) [SINGLETON_##name] = STR_INIT(field),
#include "server/http_singleton.def"
#undef SINGLETON
};
static_assert(SINGLETON_COUNT <= 32, "reader.seen has a bit for each");

/* A head being read: the cursor, and what has been learned. */
struct reader {
	struct str rest;
	struct http_request *request;
	uint32_t seen; /* bits of enum singleton */
	struct str absolute_host;
};

static bool is_in(char c, uint8_t set)
{
	return (classes[(uint8_t)c] & set) != 0;
}

/* Length of the longest prefix of bytes in `set`. */
static size_t span(struct str text, uint8_t set)
{
	size_t len = 0;

	while (len < text.len && is_in(text.ptr[len], set))
		len++;
	return len;
}

static struct str skip(struct str text, size_t len)
{
	assert(len <= text.len);
	return (struct str){ .ptr = text.ptr + len, .len = text.len - len };
}

static struct str take(struct reader *reader, size_t len)
{
	struct str taken = { .ptr = reader->rest.ptr, .len = len };

	reader->rest = skip(reader->rest, len);
	return taken;
}

static bool take_prefix(struct reader *reader, struct str prefix)
{
	if (!str_has_prefix(reader->rest, prefix))
		return false;
	reader->rest = skip(reader->rest, prefix.len);
	return true;
}

bool http_guard_is_name(struct str name)
{
	return name.len > 0 && span(name, IN_TOKEN) == name.len && memchr(name.ptr, '_', name.len) == NULL;
}

/* --- the end of the head --- */

/* One CRLF may come before the first byte of the method (RFC 9112, 2.2). */
static struct http_fault scan_start(struct http_scan *scan, struct str input)
{
	scan->start = 0;
	if (input.len > 0 && input.ptr[0] == '\r')
		scan->start = 2;
	if (input.len > 1 && scan->start == 2 && input.ptr[1] != '\n')
		return http_malformed("a CR stands alone");
	if (input.len <= scan->start)
		return HTTP_FINE;
	if (!is_in(input.ptr[scan->start], IN_TOKEN))
		return http_malformed("the request does not begin with a method");
	scan->begun = true;
	scan->at = scan->start;
	return HTTP_FINE;
}

static struct http_fault scan_lines(struct http_scan *scan, struct str input)
{
	while (scan->at < input.len) {
		const char *lf = memchr(input.ptr + scan->at, '\n', input.len - scan->at);

		if (lf == NULL) {
			scan->at = input.len;
			break;
		}
		size_t index = (size_t)(lf - input.ptr);
		if (index == scan->start || lf[-1] != '\r')
			return http_malformed("a line ends in LF without CR");
		scan->at = index + 1;
		if (index >= scan->start + 3 && lf[-2] == '\n') {
			scan->end = index + 1;
			break;
		}
		scan->line_seen = true;
	}
	return HTTP_FINE;
}

struct http_fault http_guard_scan(struct http_scan *scan, struct str input)
{
	assert(scan != NULL && scan->end == 0);
	assert(scan->at <= input.len);

	struct http_fault fault = HTTP_FINE;

	if (!scan->begun)
		fault = scan_start(scan, input);
	if (http_fault_is(fault) || !scan->begun)
		return fault;

	fault = scan_lines(scan, input);
	if (http_fault_is(fault))
		return fault;

	size_t length = (scan->end > 0 ? scan->end : input.len) - scan->start;
	if (length <= HTTP_HEAD_MAX)
		return HTTP_FINE;
	if (!scan->line_seen)
		return http_fault_at(REFUSAL_TARGET_TOO_LONG, "the request line has no end within 16 KiB");
	return http_fault_at(REFUSAL_HEAD_TOO_LARGE, "request line and headers exceed 16 KiB");
}

/* --- the request line --- */

static struct http_fault read_method(struct reader *reader)
{
	struct str name = take(reader, span(reader->rest, IN_TOKEN));

	if (name.len == 0 || !take_prefix(reader, STR(" ")))
		return http_malformed("the request does not begin with a method and one space");
	for (int method = 0; method < METHOD_COUNT; method++) {
		if (str_eq(name, str_from_c(http_method_name((enum http_method)method)))) {
			reader->request->method = (enum http_method)method;
			return HTTP_FINE;
		}
	}
	return http_fault_at(REFUSAL_NOT_IMPLEMENTED,
	                     "the method is none of GET HEAD POST PUT PATCH DELETE OPTIONS");
}

/* Every '%' begins an escape, and none of them is a NUL. */
static struct http_fault check_escapes(struct str target)
{
	const char *at = target.ptr;
	const char *end = target.ptr + target.len;

	while ((at = memchr(at, '%', (size_t)(end - at))) != NULL) {
		if (end - at < 3 || !is_in(at[1], IN_HEX) || !is_in(at[2], IN_HEX))
			return http_malformed(
				"a percent sign in the target is not followed by two hex digits");
		if (at[1] == '0' && at[2] == '0')
			return http_malformed("the target holds %00");
		at += 3;
	}
	return HTTP_FINE;
}

/* http://host[:port]/path?query is reduced to /path?query; the authority is compared once Host is known. */
static struct str reduce_absolute(struct reader *reader, struct str target)
{
	struct str scheme = { target.ptr, target.len < 8 ? target.len : 8 };
	size_t prefix = 0;

	if (http_token_eq(scheme, STR("https://")))
		prefix = 8;
	else if (scheme.len > 7 && http_token_eq((struct str){ scheme.ptr, 7 }, STR("http://")))
		prefix = 7;
	if (prefix == 0)
		return target;
	reader->absolute_host = skip(target, prefix);
	reader->absolute_host.len = span(reader->absolute_host, IN_HOST);
	return skip(target, prefix + reader->absolute_host.len);
}

static struct http_fault split_target(struct reader *reader, struct str target)
{
	struct http_request *request = reader->request;
	const char *mark = target.len == 0 ? NULL : memchr(target.ptr, '?', target.len);

	request->path = target;
	request->query = (struct str){ 0 };
	if (mark != NULL) {
		request->path.len = (size_t)(mark - target.ptr);
		request->query = skip(target, request->path.len + 1);
	}
	/* RFC 9112, 3.2.1: an empty path is sent as "/"; only the absolute form can leave it out. */
	if (request->path.len == 0 && reader->absolute_host.len > 0)
		request->path = STR("/");
	if (str_eq(request->target, STR("*"))) {
		if (request->method == METHOD_OPTIONS)
			return HTTP_FINE;
		return http_malformed("only OPTIONS may have the target *");
	}
	if (request->path.len == 0 || request->path.ptr[0] != '/')
		return http_malformed("the target does not begin with a slash");
	return check_escapes(request->target);
}

static struct http_fault read_target(struct reader *reader)
{
	struct str target = take(reader, span(reader->rest, IN_TARGET));
	struct str origin;

	assert(target.ptr != NULL); /* a method and a space came before it */
	/* Only the authority of an absolute target may hold the brackets of an IPv6 address. */
	origin = reduce_absolute(reader, target);
	if (reader->absolute_host.ptr != NULL && str_has_prefix(reader->rest, STR("[")))
		return http_malformed("the target names an IPv6 authority: send the origin form");
	if (target.len > HTTP_TARGET_MAX)
		return http_fault_at(REFUSAL_TARGET_TOO_LONG, "the target exceeds 8 KiB");
	if (str_has_prefix(reader->rest, STR("#")))
		return http_malformed("the target holds a fragment");
	if (target.len == 0 || !take_prefix(reader, STR(" ")))
		return http_malformed("the target holds a byte that must be escaped, or no space follows it");
	reader->request->target = target;
	return split_target(reader, origin);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct http_fault read_version(struct reader *reader)
{
	struct str rest = reader->rest;

	if (rest.len < 10 || !take_prefix(reader, STR("HTTP/")))
		return http_malformed("the request line does not end in a version");
	if (!is_digit(rest.ptr[5]) || rest.ptr[6] != '.' || !is_digit(rest.ptr[7]))
		return http_malformed("the version is not two digits with a dot between them");
	if (rest.ptr[8] != '\r' || rest.ptr[9] != '\n')
		return http_malformed("the version is not followed by CRLF");
	if (rest.ptr[5] != '1' || rest.ptr[7] > '1')
		return http_fault_at(REFUSAL_VERSION, "the version is neither HTTP/1.1 nor HTTP/1.0");
	reader->request->minor_version = rest.ptr[7] - '0';
	reader->rest = skip(rest, 10);
	return HTTP_FINE;
}

/* --- headers --- */

static struct http_fault read_length(struct http_request *request, struct str value)
{
	uint64_t length = 0;

	if (value.len == 0 || value.len > 16 || (value.len > 1 && value.ptr[0] == '0'))
		return http_malformed("Content-Length is not a plain number up to 2^53");
	for (size_t i = 0; i < value.len; i++) {
		if (!is_digit(value.ptr[i]))
			return http_malformed("Content-Length is not a plain number");
		length = length * 10 + (uint64_t)(value.ptr[i] - '0');
	}
	if (length > HTTP_LENGTH_MAX)
		return http_malformed("Content-Length exceeds 2^53");
	request->content_length = length;
	return HTTP_FINE;
}

static struct http_fault read_coding(struct http_request *request, struct str value)
{
	request->chunked = http_token_eq(value, STR("chunked"));
	if (request->chunked)
		return HTTP_FINE;
	if (value.len > 0 && span(value, IN_TOKEN) == value.len)
		return http_fault_at(REFUSAL_NOT_IMPLEMENTED, "the only transfer coding here is chunked");
	return http_malformed("Transfer-Encoding is not exactly chunked");
}

static struct http_fault read_host(struct http_request *request, struct str value)
{
	if (span(value, IN_HOST) != value.len || (value.len == 0 && request->minor_version == 1))
		return http_malformed("Host is not a name or address with an optional port");
	request->host = value;
	return HTTP_FINE;
}

/* Connection: a list of tokens, of which two matter to us. */
static void read_connection(struct http_request *request, struct str value)
{
	while (value.len > 0) {
		size_t len = span(value, IN_TOKEN);
		struct str token = { value.ptr, len };

		if (http_token_eq(token, STR("close")))
			request->keep_alive = false;
		else if (http_token_eq(token, STR("keep-alive")) && request->minor_version == 0)
			request->keep_alive = true;
		value = skip(value, len == 0 ? 1 : len);
	}
}

static bool has_tab(struct str text)
{
	return text.len > 0 && memchr(text.ptr, '\t', text.len) != NULL;
}

static struct http_fault read_special(struct reader *reader, enum singleton which, struct str value,
                                      struct str raw)
{
	struct http_request *request = reader->request;
	uint32_t bit = UINT32_C(1) << which;

	if ((reader->seen & bit) != 0)
		return http_malformed("a header that may appear once appears twice");
	reader->seen |= bit;

	/* Not every reader takes a TAB for white space here (llhttp 8.1.0 does not). */
	if ((which == SINGLETON_CONTENT_LENGTH || which == SINGLETON_TRANSFER_ENCODING) && has_tab(raw))
		return http_malformed("a TAB stands beside Content-Length or Transfer-Encoding");
	if (which == SINGLETON_HOST)
		return read_host(request, value);
	if (which == SINGLETON_CONTENT_LENGTH)
		return read_length(request, value);
	if (which == SINGLETON_TRANSFER_ENCODING)
		return read_coding(request, value);
	if (which == SINGLETON_EXPECT && request->minor_version == 1) {
		request->expects_continue = http_token_eq(value, STR("100-continue"));
		if (!request->expects_continue)
			return http_fault_at(REFUSAL_EXPECTATION,
			                     "Expect holds something else than 100-continue");
	}
	return HTTP_FINE;
}

static struct str trim(struct str text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
		text = skip(text, 1);
	while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t'))
		text.len--;
	return text;
}

static struct http_fault read_header(struct reader *reader)
{
	struct http_request *request = reader->request;
	struct str name = take(reader, span(reader->rest, IN_TOKEN));

	if (!http_guard_is_name(name))
		return http_malformed("a header name is empty, folded, or holds a byte that is not allowed");
	if (!take_prefix(reader, STR(":")))
		return http_malformed("a header name is not followed by a colon");

	struct str raw = take(reader, span(reader->rest, IN_VALUE));
	if (!take_prefix(reader, STR("\r\n")))
		return http_malformed("a header value holds a byte that is not allowed");
	if (request->header_count == HTTP_HEADERS_MAX)
		return http_fault_at(REFUSAL_HEAD_TOO_LARGE, "there are more than 64 headers");
	struct str value = trim(raw);
	request->headers[request->header_count++] = (struct http_header){ .name = name, .value = value };

	if (http_token_eq(name, STR("connection")))
		read_connection(request, value);
	for (int which = 0; which < SINGLETON_COUNT; which++) {
		if (http_token_eq(name, singletons[which]))
			return read_special(reader, (enum singleton)which, value, raw);
	}
	return HTTP_FINE;
}

/* --- the head as a whole --- */

/* RFC 9112, 6.1 and 3.2: what only makes sense once all headers are known. */
static struct http_fault check_whole(const struct reader *reader)
{
	const struct http_request *request = reader->request;
	bool has_length = (reader->seen & (UINT32_C(1) << SINGLETON_CONTENT_LENGTH)) != 0;
	bool has_host = (reader->seen & (UINT32_C(1) << SINGLETON_HOST)) != 0;

	if (request->chunked && has_length)
		return http_malformed("Content-Length and Transfer-Encoding are both there");
	if (request->chunked && request->minor_version == 0)
		return http_malformed("HTTP/1.0 knows no Transfer-Encoding");
	if (request->minor_version == 1 && !has_host)
		return http_malformed("Host is missing");
	if (reader->absolute_host.ptr != NULL && !http_token_eq(reader->absolute_host, request->host))
		return http_malformed("the authority of the target is not the one that Host names");
	return HTTP_FINE;
}

struct http_fault http_guard_head(struct str head, struct http_request *ret_request)
{
	assert(ret_request != NULL);

	struct reader reader = { .rest = head, .request = ret_request };
	struct http_fault fault;

	ret_request->header_count = 0;
	ret_request->host = (struct str){ 0 };
	ret_request->chunked = false;
	ret_request->expects_continue = false;
	ret_request->content_length = 0;

	if (http_fault_is(fault = read_method(&reader)) || http_fault_is(fault = read_target(&reader)))
		return fault;
	if (http_fault_is(fault = read_version(&reader)))
		return fault;
	ret_request->keep_alive = ret_request->minor_version == 1;
	while (!take_prefix(&reader, STR("\r\n"))) {
		if (http_fault_is(fault = read_header(&reader)))
			return fault;
	}
	if (reader.rest.len > 0)
		return http_malformed("bytes follow the empty line");
	return check_whole(&reader);
}
