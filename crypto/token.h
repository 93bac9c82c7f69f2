/* token.h — bearer tokens: JSON Web Tokens (RFC 7519) in one strict profile (RFC 8725).
 *
 * Header exactly {"alg":"EdDSA","typ":"JWT","kid":...}; claims exactly iss, aud, sub, role, exp, iat, jti, in
 * any order. The algorithm and the key come from our configuration, never from the token: it can only agree.
 * Limits: TOKEN_TEXT_MAX bytes; each text claim 1 to TOKEN_CLAIM_MAX bytes of printable ASCII.
 */
#pragma once

#include "core/buf.h"
#include "crypto/signature.h"

#define TOKEN_TEXT_MAX  2048
#define TOKEN_CLAIM_MAX 128
#define TOKEN_SKEW_S    60 /* how far iat may lie in our future */
#define TOKEN_JTI_MIN   16 /* characters */

struct token_claims {
	struct str issuer;
	struct str audience;
	struct str subject; /* party id */
	struct str role;
	struct str jti;
	int64_t issued_s; /* Unix seconds */
	int64_t expires_s;
};

/* What this server accepts. Borrowed. */
struct token_policy {
	struct str issuer;
	struct str audience;
	struct str kid;
	struct public_key public_key;
	int64_t ttl_max_s; /* longest life that a token may claim */
};

/* Writes the compact form. The claims must lie within the limits. */
void token_put(struct buf *buf, const struct token_claims *claims, struct str kid,
               const struct signing_key *key);

/* Claims in the arena. TOKEN_EXPIRED: genuine, but over. NOT_AUTHENTICATED: everything else that is wrong.
 * STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status token_verify(struct str text, const struct token_policy *policy, int64_t now_ms,
                                   struct arena *arena, struct token_claims *ret_claims, struct error *err);
