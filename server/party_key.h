/* party_key.h — a party's signing key in a file, for those who sign on the command line.
 *
 * The file has the form of crypto/keyfile.h with the purpose `party`; only its owner may read it. The text is
 * read into the struct itself, which must not be moved, and is wiped by party_key_close().
 */
#pragma once

#include "crypto/keyfile.h"

struct party_key {
	struct server_key key;
	char text[KEYFILE_TEXT_MAX];
};

/* Makes a fresh key under the name, in a file that must not exist. */
NODISCARD enum status party_key_create(struct str path, struct str name, struct party_key *ret_key,
                                       struct error *err);

/* KEY_MALFORMED: not a party's key. ENVIRONMENT: it cannot be read, or others can read it. */
NODISCARD enum status party_key_open(struct str path, struct party_key *ret_key, struct error *err);
void party_key_close(struct party_key *key);
