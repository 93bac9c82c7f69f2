/* arena.h — memory whose lifetime is one request.
 *
 * An arena is a block the caller provides and a cursor. Allocation is a bump, release is a reset, and there
 * is no free(). When the block is used up, arena_alloc() returns NULL and keeps returning NULL until the
 * reset: a request that outgrows its budget fails as a whole, with PROBLEM_RESOURCE_EXHAUSTED.
 */
#pragma once

#include "core/status.h"

struct arena {
	uint8_t *base;
	size_t size;
	size_t used;
	bool exhausted;
};

void arena_init(struct arena *arena, void *block, size_t size);
void arena_reset(struct arena *arena);

/* Zeroed memory for `count` objects of `size` bytes, or NULL. */
NODISCARD void *arena_alloc(struct arena *arena, size_t count, size_t size, size_t align);

/* The same with whatever lay there before: for text and tables that are filled at once. */
NODISCARD void *arena_alloc_dirty(struct arena *arena, size_t count, size_t size, size_t align);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), 1, sizeof(type), _Alignof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type), _Alignof(type)))

/* Copies text into the arena; { NULL, 0 } when it is exhausted. */
NODISCARD struct str arena_copy(struct arena *arena, struct str text);

/* STATUS_LIMIT with PROBLEM_RESOURCE_EXHAUSTED once the arena has run out, else STATUS_OK. */
NODISCARD enum status arena_check(const struct arena *arena, struct error *err);
