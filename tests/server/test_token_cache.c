#include <criterion/criterion.h>

#include "crypto/random.h"
#include "server/token_cache.h"

#define NOW_MS INT64_C(1764028800000)

static uint8_t block[65536];
static struct arena arena;
static struct error err;
static struct token_cache cache;
static struct signing_key key;
static struct token_policy policy;

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 9 };

	cr_assert_eq(random_init(&err), STATUS_OK);
	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	policy = (struct token_policy){ .issuer = STR("svc"),
		                        .audience = STR("svc"),
		                        .kid = STR("kid"),
		                        .public_key = key.public_key,
		                        .ttl_max_s = 3600 };
	memset(&cache, 0, sizeof cache);
}

static struct str token(int64_t ttl_s)
{
	struct token_claims claims = { .issuer = STR("svc"),
		                       .audience = STR("svc"),
		                       .subject = STR("s-1"),
		                       .role = STR("seller"),
		                       .jti = STR("0123456789abcdef"),
		                       .issued_s = NOW_MS / 1000,
		                       .expires_s = NOW_MS / 1000 + ttl_s };
	struct buf buf;

	buf_init(&buf, &arena, TOKEN_TEXT_MAX);
	token_put(&buf, &claims, STR("kid"), &key);
	return buf_str(&buf);
}

static enum status resolve(struct str text, int64_t now_ms, struct principal *ret_who)
{
	struct token_shown shown = { .text = text, .policy = &policy, .now_ms = now_ms };

	return token_cache_resolve(&cache, &shown, &arena, ret_who, &err);
}

TestSuite(token_cache, .init = setup);

Test(token_cache, a_token_stays_known_until_it_expires_and_not_longer)
{
	struct str text = token(60);
	struct principal who = { 0 };

	cr_assert_eq(resolve(text, NOW_MS, &who), STATUS_OK);
	/* with another public key the signature could no longer be verified: the answer is the remembered one
	 */
	policy.public_key.bytes[0] ^= 1;
	cr_assert_eq(resolve(text, NOW_MS + 59000, &who), STATUS_OK);
	cr_assert_eq(who.role, ROLE_SELLER);
	cr_assert_eq(resolve(text, NOW_MS + 60000, &who), STATUS_UNAUTHENTICATED);
}

Test(token_cache, a_refused_token_is_not_remembered)
{
	struct str text = token(60);
	struct principal who = { 0 };

	policy.public_key.bytes[0] ^= 1;
	cr_assert_eq(resolve(text, NOW_MS, &who), STATUS_UNAUTHENTICATED);
	cr_assert_not(who.known);
	policy.public_key.bytes[0] ^= 1;
	cr_assert_eq(resolve(text, NOW_MS, &who), STATUS_OK);
	cr_assert(who.known);
}

Test(token_cache, many_tokens_stay_known_side_by_side)
{
	enum { TOKENS = 24 };
	struct str texts[TOKENS];
	struct principal who;

	for (int i = 0; i < TOKENS; i++) {
		texts[i] = token(60 + i);
		cr_assert_eq(resolve(texts[i], NOW_MS, &who), STATUS_OK);
	}
	policy.public_key.bytes[0] ^= 1; /* whatever is not remembered is refused from now on */
	for (int i = 0; i < TOKENS; i++)
		cr_assert_eq(resolve(texts[i], NOW_MS, &who), STATUS_OK);
}
