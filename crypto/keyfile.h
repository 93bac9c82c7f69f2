/* keyfile.h — a server's secret keys as text; reading and writing the file is the caller's.
 *
 *	sanbao-key/v1 secret
 *	name disputes.shop.example/log
 *	purpose log
 *	seed <base64 of 32 bytes>
 *
 * Each key has one purpose, and keyfile_parse() is told which: a token key cannot sign a checkpoint by
 *mistake. The text is as secret as the seed: wipe both (secret.h). Limit: KEYFILE_TEXT_MAX bytes.
 */
#pragma once

#include "core/buf.h"
#include "crypto/note.h"

#define KEYFILE_TEXT_MAX 512

enum key_purpose {
	KEY_PURPOSE_LOG,
	KEY_PURPOSE_TOKEN,
	KEY_PURPOSE_REGISTRAR,
	KEY_PURPOSE_WEBHOOK,
	KEY_PURPOSE_PARTY, /* a party's own, for those who sign on the command line */
	KEY_PURPOSE_COUNT
};

/* A key that can sign, with the name that it signs under. */
struct server_key {
	enum key_purpose purpose;
	struct str name; /* borrowed */
	struct signing_key signing;
};

struct str key_purpose_token(enum key_purpose purpose);

/* A fresh key from the system's randomness. The name must be a valid key name; borrows it. */
void server_key_generate(struct server_key *ret_key, enum key_purpose purpose, struct str name);

/* The public side, for publishing. */
struct note_key server_key_public(const struct server_key *key);

void keyfile_put(struct buf *buf, const struct server_key *key);

/* Borrows the name from the text. KEY_MALFORMED: another form, or another purpose than the one asked for. */
NODISCARD enum status keyfile_parse(struct str text, enum key_purpose purpose, struct server_key *ret_key,
                                    struct error *err);
