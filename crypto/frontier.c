#include "crypto/frontier.h"

#include "crypto/merkle.h"

void frontier_add(struct frontier *frontier, struct digest leaf)
{
	uint64_t full = frontier->size;

	assert(frontier->depth < FRONTIER_LEVELS_MAX);
	assert(frontier->size < MERKLE_SIZE_MAX);
	frontier->roots[frontier->depth++] = leaf;
	for (; (full & 1) != 0; full >>= 1) {
		struct digest right = frontier->roots[--frontier->depth];

		frontier->roots[frontier->depth - 1] =
			merkle_node_hash(&frontier->roots[frontier->depth - 1], &right);
	}
	frontier->size++;
}

struct digest frontier_root(const struct frontier *frontier)
{
	if (frontier->depth == 0)
		return digest_of((struct bytes){ 0 });
	struct digest root = frontier->roots[frontier->depth - 1];
	for (size_t i = frontier->depth - 1; i-- > 0;)
		root = merkle_node_hash(&frontier->roots[i], &root);
	return root;
}
