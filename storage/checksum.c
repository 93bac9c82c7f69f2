#include "storage/checksum.h"

/* The constants of XXH64 (Yann Collet, xxHash specification 0.1.1). */
#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static inline uint64_t rotate(uint64_t value, unsigned by)
{
	assert(by > 0 && by < 64);
	return value << by | value >> (64 - by);
}

static uint64_t read_u32(const uint8_t *at)
{
	return at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

/* Little-endian on every machine. Written out, compilers make one load of it; of a loop they do not, and
 * every read of a record pays for that. */
static inline uint64_t read_u64(const uint8_t *at)
{
	return at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
	       (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

static inline uint64_t round_lane(uint64_t lane, uint64_t input)
{
	return rotate(lane + input * PRIME_2, 31) * PRIME_1;
}

static uint64_t merge_lane(uint64_t hash, uint64_t lane)
{
	return (hash ^ round_lane(0, lane)) * PRIME_1 + PRIME_4;
}

/* Whole stripes of 32 bytes in four lanes; moves *at behind them. */
static uint64_t stripes(const uint8_t **at, const uint8_t *end, uint64_t seed)
{
	uint64_t a = seed + PRIME_1 + PRIME_2;
	uint64_t b = seed + PRIME_2;
	uint64_t c = seed;
	uint64_t d = seed - PRIME_1;

	assert(end - *at >= 32);
	for (; end - *at >= 32; *at += 32) {
		a = round_lane(a, read_u64(*at));
		b = round_lane(b, read_u64(*at + 8));
		c = round_lane(c, read_u64(*at + 16));
		d = round_lane(d, read_u64(*at + 24));
	}
	uint64_t hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
	return merge_lane(merge_lane(merge_lane(merge_lane(hash, a), b), c), d);
}

static uint64_t remainder_add(uint64_t hash, const uint8_t *at, const uint8_t *end)
{
	assert(end - at < 32);
	for (; end - at >= 8; at += 8)
		hash = rotate(hash ^ round_lane(0, read_u64(at)), 27) * PRIME_1 + PRIME_4;
	if (end - at >= 4) {
		hash = rotate(hash ^ read_u32(at) * PRIME_1, 23) * PRIME_2 + PRIME_3;
		at += 4;
	}
	for (; at < end; at++)
		hash = rotate(hash ^ *at * PRIME_5, 11) * PRIME_1;
	return hash;
}

uint64_t checksum(struct bytes bytes, uint64_t seed)
{
	if (bytes.len == 0)
		bytes.ptr = (const uint8_t *)"";
	const uint8_t *at = bytes.ptr;
	const uint8_t *end = at + bytes.len;
	uint64_t hash = bytes.len >= 32 ? stripes(&at, end, seed) : seed + PRIME_5;

	hash = remainder_add(hash + bytes.len, at, end);
	hash = (hash ^ hash >> 33) * PRIME_2;
	hash = (hash ^ hash >> 29) * PRIME_3;
	return hash ^ hash >> 32;
}

uint64_t checksum_record(uint32_t table, struct bytes key, struct bytes value)
{
	return checksum(value, checksum(key, table));
}
