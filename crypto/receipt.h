/* receipt.h — proof for a party that what they sent is in the log (c2sp.org/tlog-proof@v1).
 *
 *	c2sp.org/tlog-proof@v1
 *	extra base64(salt)
 *	index 73894
 *	base64(proof hash)                 one line each
 *	(empty line)
 *	the signed checkpoint, verbatim
 *
 * Verifying needs no server: the log's vkey, the bytes that were sent, and the leaf's kind and time.
 * Limit: RECEIPT_TEXT_MAX bytes, which leaves room for sixteen witnesses.
 */
#pragma once

#include "crypto/checkpoint.h"
#include "crypto/leaf.h"

#define RECEIPT_TEXT_MAX KIB(128)

struct receipt {
	struct leaf_salt salt;
	uint64_t index;
	struct merkle_proof proof;
	struct str checkpoint; /* the whole note; borrowed */
};

void receipt_put(struct buf *buf, const struct receipt *receipt);

/* MALFORMED_REQUEST: another form. Borrows the checkpoint. Verifies nothing. */
NODISCARD enum status receipt_parse(struct str text, struct receipt *ret_receipt, struct error *err);

/* What was logged: everything a verifier knows besides the receipt. */
struct receipt_subject {
	struct str kind;
	int64_t time_ms;
	struct bytes content;
};

/* MALFORMED_REQUEST: not a receipt. PROOF_INVALID: not of this log, or not of this content. */
NODISCARD enum status receipt_verify(struct str text, const struct receipt_subject *subject,
                                     const struct note_key *log, struct arena *arena,
                                     struct checkpoint *ret_checkpoint, struct error *err);
