#include "server/setup.h"
#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	command_ok("init --data $D/data --service a.example");
}

/* Opens the printed token with the directory's own policy. */
static struct token_claims claims_of_said(void)
{
	static struct keystore keystore;
	static uint8_t block[KIB(64)];
	struct token_claims claims;
	struct arena arena;
	struct str text = { command_said, strcspn(command_said, "\n") };

	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(keystore_open(&keystore, folder_path(&arena, "data"), &arena, &command_err), STATUS_OK);
	struct token_policy policy =
		keystore_token_policy(&keystore, STR("a.example"), INT64_C(30) * 86400000);
	cr_assert_eq(token_verify(text, &policy, setup_now_ms(), &arena, &claims, &command_err), STATUS_OK,
	             "%s", command_err.detail);
	return claims;
}

Test(command_token, a_token_says_who_and_for_how_long, .init = begin, .fini = command_end)
{
	command_ok("token --data $D/data --role seller --party s-1 --ttl 1h");
	struct token_claims claims = claims_of_said();

	cr_assert(str_eq(claims.role, STR("seller")));
	cr_assert(str_eq(claims.subject, STR("s-1")));
	cr_assert_eq(claims.expires_s - claims.issued_s, 3600);
	command_ok("token --data $D/data --role buyer --party b-1");
	claims = claims_of_said();
	cr_assert_eq(claims.expires_s - claims.issued_s, 12 * 3600);
}

Test(command_token, what_it_may_not_say_is_refused, .init = begin, .fini = command_end)
{
	static const char *const lines[] = {
		"token --data $D/data --role king --party s-1",
		"token --data $D/data --role buyer --party b/1",
		"token --data $D/data --role buyer --party b-1 --ttl 1",
		"token --data $D/data --role buyer --party b-1 --ttl 40d",
	};

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		enum status status = command_try(lines[i]);

		cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_USAGE, "%s: %s", lines[i],
		             command_err.detail);
		cr_assert_eq(command_said[0], '\0');
	}
	enum status status = command_try("token --data $D/none --role buyer --party b-1");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_ENVIRONMENT);
}
