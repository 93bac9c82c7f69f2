/* secret.h — memory that holds secrets: kept out of swap and core dumps, wiped before it is given back.
 *
 * The memory is the caller's; locking covers the pages it lies on (libsodium's sodium_mlock). A process that
 * may not lock (RLIMIT_MEMLOCK) is told by `false` and decides itself whether to go on.
 */
#pragma once

#include "core/base.h"

NODISCARD bool secret_lock(void *memory, size_t len);
void secret_unlock(void *memory, size_t len); /* wipes first */
void secret_wipe(void *memory, size_t len);

/* Compares in time that depends on the length alone. */
bool secret_eq(struct bytes a, struct bytes b);
