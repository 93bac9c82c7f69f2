/* id.h — 128-bit identifiers that carry when and where they were made.
 *
 * Layout (scaleout.md, UUIDv8 of RFC 9562 section 5.8): 48 bits of Unix milliseconds, 4 bits version (8),
 * 8 bits cell, 4 high bits of the bucket; 2 bits variant, 8 low bits of the bucket, 54 random bits.
 * Written as a prefix that says what it names, '_', and 26 characters of Crockford's base32 in capitals.
 * Ids made later sort later, within a millisecond at random.
 */
#pragma once

#include "core/buf.h"

#define ID_TEXT_MAX 31 /* four of prefix, '_', 26 digits */

struct id {
	uint8_t bytes[16];
};

/* What an id names; the prefix comes from this table alone. */
enum id_kind {
	ID_DISPUTE,
	ID_EVENT,
	ID_EVIDENCE,
	ID_OFFER,
	ID_RULING,
	ID_OBLIGATION,
	ID_UPLOAD,
	ID_DUTY,
	ID_REQUEST,
	ID_APPEAL,
	ID_CORRECTION,
	ID_KIND_COUNT
};

/* `random`: at least 8 bytes of randomness; `bucket` below 4096. */
struct id id_make(int64_t at_ms, uint8_t cell, uint16_t bucket, const uint8_t random[8]);

bool id_eq(struct id a, struct id b);
bool id_is_zero(struct id id);
int64_t id_time_ms(struct id id);

/* STATUS_INVALID: not an id of that kind, or digits that no 128-bit number has. */
NODISCARD enum status id_parse(enum id_kind kind, struct str text, struct id *ret_id, struct error *err);
void id_put(struct buf *buf, enum id_kind kind, struct id id);

/* The text in the arena; empty once the arena is exhausted. */
NODISCARD struct str id_text(struct arena *arena, enum id_kind kind, struct id id);
