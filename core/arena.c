#include "core/arena.h"

void arena_init(struct arena *arena, void *block, size_t size)
{
	assert(arena != NULL);
	assert(block != NULL || size == 0);

	*arena = (struct arena){ .base = block, .size = size };
}

void arena_reset(struct arena *arena)
{
	assert(arena != NULL);

	arena->used = 0;
	arena->exhausted = false;
}

void *arena_alloc_dirty(struct arena *arena, size_t count, size_t size, size_t align)
{
	assert(arena != NULL);
	assert(size > 0);
	assert(align > 0 && (align & (align - 1)) == 0);

	size_t padding = (size_t)(-((uintptr_t)arena->base + arena->used) & (align - 1));
	size_t room = arena->size - arena->used;

	if (arena->exhausted || padding > room || count > (room - padding) / size) {
		arena->exhausted = true;
		return NULL;
	}

	void *memory = arena->base + arena->used + padding;
	arena->used += padding + count * size;
	return memory;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size, size_t align)
{
	void *memory = arena_alloc_dirty(arena, count, size, align);

	return memory == NULL || count == 0 ? memory : memset(memory, 0, count * size);
}

struct str arena_copy(struct arena *arena, struct str text)
{
	assert(arena != NULL);
	assert(text.ptr != NULL || text.len == 0);

	char *copy = arena_alloc_dirty(arena, text.len + 1, 1,
	                               1); /* one more, so that an empty text is not NULL */
	if (copy == NULL)
		return (struct str){ 0 };
	copy[text.len] = 0;
	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return (struct str){ .ptr = copy, .len = text.len };
}

enum status arena_check(const struct arena *arena, struct error *err)
{
	assert(arena != NULL);

	if (!arena->exhausted)
		return STATUS_OK;
	return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "the work needs more than its %zu bytes", arena->size);
}
