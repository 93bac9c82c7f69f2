/* query.h — the reads, within one snapshot: records by key, pages in order, the feed.
 *
 * Depends on: storage/batch.h. On the client's thread, during its poll.
 */
#pragma once

#include "storage/batch.h"

/* What can be refused without looking at the store: INVALID or TOO_LARGE. */
NODISCARD enum store_status query_check(const struct store_request *request);

NODISCARD enum store_status query_get(struct txn *txn, struct store_get *get);
NODISCARD enum store_status query_scan(struct txn *txn, struct store_scan *scan);
NODISCARD enum store_status query_feed(struct txn *txn, struct store_feed *feed);
