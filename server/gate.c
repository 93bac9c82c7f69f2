#include "server/gate.h"

typedef enum status gate_check(struct gate *gate, const struct http_request *request, struct arena *arena,
                               struct admission *admission, struct error *err);

static enum status check_route(struct gate *gate, const struct http_request *request, struct arena *arena,
                               struct admission *admission, struct error *err)
{
	(void)gate;
	(void)arena;
	return router_find(request->method, request->path, &admission->match, err);
}

/* A token that is sent is checked even where none is needed: a broken one is an error, not a stranger. */
static enum status check_identity(struct gate *gate, const struct http_request *request, struct arena *arena,
                                  struct admission *admission, struct error *err)
{
	struct str header = http_request_find(request, STR("Authorization"));
	struct str scheme = STR("Bearer ");

	if (header.ptr == NULL)
		return STATUS_OK;
	if (!str_has_prefix(header, scheme))
		return FAIL_AT(err, PROBLEM_NOT_AUTHENTICATED, "Authorization", "the scheme is Bearer");
	struct token_shown shown = { .text = { header.ptr + scheme.len, header.len - scheme.len },
		                     .policy = gate->policy,
		                     .now_ms = gate->now_ms };
	return token_cache_resolve(gate->tokens, &shown, arena, &admission->who, err);
}

static enum status check_audience(struct gate *gate, const struct http_request *request, struct arena *arena,
                                  struct admission *admission, struct error *err)
{
	(void)gate;
	(void)request;
	(void)arena;
	return audience_admit(admission->match.route->audience, &admission->who, err);
}

static bool is_json(struct str type)
{
	struct str json = STR("application/json");

	return str_has_prefix(type, json) && (type.len == json.len || type.ptr[json.len] == ';');
}

static enum status check_body(struct gate *gate, const struct http_request *request, struct arena *arena,
                              struct admission *admission, struct error *err)
{
	const struct route *route = admission->match.route;

	(void)gate;
	(void)arena;
	if (route->body == BODY_NONE && (request->content_length > 0 || request->chunked))
		return FAIL_AT(err, PROBLEM_MALFORMED_REQUEST, "Content-Length",
		               "this operation takes no body");
	if (request->content_length > route->body_max)
		return FAIL_AT(err, PROBLEM_BODY_TOO_LARGE, "Content-Length",
		               "at most %zu bytes are taken here", route->body_max);
	if (route->body == BODY_JSON && !is_json(http_request_find(request, STR("Content-Type"))))
		return FAIL_AT(err, PROBLEM_TYPE_NOT_ALLOWED, "Content-Type",
		               "the body must be application/json");
	return STATUS_OK;
}

static bool is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '_';
}

static enum status check_repetition(struct gate *gate, const struct http_request *request,
                                    struct arena *arena, struct admission *admission, struct error *err)
{
	struct str key = http_request_find(request, STR("Idempotency-Key"));

	(void)gate;
	(void)arena;
	if (admission->match.route->repetition == REPETITION_SELF)
		return STATUS_OK;
	if (key.len < IDEMPOTENCY_KEY_MIN || key.len > IDEMPOTENCY_KEY_MAX)
		return FAIL_AT(err, PROBLEM_IDEMPOTENCY_KEY_REQUIRED, "Idempotency-Key",
		               "send a fresh key of %d to %d characters with every new request",
		               IDEMPOTENCY_KEY_MIN, IDEMPOTENCY_KEY_MAX);
	for (size_t i = 0; i < key.len; i++) {
		if (!is_key_char(key.ptr[i]))
			return FAIL_AT(err, PROBLEM_IDEMPOTENCY_KEY_REQUIRED, "Idempotency-Key",
			               "only letters, digits, '-' and '_' are allowed in it");
	}
	admission->idempotency_key = key;
	return STATUS_OK;
}

static gate_check *const checks[] = { check_route, check_identity, check_audience, check_body,
	                              check_repetition };

enum status gate_admit(struct gate *gate, const struct http_request *request, struct arena *arena,
                       struct admission *ret_admission, struct error *err)
{
	struct admission admission = { 0 };

	for (size_t i = 0; i < COUNT_OF(checks); i++)
		TRY(checks[i](gate, request, arena, &admission, err));
	*ret_admission = admission;
	return STATUS_OK;
}
