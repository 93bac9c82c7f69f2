/* case_run.h — a command carried out on a folded dispute, with what follows of itself, up to a change to
 * commit.
 *
 * Pure but for the salts' randomness, given by the caller as ids are. Used alike by whoever sends commands: a
 * party's request, the clockwork, the demo. There is no other path into the domain.
 * When a command leaves the case waiting for a proposal, the rules run at once and the proposal is part of
 * the same commit.
 */
#pragma once

#include "server/case_records.h"

#define CASE_RUN_EVENTS_MAX 16 /* one leaf each: STORE_LEAVES_MAX */

struct packset;

struct case_run {
	const struct packset *packs; /* borrowed */
	struct arena *arena;         /* borrowed */
	struct dispute *dispute;     /* borrowed; folded on as commands are carried out */
	struct dispute before;       /* its version and duties, as they were */
	struct event events[CASE_RUN_EVENTS_MAX];
	size_t event_count;
	struct views views; /* of the case afterwards, once it is put */
};

/* `dispute` is zeroed for a new one; `id` is then the id it will have. STATUS_LIMIT: the arena is exhausted.
 */
NODISCARD enum status case_run_init(struct case_run *run, const struct packset *packs,
                                    struct dispute *dispute, struct id id, struct arena *arena,
                                    struct error *err);

/* Refusals are decide()'s; the run is then as it was. */
NODISCARD enum status case_run_command(struct case_run *run, const struct command *command,
                                       struct error *err);

/* Everything that the commands did, put into the change. One salt per event. */
NODISCARD enum status case_run_put(struct case_run *run, const struct carried *carried,
                                   const struct leaf_salt *salts, struct change *change, struct error *err);

/* Fresh ids from random bytes, COMMAND_IDS of them; the bucket comes from the random bytes too. */
NODISCARD const struct id *fresh_ids(struct arena *arena, int64_t at_ms);
