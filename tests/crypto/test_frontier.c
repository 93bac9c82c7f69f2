#include <criterion/criterion.h>
#include <stdio.h>

#include "crypto/frontier.h"
#include "crypto/merkle.h"

/* Roots over the leaves of RFC 6962's reference tests: "", 00, 10, 2021, 3031, 40414243 ... as certificate
 * transparency logs agree on them. */
static const struct {
	struct bytes leaf;
	const char *root;
} known[] = {
	{ { (const uint8_t *)"", 0 }, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
	{ { (const uint8_t *)"\x00", 1 },
	  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
	{ { (const uint8_t *)"\x10", 1 },
	  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
	{ { (const uint8_t *)"\x20\x21", 2 },
	  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
};

static const char *hex_of(const struct digest *digest)
{
	static char text[2 * DIGEST_BYTES + 1];

	for (size_t i = 0; i < DIGEST_BYTES; i++)
		snprintf(text + 2 * i, 3, "%02x", digest->bytes[i]);
	return text;
}

Test(frontier, the_root_after_each_leaf_is_the_one_that_logs_agree_on)
{
	struct frontier frontier = { 0 };
	struct digest none = frontier_root(&frontier);

	cr_assert_str_eq(hex_of(&none), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		frontier_add(&frontier, merkle_leaf_hash(known[i].leaf));
		struct digest root = frontier_root(&frontier);
		cr_assert_str_eq(hex_of(&root), known[i].root, "of %zu leaves", i + 1);
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
