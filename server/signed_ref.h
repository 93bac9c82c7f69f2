/* signed_ref.h — what the domain is told of a verified statement: digests in hex, and the history's next
 * head.
 *
 * Pure. The domain never sees a signature: whoever calls this has verified it.
 */
#pragma once

#include "core/command.h"
#include "crypto/note.h"
#include "crypto/statement.h"

/* Everything borrowed. */
struct signed_act {
	struct str envelope;
	const struct statement *statement;
	const struct note_key *key; /* that signed it */
	struct str head;            /* of the case before it, 64 hex digits */
};

/* The texts are in the arena. STATUS_LIMIT: it is exhausted. */
NODISCARD enum status signed_ref_make(const struct signed_act *act, struct arena *arena,
                                      struct statement_ref *ret_ref, struct error *err);

/* 64 hex digits in the arena; empty once it is exhausted. */
NODISCARD struct str digest_hex(const struct digest *digest, struct arena *arena);
