#include "crypto/signature.h"

#include <sodium.h>

static_assert(SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519 signature");
static_assert(PUBLIC_KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519 public key");
static_assert(KEY_SEED_BYTES == crypto_sign_SEEDBYTES, "Ed25519 seed");
static_assert(sizeof((struct signing_key *)NULL)->secret == crypto_sign_SECRETKEYBYTES, "Ed25519 secret key");

void signing_key_from_seed(struct signing_key *ret_key, const uint8_t seed[KEY_SEED_BYTES])
{
	assert(ret_key != NULL);
	assert(seed != NULL);

	int done = crypto_sign_seed_keypair(ret_key->public_key.bytes, ret_key->secret, seed);
	assert(done == 0);
}

void signing_key_wipe(struct signing_key *key)
{
	assert(key != NULL);
	sodium_memzero(key, sizeof *key);
}

struct signature signature_make(const struct signing_key *key, struct bytes message)
{
	assert(key != NULL);
	assert(message.ptr != NULL || message.len == 0);

	struct signature signature;
	int done = crypto_sign_detached(signature.bytes, NULL, message.ptr, message.len, key->secret);
	assert(done == 0);
	return signature;
}

bool signature_is_valid(const struct signature *signature, struct bytes message, const struct public_key *key)
{
	assert(signature != NULL);
	assert(key != NULL);
	assert(message.ptr != NULL || message.len == 0);

	return crypto_sign_verify_detached(signature->bytes, message.ptr, message.len, key->bytes) == 0;
}

bool public_key_eq(const struct public_key *a, const struct public_key *b)
{
	assert(a != NULL && b != NULL);
	return memcmp(a->bytes, b->bytes, PUBLIC_KEY_BYTES) == 0;
}
