/* checkpoint.h — the log's signed word on its own size and root (c2sp.org/tlog-checkpoint).
 *
 * A note whose text is three lines: origin, decimal size, base64 root. Extension lines are refused: we write
 * none, and no monitor can check them. The log's key name is its origin.
 */
#pragma once

#include "crypto/merkle.h"
#include "crypto/note.h"

#define CHECKPOINT_TEXT_MAX 1024 /* with the log's own signature; cosignatures come on top */

struct checkpoint {
	struct str origin; /* borrowed */
	struct tree_head head;
};

/* Signed as a note under the origin. */
void checkpoint_put(struct buf *buf, const struct checkpoint *checkpoint, const struct signing_key *key);

/* The three lines alone. MALFORMED_REQUEST: another form. Borrows the origin. */
NODISCARD enum status checkpoint_parse(struct str note_text, struct checkpoint *ret_checkpoint,
                                       struct error *err);

/* A whole signed checkpoint: PROOF_INVALID unless the log's key signed it and its origin is the key's name.
 */
NODISCARD enum status checkpoint_open(struct str note, const struct note_key *log, struct arena *arena,
                                      struct checkpoint *ret_checkpoint, struct error *err);
