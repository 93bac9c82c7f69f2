/* simulator.h — a simulation (core/simulation.h) on all cores, in memory that does not grow with the cases.
 *
 * Threads: one thread gives cases; workers of the simulator's own decide them. simulator_put() waits while
 * the queue is full, so that a slow rule slows the reading and nothing piles up. Memory: (workers +
 * SIMULATOR_QUEUE) blocks of at most SIMULATOR_BLOCK_BYTES, an arena and a tally per worker. The report is
 * the same for any number of workers.
 */
#pragma once

#include "core/simulation.h"

#define SIMULATOR_WORKERS_MAX 64
#define SIMULATOR_QUEUE       16
#define SIMULATOR_BLOCK_BYTES KIB(256)
#define SIMULATOR_ARENA_BYTES MIB(3)

struct simulator;

/* How a case is written: facts alone, a worked case's line, or the two events of a dispute that matter. */
struct simulator_case {
	struct str id;
	struct str line;      /* {"id", "facts", ...}; or empty */
	struct str submitted; /* the event that has the reason; may be empty */
	struct str proposed;  /* the event that has the facts */
};

/* `workers` 0: one per core. RESOURCE_EXHAUSTED: memory or threads. */
NODISCARD enum status simulator_open(const struct packset *before, const struct packset *after,
                                     unsigned workers, struct simulator **ret_simulator, struct error *err);

/* Copies the case. SIZE_EXCEEDED: it is larger than a block. */
NODISCARD enum status simulator_put(struct simulator *simulator, const struct simulator_case *item,
                                    struct error *err);

uint64_t simulator_done(struct simulator *simulator); /* cases decided so far; any thread */

/* Waits for the workers; the tally is valid until simulator_close(). */
const struct simulation *simulator_finish(struct simulator *simulator);
void simulator_close(struct simulator *simulator); /* accepts NULL, and one that is not finished */
