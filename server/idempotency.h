/* idempotency.h — makes a change happen once per Idempotency-Key, however often its request comes.
 *
 * The key belongs to its principal: two parties may use the same. The fingerprint is of operation, address
 * and body, so that a key cannot be used for another request.
 */
#pragma once

#include "server/call.h"
#include "server/change.h"

/* `reply` is kept with the change and given back on a repetition (store_commit.reply). */
void call_make_idempotent(const struct call *call, struct change *change, struct str reply);
