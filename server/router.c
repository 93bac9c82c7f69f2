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

/* Takes one segment off the front of the path. */
static struct str segment(struct str *path)
{
	assert(path->len > 0 && path->ptr[0] == '/');

	const char *start = path->ptr + 1;
	const char *end = memchr(start, '/', path->len - 1);
	struct str seg = { .ptr = start, .len = end == NULL ? path->len - 1 : (size_t)(end - start) };

	path->ptr += 1 + seg.len;
	path->len -= 1 + seg.len;
	return seg;
}

static bool is_parameter(struct str seg)
{
	return seg.len > 0 && seg.ptr[0] == '{';
}

/* Whether the pattern covers the path; *ret_fixed counts the segments that are equal rather than captured. */
static bool pattern_matches(struct str pattern, struct str path, struct match *match, size_t *ret_fixed)
{
	size_t count = 0;
	size_t fixed = 0;

	while (pattern.len > 0 && path.len > 0) {
		if (path.ptr[0] != '/')
			return false;
		struct str want = segment(&pattern);
		struct str have = segment(&path);
		if (!is_parameter(want)) {
			if (!str_eq(want, have))
				return false;
			fixed++;
			continue;
		}
		if (have.len == 0)
			return false;
		assert(count < ROUTE_PARAMS_MAX);
		match->params[count++] = have;
	}
	*ret_fixed = fixed;
	return pattern.len == 0 && path.len == 0;
}

enum status router_find(enum http_method method, struct str path, struct match *ret_match, struct error *err)
{
	enum http_method wanted = method == METHOD_HEAD ? METHOD_GET : method;
	bool path_known = false;
	bool found = false;
	size_t best = 0;

	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		struct match match = { .route = &routes[i] };
		size_t fixed;
		if (!pattern_matches(routes[i].path, path, &match, &fixed))
			continue;
		path_known = true;
		if (routes[i].method != wanted || (found && fixed <= best))
			continue;
		*ret_match = match;
		best = fixed;
		found = true;
	}
	if (found)
		return STATUS_OK;
	if (path_known)
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
