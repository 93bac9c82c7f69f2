/* operations.h — the functions behind the routes, declared from the table itself.
 *
 * Each is called once, with the request's head admitted and its body complete, and answers through the call
 * (call.h), now or later.
 */
#pragma once

struct call;

#define ROUTE(method, path, operation, who, body, body_max, idempotent, handler) \
	void handler(struct call *call);
#include "server/routes.def"
#undef ROUTE
