#include <criterion/criterion.h>

#include "crypto/encoding.h"
#include "crypto/frontier.h"
#include "crypto/merkle.h"
#include "tests/crypto/known_roots.h"

Test(frontier, the_root_after_each_leaf_is_the_one_that_logs_agree_on)
{
	struct frontier frontier = { 0 };
	struct digest root = frontier_root(&frontier);
	struct digest expected = digest_of((struct bytes){ 0 });
	struct error err;

	cr_assert(digest_eq(&root, &expected));
	for (size_t i = 0; i < COUNT_OF(known_roots); i++) {
		frontier_add(&frontier, merkle_leaf_hash(known_roots[i].leaf));
		root = frontier_root(&frontier);
		cr_assert_eq(
			hex_decode_exact(str_from_c(known_roots[i].root), expected.bytes, DIGEST_BYTES, &err),
			STATUS_OK);
		cr_assert(digest_eq(&root, &expected), "of %zu leaves", i + 1);
	}
}

Test(frontier, it_keeps_one_root_for_each_bit_of_the_size)
{
	struct frontier frontier = { 0 };

	for (uint64_t size = 1; size <= 1000; size++) {
		frontier_add(&frontier,
		             merkle_leaf_hash((struct bytes){ (const uint8_t *)&size, sizeof size }));
		cr_assert_eq(frontier.size, size);
		cr_assert_eq(frontier.depth, (size_t)__builtin_popcountll(size));
	}
}
