/* pack_review.h — a reviewer's signature under a pack: a signed note over its digests.
 *
 *	sanbao-pack/v1
 *	pack CN.7D
 *	version 2026.1
 *	rules sha256:...        of X.json
 *	texts sha256:...        of X.texts.json; of the empty text when there is none
 *	reviewed_by 王某，上海某律师事务所
 *	reviewed_at 2026-11-24T23:50:00Z
 *
 * Pure. The note is C2SP's (crypto/note.h); the lines stand in this order, each once. Source: law.md section
 *0
 * ("a lawyer admitted in the jurisdiction signs each pack").
 */
#pragma once

#include "core/pack.h"
#include "crypto/note.h"

#define PACK_REVIEW_BYTES_MAX KIB(4)

struct pack_review {
	struct str pack;
	struct str version;
	struct str reviewed_by;
	int64_t reviewed_at_ms;
};

/* The text that is signed. STATUS_INVALID: the reviewer's name is empty, too long, or has control characters.
 */
NODISCARD enum status pack_review_text(const struct pack_review *review, const struct pack_source *source,
                                       struct arena *arena, struct str *ret_text, struct error *err);

/* Whether the note is the key's, and of this very pack; fills *ret_review, which borrows from the note.
 * BAD_SIGNATURE, KEY_UNKNOWN: it is not the key's. DIGEST_MISMATCH: it is of another pack, or of another
 * text. */
NODISCARD enum status pack_review_check(struct str note, const struct note_key *key,
                                        const struct pack_source *source, struct arena *arena,
                                        struct pack_review *ret_review, struct error *err);
