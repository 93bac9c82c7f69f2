#include "server/router.h"

#include "server/operations.h"

static const struct route routes[OPERATION_COUNT] = {
#define ROUTE(method_, path_, operation_, who_, body_, body_max_, idempotent_, handler_)                   \
	[OPERATION_##operation_] = {                                                                       \
		METHOD_##method_, OPERATION_##operation_, STR_INIT(path_),          STR_INIT(#operation_), \
		AUDIENCE_##who_,  BODY_##body_,           REPETITION_##idempotent_, (body_max_),           \
		handler_                                                                                   \
	},
#include "server/routes.def"
#undef ROUTE
};

const struct route *route_get(enum operation operation)
{
	assert(operation < OPERATION_COUNT);
	return &routes[operation];
}

/* What stands before the next '/'. */
static struct str segment_at(struct str path, size_t at)
{
	size_t end = at;

	while (end < path.len && path.ptr[end] != '/')
		end++;
	return (struct str){ path.ptr + at, end - at };
}

/* What a parameter takes: up to the next '/', or with a plus sign everything. */
static struct str captured_at(struct str path, size_t at, bool rest)
{
	return rest ? (struct str){ path.ptr + at, path.len - at } : segment_at(path, at);
}

/* A pattern that ends in a fixed segment ends as the path does: one look rules most rows out. */
static bool ends_alike(struct str pattern, struct str path)
{
	char last = pattern.ptr[pattern.len - 1];

	return path.len > 0 && (last == '}' || last == path.ptr[path.len - 1]);
}

/* Whether the pattern covers the path: one pass over both, left at the first difference. *ret_fixed counts
 * the characters that are equal rather than captured. */
static bool pattern_matches(struct str pattern, struct str path, struct match *match, size_t *ret_fixed)
{
	size_t count = 0;
	size_t fixed = 0;
	size_t at = 0;

	if (!ends_alike(pattern, path))
		return false;
	for (size_t i = 0; i < pattern.len;) {
		if (pattern.ptr[i] != '{') {
			if (at == path.len || path.ptr[at] != pattern.ptr[i])
				return false;
			i++;
			at++;
			fixed++;
			continue;
		}
		struct str captured = captured_at(path, at, pattern.ptr[i + 1] == '+');
		if (captured.len == 0)
			return false;
		assert(count < ROUTE_PARAMS_MAX);
		match->params[count++] = captured;
		at += captured.len;
		i += segment_at(pattern, i).len;
	}
	*ret_fixed = fixed;
	return at == path.len;
}

static bool path_is_known(struct str path)
{
	struct match unused;
	size_t fixed;

	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		if (pattern_matches(routes[i].path, path, &unused, &fixed))
			return true;
	}
	return false;
}

enum status router_find(enum http_method method, struct str path, struct match *ret_match, struct error *err)
{
	enum http_method wanted = method == METHOD_HEAD ? METHOD_GET : method;
	bool found = false;
	size_t best = 0;

	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		struct match match = { .route = &routes[i] };
		size_t fixed;
		if (routes[i].method != wanted)
			continue;
		if (!pattern_matches(routes[i].path, path, &match, &fixed) || (found && fixed <= best))
			continue;
		*ret_match = match;
		best = fixed;
		found = true;
	}
	if (found)
		return STATUS_OK;
	if (path_is_known(path))
		return FAIL(err, PROBLEM_METHOD_NOT_ALLOWED, "%s is not answered here",
		            http_method_name(method));
	return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "there is nothing at this address");
}

void router_allow(struct str path, struct buf *ret_methods)
{
	bool seen[METHOD_COUNT] = { false };

	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		struct match match;
		size_t fixed;
		if (pattern_matches(routes[i].path, path, &match, &fixed))
			seen[routes[i].method] = true;
	}
	seen[METHOD_HEAD] = seen[METHOD_GET];
	for (unsigned m = 0; m < METHOD_COUNT; m++) {
		if (!seen[m])
			continue;
		if (ret_methods->len > 0)
			buf_put(ret_methods, STR(", "));
		buf_put(ret_methods, str_from_c(http_method_name((enum http_method)m)));
	}
}
