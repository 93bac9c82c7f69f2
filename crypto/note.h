/* note.h — the C2SP signed note (c2sp.org/signed-note@v1): a text and the lines that sign it.
 *
 *	text, ending in a newline
 *	(empty line)
 *	— <key name> base64(4-byte key id || signature)       one or more
 *
 * Everything parsed borrows from the text it was parsed from. Only Ed25519 signatures (type 0x01) are
 * understood; lines of unknown keys or types are kept, and ignored when verifying.
 * Limits: NOTE_BYTES_MAX for the whole, NOTE_SIGNATURES_MAX lines, key names of KEY_NAME_MAX bytes.
 */
#pragma once

#include "core/buf.h"
#include "crypto/signature.h"

#define NOTE_BYTES_MAX      KIB(256)
#define NOTE_SIGNATURES_MAX 32
#define KEY_NAME_MAX        255
#define VKEY_TEXT_MAX       (KEY_NAME_MAX + 1 + 8 + 1 + 44)

/* A verifier key ("vkey"): who may have signed. The name is borrowed. */
struct note_key {
	struct str name;
	uint32_t id;
	struct public_key public_key;
};

struct note_signature {
	struct str name;
	uint32_t id;
	struct bytes signature; /* what follows the id; of any length */
};

struct note {
	struct str text; /* what is signed: with its last newline, without the empty line */
	size_t signature_count;
	const struct note_signature *signatures; /* in the arena */
};

/* True for a name a key may have: UTF-8 without spaces, '+' and control characters, 1 to KEY_NAME_MAX bytes.
 */
bool key_name_is_valid(struct str name);

/* The key with its id: SHA-256(name || 0x0A || 0x01 || key)[:4]. The name must be valid; borrows it. */
struct note_key note_key_make(struct str name, const struct public_key *public_key);

/* `name+hex(id)+base64(0x01 || key)`. Borrows the name from the text.
 * STATUS_INVALID, KEY_MALFORMED: another form, another type, or an id that is not the key's. */
NODISCARD enum status note_key_parse(struct str vkey, struct note_key *ret_key, struct error *err);
void note_key_put(struct buf *buf, const struct note_key *key);

/* STATUS_INVALID, MALFORMED_REQUEST: not a note. STATUS_LIMIT: too long, too many lines, arena exhausted. */
NODISCARD enum status note_parse(struct str text, struct arena *arena, struct note *ret_note,
                                 struct error *err);

/* Marks in *ret_signers (bit i for keys[i]) every given key that signed; `count` at most 64.
 * BAD_SIGNATURE: a line of a given key does not verify. KEY_UNKNOWN: no line is of a given key. */
NODISCARD enum status note_verify(const struct note *note, const struct note_key *keys, size_t count,
                                  uint64_t *ret_signers, struct error *err);

/* Writes text, the empty line and one signature line. The text must end in a newline. */
void note_put(struct buf *buf, struct str text, struct str key_name, const struct signing_key *key);

/* One more signature line, e.g. of a second signer: appended to a note of the same text. */
void note_put_signature(struct buf *buf, struct str text, struct str key_name, const struct signing_key *key);
