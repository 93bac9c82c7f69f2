#include "server/call.h"

#include "server/app.h"
#include "server/problem.h"

#define QUERY_VALUE_MAX 512

struct arena *call_arena(struct call *call)
{
	return &call->exchange->arena;
}

const struct route *call_route(const struct call *call)
{
	return call->admission.match.route;
}

struct str call_param(const struct call *call, size_t n)
{
	assert(n < ROUTE_PARAMS_MAX);
	return call->admission.match.params[n];
}

/* --- the query --- */

/* The guard has made sure that two hex digits follow every '%'. */
static unsigned hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return ((unsigned)c | 0x20u) - 'a' + 10;
}

static struct str decode_query(struct arena *arena, struct str raw)
{
	struct buf buf;

	buf_init(&buf, arena, QUERY_VALUE_MAX);
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.ptr[i] == '+' ? ' ' : raw.ptr[i];
		if (c == '%' && i + 2 < raw.len) {
			c = (char)(hex_value(raw.ptr[i + 1]) << 4 | hex_value(raw.ptr[i + 2]));
			i += 2;
		}
		buf_put_char(&buf, c);
	}
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

/* Takes what stands before the separator off the front of the text. */
static struct str take_until(struct str *text, char separator)
{
	const char *end = text->len == 0 ? NULL : memchr(text->ptr, separator, text->len);
	struct str taken = { .ptr = text->ptr, .len = end == NULL ? text->len : (size_t)(end - text->ptr) };
	size_t used = end == NULL ? text->len : taken.len + 1;

	text->ptr += used;
	text->len -= used;
	return taken;
}

struct str call_query(struct call *call, struct str name)
{
	struct str rest = call->exchange->request.query;

	while (rest.len > 0) {
		struct str value = take_until(&rest, '&');
		struct str key = take_until(&value, '=');
		if (str_eq(key, name))
			return decode_query(call_arena(call), value);
	}
	return (struct str){ 0 };
}

enum status call_query_int(struct call *call, struct str name, int64_t min, int64_t max, int64_t fallback,
                           int64_t *ret_value)
{
	struct str text = call_query(call, name);
	int64_t value = 0;

	if (text.ptr == NULL) {
		*ret_value = fallback;
		return STATUS_OK;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > max)
			return FAIL_AT(&call->err, PROBLEM_INVALID_VALUE, name.ptr,
			               "a whole number from %lld to %lld is needed", (long long)min,
			               (long long)max);
		value = value * 10 + (text.ptr[i] - '0');
	}
	if (text.len == 0 || value < min || value > max)
		return FAIL_AT(&call->err, PROBLEM_INVALID_VALUE, name.ptr,
		               "a whole number from %lld to %lld is needed", (long long)min, (long long)max);
	*ret_value = value;
	return STATUS_OK;
}

/* The next language tag of a header like "pl, en;q=0.5"; quality values are cut off. */
static struct str take_tag(struct str *header)
{
	struct str tag = take_until(header, ',');

	while (tag.len > 0 && tag.ptr[0] == ' ') {
		tag.ptr++;
		tag.len--;
	}
	return take_until(&tag, ';');
}

/* Order in the header is taken as preference; quality values are not weighed. */
enum language call_language(struct call *call)
{
	struct str header = http_request_find(&call->exchange->request, STR("Accept-Language"));
	enum language language = LANGUAGE_EN;

	if (language_find(call_query(call, STR("lang")), &language))
		return language;
	while (header.len > 0) {
		if (language_find(take_tag(&header), &language))
			break;
	}
	return language;
}

void call_receive(struct call *call, const struct body_sink *sink, uint64_t max)
{
	call->sink = sink;
	if (call->gone)
		sink->gone(call);
	else
		exchange_stream_body(call->exchange, max);
}

/* --- the answer --- */

void call_printer(struct call *call, struct printer *ret_printer, struct buf *ret_buf)
{
	buf_init(ret_buf, call_arena(call), CALL_RESPONSE_MAX);
	printer_init(ret_printer, ret_buf);
}

void call_items_begin(struct call *call, struct printer *ret_printer, struct buf *ret_buf)
{
	call_printer(call, ret_printer, ret_buf);
	print_object_begin(ret_printer);
	print_name(ret_printer, STR("items"));
	print_array_begin(ret_printer);
}

void call_reply_items(struct call *call, struct printer *printer, const struct buf *buf)
{
	print_array_end(printer);
	print_object_end(printer);
	call_reply_printed(call, 200, buf, 0);
}

static const struct {
	struct str name;
	struct str value;
} constant_headers[] = {
	{ STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff") },
	{ STR_INIT("Referrer-Policy"), STR_INIT("no-referrer") },
	{ STR_INIT("Cross-Origin-Resource-Policy"), STR_INIT("same-origin") },
};

void call_reply(struct call *call, struct http_response *response)
{
	for (size_t i = 0; i < COUNT_OF(constant_headers); i++)
		http_response_add(response, constant_headers[i].name, constant_headers[i].value);
	http_response_add(response, STR("Request-Id"), str_from_c(call->request_id.text));
	app_count_reply(call, response->status);
	exchange_reply(call->exchange, response);
}

/* The response with the headers of its kind; `etag` may be empty. */
static void response_begin(struct http_response *response, int status, struct str type, struct str etag)
{
	http_response_init(response, status);
	http_response_add(response, STR("Content-Type"), type);
	http_response_add(response, STR("Cache-Control"), STR("no-store"));
	if (etag.len > 0)
		http_response_add(response, STR("ETag"), etag);
}

static void reply_with(struct call *call, int status, struct str type, struct str text, struct str etag)
{
	struct http_response response;

	response_begin(&response, status, type, etag);
	response.body = str_bytes(text);
	response.body_is_kept = true;
	call_reply(call, &response);
}

static struct str etag_of(struct call *call, uint64_t version)
{
	struct buf etag;

	buf_init(&etag, call_arena(call), 32);
	if (version == 0)
		return (struct str){ 0 };
	buf_put_char(&etag, '"');
	buf_put_int(&etag, (int64_t)version);
	buf_put_char(&etag, '"');
	return buf_str(&etag);
}

void call_reply_json(struct call *call, int status, struct str json, uint64_t version)
{
	reply_with(call, status, STR("application/json"), json, etag_of(call, version));
}

void call_reply_pieces(struct call *call, const struct bytes *pieces, size_t count, uint64_t version)
{
	struct http_response response;

	response_begin(&response, 200, STR("application/json"), etag_of(call, version));
	response.pieces = pieces;
	response.piece_count = count;
	call_reply(call, &response);
}

void call_reply_borrowed(struct call *call, struct str json, uint64_t version)
{
	struct bytes text = str_bytes(json);

	call_reply_pieces(call, &text, 1, version);
}

void call_reply_text(struct call *call, int status, struct str type, struct str text)
{
	reply_with(call, status, type, text, (struct str){ 0 });
}

void call_reply_empty(struct call *call, int status)
{
	struct http_response response;

	http_response_init(&response, status);
	http_response_add(&response, STR("Cache-Control"), STR("no-store"));
	call_reply(call, &response);
}

void call_reply_printed(struct call *call, int status, const struct buf *buf, uint64_t version)
{
	if (buf_check(buf, &call->err) != STATUS_OK) {
		call_fail(call);
		return;
	}
	call_reply_json(call, status, buf_str(buf), version);
}

static void add_problem_headers(struct call *call, struct http_response *response)
{
	struct buf allow;

	if (response->status == 401)
		http_response_add(response, STR("WWW-Authenticate"), STR("Bearer realm=\"sanbao\""));
	if (response->status == 503)
		http_response_add(response, STR("Retry-After"), STR("1"));
	if (response->status != 405)
		return;
	buf_init(&allow, call_arena(call), ROUTE_METHODS_MAX);
	router_allow(call->exchange->request.path, &allow);
	http_response_add(response, STR("Allow"), buf_str(&allow));
}

static void reply_problem(struct call *call, struct str body)
{
	struct http_response response;

	http_response_init(&response, problem_http_code(call->err.problem));
	http_response_add(&response, STR("Content-Type"), STR("application/problem+json"));
	http_response_add(&response, STR("Cache-Control"), STR("no-store"));
	add_problem_headers(call, &response);
	response.body = str_bytes(body);
	call_reply(call, &response);
}

void call_fail(struct call *call)
{
	struct arena arena;
	uint8_t *block = call->problem_block; /* the exchange's own arena may be what ran out */
	struct buf buf;
	struct printer printer;

	arena_init(&arena, block, sizeof call->problem_block);
	buf_init(&buf, &arena, sizeof call->problem_block);
	printer_init(&printer, &buf);
	problem_print(&printer, &call->err);
	assert(!buf.failed);
	reply_problem(call, buf_str(&buf));
}

void call_fail_with(struct call *call, struct str name, struct str json)
{
	struct printer printer;
	struct buf buf;

	call_printer(call, &printer, &buf);
	problem_print_with(&printer, &call->err, name, json);
	if (buf.failed)
		call_fail(call);
	else
		reply_problem(call, buf_str(&buf));
}

void call_refuse(struct call *call, enum problem problem, const char *field, const char *detail)
{
	(void)error_set(&call->err, problem, "call_refuse", field, "%s", detail);
	call_fail(call);
}
