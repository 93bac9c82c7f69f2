#include "storage/map.h"

#include <stdlib.h>

struct map_node {
	uint8_t *value;
	size_t value_len;
	size_t key_len;
	uint32_t levels;
	struct map_node *next[]; /* `levels` of them, then the key */
};

static struct bytes node_key(const struct map_node *node)
{
	return (struct bytes){ (const uint8_t *)(node->next + node->levels), node->key_len };
}

static struct bytes node_value(const struct map_node *node)
{
	return (struct bytes){ node->value, node->value_len };
}

static int order(struct bytes a, struct bytes b)
{
	return str_compare(bytes_str(a), bytes_str(b));
}

/* A quarter of the nodes reach each further level (xorshift64). */
static uint32_t map_levels(struct map *map)
{
	uint64_t x = map->state == 0 ? UINT64_C(0x9E3779B97F4A7C15) : map->state;
	uint32_t levels = 1;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	map->state = x;
	for (; levels < MAP_LEVELS && (x & 3) == 0; x >>= 2)
		levels++;
	return levels;
}

/* The last node below the key, or NULL. `ret_links`: per level the pointer that leads to the first node not
 * below it. */
static struct map_node *map_descend(struct map *map, struct bytes key,
                                    struct map_node **ret_links[MAP_LEVELS])
{
	struct map_node *at = NULL;

	for (int level = MAP_LEVELS - 1; level >= 0; level--) {
		struct map_node **link = at == NULL ? &map->first[level] : &at->next[level];
		while (*link != NULL && order(node_key(*link), key) < 0) {
			at = *link;
			link = &at->next[level];
		}
		ret_links[level] = link;
	}
	return at;
}

static const struct map_node *map_before(const struct map *map, struct bytes key,
                                         const struct map_node **ret_after)
{
	const struct map_node *at = NULL;
	const struct map_node *next = NULL;

	for (int level = MAP_LEVELS - 1; level >= 0; level--) {
		next = at == NULL ? map->first[level] : at->next[level];
		while (next != NULL && order(node_key(next), key) < 0) {
			at = next;
			next = at->next[level];
		}
	}
	*ret_after = next;
	return at;
}

void map_fini(struct map *map)
{
	struct map_node *node = map->first[0];

	while (node != NULL) {
		struct map_node *next = node->next[0];
		free(node->value);
		free(node);
		node = next;
	}
	*map = (struct map){ 0 };
}

bool map_find(const struct map *map, struct bytes key, struct bytes *ret_value)
{
	const struct map_node *after = NULL;

	(void)map_before(map, key, &after);
	if (after == NULL || order(node_key(after), key) != 0)
		return false;
	*ret_value = node_value(after);
	return true;
}

static bool map_answer(const struct map_node *node, struct bytes *ret_key, struct bytes *ret_value)
{
	if (node == NULL)
		return false;
	*ret_key = node_key(node);
	*ret_value = node_value(node);
	return true;
}

bool map_above(const struct map *map, struct bytes key, bool or_equal, struct bytes *ret_key,
               struct bytes *ret_value)
{
	const struct map_node *after = NULL;

	(void)map_before(map, key, &after);
	if (!or_equal && after != NULL && order(node_key(after), key) == 0)
		after = after->next[0];
	return map_answer(after, ret_key, ret_value);
}

bool map_below(const struct map *map, struct bytes key, struct bytes *ret_key, struct bytes *ret_value)
{
	const struct map_node *after = NULL;

	return map_answer(map_before(map, key, &after), ret_key, ret_value);
}

bool map_last(const struct map *map, struct bytes *ret_key, struct bytes *ret_value)
{
	const struct map_node *at = NULL;

	for (int level = MAP_LEVELS - 1; level >= 0; level--) {
		const struct map_node *next = at == NULL ? map->first[level] : at->next[level];
		for (; next != NULL; next = next->next[level])
			at = next;
	}
	return map_answer(at, ret_key, ret_value);
}

static struct map_node *node_make(uint32_t levels, struct bytes key)
{
	size_t links = levels * sizeof(struct map_node *);
	struct map_node *node = calloc(1, sizeof(*node) + links + key.len);

	assert(levels > 0 && levels <= MAP_LEVELS);
	if (node == NULL)
		return NULL;
	node->levels = levels;
	node->key_len = key.len;
	if (key.len > 0)
		memcpy((uint8_t *)(node->next + levels), key.ptr, key.len);
	return node;
}

bool map_put(struct map *map, struct bytes key, struct bytes value)
{
	struct map_node **links[MAP_LEVELS];
	uint8_t *copy = malloc(value.len + 1);

	if (copy == NULL)
		return false;
	if (value.len > 0)
		memcpy(copy, value.ptr, value.len);
	(void)map_descend(map, key, links);
	struct map_node *node = *links[0];
	if (node == NULL || order(node_key(node), key) != 0) {
		node = node_make(map_levels(map), key);
		if (node == NULL) {
			free(copy);
			return false;
		}
		assert(node->levels > 0); /* so the list takes the node */
		for (uint32_t level = 0; level < node->levels; level++) {
			node->next[level] = *links[level];
			*links[level] = node;
		}
		map->count++;
		map->bytes += key.len;
	}
	map->bytes += value.len - node->value_len;
	free(node->value);
	node->value = copy;
	node->value_len = value.len;
	return true;
}

void map_remove(struct map *map, struct bytes key)
{
	struct map_node **links[MAP_LEVELS];

	(void)map_descend(map, key, links);
	struct map_node *node = *links[0];
	if (node == NULL || order(node_key(node), key) != 0)
		return;
	for (uint32_t level = 0; level < node->levels; level++) {
		assert(*links[level] == node);
		*links[level] = node->next[level];
	}
	assert(map->count > 0);
	map->count--;
	assert(map->bytes >= node->key_len + node->value_len);
	map->bytes -= node->key_len + node->value_len;
	free(node->value);
	free(node);
}
