/* checksum.h — tells whether stored bytes are still those that were written.
 *
 * Depends on: core/base.h. Pure; any thread.
 * LMDB has no checksums of its own, so that a flipped bit on the disk would be delivered as truth. This is
 * XXH64: eight bytes, several GB/s without special instructions. It finds faults of hardware, not forgery:
 * what has to withstand an opponent is covered by SHA-256 and the log.
 */
#pragma once

#include "core/base.h"

#define CHECKSUM_BYTES 8

uint64_t checksum(struct bytes bytes, uint64_t seed);

/* Of a record: covers where it belongs (table and key) as well as what it says. */
uint64_t checksum_record(uint32_t table, struct bytes key, struct bytes value);
