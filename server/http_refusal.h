/* http_refusal.h — why the transport turns a request away, and what it answers.
 *
 * Depends on: core/base.h. Any thread. The table is http_refusal.def.
 */
#pragma once

#include "core/base.h"

enum http_refusal {
	REFUSAL_NONE,
#define REFUSAL(name, status, slug, title, remedy) REFUSAL_##name,
#include "server/http_refusal.def"
#undef REFUSAL
	REFUSAL_COUNT
};

struct http_refusal_info {
	int status;
	const char *slug;
	const char *title;
	const char *remedy;
};

/* A verdict: REFUSAL_NONE, or what to answer and one sentence for the person who debugs the client. The
 * sentence is a literal without quotes, so that it fits into JSON as it is. */
struct http_fault {
	enum http_refusal refusal;
	const char *reason;
};

#define HTTP_FINE ((struct http_fault){ REFUSAL_NONE, NULL })

static inline bool http_fault_is(struct http_fault fault)
{
	return fault.refusal != REFUSAL_NONE;
}

static inline struct http_fault http_fault_at(enum http_refusal refusal, const char *reason)
{
	return (struct http_fault){ .refusal = refusal, .reason = reason };
}

static inline struct http_fault http_malformed(const char *reason)
{
	return http_fault_at(REFUSAL_MALFORMED, reason);
}

/* Not for REFUSAL_NONE. */
const struct http_refusal_info *http_refusal_info(enum http_refusal refusal);
