/* token_cache.h — tokens that were verified a moment ago, so that a signature is checked once per token and
 * loop.
 *
 * Thread: one cache per loop, never shared. Keyed by the token's SHA-256; a fixed table, where a newer entry
 * takes the place of the oldest of its set: two parties whose tokens fall together do not evict each other.
 * An entry is good until the token's own expiry and never longer.
 */
#pragma once

#include "crypto/digest.h"
#include "crypto/token.h"
#include "server/principal.h"

#define TOKEN_CACHE_SETS 1024
#define TOKEN_CACHE_WAYS 4

struct token_cache_entry {
	struct digest digest; /* zero: empty */
	int64_t expires_ms;
	struct principal who;
};

struct token_cache {
	struct token_cache_entry sets[TOKEN_CACHE_SETS][TOKEN_CACHE_WAYS]; /* the newest first */
};

/* A token as a caller showed it, and what it is held against. Borrowed. */
struct token_shown {
	struct str text;
	const struct token_policy *policy;
	int64_t now_ms;
};

/* Who the token says is calling. Errors as token_verify(), and STATUS_UNAUTHENTICATED for a role or a party
 * id that we do not know. */
NODISCARD enum status token_cache_resolve(struct token_cache *cache, const struct token_shown *shown,
                                          struct arena *arena, struct principal *ret_who, struct error *err);
