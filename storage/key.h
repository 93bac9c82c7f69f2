/* key.h — keys whose memcmp order is the order of what they are made of.
 *
 * Depends on: storage/record.h. Any thread; nothing allocates.
 * A key is a bounded writer with a sticky failure: put the parts one after another and check once, at the
 * end. Numbers are eight or four bytes, big-endian. Text ends with 00 01 and a 00 in it becomes 00 FF, so
 * that no text is a prefix of another and "a" comes before "ab". Raw bytes are for parts of fixed length, or
 * for the last. With these a caller builds the primary keys of kinds.def and the bounds of scans: every duty
 * due before `now`:  hi = number(now)            of INDEX_DUTY_BY_DUE every dispute of a buyer:     lo =
 * text(buyer), hi = lo and key_put_end()   of INDEX_DISPUTE_BY_BUYER
 */
#pragma once

#include "storage/record.h"

#define KEY_MAX 256

struct key {
	uint8_t bytes[KEY_MAX];
	size_t len;
	bool failed; /* it grew beyond KEY_MAX */
};

void key_init(struct key *key);
void key_put_bytes(struct key *key, struct bytes bytes);
void key_put_text(struct key *key, struct str text);
void key_put_u8(struct key *key, uint8_t number);
void key_put_u32(struct key *key, uint32_t number);
void key_put_u64(struct key *key, uint64_t number);

/* Turns a prefix into the smallest key above everything that begins with it: an exclusive upper bound.
 * A prefix of FF bytes alone has no such key: it becomes empty, which bounds nothing. */
void key_put_end(struct key *key);

/* Borrows the key. */
struct bytes key_bytes(const struct key *key);

uint32_t key_read_u32(const uint8_t bytes[4]);
uint64_t key_read_u64(const uint8_t bytes[8]);
