#include "server/keystore.h"

#include <stdio.h>

#include "crypto/secret.h"
#include "server/datadir.h"
#include "server/file.h"

static struct str key_path(struct str data_dir, enum key_purpose purpose, struct arena *arena)
{
	char below[64];
	int len = snprintf(below, sizeof(below), DATADIR_KEYS "/" STR_FMT ".key",
	                   STR_ARG(key_purpose_token(purpose)));

	assert(len > 0 && (size_t)len < sizeof(below));
	return datadir_path(data_dir, below, arena);
}

static enum status key_create(struct str data_dir, struct str service, enum key_purpose purpose,
                              struct arena *arena, struct error *err)
{
	struct str path = key_path(data_dir, purpose, arena);
	uint8_t block[KEYFILE_TEXT_MAX * 2];
	struct arena secrets;
	struct server_key key;
	struct buf name;
	struct buf text;

	TRY(arena_check(arena, err));
	arena_init(&secrets, block, sizeof(block));
	buf_init(&name, arena, KEY_NAME_MAX);
	buf_put(&name, service);
	buf_put_char(&name, '/');
	buf_put(&name, key_purpose_token(purpose));
	TRY(buf_check(&name, err));
	if (!key_name_is_valid(buf_str(&name)))
		return FAIL(err, PROBLEM_CONFIG_INVALID, "service: it cannot be part of a key's name");

	server_key_generate(&key, purpose, buf_str(&name));
	buf_init(&text, &secrets, KEYFILE_TEXT_MAX);
	keyfile_put(&text, &key);
	enum status status = buf_check(&text, err);
	if (status == STATUS_OK)
		status = file_create(path, FILE_SECRET, buf_str(&text), err);
	signing_key_wipe(&key.signing);
	secret_wipe(block, sizeof(block));
	return status;
}

enum status keystore_create(struct str data_dir, struct str service, struct arena *arena, struct error *err)
{
	struct str directory = datadir_path(data_dir, DATADIR_KEYS, arena);

	TRY(arena_check(arena, err));
	TRY(file_make_directory(directory, err));
	for (int i = 0; i < KEYSTORE_KEYS; i++)
		TRY(key_create(data_dir, service, (enum key_purpose)i, arena, err));
	return STATUS_OK;
}

/* Straight into the locked text: no copy of the secret stays behind in an ordinary arena. */
static enum status key_open(struct keystore *keystore, struct str data_dir, enum key_purpose purpose,
                            struct arena *arena, struct error *err)
{
	struct str path = key_path(data_dir, purpose, arena);
	struct arena locked;
	struct str text;

	TRY(arena_check(arena, err));
	TRY(file_is_private(path, err));
	arena_init(&locked, keystore->texts[purpose], sizeof(keystore->texts[purpose]));
	TRY(file_read(path, KEYFILE_TEXT_MAX - 1, &locked, &text, err));
	return keyfile_parse(text, purpose, &keystore->keys[purpose], err);
}

enum status keystore_open(struct keystore *keystore, struct str data_dir, struct arena *arena,
                          struct error *err)
{
	*keystore = (struct keystore){ 0 };
	keystore->locked = secret_lock(keystore, sizeof(*keystore));
	for (int i = 0; i < KEYSTORE_KEYS; i++) {
		enum status status = key_open(keystore, data_dir, (enum key_purpose)i, arena, err);

		if (status == STATUS_OK)
			continue;
		keystore_close(keystore);
		return status;
	}
	return STATUS_OK;
}

void keystore_close(struct keystore *keystore)
{
	if (keystore->locked)
		secret_unlock(keystore, sizeof(*keystore));
	secret_wipe(keystore, sizeof(*keystore));
}

bool keystore_is_of(const struct keystore *keystore, struct str service)
{
	struct str name = keystore->keys[KEY_PURPOSE_LOG].name;

	return name.len > service.len && name.ptr[service.len] == '/' && str_has_prefix(name, service);
}

struct note_key keystore_public(const struct keystore *keystore, enum key_purpose purpose)
{
	assert(purpose < KEYSTORE_KEYS);
	return server_key_public(&keystore->keys[purpose]);
}

struct token_policy keystore_token_policy(const struct keystore *keystore, struct str service,
                                          int64_t ttl_max_ms)
{
	const struct server_key *key = &keystore->keys[KEY_PURPOSE_TOKEN];

	return (struct token_policy){
		.issuer = service,
		.audience = service,
		.kid = key->name,
		.public_key = key->signing.public_key,
		.ttl_max_s = ttl_max_ms / 1000,
	};
}
