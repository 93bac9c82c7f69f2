/* signers.h — the keys that are registered for the caller, whose signature their acts need.
 *
 * Thread: the call's loop. At most SIGNER_KEYS_MAX, in the arena, in the order of their names.
 */
#pragma once

#include "crypto/signed_statement.h"
#include "server/call_store.h"

typedef void call_signed_by(struct call *call, struct signer_keys keys);

/* Keeps call->state for `then`. */
void call_signers(struct call *call, call_signed_by *then);
