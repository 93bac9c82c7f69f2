/* leaf.h — one entry of the log: what kind of thing was received when, and a commitment that hides it.
 *
 *	sanbao-log/v1 <kind>
 *	time 2026-11-22T04:55:03Z
 *	commit base64(HMAC-SHA256(salt, envelope or event bytes))
 *
 * No personal data: without the 32-byte salt the commitment tells nothing, and once the salt is erased it
 * never will. Kinds are lower-case words joined by '-' or '.', at most LEAF_KIND_MAX bytes.
 */
#pragma once

#include "core/buf.h"
#include "crypto/digest.h"

#define LEAF_SALT_BYTES 32
#define LEAF_KIND_MAX   64
#define LEAF_TEXT_MAX   192

struct leaf_salt {
	uint8_t bytes[LEAF_SALT_BYTES];
};

struct leaf {
	struct str kind; /* borrowed */
	int64_t time_ms; /* whole seconds are kept */
	struct digest commit;
};

/* A kind as described above, and a time from 1970 to 9999. */
bool leaf_is_valid(const struct leaf *leaf);

struct digest leaf_commit(const struct leaf_salt *salt, struct bytes content);

/* The leaf must be valid. */
void leaf_put(struct buf *buf, const struct leaf *leaf);

/* Borrows the kind. MALFORMED_REQUEST: another form. */
NODISCARD enum status leaf_parse(struct str text, struct leaf *ret_leaf, struct error *err);

/* Builds the leaf's text and hashes it as the tree does: what the log stores for this content.
 * The leaf must be valid. */
struct digest leaf_hash(const struct leaf *leaf);
