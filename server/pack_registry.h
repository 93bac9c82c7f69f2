/* pack_registry.h — the packs in force in this server: the program's own, and the operator's in DATA/packs.
 *
 * A pack of the operator takes the place of its namesake, or is added (pack_files.h). All are checked
 * together; what is refused changes nothing: the packs that were in force stay so, and the error names file,
 * JSON pointer and reason. What comes into force is kept in the store for good (pack_shelf.h). Threads:
 * opening, reloading and closing on one thread, that is no loop. Loops read the packs in force anew in each
 * callback and keep no pointer to them across callbacks; packs that went out of force are freed a minute
 * later at the earliest, when the next ones come.
 */
#pragma once

#include "core/pack.h"
#include "storage/store.h"

struct pack_generation;

struct pack_registry {
	struct str directory; /* DATA/packs, NUL-terminated; borrowed. It need not exist. */
	struct pack_generation *current;
	struct pack_generation *retired; /* newest first */
};

/* Loads what is there. PACK_INVALID, ENVIRONMENT: with the file. */
NODISCARD enum status pack_registry_open(struct pack_registry *registry, struct str directory,
                                         struct error *err);

/* Reads the directory again. On any error the packs in force stay. */
NODISCARD enum status pack_registry_reload(struct pack_registry *registry, struct error *err);

/* Those in force, never NULL once opened. */
const struct packset *pack_registry_packs(const struct pack_registry *registry);

/* Keeps the packs in force in the store. */
NODISCARD enum status pack_registry_keep(const struct pack_registry *registry, struct store *store,
                                         struct error *err);

void pack_registry_close(struct pack_registry *registry); /* accepts a zeroed one */
