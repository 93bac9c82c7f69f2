/* signed_statement.h — the one door for what parties submit: a statement together with its signature.
 *
 * The envelope is one text, and it is stored and hashed exactly as it came:
 *	statement, empty line, one or more note signature lines       (note.h), or
 *	statement, empty line, one armoured SSHSIG block              (sshsig.h)
 * Nothing in the result may be used before STATUS_OK. Values borrow from the envelope.
 * Limits: SIGNED_STATEMENT_BYTES_MAX for the envelope, 64 keys.
 */
#pragma once

#include "crypto/note.h"
#include "crypto/statement.h"

#define SIGNED_STATEMENT_BYTES_MAX KIB(128)
#define SIGNER_KEYS_MAX            64

/* The keys of the party who is expected to sign. Borrowed. */
struct signer_keys {
	const struct note_key *keys;
	size_t count;
};

struct signed_statement {
	struct str envelope;
	struct str text; /* the statement as signed */
	const struct statement *statement;
	uint64_t signers;    /* bit i is set when keys[i] signed */
	size_t first_signer; /* index of the lowest bit */
};

/* The keys are those that are registered for the party now. Cheap checks come first:
 * MALFORMED_REQUEST: no envelope. STATEMENT_*: as statement_parse(). KEY_UNKNOWN: signed by none of the keys.
 * BAD_SIGNATURE: a signature of one of the keys does not verify. STATUS_LIMIT: too large. */
NODISCARD enum status signed_statement_open(struct str envelope, const struct note_key *keys,
                                            size_t key_count, struct arena *arena,
                                            struct signed_statement *ret_signed, struct error *err);

/* The same in two steps. First the statement alone, unverified: to learn who claims to speak, so that their
 * keys can be looked up. */
NODISCARD enum status signed_statement_peek(struct str envelope, struct arena *arena,
                                            const struct statement **ret_statement, struct error *err);

/* Then the signatures on the envelope that it was peeked from. On STATUS_OK the whole of *ret_signed is
 * filled. */
NODISCARD enum status signed_statement_verify(struct str envelope, const struct statement *peeked,
                                              struct signer_keys keys, struct arena *arena,
                                              struct signed_statement *ret_signed, struct error *err);
