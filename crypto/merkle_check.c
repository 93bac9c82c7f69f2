/* The verifier's half of merkle.h: needs no tiles, only what a proof carries. */
#include "crypto/merkle.h"

/* The way up from a leaf (RFC 9162's fn and sn): its index and that of the last leaf, shifted together. */
struct climb {
	uint64_t at;
	uint64_t last;
};

static bool is_right_child(const struct climb *climb)
{
	return (climb->at & 1) != 0 || climb->at == climb->last;
}

static void climb_up(struct climb *climb)
{
	climb->at >>= 1;
	climb->last >>= 1;
}

/* A last node without a sibling is lifted until it is a right child. */
static void climb_past_lone(struct climb *climb)
{
	while ((climb->at & 1) == 0 && climb->at != 0)
		climb_up(climb);
}

enum status merkle_check_inclusion(const struct digest *leaf_hash, uint64_t index,
                                   const struct tree_head *head, const struct digest *hashes, size_t count,
                                   struct error *err)
{
	assert(leaf_hash != NULL && head != NULL);
	assert(hashes != NULL || count == 0);

	if (index >= head->size)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the tree has no such entry");
	struct climb climb = { .at = index, .last = head->size - 1 };
	struct digest hash = *leaf_hash;
	for (size_t i = 0; i < count; i++) {
		if (climb.last == 0)
			return FAIL(err, PROBLEM_PROOF_INVALID, "the inclusion proof is too long");
		if (is_right_child(&climb)) {
			hash = merkle_node_hash(&hashes[i], &hash);
			climb_past_lone(&climb);
		} else {
			hash = merkle_node_hash(&hash, &hashes[i]);
		}
		climb_up(&climb);
	}
	if (climb.last != 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the inclusion proof is too short");
	if (!digest_eq(&hash, &head->root))
		return FAIL(err, PROBLEM_PROOF_INVALID, "the inclusion proof leads to another root");
	return STATUS_OK;
}

/* 0 < old size < size. Steps as in section 2.1.4.2. */
static enum status check_growth(const struct tree_head *old_head, const struct tree_head *head,
                                const struct digest *hashes, size_t count, struct error *err)
{
	bool is_power_of_two = (old_head->size & (old_head->size - 1)) == 0;
	struct climb climb = { .at = old_head->size - 1, .last = head->size - 1 };

	if (count == 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the consistency proof is empty");
	/* A full old tree is a node of the new one: the proof starts from its root, which is known. */
	struct digest old_hash = is_power_of_two ? old_head->root : hashes[0];
	struct digest hash = old_hash;
	while ((climb.at & 1) != 0)
		climb_up(&climb);
	for (size_t i = is_power_of_two ? 0 : 1; i < count; i++) {
		if (climb.last == 0)
			return FAIL(err, PROBLEM_PROOF_INVALID, "the consistency proof is too long");
		if (is_right_child(&climb)) {
			old_hash = merkle_node_hash(&hashes[i], &old_hash);
			hash = merkle_node_hash(&hashes[i], &hash);
			climb_past_lone(&climb);
		} else {
			hash = merkle_node_hash(&hash, &hashes[i]);
		}
		climb_up(&climb);
	}
	if (climb.last != 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the consistency proof is too short");
	if (!digest_eq(&old_hash, &old_head->root) || !digest_eq(&hash, &head->root))
		return FAIL(err, PROBLEM_PROOF_INVALID, "the consistency proof leads to another root");
	return STATUS_OK;
}

enum status merkle_check_consistency(const struct tree_head *old_head, const struct tree_head *head,
                                     const struct digest *hashes, size_t count, struct error *err)
{
	assert(old_head != NULL && head != NULL);
	assert(hashes != NULL || count == 0);

	if (old_head->size > head->size)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the tree has become smaller");
	if (old_head->size > 0 && old_head->size < head->size)
		return check_growth(old_head, head, hashes, count, err);
	if (count != 0)
		return FAIL(err, PROBLEM_PROOF_INVALID,
		            "there is nothing to prove, yet the proof is not empty");
	if (old_head->size == head->size && !digest_eq(&old_head->root, &head->root))
		return FAIL(err, PROBLEM_PROOF_INVALID, "two trees of one size have different roots");
	return STATUS_OK;
}
