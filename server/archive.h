/* archive.h — the store of a data directory as tools read it: beside the running server, one call at a time.
 *
 * Depends on: storage. Blocks; for the command line. Opened for reading alone: it needs no lock and writes
 * nothing. What is read is copied into the arena, or handed to a visitor and borrowed for the call. Errors:
 * STORE_UNAVAILABLE when the store cannot be opened or read; RECORD_CORRUPT when a record is damaged.
 */
#pragma once

#include "core/arena.h"
#include "storage/blobs.h"
#include "storage/store.h"

struct archive {
	struct store *store;
	struct store_client *client;
	struct blobs *blobs;
	struct blobs_client *blobs_client;
};

NODISCARD enum status archive_open(struct archive *archive, struct str data_dir, struct arena *arena,
                                   struct error *err);
void archive_close(struct archive *archive); /* accepts one that was opened half, or zeroed */

/* NO_SUCH_RESOURCE: there is no such row. */
NODISCARD enum status archive_get(struct archive *archive, enum record_kind kind, struct bytes key,
                                  struct arena *arena, struct bytes *ret_body, struct error *err);

/* One row after the other; anything but STATUS_OK ends the walk and is its result. */
typedef enum status archive_visitor(void *ctx, const struct store_row *row, struct error *err);

/* Rows of a kind in the order of an index (INDEX_NONE: of the key), from `lo` up to but without `hi`. */
struct archive_range {
	enum record_kind kind;
	enum record_index index;
	struct bytes lo;
	struct bytes hi;
	bool descending;
};

NODISCARD enum status archive_walk(struct archive *archive, const struct archive_range *range,
                                   archive_visitor *visit, void *ctx, struct error *err);

/* Some events of the feed, in the order of their positions. */
#define ARCHIVE_PAGE 32

struct archive_event {
	uint8_t key[20]; /* dispute id, seq */
	struct str text; /* in the arena */
};

/* Up to ARCHIVE_PAGE events from position `from` (the first is 1). */
NODISCARD enum status archive_feed(struct archive *archive, uint64_t from, struct arena *arena,
                                   struct archive_event *ret_events, size_t *ret_count, struct error *err);

/* The bytes of a file, piece by piece. NO_SUCH_RESOURCE: the store does not have it. */
typedef enum status archive_sink(void *ctx, struct bytes piece, struct error *err);

NODISCARD enum status archive_blob(struct archive *archive, const uint8_t digest[BLOB_DIGEST],
                                   archive_sink *sink, void *ctx, struct error *err);
