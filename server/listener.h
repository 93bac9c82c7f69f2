/* listener.h — a loop's own listening socket.
 *
 * Depends on: server/loop_state.h. Each loop listens on the same address through SO_REUSEPORT, and the kernel
 * spreads connections over them; unix sockets have no such thing, so there the loops share one file.
 */
#pragma once

#include "server/loop_state.h"

/* Binds and listens with one socket per loop, on the opening thread: a wrong address is reported at once, and
 * clients may connect as soon as this returns. Sets the pool's port. STATUS_UNAVAILABLE when it cannot be
 * bound, STATUS_INVALID when it is no address. On failure nothing stays open. */
NODISCARD enum status listener_bind_all(struct loop_pool *pool, struct error *err);

/* Begins to accept, on the loop's thread. False when libuv refuses; the handle is in the ledger either way.
 */
bool listener_start(struct loop *loop);

/* Stops accepting. */
void listener_stop(struct loop *loop);
