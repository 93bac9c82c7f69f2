#include "crypto/keyfile.h"

#include "crypto/encoding.h"
#include "crypto/lines.h"
#include "crypto/random.h"
#include "crypto/secret.h"

static const struct str purposes[KEY_PURPOSE_COUNT] = {
	[KEY_PURPOSE_LOG] = STR_INIT("log"),
	[KEY_PURPOSE_TOKEN] = STR_INIT("token"),
	[KEY_PURPOSE_REGISTRAR] = STR_INIT("registrar"),
	[KEY_PURPOSE_WEBHOOK] = STR_INIT("webhook"),
	[KEY_PURPOSE_PARTY] = STR_INIT("party"),
};

struct str key_purpose_token(enum key_purpose purpose)
{
	assert(purpose < KEY_PURPOSE_COUNT);
	return purposes[purpose];
}

void server_key_generate(struct server_key *ret_key, enum key_purpose purpose, struct str name)
{
	assert(ret_key != NULL);
	assert(purpose < KEY_PURPOSE_COUNT);
	assert(key_name_is_valid(name));

	uint8_t seed[KEY_SEED_BYTES];
	random_fill(seed, sizeof seed);
	*ret_key = (struct server_key){ .purpose = purpose, .name = name };
	signing_key_from_seed(&ret_key->signing, seed);
	secret_wipe(seed, sizeof seed);
}

struct note_key server_key_public(const struct server_key *key)
{
	assert(key != NULL);
	return note_key_make(key->name, &key->signing.public_key);
}

void keyfile_put(struct buf *buf, const struct server_key *key)
{
	assert(key != NULL);

	buf_put(buf, STR("sanbao-key/v1 secret\nname "));
	buf_put(buf, key->name);
	buf_put(buf, STR("\npurpose "));
	buf_put(buf, key_purpose_token(key->purpose));
	buf_put(buf, STR("\nseed "));
	base64_put(buf, (struct bytes){ key->signing.secret, KEY_SEED_BYTES });
	buf_put_char(buf, '\n');
}

enum status keyfile_parse(struct str text, enum key_purpose purpose, struct server_key *ret_key,
                          struct error *err)
{
	assert(text.ptr != NULL || text.len == 0);
	assert(ret_key != NULL);

	struct str name, found, seed_text, nothing;
	if (!line_take_after(&text, STR("sanbao-key/v1 secret"), &nothing) || nothing.len != 0 ||
	    !line_take_after(&text, STR("name "), &name) || !key_name_is_valid(name) ||
	    !line_take_after(&text, STR("purpose "), &found) ||
	    !line_take_after(&text, STR("seed "), &seed_text) || text.len != 0)
		return FAIL(err, PROBLEM_KEY_MALFORMED,
		            "a key file has four lines: sanbao-key/v1 secret, name, purpose, seed");
	if (!str_eq(found, key_purpose_token(purpose)))
		return FAIL(err, PROBLEM_KEY_MALFORMED, "the key is for another purpose than " STR_FMT,
		            STR_ARG(key_purpose_token(purpose)));

	uint8_t seed[KEY_SEED_BYTES];
	struct error why;
	if (base64_decode_exact(seed_text, seed, sizeof seed, &why) != STATUS_OK)
		return FAIL(err, PROBLEM_KEY_MALFORMED, "the seed must be the base64 of %d bytes",
		            KEY_SEED_BYTES);
	*ret_key = (struct server_key){ .purpose = purpose, .name = name };
	signing_key_from_seed(&ret_key->signing, seed);
	secret_wipe(seed, sizeof seed);
	return STATUS_OK;
}
