#include <criterion/criterion.h>

#include "crypto/leaf.h"
#include "crypto/merkle.h"

static uint8_t block[4096];
static struct arena arena;
static struct error err;

static const struct str text = STR_INIT("sanbao-log/v1 filing\n"
                                        "time 2026-11-22T04:55:03Z\n"
                                        "commit s0uVQLm5wF+fLXlZGfMGfSQwkbuCAcXKKpW4VnRUZ/s=\n");

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

TestSuite(leaf, .init = setup);

Test(leaf, what_was_put_is_read_again)
{
	struct leaf_salt salt = { { 7 } };
	struct leaf leaf = { .kind = STR("key-register"),
		             .time_ms = INT64_C(1795323303999),
		             .commit = leaf_commit(&salt, str_bytes(STR("note"))) };
	struct leaf found;
	struct buf buf;

	buf_init(&buf, &arena, LEAF_TEXT_MAX);
	leaf_put(&buf, &leaf);
	cr_assert_eq(leaf_parse(buf_str(&buf), &found, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(found.kind, leaf.kind) && digest_eq(&found.commit, &leaf.commit));
	cr_assert_eq(found.time_ms, INT64_C(1795323303000), "whole seconds");
	struct digest hash = leaf_hash(&leaf);
	struct digest expected = merkle_leaf_hash(str_bytes(buf_str(&buf)));
	cr_assert(digest_eq(&hash, &expected));
}

Test(leaf, the_commitment_depends_on_salt_and_content)
{
	struct leaf_salt a = { { 1 } }, b = { { 2 } };
	struct digest one = leaf_commit(&a, str_bytes(STR("x")));
	struct digest two = leaf_commit(&b, str_bytes(STR("x")));
	struct digest three = leaf_commit(&a, str_bytes(STR("y")));

	cr_assert_not(digest_eq(&one, &two) || digest_eq(&one, &three));
}

Test(leaf, any_changed_bit_is_refused_or_is_another_leaf)
{
	struct leaf found;
	char changed[LEAF_TEXT_MAX];

	cr_assert_eq(leaf_parse(text, &found, &err), STATUS_OK, "%s", err.detail);
	for (size_t bit = 0; bit < text.len * 8; bit++) {
		struct str other = { changed, text.len };
		struct buf buf;
		memcpy(changed, text.ptr, text.len);
		changed[bit / 8] ^= (char)(1 << bit % 8);
		if (leaf_parse(other, &found, &err) != STATUS_OK)
			continue;
		arena_reset(&arena);
		buf_init(&buf, &arena, LEAF_TEXT_MAX);
		leaf_put(&buf, &found);
		cr_assert(str_eq(buf_str(&buf), other), "bit %zu", bit);
	}
}

Test(leaf, one_without_a_kind_or_time_is_not_valid)
{
	cr_assert_not(leaf_is_valid(&(struct leaf){ .kind = STR("") }));
	cr_assert_not(leaf_is_valid(&(struct leaf){ .kind = STR("Filing") }));
	cr_assert_not(leaf_is_valid(&(struct leaf){ .kind = STR("a b") }));
	cr_assert_not(leaf_is_valid(&(struct leaf){ .kind = STR("a"), .time_ms = -1 }));
	cr_assert_not(leaf_is_valid(&(struct leaf){ .kind = STR("a"), .time_ms = INT64_C(253402300800000) }));
	cr_assert(leaf_is_valid(&(struct leaf){ .kind = STR("case.filed") }));
	cr_assert_eq(leaf_parse(STR("sanbao-log/v1 a\n"), &(struct leaf){ 0 }, &err), STATUS_INVALID);
}
