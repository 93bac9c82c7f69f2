#include <criterion/criterion.h>
#include <stdio.h>

#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/token.h"

#define NOW_S INT64_C(1795323300)

static uint8_t block[1 << 16];
static struct arena arena;
static struct error err;
static struct signing_key key;
static struct token_policy policy;
static struct token_claims claims;

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 42 };

	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	policy = (struct token_policy){
		.issuer = STR("shop.example"),
		.audience = STR("disputes.shop.example"),
		.kid = STR("token-1"),
		.public_key = key.public_key,
		.ttl_max_s = 3600,
	};
	claims = (struct token_claims){
		.issuer = policy.issuer,
		.audience = policy.audience,
		.subject = STR("b-li"),
		.role = STR("buyer"),
		.jti = STR("0f9b2c6de1a84f0e"),
		.issued_s = NOW_S - 10,
		.expires_s = NOW_S + 590,
	};
}

TestSuite(token, .init = setup);

static struct str mint(void)
{
	struct buf buf;

	buf_init(&buf, &arena, TOKEN_TEXT_MAX);
	token_put(&buf, &claims, policy.kid, &key);
	return buf_str(&buf);
}

/* A token of any header and claims, signed with the genuine key. */
static struct str forge(const char *header, const char *body)
{
	struct buf buf;

	buf_init(&buf, &arena, KIB(4));
	base64url_put(&buf, str_bytes(str_from_c(header)));
	buf_put_char(&buf, '.');
	base64url_put(&buf, str_bytes(str_from_c(body)));
	struct signature signature = signature_make(&key, str_bytes(buf_str(&buf)));
	buf_put_char(&buf, '.');
	base64url_put(&buf, (struct bytes){ signature.bytes, SIGNATURE_BYTES });
	return buf_str(&buf);
}

static enum problem verdict(struct str text)
{
	struct token_claims found;

	if (token_verify(text, &policy, NOW_S * 1000, &arena, &found, &err) == STATUS_OK)
		return PROBLEM_COUNT;
	return err.problem;
}

#define HEADER "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"token-1\"}"
#define BODY                                                                                               \
	"{\"iss\":\"shop.example\",\"aud\":\"disputes.shop.example\",\"sub\":\"b-li\",\"role\":\"buyer\"," \
	"\"exp\":1795323890,\"iat\":1795323290,\"jti\":\"0f9b2c6de1a84f0e\"}"

Test(token, a_minted_one_verifies_and_is_the_plain_jwt)
{
	struct token_claims found;
	struct str text = mint();

	cr_assert_eq(token_verify(text, &policy, NOW_S * 1000, &arena, &found, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert(str_eq(found.subject, STR("b-li")) && str_eq(found.role, STR("buyer")));
	cr_assert(str_eq(found.jti, claims.jti));
	cr_assert_eq(found.expires_s, claims.expires_s);
	cr_assert_eq(found.issued_s, claims.issued_s);
	cr_assert(str_eq(forge(HEADER, BODY), text));
}

Test(token, members_may_stand_in_any_order)
{
	cr_assert_eq(verdict(forge("{ \"kid\":\"token-1\", \"typ\":\"JWT\", \"alg\":\"EdDSA\" }", BODY)),
	             PROBLEM_COUNT);
}

Test(token, attacks_on_the_header_are_refused)
{
	static const char *const headers[] = {
		"{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":\"None\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":\"eddsa\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":[\"EdDSA\"],\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"token-2\"}",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"\"}",
		"{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":\"token-1\"}",
		"{\"alg\":\"EdDSA\",\"kid\":\"token-1\"}",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"token-1\",\"jwk\":{}}",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"token-1\",\"crit\":[\"exp\"]}",
		"{\"alg\":\"EdDSA\",\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		"[\"EdDSA\",\"JWT\",\"token-1\"]",
		"{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"token-1\"} x",
		"",
	};

	for (size_t i = 0; i < COUNT_OF(headers); i++)
		cr_assert_eq(verdict(forge(headers[i], BODY)), PROBLEM_NOT_AUTHENTICATED, "row %zu", i);
}

/* RFC 8725 section 2.1: the public key used as an HMAC secret. */
Test(token, an_hmac_with_the_public_key_is_refused)
{
	static const char *const headers[] = { "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"token-1\"}",
		                               HEADER };

	for (size_t i = 0; i < COUNT_OF(headers); i++) {
		struct buf buf;
		buf_init(&buf, &arena, KIB(4));
		base64url_put(&buf, str_bytes(str_from_c(headers[i])));
		buf_put_char(&buf, '.');
		base64url_put(&buf, str_bytes(STR(BODY)));
		struct digest mac = hmac_sha256((struct bytes){ key.public_key.bytes, PUBLIC_KEY_BYTES },
		                                str_bytes(buf_str(&buf)));
		buf_put_char(&buf, '.');
		base64url_put(&buf, (struct bytes){ mac.bytes, DIGEST_BYTES });
		cr_assert_eq(verdict(buf_str(&buf)), PROBLEM_NOT_AUTHENTICATED);
	}
}

Test(token, claims_outside_of_the_profile_are_refused)
{
#define C(iss, aud, sub, exp, iat, jti)                                                                    \
	"{\"iss\":" iss ",\"aud\":" aud ",\"sub\":" sub ",\"role\":\"buyer\",\"exp\":" exp ",\"iat\":" iat \
	",\"jti\":" jti "}"
#define ISS "\"shop.example\""
#define AUD "\"disputes.shop.example\""
#define JTI "\"0f9b2c6de1a84f0e\""
	static const char *const bodies[] = {
		C("\"evil.example\"", AUD, "\"b\"", "1795323890", "1795323290", JTI), /* issuer */
		C(ISS, "\"shop.example\"", "\"b\"", "1795323890", "1795323290", JTI), /* audience */
		C(ISS, "[" AUD "]", "\"b\"", "1795323890", "1795323290", JTI),
		C(ISS, AUD, "\"\"", "1795323890", "1795323290", JTI),
		C(ISS, AUD, "\"b li\"", "1795323890", "1795323290", JTI),
		C(ISS, AUD, "7", "1795323890", "1795323290", JTI),
		C(ISS, AUD, "\"b\"", "\"1795323890\"", "1795323290", JTI), /* times of another type */
		C(ISS, AUD, "\"b\"", "1795323890.5", "1795323290", JTI),
		C(ISS, AUD, "\"b\"", "1795323890", "null", JTI),
		C(ISS, AUD, "\"b\"", "1795323290", "1795323890", JTI), /* ends before it begins */
		C(ISS, AUD, "\"b\"", "1795323890", "-5", JTI),
		C(ISS, AUD, "\"b\"", "1795324000", "1795323361", JTI), /* issued in the future */
		C(ISS, AUD, "\"b\"", "1795326891", "1795323290", JTI), /* lives too long */
		C(ISS, AUD, "\"b\"", "1795323890", "1795323290", "\"short\""),
		"{\"iss\":" ISS ",\"aud\":" AUD
		",\"sub\":\"b\",\"exp\":1795323890,\"iat\":1795323290,\"jti\":" JTI "}",
		"{\"iss\":" ISS ",\"aud\":" AUD
		",\"sub\":\"b\",\"role\":\"buyer\",\"exp\":1795323890,\"iat\":1795323290,"
		"\"jti\":" JTI ",\"admin\":true}",
		"{\"iss\":" ISS ",\"aud\":" AUD
		",\"sub\":\"b\",\"sub\":\"c\",\"role\":\"buyer\",\"exp\":1795323890,"
		"\"iat\":1795323290,\"jti\":" JTI "}",
		"{\"iss\":" ISS ",\"aud\":" AUD
		",\"sub\":\"b\",\"Role\":\"buyer\",\"exp\":1795323890,\"iat\":1795323290,"
		"\"jti\":" JTI "}",
		BODY "x",
		"{}",
		"null",
	};

	for (size_t i = 0; i < COUNT_OF(bodies); i++)
		cr_assert_eq(verdict(forge(HEADER, bodies[i])), PROBLEM_NOT_AUTHENTICATED, "row %zu", i);
}

Test(token, its_end_is_told_apart_from_forgery)
{
	struct token_claims found;
	struct str text = mint();

	cr_assert_eq(token_verify(text, &policy, (claims.expires_s * 1000) - 1, &arena, &found, &err),
	             STATUS_OK);
	cr_assert_eq(token_verify(text, &policy, claims.expires_s * 1000, &arena, &found, &err),
	             STATUS_UNAUTHENTICATED);
	cr_assert_eq(err.problem, PROBLEM_TOKEN_EXPIRED);
}

Test(token, garbage_around_or_between_the_parts_is_refused)
{
	static const char *const forms[] = { "%s.", "%s\n", " %s", "%s=", "%s.%s", "Bearer %s" };
	struct str text = mint();
	char minted[TOKEN_TEXT_MAX + 1];

	snprintf(minted, sizeof minted, STR_FMT, STR_ARG(text));
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		char changed[2 * TOKEN_TEXT_MAX + 16];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(changed, sizeof changed, forms[i], minted, minted);
#pragma GCC diagnostic pop
		cr_assert_eq(verdict(str_from_c(changed)), PROBLEM_NOT_AUTHENTICATED, "row %zu", i);
	}
	cr_assert_eq(verdict((struct str){ 0 }), PROBLEM_NOT_AUTHENTICATED);
	cr_assert_eq(verdict(STR("..")), PROBLEM_NOT_AUTHENTICATED);
}

Test(token, any_changed_bit_is_refused)
{
	struct str text = mint();
	size_t mark = arena.used;

	for (size_t bit = 0; bit < text.len * 8; bit++) {
		char changed[TOKEN_TEXT_MAX];
		memcpy(changed, text.ptr, text.len);
		changed[bit / 8] ^= (char)(1 << bit % 8);
		arena.used = mark;
		cr_assert_eq(verdict((struct str){ changed, text.len }), PROBLEM_NOT_AUTHENTICATED, "bit %zu",
		             bit);
	}
}

Test(token, another_key_of_the_same_name_is_refused)
{
	uint8_t seed[KEY_SEED_BYTES] = { 43 };

	signing_key_from_seed(&key, seed);
	cr_assert_eq(verdict(mint()), PROBLEM_NOT_AUTHENTICATED);
}
