#include "server/http.h"

static const char *const method_names[METHOD_COUNT] = {
	[METHOD_GET] = "GET",         [METHOD_HEAD] = "HEAD",   [METHOD_POST] = "POST",
	[METHOD_PUT] = "PUT",         [METHOD_PATCH] = "PATCH", [METHOD_DELETE] = "DELETE",
	[METHOD_OPTIONS] = "OPTIONS",
};

const char *http_method_name(enum http_method method)
{
	assert(method < METHOD_COUNT);
	return method_names[method];
}

/* Header names are ASCII tokens: no locale has a say in their case. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool http_token_eq(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	}
	return true;
}

struct str http_request_find(const struct http_request *request, struct str name)
{
	assert(request != NULL);

	for (size_t i = 0; i < request->header_count; i++) {
		if (http_token_eq(request->headers[i].name, name))
			return request->headers[i].value;
	}
	return (struct str){ 0 };
}

void http_response_init(struct http_response *response, int status)
{
	assert(response != NULL);
	assert(status >= 200 && status <= 599);

	/* The header slots are left as they are: most replies use few of them. */
	response->status = status;
	response->header_count = 0;
	response->body = (struct bytes){ 0 };
	response->body_is_kept = false;
	response->piece_count = 0;
	response->close = false;
	response->stream = (struct http_stream){ 0 };
}

uint64_t http_response_length(const struct http_response *response)
{
	assert(response != NULL && response->piece_count <= HTTP_BODY_PIECES_MAX);

	uint64_t length = response->body.len;

	if (response->stream.pull != NULL)
		return response->stream.length;
	for (size_t i = 0; i < response->piece_count; i++)
		length += response->pieces[i].len;
	return length;
}

void http_response_add(struct http_response *response, struct str name, struct str value)
{
	assert(response != NULL);

	/* One more than fits is remembered as such, and the writer refuses the whole. */
	if (response->header_count < HTTP_RESPONSE_HEADERS_MAX)
		response->headers[response->header_count] = (struct http_header){ name, value };
	if (response->header_count <= HTTP_RESPONSE_HEADERS_MAX)
		response->header_count++;
}
