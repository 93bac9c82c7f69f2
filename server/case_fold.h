/* case_fold.h — loads the events of the case that the path names and folds them.
 *
 * Thread: the call's loop. Who may not see the case is told that there is none, and `then` is not called.
 */
#pragma once

#include "core/dispute.h"
#include "server/call_store.h"

/* The dispute lives in the call's arena and may be folded on. */
typedef void call_folded(struct call *call, struct dispute *dispute);

/* Keeps call->state for `then`. */
void call_fold(struct call *call, call_folded *then);

/* The same for a case that the path does not name. */
void call_fold_dispute(struct call *call, struct id dispute, call_folded *then);
