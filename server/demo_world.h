/* demo_world.h — what the demo works with: an open store, the packs, and requests that are waited for.
 *
 * Thread: one. For filling a new data directory only; the server never blocks like this.
 */
#pragma once

#include "server/change.h"
#include "server/config.h"
#include "server/keystore.h"
#include "server/sealer.h"
#include "storage/blobs.h"
#include "storage/store.h"

struct packset;

struct demo_world {
	const struct config *config; /* borrowed */
	const struct packset *packs;
	struct keystore keystore;
	struct sealer sealer;
	struct store *store;
	struct store_client *client;
	struct blobs *blobs;
	struct blobs_client *blobs_client;
	struct arena arena; /* of the act at hand */
	enum store_status status;
	bool done;
	void *packs_block;
	void *block;
};

/* STATUS_UNAVAILABLE and the errors of what it opens. Close it also after a failure. */
NODISCARD enum status demo_world_open(struct demo_world *world, const struct config *config,
                                      struct str data_dir, struct error *err);
void demo_world_close(struct demo_world *world);

/* Commits and waits. Anything but STORE_OK is an error. */
NODISCARD enum status demo_world_commit(struct demo_world *world, struct change *change, struct error *err);

/* Stores a file's bytes and waits. */
NODISCARD enum status demo_world_store(struct demo_world *world, struct bytes bytes, struct error *err);
