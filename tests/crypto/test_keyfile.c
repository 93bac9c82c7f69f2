#include <criterion/criterion.h>

#include "crypto/keyfile.h"
#include "crypto/random.h"

static uint8_t block[4096];
static struct arena arena;
static struct error err;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
	cr_assert_eq(random_init(&err), STATUS_OK);
}

TestSuite(keyfile, .init = setup);

Test(keyfile, a_fresh_key_of_every_purpose_comes_back)
{
	for (size_t i = 0; i < KEY_PURPOSE_COUNT; i++) {
		struct server_key key, back;
		struct buf buf;
		enum key_purpose purpose = (enum key_purpose)i;
		server_key_generate(&key, purpose, STR("disputes.shop.example/log"));
		buf_init(&buf, &arena, KEYFILE_TEXT_MAX);
		keyfile_put(&buf, &key);
		cr_assert_eq(keyfile_parse(buf_str(&buf), purpose, &back, &err), STATUS_OK, "%s", err.detail);
		cr_assert(str_eq(back.name, key.name));
		cr_assert_arr_eq(back.signing.secret, key.signing.secret, sizeof key.signing.secret);
		cr_assert_eq(server_key_public(&back).id, server_key_public(&key).id);
	}
}

Test(keyfile, a_key_serves_no_other_purpose)
{
	struct server_key key;
	struct buf buf;

	server_key_generate(&key, KEY_PURPOSE_TOKEN, STR("t"));
	buf_init(&buf, &arena, KEYFILE_TEXT_MAX);
	keyfile_put(&buf, &key);
	cr_assert_eq(keyfile_parse(buf_str(&buf), KEY_PURPOSE_LOG, &key, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_KEY_MALFORMED);
}

Test(keyfile, other_forms_are_refused)
{
#define SEED "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("sanbao-key/v1 secret\nname a\npurpose log\n"),
		STR_INIT("sanbao-key/v1 secret\nname a\npurpose log\nseed " SEED),
		STR_INIT("sanbao-key/v1 secret\nname a\npurpose log\nseed " SEED "\n\n"),
		STR_INIT("sanbao-key/v2 secret\nname a\npurpose log\nseed " SEED "\n"),
		STR_INIT("sanbao-key/v1 secret\npurpose log\nname a\nseed " SEED "\n"),
		STR_INIT("sanbao-key/v1 secret\nname a b\npurpose log\nseed " SEED "\n"),
		STR_INIT("sanbao-key/v1 secret\nname a\npurpose log\nseed AAEC\n"),
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct server_key key;
		cr_assert_eq(keyfile_parse(bad[i], KEY_PURPOSE_LOG, &key, &err), STATUS_INVALID, "row %zu",
		             i);
		cr_assert_eq(err.problem, PROBLEM_KEY_MALFORMED);
		cr_assert_null(strstr(err.detail, "AAEC"), "no secrets in details");
	}
}
