#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/random.h"
#include "server/keystore.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;
static struct keystore keystore;
static char directory[64];

static void begin(void)
{
	strcpy(directory, "/tmp/sanbao-test-XXXXXX");
	cr_assert_not_null(mkdtemp(directory));
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(random_init(&err), STATUS_OK);
	cr_assert_eq(keystore_create(str_from_c(directory), STR("a.example"), &arena, &err), STATUS_OK, "%s",
	             err.detail);
}

static void end(void)
{
	char command[128];

	keystore_close(&keystore);
	snprintf(command, sizeof(command), "rm -rf %s", directory);
	cr_assert_eq(system(command), 0);
}

static const char *key_file(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/keys/%s.key", directory, name);
	return path;
}

Test(keystore, new_keys_are_private_and_open_again, .init = begin, .fini = end)
{
	static const char *const names[] = { "log", "token", "registrar" };
	struct stat status;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		cr_assert_eq(stat(key_file(names[i]), &status), 0);
		cr_assert_eq(status.st_mode & 0777, 0600);
	}
	cr_assert_eq(keystore_open(&keystore, str_from_c(directory), &arena, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert(str_eq(keystore_public(&keystore, KEY_PURPOSE_LOG).name, STR("a.example/log")));
	cr_assert(str_eq(keystore_public(&keystore, KEY_PURPOSE_REGISTRAR).name, STR("a.example/registrar")));
	cr_assert_not(
		public_key_eq(&keystore.keys[0].signing.public_key, &keystore.keys[1].signing.public_key));
}

Test(keystore, its_tokens_are_accepted_by_its_policy, .init = begin, .fini = end)
{
	struct token_claims claims = {
		.issuer = STR("a.example"),
		.audience = STR("a.example"),
		.subject = STR("b-li"),
		.role = STR("buyer"),
		.jti = STR("0123456789abcdef"),
		.issued_s = 1000,
		.expires_s = 2000,
	};
	struct token_claims seen;
	struct buf buf;

	cr_assert_eq(keystore_open(&keystore, str_from_c(directory), &arena, &err), STATUS_OK);
	struct token_policy policy = keystore_token_policy(&keystore, STR("a.example"), 3600000);
	buf_init(&buf, &arena, TOKEN_TEXT_MAX);
	token_put(&buf, &claims, policy.kid, &keystore.keys[KEY_PURPOSE_TOKEN].signing);
	cr_assert_eq(token_verify(buf_str(&buf), &policy, 1500000, &arena, &seen, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert(str_eq(seen.subject, STR("b-li")));
	cr_assert_eq(policy.ttl_max_s, 3600);
}

Test(keystore, a_key_that_others_can_read_is_refused, .init = begin, .fini = end)
{
	cr_assert_eq(chmod(key_file("log"), 0640), 0);
	cr_assert_eq(keystore_open(&keystore, str_from_c(directory), &arena, &err), STATUS_UNAVAILABLE);
	cr_assert_not_null(strstr(err.detail, "chmod 600"), "%s", err.detail);
	for (size_t i = 0; i < sizeof(keystore); i++)
		cr_assert_eq(((const uint8_t *)&keystore)[i], 0);
}

Test(keystore, a_missing_or_exchanged_key_is_refused, .init = begin, .fini = end)
{
	char moved[128];

	snprintf(moved, sizeof(moved), "%s/moved.key", directory);
	cr_assert_eq(rename(key_file("log"), moved), 0);
	cr_assert_eq(keystore_open(&keystore, str_from_c(directory), &arena, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(rename(moved, key_file("token")), 0);
	cr_assert_neq(keystore_open(&keystore, str_from_c(directory), &arena, &err), STATUS_OK);
}

Test(keystore, keys_are_never_replaced, .init = begin, .fini = end)
{
	cr_assert_eq(keystore_create(str_from_c(directory), STR("a.example"), &arena, &err), STATUS_CONFLICT);
}
