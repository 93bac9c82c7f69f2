/* demo.h — fills a new data directory with a small marketplace: orders, parties, disputes in every phase.
 *
 * The marketplace is data (deploy/demo/marketplace.json, built in): who ordered what, and act by act what
 * they did. Every act goes the way of a real one: a signed statement, decide, one commit. The parties' keys
 * are derived from their names, so they are no secrets: a demo is for trying, never for trust. Same start,
 * same disputes.
 */
#pragma once

#include "server/config.h"

/* The store must not be open elsewhere. Writes DATA/demo.json: {"buyer","seller","arbiter","platform"}.
 * `now_ms`: the acts lie in the days before it. */
NODISCARD enum status demo_load(const struct config *config, struct str data_dir, int64_t now_ms,
                                struct error *err);
