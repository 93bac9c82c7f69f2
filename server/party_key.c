#include "server/party_key.h"

#include "crypto/secret.h"
#include "server/file.h"

enum status party_key_create(struct str path, struct str name, struct party_key *ret_key, struct error *err)
{
	struct arena arena;
	struct buf buf;

	if (name.len > KEYFILE_TEXT_MAX / 2 || !key_name_is_valid(name))
		return FAIL(err, PROBLEM_USAGE, "a key's name has no blanks and no '+', and at most %d bytes",
		            KEYFILE_TEXT_MAX / 2);
	server_key_generate(&ret_key->key, KEY_PURPOSE_PARTY, name);
	arena_init(&arena, ret_key->text, sizeof(ret_key->text));
	buf_init(&buf, &arena, KEYFILE_TEXT_MAX);
	keyfile_put(&buf, &ret_key->key);
	enum status status = buf_check(&buf, err);
	if (status == STATUS_OK)
		status = file_create(path, FILE_SECRET, buf_str(&buf), err);
	if (status != STATUS_OK)
		party_key_close(ret_key);
	return status;
}

enum status party_key_open(struct str path, struct party_key *ret_key, struct error *err)
{
	struct arena arena;
	struct str text;

	TRY(file_is_private(path, err));
	arena_init(&arena, ret_key->text, sizeof(ret_key->text));
	TRY(file_read(path, KEYFILE_TEXT_MAX - 1, &arena, &text, err));
	enum status status = keyfile_parse(text, KEY_PURPOSE_PARTY, &ret_key->key, err);
	if (status != STATUS_OK)
		party_key_close(ret_key);
	return status;
}

void party_key_close(struct party_key *key)
{
	secret_wipe(key, sizeof(*key));
}
