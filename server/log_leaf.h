/* log_leaf.h — the log's entry of an event, made anew from what the store holds of it. For tools: reads the
 * archive. */
#pragma once

#include "crypto/leaf.h"
#include "server/archive.h"

/* Borrows from tables alone; the page is scratch. RECORD_CORRUPT or STATUS_INVALID: the rows are not an
 * event's. NO_SUCH_RESOURCE: its salt is not there. */
NODISCARD enum status log_leaf_read(struct archive *archive, const struct archive_event *item,
                                    struct arena *page, struct leaf *ret_leaf, struct error *err);
