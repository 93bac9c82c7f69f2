#include "server/pack_registry.h"

#include <stdlib.h>

#include "server/file.h"
#include "server/pack_files.h"
#include "server/pack_shelf.h"

#define GENERATION_BYTES MIB(64)
#define RETIRED_KEPT_MS  60000 /* no callback of a loop lasts as long */

struct pack_generation {
	struct pack_generation *next;
	int64_t retired_ms;
	const struct packset *packs;
	struct pack_files files;
	void *block;
};

static void generation_free(struct pack_generation *generation)
{
	if (generation == NULL)
		return;
	free(generation->block);
	free(generation);
}

static enum status generation_fill(struct pack_generation *generation, struct str directory,
                                   struct error *err)
{
	struct arena arena;

	arena_init(&arena, generation->block, GENERATION_BYTES);
	TRY(pack_files_embedded(&arena, &generation->files, err));
	if (file_exists(directory))
		TRY(pack_files_add(&generation->files, directory, &arena, err));
	return pack_files_load(&generation->files, &arena, &generation->packs, err);
}

static enum status generation_make(struct str directory, struct pack_generation **ret_generation,
                                   struct error *err)
{
	struct pack_generation *generation = calloc(1, sizeof *generation);

	if (generation != NULL)
		generation->block = malloc(GENERATION_BYTES); /* pages come as they are used */
	if (generation == NULL || generation->block == NULL) {
		generation_free(generation);
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for the rule packs");
	}
	enum status status = generation_fill(generation, directory, err);
	if (status != STATUS_OK)
		generation_free(generation);
	else
		*ret_generation = generation;
	return status;
}

enum status pack_registry_open(struct pack_registry *registry, struct str directory, struct error *err)
{
	assert(registry != NULL && directory.ptr != NULL);

	*registry = (struct pack_registry){ .directory = directory };
	return generation_make(directory, &registry->current, err);
}

/* Those that nobody can be reading any more. */
static void free_retired(struct pack_registry *registry, int64_t now_ms)
{
	struct pack_generation **at = &registry->retired;

	while (*at != NULL && (*at)->retired_ms + RETIRED_KEPT_MS > now_ms)
		at = &(*at)->next;
	while (*at != NULL) {
		struct pack_generation *next = (*at)->next;
		generation_free(*at);
		*at = next;
	}
}

enum status pack_registry_reload(struct pack_registry *registry, struct error *err)
{
	struct pack_generation *generation;
	int64_t now_ms = store_monotonic_ms();

	assert(registry->current != NULL);
	TRY(generation_make(registry->directory, &generation, err));
	free_retired(registry, now_ms);
	registry->current->retired_ms = now_ms;
	registry->current->next = registry->retired;
	registry->retired = registry->current;
	registry->current = generation;
	return STATUS_OK;
}

const struct packset *pack_registry_packs(const struct pack_registry *registry)
{
	assert(registry->current != NULL);

	return registry->current->packs;
}

enum status pack_registry_keep(const struct pack_registry *registry, struct store *store, struct error *err)
{
	struct pack_source sources[PACKS_MAX];

	assert(registry->current != NULL);
	pack_files_sources(&registry->current->files, sources);
	return pack_shelf_keep(store, sources, registry->current->files.count, err);
}

void pack_registry_close(struct pack_registry *registry)
{
	generation_free(registry->current);
	while (registry->retired != NULL) {
		struct pack_generation *next = registry->retired->next;
		generation_free(registry->retired);
		registry->retired = next;
	}
	registry->current = NULL;
}
