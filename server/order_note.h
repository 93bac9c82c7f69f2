/* order_note.h — the marketplace's signature on an order snapshot: a signed note that names the order and the
 * digest of the snapshot's exact bytes.
 *
 * The note's text is exactly
 *	sanbao-order/v1 snapshot
 *	service <service>
 *	party platform <id>
 *	order <ref>
 *	sha256 <hex>
 *	time 2026-11-24T23:50:00Z
 * Pure. The time is at most STATEMENT_TIME_SLACK_MS from ours, so that an old snapshot cannot be played
 *again.
 */
#pragma once

#include "crypto/signed_statement.h"

/* What the note must say. Borrowed. */
struct order_note {
	struct str service;
	struct str party; /* "platform p-market" */
	struct str order;
	struct str content; /* the snapshot, verbatim */
	int64_t now_ms;
};

/* The text that is to be signed. */
void order_note_put(struct buf *buf, const struct order_note *expected);

/* *ret_key is the one of `keys` that signed. Field /note. STATEMENT_MALFORMED, STALE_TIME, KEY_UNKNOWN,
 * BAD_SIGNATURE. STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status order_note_check(const struct order_note *expected, struct str note,
                                       struct signer_keys keys, struct arena *arena,
                                       const struct note_key **ret_key, struct error *err);
