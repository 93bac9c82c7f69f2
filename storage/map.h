/* map.h — an ordered map of bytes in memory: a skip list.
 *
 * Depends on: core/base.h, malloc. One thread at a time.
 * Ownership: keys and values are copied in; what is found is borrowed until that key is put or removed.
 * Chosen over a balanced tree because it is short and its order of memory use is the same in every run: the
 * levels come from a counter-driven generator, not from chance.
 */
#pragma once

#include "core/base.h"

#define MAP_LEVELS 20

struct map_node;

struct map {
	struct map_node *first[MAP_LEVELS];
	uint64_t state;
	size_t count;
	size_t bytes; /* keys and values */
};

/* Zeroed is empty too. */
void map_fini(struct map *map);

/* What lies before or at a key; false when there is nothing. */
bool map_find(const struct map *map, struct bytes key, struct bytes *ret_value);
bool map_above(const struct map *map, struct bytes key, bool or_equal, struct bytes *ret_key,
               struct bytes *ret_value);
bool map_below(const struct map *map, struct bytes key, struct bytes *ret_key, struct bytes *ret_value);
bool map_last(const struct map *map, struct bytes *ret_key, struct bytes *ret_value);

/* False when memory is short; nothing has changed then. */
NODISCARD bool map_put(struct map *map, struct bytes key, struct bytes value);
void map_remove(struct map *map, struct bytes key);
