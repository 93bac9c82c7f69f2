/* keystore.h — the server's own secret keys: read once from DATA/keys, kept in locked memory until the end.
 *
 * Depends on: crypto/keyfile.h. Names: the log signs as "<service>/log", which is also its origin; the
 * registrar as
 * "<service>/registrar"; tokens carry the kid "<service>/token".
 * Caveats: a keystore must not be copied or moved: names borrow from the texts inside it. random_init() comes
 * first. Errors: PROBLEM_ENVIRONMENT when a file cannot be read, or can be read by others than its owner;
 * KEY_MALFORMED when it is no key of its purpose.
 */
#pragma once

#include "crypto/keyfile.h"
#include "crypto/token.h"

#define KEYSTORE_KEYS KEY_PURPOSE_WEBHOOK /* log, token, registrar */

struct keystore {
	struct server_key keys[KEYSTORE_KEYS]; /* by enum key_purpose */
	char texts[KEYSTORE_KEYS][KEYFILE_TEXT_MAX];
	bool locked; /* false when the system did not let us lock memory: worth a warning */
};

/* Generates the keys of a new data directory: DATA/keys/log.key, token.key, registrar.key. */
NODISCARD enum status keystore_create(struct str data_dir, struct str service, struct arena *arena,
                                      struct error *err);

/* The arena is used for paths and nothing secret. */
NODISCARD enum status keystore_open(struct keystore *keystore, struct str data_dir, struct arena *arena,
                                    struct error *err);
void keystore_close(struct keystore *keystore); /* wipes; accepts a zeroed keystore */

/* Whether the keys were made for this service. Keys of another would sign what no client accepts. */
bool keystore_is_of(const struct keystore *keystore, struct str service);

/* The public side, for publishing and verifying. Borrows the name from the keystore. */
struct note_key keystore_public(const struct keystore *keystore, enum key_purpose purpose);

/* Issuer and audience of our tokens are both the service. Borrows `service` and the keystore. */
struct token_policy keystore_token_policy(const struct keystore *keystore, struct str service,
                                          int64_t ttl_max_ms);
