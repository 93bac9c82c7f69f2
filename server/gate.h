/* gate.h — the checks that every request passes before anything is read of its body, in one fixed order.
 *
 * route and method · who is calling · may they · the body's type and size · the idempotency key.
 * The order is policy: what comes later is never looked at when something earlier refuses.
 * Everything here is pure but for the token cache.
 */
#pragma once

#include "server/router.h"
#include "server/token_cache.h"

#define IDEMPOTENCY_KEY_MIN 16
#define IDEMPOTENCY_KEY_MAX 64

struct gate {
	const struct token_policy *policy; /* borrowed */
	struct token_cache *tokens;        /* borrowed; of this loop */
	int64_t now_ms;
};

/* What the gate found out about a request that may pass. */
struct admission {
	struct match match;
	struct principal who;       /* .known is false for a caller without a token on a public route */
	struct str idempotency_key; /* empty when the route needs none; borrowed */
};

/* STATUS_NOT_FOUND, STATUS_UNSUPPORTED, STATUS_UNAUTHENTICATED, STATUS_FORBIDDEN, STATUS_LIMIT or
 * STATUS_INVALID. */
NODISCARD enum status gate_admit(struct gate *gate, const struct http_request *request, struct arena *arena,
                                 struct admission *ret_admission, struct error *err);
