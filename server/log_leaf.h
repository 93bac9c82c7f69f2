/* log_leaf.h — the log's entry of an event, made anew from what the store holds of it. */
#pragma once

#include "crypto/leaf.h"
#include "server/archive.h"

/* Of an event and the row that was stored beside it (RECORD_STATEMENT). Borrows from tables alone; the page
 * is scratch. RECORD_CORRUPT or STATUS_INVALID: they are not an event's. */
NODISCARD enum status log_leaf_make(struct str event, struct str row, struct arena *page,
                                    struct leaf *ret_leaf, struct error *err);

/* The same for tools: reads the row from the archive. NO_SUCH_RESOURCE: its salt is not there. */
NODISCARD enum status log_leaf_read(struct archive *archive, const struct archive_event *item,
                                    struct arena *page, struct leaf *ret_leaf, struct error *err);

/* Appends the leaf to a bundle of entries (c2sp.org/tlog-tiles): its length in two bytes, then its text. */
#define LOG_ENTRY_MAX (2 + LEAF_TEXT_MAX)
NODISCARD enum status log_entry_put(struct buf *bundle, const struct leaf *leaf, struct error *err);
