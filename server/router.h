/* router.h — finds the one route that a method and a path name.
 *
 * The table is routes.def. A fixed segment wins over a {parameter}; there is no other precedence, and no
 * order. {+name} takes the whole rest of the path, slashes too (RFC 6570, 3.2.3), and can only be the last.
 */
#pragma once

#include "core/buf.h"
#include "server/http.h"
#include "server/principal.h"

#define ROUTE_PARAMS_MAX  3
#define ROUTE_METHODS_MAX 64 /* bytes of an Allow header */

struct call;
typedef void route_handler(struct call *call);

enum body_mode { BODY_NONE, BODY_JSON, BODY_STREAM };
enum repetition { REPETITION_SELF, REPETITION_KEY };

enum operation {
#define ROUTE(method, path, operation, who, body, body_max, idempotent, handler) OPERATION_##operation,
#include "server/routes.def"
#undef ROUTE
	OPERATION_COUNT
};

struct route {
	enum http_method method;
	enum operation operation;
	struct str path;
	struct str name; /* the operationId */
	enum audience audience;
	enum body_mode body;
	enum repetition repetition;
	size_t body_max; /* bytes */
	route_handler *handler;
};

struct match {
	const struct route *route;
	struct str params[ROUTE_PARAMS_MAX]; /* in the order they stand in the path; borrowed from it */
};

const struct route *route_get(enum operation operation);

/* HEAD is answered by GET's route. STATUS_NOT_FOUND: no such path. STATUS_UNSUPPORTED with
 * PROBLEM_METHOD_NOT_ALLOWED: the path exists, but not for this method; router_allow() lists those it has. */
NODISCARD enum status router_find(enum http_method method, struct str path, struct match *ret_match,
                                  struct error *err);

/* "GET, HEAD, POST" for a path that exists, else empty. */
void router_allow(struct str path, struct buf *ret_methods);
