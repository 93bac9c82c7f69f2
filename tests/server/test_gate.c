#include <criterion/criterion.h>

#include "crypto/random.h"
#include "server/gate.h"

#define NOW_MS INT64_C(1764028800000)

static uint8_t block[65536];
static struct arena arena;
static struct error err;
static struct token_cache tokens;
static struct signing_key key;
static struct token_policy policy;
static struct gate gate;

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 7 };

	cr_assert_eq(random_init(&err), STATUS_OK);
	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	policy = (struct token_policy){ .issuer = STR("svc"),
		                        .audience = STR("svc"),
		                        .kid = STR("svc/token"),
		                        .public_key = key.public_key,
		                        .ttl_max_s = 3600 };
	memset(&tokens, 0, sizeof tokens);
	gate = (struct gate){ .policy = &policy, .tokens = &tokens, .now_ms = NOW_MS };
}

static struct str token(const char *role, const char *party, int64_t ttl_s)
{
	struct token_claims claims = { .issuer = STR("svc"),
		                       .audience = STR("svc"),
		                       .subject = str_from_c(party),
		                       .role = str_from_c(role),
		                       .jti = STR("0123456789abcdef"),
		                       .issued_s = NOW_MS / 1000 - 10,
		                       .expires_s = NOW_MS / 1000 - 10 + ttl_s };
	struct buf buf;

	buf_init(&buf, &arena, TOKEN_TEXT_MAX + 16);
	buf_put(&buf, STR("Bearer "));
	token_put(&buf, &claims, STR("svc/token"), &key);
	return buf_str(&buf);
}

static struct http_request request(enum http_method method, const char *path)
{
	return (struct http_request){ .method = method, .path = str_from_c(path) };
}

static void add(struct http_request *request, const char *name, struct str value)
{
	request->headers[request->header_count++] = (struct http_header){ str_from_c(name), value };
}

TestSuite(gate, .init = setup);

Test(gate, a_stranger_gets_in_only_where_anyone_may)
{
	struct admission admission;
	struct http_request open = request(METHOD_GET, "/v1/meta/limits");
	struct http_request closed = request(METHOD_GET, "/v1/disputes");

	cr_assert_eq(gate_admit(&gate, &open, &arena, &admission, &err), STATUS_OK);
	cr_assert_not(admission.who.known);
	cr_assert_eq(gate_admit(&gate, &closed, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
}

Test(gate, the_token_says_who_and_the_table_says_whether)
{
	struct admission admission;
	struct http_request mine = request(METHOD_GET, "/v1/disputes");
	struct http_request staffs = request(METHOD_GET, "/v1/admin/queue");

	add(&mine, "Authorization", token("buyer", "b-li", 600));
	add(&staffs, "Authorization", token("buyer", "b-li", 600));
	cr_assert_eq(gate_admit(&gate, &mine, &arena, &admission, &err), STATUS_OK);
	cr_assert_eq(admission.who.role, ROLE_BUYER);
	cr_assert_str_eq(admission.who.party, "b-li");
	cr_assert_eq(gate_admit(&gate, &staffs, &arena, &admission, &err), STATUS_FORBIDDEN);
}

Test(gate, a_broken_or_expired_token_is_refused_even_on_a_public_route)
{
	struct admission admission;
	struct http_request broken = request(METHOD_GET, "/v1/meta/limits");
	struct http_request late = request(METHOD_GET, "/v1/me");
	struct http_request basic = request(METHOD_GET, "/v1/me");

	add(&broken, "Authorization", STR("Bearer abc"));
	add(&late, "Authorization", token("buyer", "b-li", 5));
	add(&basic, "Authorization", STR("Basic YTpi"));
	cr_assert_eq(gate_admit(&gate, &broken, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
	cr_assert_eq(gate_admit(&gate, &late, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
	cr_assert_eq(err.problem, PROBLEM_TOKEN_EXPIRED);
	cr_assert_eq(gate_admit(&gate, &basic, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
}

Test(gate, an_unknown_role_or_party_in_a_genuine_token_is_nobody)
{
	struct admission admission;
	struct http_request role = request(METHOD_GET, "/v1/me");
	struct http_request party = request(METHOD_GET, "/v1/me");

	add(&role, "Authorization", token("root", "b-li", 600));
	add(&party, "Authorization", token("buyer", "b/li", 600));
	cr_assert_eq(gate_admit(&gate, &role, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
	cr_assert_eq(gate_admit(&gate, &party, &arena, &admission, &err), STATUS_UNAUTHENTICATED);
}

Test(gate, bodies_are_judged_by_their_head)
{
	struct admission admission;
	struct str key_text = STR("0123456789abcdef");
	struct http_request post = request(METHOD_POST, "/v1/disputes");
	struct http_request get = request(METHOD_GET, "/v1/disputes");

	add(&post, "Authorization", token("buyer", "b-li", 600));
	add(&post, "Idempotency-Key", key_text);
	cr_assert_eq(gate_admit(&gate, &post, &arena, &admission, &err), STATUS_UNSUPPORTED);
	cr_assert_eq(err.problem, PROBLEM_TYPE_NOT_ALLOWED);
	add(&post, "Content-Type", STR("application/json; charset=utf-8"));
	cr_assert_eq(gate_admit(&gate, &post, &arena, &admission, &err), STATUS_OK);
	cr_assert(str_eq(admission.idempotency_key, key_text));
	post.content_length = MIB(1);
	cr_assert_eq(gate_admit(&gate, &post, &arena, &admission, &err), STATUS_LIMIT);
	add(&get, "Authorization", token("buyer", "b-li", 600));
	get.content_length = 1;
	cr_assert_eq(gate_admit(&gate, &get, &arena, &admission, &err), STATUS_INVALID);
}

Test(gate, a_change_needs_a_well_formed_key)
{
	static const char *const bad[] = {
		"short", "has space in the key", "0123456789abcde\"",
		"01234567890123456789012345678901234567890123456789012345678901234"
	};
	struct admission admission;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct http_request post = request(METHOD_POST, "/v1/disputes");
		add(&post, "Authorization", token("buyer", "b-li", 600));
		add(&post, "Content-Type", STR("application/json"));
		add(&post, "Idempotency-Key", str_from_c(bad[i]));
		cr_assert_eq(gate_admit(&gate, &post, &arena, &admission, &err), STATUS_INVALID, "%s",
		             bad[i]);
		cr_assert_eq(err.problem, PROBLEM_IDEMPOTENCY_KEY_REQUIRED);
		cr_assert_str_eq(err.field, "Idempotency-Key");
	}
}
