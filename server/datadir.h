/* datadir.h — the one directory that holds everything a server knows.
 *
 *   DATA/store/        records (storage)          DATA/keys/   secret keys, NAME.key, 0600 in a 0700
 * directory DATA/blobs/        evidence (storage)         DATA/sanbao.conf   the configuration, if any
 *   DATA/packs/        the operator's own rule packs, if any (pack_registry.h)
 *   DATA/lock          held while serving         DATA/demo.json     who the demo's parties are, if it was
 * loaded
 *
 * Caveats: a new directory is built under a temporary name beside its place, made durable and renamed: after
 * a crash there is either no DATA or a whole one. Leftovers are named .NAME.new-XXXXXX and may be removed.
 * Ownership: paths are copied into the arena and NUL-terminated.
 * Errors: PROBLEM_ENVIRONMENT when the operating system refuses, with the path and its reason.
 */
#pragma once

#include "core/arena.h"

#define DATADIR_STORE  "store"
#define DATADIR_BLOBS  "blobs"
#define DATADIR_KEYS   "keys"
#define DATADIR_PACKS  "packs"
#define DATADIR_CONFIG "sanbao.conf"
#define DATADIR_DEMO   "demo.json"

/* A directory being made: fill it at `path`, then commit or abandon. */
struct datadir_draft {
	struct str path;  /* where it is being built */
	struct str place; /* where it will be */
};

/* PROBLEM_DATADIR_TAKEN: `place` exists and is not an empty directory. */
NODISCARD enum status datadir_begin(struct str place, struct arena *arena, struct datadir_draft *ret_draft,
                                    struct error *err);
NODISCARD enum status datadir_commit(const struct datadir_draft *draft, struct error *err);
void datadir_abandon(const struct datadir_draft *draft);

/* PROBLEM_DATADIR_MISSING: there is no data directory there; the detail says how to make one. */
NODISCARD enum status datadir_check(struct str path, struct arena *arena, struct error *err);

/* "DATA/keys/log.key" of ("DATA", "keys/log.key"); empty once the arena is exhausted. */
NODISCARD struct str datadir_path(struct str dir, const char *below, struct arena *arena);
