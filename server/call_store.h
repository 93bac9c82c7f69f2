/* call_store.h — an operation's requests to the store, each with the function that goes on when it is
 * answered.
 *
 * Thread: the call's loop. A store that refuses or fails ends the call with the fitting problem, so that the
 * functions which go on only ever see success (of a commit: also a check that did not hold).
 * Rows are borrowed from the store for the duration of the function.
 */
#pragma once

#include "server/call.h"
#include "server/change.h"

typedef void call_rows(struct call *call, const struct store_row *rows, uint32_t count);
typedef void call_page(struct call *call, const struct store_scan *scan);
typedef void call_committed(struct call *call, const struct store_commit *commit, enum store_status status);

void call_get(struct call *call, const struct store_key *keys, uint32_t count, call_rows *then);

/* Of `scan` the kind, index, bounds, direction, limit and cursor are taken; they live in the arena. */
void call_scan(struct call *call, const struct store_scan *scan, call_page *then);

/* As call_scan, over the rows whose key in scan->index begins with `text`; scan->lo and scan->hi are ignored.
 */
void call_scan_text(struct call *call, const struct store_scan *scan, struct str text, call_page *then);

/* Answers with the rows' bodies, which are JSON, as {"items": [...]}. May be what is called with a page. */
void call_reply_rows(struct call *call, const struct store_scan *scan);

/* The events of the feed from position `from` (the first is 1), `limit` of them or as many as there are. */
void call_feed(struct call *call, uint64_t from, uint32_t limit, call_rows *then);

/* `then` gets STORE_OK, STORE_CONFLICT or STORE_EXISTS; the change lives in the arena. */
void call_commit(struct call *call, struct change *change, call_committed *then);

/* Answers with what a store's refusal means to a caller. */
void call_refuse_store(struct call *call, enum store_status status);

/* Answers a commit that ended in conflict: another request's Idempotency-Key, or somebody who was faster. */
void call_refuse_conflict(struct call *call, const struct store_commit *commit);

/* What a store's refusal means to a caller: fills *err. */
NODISCARD enum status store_error(enum store_status status, struct error *err);
