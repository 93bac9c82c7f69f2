#include "server/http_parser.h"

#include <llhttp.h>

/* Debian's llhttp is plain 8.1.0. Without strict mode it takes a bare CR for a line end (CVE-2023-30589),
 * ends heads at "\r\n\r" (CVE-2025-23167) and overlooks what follows a chunk. No lenient flag is ever set. */
#if LLHTTP_STRICT_MODE != 1
#error "llhttp must be compiled with LLHTTP_STRICT_MODE=1"
#endif

static_assert(sizeof(llhttp_t) <= HTTP_PARSER_STATE_BYTES, "HTTP_PARSER_STATE_BYTES is too small");

static const uint8_t methods[METHOD_COUNT] = {
	[METHOD_GET] = HTTP_GET,         [METHOD_HEAD] = HTTP_HEAD,   [METHOD_POST] = HTTP_POST,
	[METHOD_PUT] = HTTP_PUT,         [METHOD_PATCH] = HTTP_PATCH, [METHOD_DELETE] = HTTP_DELETE,
	[METHOD_OPTIONS] = HTTP_OPTIONS,
};

static llhttp_t *second(struct http_parser *parser)
{
	return (llhttp_t *)(void *)parser->state;
}

/* --- what llhttp sees, compared with what the guard saw --- */

static int on_url(llhttp_t *llhttp, const char *at, size_t len)
{
	struct http_parser *parser = llhttp->data;
	struct str target = parser->request->target;

	if (at != target.ptr || len != target.len)
		parser->differs = true;
	return 0;
}

static int on_name(llhttp_t *llhttp, const char *at, size_t len)
{
	struct http_parser *parser = llhttp->data;

	if (parser->head_seen) /* a trailer */
		return 0;
	if (parser->names_seen == parser->request->header_count) {
		parser->differs = true;
		return 0;
	}
	struct str name = parser->request->headers[parser->names_seen++].name;
	if (at != name.ptr || len != name.len)
		parser->differs = true;
	return 0;
}

static int on_head(llhttp_t *llhttp)
{
	struct http_parser *parser = llhttp->data;
	const struct http_request *request = parser->request;
	bool chunked = (llhttp->flags & F_CHUNKED) != 0;

	if (llhttp->method != methods[request->method] || llhttp->http_major != 1)
		parser->differs = true;
	if (llhttp->http_minor != request->minor_version || parser->names_seen != request->header_count)
		parser->differs = true;
	if (chunked != request->chunked || (!chunked && llhttp->content_length != request->content_length))
		parser->differs = true;
	parser->head_seen = true;
	llhttp->upgrade = 0; /* a server may ignore Upgrade (RFC 9110, 7.8), and what follows is HTTP/1.1 */
	return 0;
}

static int on_body(llhttp_t *llhttp, const char *at, size_t len)
{
	struct http_parser *parser = llhttp->data;

	if (parser->body_seen.ptr != NULL)
		parser->differs = true;
	parser->body_seen = (struct bytes){ .ptr = (const uint8_t *)at, .len = len };
	return 0;
}

static int on_complete(llhttp_t *llhttp)
{
	struct http_parser *parser = llhttp->data;

	parser->complete_seen = true;
	return 0;
}

static const llhttp_settings_t settings = {
	.on_url = on_url,
	.on_header_field = on_name,
	.on_headers_complete = on_head,
	.on_body = on_body,
	.on_message_complete = on_complete,
};

static struct http_fault compare(struct http_parser *parser, struct bytes input)
{
	parser->body_seen = (struct bytes){ 0 };
	if (llhttp_execute(second(parser), (const char *)input.ptr, input.len) != HPE_OK)
		return http_malformed("the request breaks the grammar of HTTP/1.1");
	if (parser->differs || parser->complete_seen != parser->complete)
		return http_malformed("the request can be read in two ways");
	return HTTP_FINE;
}

/* --- the two readings --- */

struct http_fault http_parser_head(struct http_parser *parser, struct str head,
                                   struct http_request *ret_request)
{
	assert(parser != NULL);
	assert(ret_request != NULL);

	struct http_fault fault = http_guard_head(head, ret_request);
	if (http_fault_is(fault))
		return fault;

	llhttp_init(second(parser), HTTP_REQUEST, &settings);
	second(parser)->data = parser;
	parser->chunk = (struct http_chunk){ 0 };
	parser->left = ret_request->content_length;
	parser->received = 0;
	parser->chunked = ret_request->chunked;
	parser->complete = !parser->chunked && parser->left == 0;
	parser->request = ret_request;
	parser->names_seen = 0;
	parser->differs = false;
	parser->head_seen = false;
	parser->complete_seen = false;

	fault = compare(parser, str_bytes(head));
	if (!http_fault_is(fault) && !parser->head_seen)
		return http_malformed("the request can be read in two ways");
	return fault;
}

/* A body with Content-Length is one run of data. */
static struct http_piece take_known(struct http_parser *parser, struct bytes input)
{
	size_t len = parser->left < input.len ? (size_t)parser->left : input.len;

	parser->left -= len;
	return (struct http_piece){ .consumed = len,
		                    .data = { input.ptr, len },
		                    .complete = parser->left == 0 };
}

struct http_fault http_parser_body(struct http_parser *parser, struct bytes input,
                                   struct http_piece *ret_piece)
{
	assert(parser != NULL && !parser->complete);
	assert(ret_piece != NULL);

	struct http_piece piece = { 0 };
	struct http_fault fault = HTTP_FINE;

	if (parser->chunked)
		fault = http_chunk_step(&parser->chunk, input, &piece);
	else
		piece = take_known(parser, input);
	if (http_fault_is(fault))
		return fault;

	parser->complete = piece.complete;
	parser->received += piece.data.len;
	fault = compare(parser, (struct bytes){ input.ptr, piece.consumed });
	if (http_fault_is(fault))
		return fault;
	/* The same bytes, not only equal ones. */
	if (parser->body_seen.len != piece.data.len ||
	    (piece.data.len > 0 && parser->body_seen.ptr != piece.data.ptr))
		return http_malformed("the body can be read in two ways");
	*ret_piece = piece;
	return HTTP_FINE;
}
