/* blob_rows.h — how blobs lie in their tables, and what each step of a request does to them.
 *
 * Depends on: storage/blobs.h, storage/engine.h. Within a transaction; writing on the writer's thread.
 * A put writes its chunks under a serial number of its own, so that two puts of the same bytes, or an
 * abandoned one, never meet. A PARTIAL row says from the start that the serial is unfinished; finishing swaps
 * it for the BLOB row in one transaction. Whatever has a PARTIAL row is removed: on abort, mismatch and
 * deletion, and when opening.
 */
#pragma once

#include "storage/blobs.h"
#include "storage/engine.h"

enum blob_table {
	BLOB_TABLE_NONE,
	BLOB_TABLE_BLOB,    /* digest: size, serial, time, retained */
	BLOB_TABLE_PARTIAL, /* serial */
	BLOB_TABLE_CHUNK,   /* serial, number: checksum, content */
	BLOB_TABLE_SERIAL,  /* the next serial */
	BLOB_TABLE_COUNT
};

const char *blob_table_name(uint32_t table);

/* NOT_FOUND, CORRUPT. */
NODISCARD enum store_status blob_info_decode(struct bytes digest, struct bytes value,
                                             struct blob_info *ret_info);
NODISCARD enum store_status blob_info_get(struct txn *txn, const uint8_t digest[BLOB_DIGEST],
                                          struct blob_info *ret_info);
NODISCARD enum store_status blob_chunk_get(struct txn *txn, uint64_t serial, uint64_t chunk,
                                           struct bytes *ret_content);

/* Does the request's step; sets the job's status, and `again` when it needs a further turn. */
void blob_apply(struct txn *txn, struct blob_request *request);

/* Removes some chunks of a serial, and its PARTIAL row with the last. Answers whether more remain. */
bool blob_sweep(struct txn *txn, uint64_t serial);

/* The first unfinished serial; NOT_FOUND when there is none. */
NODISCARD enum store_status blob_partial_first(struct txn *txn, uint64_t *ret_serial);
