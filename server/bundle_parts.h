/* bundle_parts.h — a bundle while it is being written, and those of its parts that follow from the events.
 *
 * Depends on: server/bundle.h. Included by bundle*.c only.
 */
#pragma once

#include "core/event.h"
#include "crypto/leaf.h"
#include "server/bundle.h"

/* One event with what the store keeps beside it. */
struct bundled {
	struct str text;
	struct event event;
	uint64_t pos;          /* in the feed, from 1 */
	struct leaf_salt salt; /* of its leaf in the log */
	struct str note;       /* empty: no statement */
	struct str content;
};

struct bundling {
	const struct bundle_source *source;
	struct arena *arena;
	struct bag bag;
	struct bundled *events;
	size_t count;
};

/* data/keys.txt: the server's keys, and each party's key that signed something, as they were registered. */
NODISCARD enum status bundle_keys_write(struct bundling *bundling, struct error *err);

/* Facts, proposals and the packs that spoke, of every version that was computed. */
NODISCARD enum status bundle_proposals_write(struct bundling *bundling, struct error *err);

/* data/ruling.json, when there is a ruling. */
NODISCARD enum status bundle_ruling_write(struct bundling *bundling, struct error *err);
