/* zip_format.h — the records of a zip: what stands before a file, in the directory, and at the end.
 *
 * Pure. Numbers are little-endian. Source: PKWARE APPNOTE 6.3.10: 4.3.7 (local header), 4.3.12 (central
 * directory), 4.3.16 (end), 4.4.7 (CRC-32). Included by zip_*.c only.
 */
#pragma once

#include "core/buf.h"

#define ZIP_LOCAL_BYTES   30
#define ZIP_CENTRAL_BYTES 46
#define ZIP_END_BYTES     22

/* A file, as both its headers describe it. */
struct zip_entry {
	struct str name;
	uint32_t crc;
	uint32_t size;
	uint32_t at;         /* where its local header begins */
	uint16_t flags;      /* read only: written is 0 */
	uint16_t method;     /* 0: stored */
	uint32_t packed;     /* read only: equal to size when stored */
	uint16_t extra_len;  /* read only: bytes between the name and what follows */
	uint16_t remark_len; /* read only, central: bytes after the extra field */
};

struct zip_end {
	uint16_t count;
	uint32_t directory_len;
	uint32_t directory_at;
};

/* Continues a CRC-32; that of nothing is 0. */
uint32_t zip_crc(uint32_t crc, struct bytes bytes);

void zip_local_put(struct buf *buf, const struct zip_entry *entry);
void zip_central_put(struct buf *buf, const struct zip_entry *entry);
void zip_end_put(struct buf *buf, const struct zip_end *end);

/* The fixed part alone; the names' bytes follow it and are not read: name.len is set, name.ptr is not.
 * False: another record, or one that is split over several disks. */
bool zip_local_read(const uint8_t record[ZIP_LOCAL_BYTES], struct zip_entry *ret_entry);
bool zip_central_read(const uint8_t record[ZIP_CENTRAL_BYTES], struct zip_entry *ret_entry);
bool zip_end_read(const uint8_t record[ZIP_END_BYTES], struct zip_end *ret_end);
