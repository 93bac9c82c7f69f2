#include "crypto/encoding.h"
#include "crypto/random.h"
#include "server/config_value.h"
#include "server/file.h"
#include "server/principal.h"
#include "server/setup.h"

#define JTI_BYTES 16

/* --ttl is written and bounded like the setting that it stands in for. */
static enum status ttl_choose(const struct arguments *arguments, struct config *config, struct arena *arena,
                              struct error *err)
{
	struct str ttl = argument_text(arguments, STR("ttl"));

	if (ttl.len == 0)
		return STATUS_OK;
	TRY(config_value_parse(config_row_find(STR("token_ttl")), ttl, arena, config, err));
	if (config->token_ttl_ms > config->token_ttl_max_ms)
		return FAIL(err, PROBLEM_USAGE, "--ttl is longer than the setting token_ttl_max allows");
	return STATUS_OK;
}

static enum status token_print(const struct arguments *arguments, struct setup *setup,
                               const struct keystore *keystore, struct arena *arena, struct error *err)
{
	const struct server_key *key = &keystore->keys[KEY_PURPOSE_TOKEN];
	uint8_t random[JTI_BYTES];
	struct buf jti;
	struct buf text;

	TRY(ttl_choose(arguments, &setup->config, arena, err));
	random_fill(random, sizeof(random));
	buf_init(&jti, arena, 2 * JTI_BYTES);
	buf_put_hex(&jti, (struct bytes){ random, sizeof(random) });
	TRY(buf_check(&jti, err));

	int64_t now_s = setup_now_ms() / 1000;
	struct token_claims claims = {
		.issuer = setup->config.service,
		.audience = setup->config.service,
		.subject = argument_text(arguments, STR("party")),
		.role = argument_text(arguments, STR("role")),
		.jti = buf_str(&jti),
		.issued_s = now_s,
		.expires_s = now_s + setup->config.token_ttl_ms / 1000,
	};
	buf_init(&text, arena, TOKEN_TEXT_MAX + 1);
	token_put(&text, &claims, key->name, &key->signing);
	buf_put_char(&text, '\n');
	TRY(buf_check(&text, err));
	return file_print(buf_str(&text), err);
}

enum status command_token(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct keystore keystore;
	struct setup setup;
	enum role role;

	if (role_parse(argument_text(arguments, STR("role")), &role, err) != STATUS_OK)
		return FAIL(err, PROBLEM_USAGE, "--role is buyer, seller, arbiter, platform or admin");
	if (!party_is_valid(argument_text(arguments, STR("party"))))
		return FAIL(err, PROBLEM_USAGE,
		            "--party has letters, digits, '-', '_', '.' and ':', at most %d of them",
		            PRINCIPAL_PARTY_MAX);
	TRY(setup_keys(arguments, arena, &setup, &keystore, err));
	enum status status = token_print(arguments, &setup, &keystore, arena, err);
	keystore_close(&keystore);
	return status;
}
