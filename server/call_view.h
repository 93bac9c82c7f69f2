/* call_view.h — fetches the view of the case that the path names, for a caller who may read it.
 *
 * Thread: the call's loop. Who may not is told that there is no such dispute, and `then` is not called.
 */
#pragma once

#include "server/call_store.h"
#include "server/case_view.h"

/* The pieces are borrowed from the store for the duration of the function. */
typedef void call_viewed(struct call *call, struct id dispute, const struct case_view *view);

/* Keeps call->state for `then`. */
void call_view(struct call *call, call_viewed *then);
