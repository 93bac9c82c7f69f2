/* frontier.h — the root of a tree that only grows, from its leaves in their order and nothing else.
 *
 * Kept are the roots of the full subtrees that the leaves so far fall into, the largest first (RFC 9162
 * section 2.1.2): one for each bit that is set in the size. Begins zeroed. Pure.
 */
#pragma once

#include "crypto/digest.h"

#define FRONTIER_LEVELS_MAX 64

struct frontier {
	struct digest roots[FRONTIER_LEVELS_MAX];
	size_t depth;
	uint64_t size;
};

/* Adds the hash of the next leaf, or of the next full subtree where all are of one height. */
void frontier_add(struct frontier *frontier, struct digest leaf);

/* Of nothing it is SHA-256 of nothing. */
struct digest frontier_root(const struct frontier *frontier);
