/* proposing.h — runs the rules on one dispute as it stands, for an assessment or for the proposal of record.
 *
 * Pure: same events, same packs, same day, same bytes. The facts come from the ledger; nothing else is read.
 */
#pragma once

#include "core/dispute.h"

struct packset;

struct proposing {
	struct str facts;  /* the engine's input, canonical */
	struct str text;   /* the engine's result, canonical */
	struct str sha256; /* of the result, 64 hex digits */
	const struct node *facts_node;
	const struct node *node;
	const struct node *packs; /* [{"id","version","sha256"}...] of the packs that spoke */
};

/* Errors of the engine; STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status propose(const struct packset *packs, const struct dispute *dispute, int64_t at_ms,
                              struct arena *arena, struct proposing *ret_proposing, struct error *err);
