/* server.h — the server as one call: opens everything, serves until it is told to stop, closes in reverse
 * order. */
#pragma once

#include "server/config.h"

/* Blocks. Ends on SIGTERM or SIGINT (after what is in flight), or when the store cannot go on: then
 * STATUS_UNAVAILABLE, and the process should be started again. `listen` addresses are in the configuration.
 */
NODISCARD enum status server_run(const struct config *config, struct str data_dir, struct error *err);
