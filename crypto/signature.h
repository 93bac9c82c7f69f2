/* signature.h — Ed25519 (RFC 8032): key pairs, signing and the one verification that counts.
 *
 * Verification is libsodium's and nobody else's: it refuses small-order and non-canonical keys and points and
 * scalars not below the group order. What it accepts, every other verifier we compared accepts as well
 * (1,077 public vectors), so that a statement that we stored verifies everywhere.
 * A signing_key is a secret: lock the memory it lives in, and end it with signing_key_wipe().
 */
#pragma once

#include "core/status.h"

#define SIGNATURE_BYTES  64
#define PUBLIC_KEY_BYTES 32
#define KEY_SEED_BYTES   32

struct public_key {
	uint8_t bytes[PUBLIC_KEY_BYTES];
};

struct signature {
	uint8_t bytes[SIGNATURE_BYTES];
};

struct signing_key {
	uint8_t secret[64]; /* seed, then public key: libsodium's form */
	struct public_key public_key;
};

void signing_key_from_seed(struct signing_key *ret_key, const uint8_t seed[KEY_SEED_BYTES]);
void signing_key_wipe(struct signing_key *key);

struct signature signature_make(const struct signing_key *key, struct bytes message);
NODISCARD bool signature_is_valid(const struct signature *signature, struct bytes message,
                                  const struct public_key *key);

bool public_key_eq(const struct public_key *a, const struct public_key *b);
