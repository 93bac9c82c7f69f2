/* outcome.h — how a request to the store ends: applied, not applied, or unknown, and why.
 *
 * Depends on: core/base.h. Any thread.
 * Unknown is a result of its own: it is resolved by the idempotency key and never by a blind repetition.
 * A read that ends with anything but STORE_OK has delivered nothing.
 */
#pragma once

#include "core/base.h"

enum store_status {
#define STORE_STATUS(name, outcome, text) STORE_##name,
#include "storage/outcome.def"
#undef STORE_STATUS
	STORE_STATUS_COUNT
};

enum store_outcome { OUTCOME_APPLIED, OUTCOME_NOT_APPLIED, OUTCOME_UNKNOWN };

/* What a write's status lets the caller conclude. */
enum store_outcome store_outcome(enum store_status status);

/* "CONFLICT": for logs and metrics. */
const char *store_status_name(enum store_status status);

/* "a check did not hold": for people. */
const char *store_status_text(enum store_status status);
