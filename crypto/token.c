#include "crypto/token.h"

#include "core/json.h"
#include "crypto/encoding.h"

#define HEADER_MEMBERS 3
#define CLAIM_MEMBERS  7

/* A compact token cut at its dots (RFC 7515 section 7.1). */
struct token_parts {
	struct str header;
	struct str claims;
	struct str signature;
	struct str signed_text; /* header '.' claims */
};

static bool is_claim_text(struct str text)
{
	if (text.len == 0 || text.len > TOKEN_CLAIM_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
			return false;
	}
	return true;
}

static void put_header(struct buf *buf, struct str kid)
{
	struct printer printer;

	printer_init(&printer, buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("alg"), STR("EdDSA"));
	print_member_string(&printer, STR("typ"), STR("JWT"));
	print_member_string(&printer, STR("kid"), kid);
	print_object_end(&printer);
}

static void put_claims(struct buf *buf, const struct token_claims *claims)
{
	struct printer printer;

	printer_init(&printer, buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("iss"), claims->issuer);
	print_member_string(&printer, STR("aud"), claims->audience);
	print_member_string(&printer, STR("sub"), claims->subject);
	print_member_string(&printer, STR("role"), claims->role);
	print_member_int(&printer, STR("exp"), claims->expires_s);
	print_member_int(&printer, STR("iat"), claims->issued_s);
	print_member_string(&printer, STR("jti"), claims->jti);
	print_object_end(&printer);
}

void token_put(struct buf *buf, const struct token_claims *claims, struct str kid,
               const struct signing_key *key)
{
	assert(claims != NULL && key != NULL);
	assert(is_claim_text(claims->issuer) && is_claim_text(claims->audience) &&
	       is_claim_text(claims->subject));
	assert(is_claim_text(claims->role) && is_claim_text(claims->jti) && is_claim_text(kid));
	assert(claims->jti.len >= TOKEN_JTI_MIN);
	assert(claims->expires_s > claims->issued_s);

	uint8_t block[4 * TOKEN_TEXT_MAX];
	struct arena arena;
	struct buf json, text;
	arena_init(&arena, block, sizeof block);
	buf_init(&json, &arena, TOKEN_TEXT_MAX);
	put_header(&json, kid);
	struct str header = buf_str(&json);
	buf_init(&text, &arena, TOKEN_TEXT_MAX);
	base64url_put(&text, str_bytes(header));
	buf_put_char(&text, '.');
	buf_init(&json, &arena, TOKEN_TEXT_MAX);
	put_claims(&json, claims);
	base64url_put(&text, str_bytes(buf_str(&json)));
	assert(!json.failed && !text.failed); /* the limits on claims see to that */

	struct signature signature = signature_make(key, str_bytes(buf_str(&text)));
	buf_put(buf, buf_str(&text));
	buf_put_char(buf, '.');
	base64url_put(buf, (struct bytes){ signature.bytes, SIGNATURE_BYTES });
}

/* One answer for everything that is wrong, so that a forger learns nothing from it but the rule. */
static enum status refuse(struct error *err, const char *rule)
{
	return FAIL_AT(err, PROBLEM_NOT_AUTHENTICATED, "Authorization", "%s", rule);
}

static bool token_cut(struct str text, struct token_parts *ret_parts)
{
	size_t dots[2] = { 0 };
	size_t count = 0;

	if (text.len > TOKEN_TEXT_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '.')
			continue;
		if (count == 2)
			return false;
		dots[count++] = i;
	}
	if (count != 2)
		return false;
	*ret_parts = (struct token_parts){
		.header = { text.ptr, dots[0] },
		.claims = { text.ptr + dots[0] + 1, dots[1] - dots[0] - 1 },
		.signature = { text.ptr + dots[1] + 1, text.len - dots[1] - 1 },
		.signed_text = { text.ptr, dots[1] },
	};
	return true;
}

/* base64url of a JSON object with exactly `members` members; duplicates were refused by node_parse(). */
static enum status decode_object(struct str text, size_t members, struct arena *arena,
                                 const struct node **ret_object, struct error *err)
{
	struct bytes json = { 0 };
	const struct node *object = NULL;

	enum status code = base64url_decode(text, arena, &json, err);
	if (code == STATUS_OK)
		code = node_parse(bytes_str(json), arena, &object, err);
	if (code == STATUS_LIMIT)
		return code;
	if (code != STATUS_OK || object->kind != NODE_OBJECT || object->count != members)
		return refuse(err, "the token's parts must be base64url of JSON objects with exactly the "
		                   "agreed members");
	*ret_object = object;
	return STATUS_OK;
}

/* RFC 8725 section 3.1: the algorithm is ours to say; a token that says another is refused unread. */
static enum status check_header(const struct token_parts *parts, const struct token_policy *policy,
                                struct arena *arena, struct error *err)
{
	const struct node *header = NULL;

	TRY(decode_object(parts->header, HEADER_MEMBERS, arena, &header, err));
	if (!str_eq(node_text(header, STR("alg")), STR("EdDSA")) ||
	    !str_eq(node_text(header, STR("typ")), STR("JWT")))
		return refuse(err, "the token's header must say EdDSA and JWT");
	if (!str_eq(node_text(header, STR("kid")), policy->kid))
		return refuse(err, "the token was not signed with this server's token key");
	return STATUS_OK;
}

static enum status check_signature(const struct token_parts *parts, const struct token_policy *policy,
                                   struct arena *arena, struct error *err)
{
	struct bytes bytes = { 0 };
	struct signature signature;

	enum status code = base64url_decode(parts->signature, arena, &bytes, err);
	if (code == STATUS_LIMIT)
		return code;
	if (code != STATUS_OK || bytes.len != SIGNATURE_BYTES)
		return refuse(err, "the token's signature is not the base64url of 64 bytes");
	memcpy(signature.bytes, bytes.ptr, SIGNATURE_BYTES);
	if (!signature_is_valid(&signature, str_bytes(parts->signed_text), &policy->public_key))
		return refuse(err, "the token's signature does not verify");
	return STATUS_OK;
}

/* The integer of a time claim: positive, or 0 when it is absent, of another type or not positive. */
static int64_t time_claim(const struct node *object, struct str name)
{
	int64_t value = node_int(object, name, 0);

	return value > 0 ? value : 0;
}

static enum status read_claims(const struct token_parts *parts, struct arena *arena,
                               struct token_claims *ret_claims, struct error *err)
{
	const struct node *object = NULL;

	TRY(decode_object(parts->claims, CLAIM_MEMBERS, arena, &object, err));
	struct token_claims claims = {
		.issuer = node_text(object, STR("iss")),
		.audience = node_text(object, STR("aud")),
		.subject = node_text(object, STR("sub")),
		.role = node_text(object, STR("role")),
		.jti = node_text(object, STR("jti")),
		.issued_s = time_claim(object, STR("iat")),
		.expires_s = time_claim(object, STR("exp")),
	};
	if (!is_claim_text(claims.issuer) || !is_claim_text(claims.audience) ||
	    !is_claim_text(claims.subject))
		return refuse(err, "the token needs iss, aud and sub as short ASCII texts");
	if (!is_claim_text(claims.role) || !is_claim_text(claims.jti) || claims.jti.len < TOKEN_JTI_MIN)
		return refuse(
			err,
			"the token needs role and jti as short ASCII texts, jti of at least 16 characters");
	if (claims.issued_s == 0 || claims.expires_s <= claims.issued_s)
		return refuse(err, "the token needs iat and exp as seconds, exp after iat");
	*ret_claims = claims;
	return STATUS_OK;
}

static enum status check_claims(const struct token_claims *claims, const struct token_policy *policy,
                                int64_t now_s, struct error *err)
{
	if (!str_eq(claims->issuer, policy->issuer) || !str_eq(claims->audience, policy->audience))
		return refuse(err, "the token is of another issuer or for another service");
	if (claims->expires_s - claims->issued_s > policy->ttl_max_s)
		return refuse(err, "the token claims a longer life than this server gives");
	if (claims->issued_s > now_s + TOKEN_SKEW_S)
		return refuse(err, "the token was issued in the future");
	if (now_s >= claims->expires_s)
		return FAIL_AT(err, PROBLEM_TOKEN_EXPIRED, "Authorization",
		               "the token expired %lld seconds ago", (long long)(now_s - claims->expires_s));
	return STATUS_OK;
}

enum status token_verify(struct str text, const struct token_policy *policy, int64_t now_ms,
                         struct arena *arena, struct token_claims *ret_claims, struct error *err)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(policy != NULL);
	assert(ret_claims != NULL);

	struct token_parts parts;
	struct token_claims claims;
	if (!token_cut(text, &parts))
		return refuse(err, "a token has three parts between two dots");
	TRY(check_header(&parts, policy, arena, err));
	TRY(check_signature(&parts, policy, arena, err));
	TRY(read_claims(&parts, arena, &claims, err));
	TRY(check_claims(&claims, policy, now_ms / 1000, err));
	*ret_claims = claims;
	return STATUS_OK;
}
