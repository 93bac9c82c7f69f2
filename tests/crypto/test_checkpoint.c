#include <criterion/criterion.h>

#include "crypto/checkpoint.h"

static uint8_t block[1 << 16];
static struct arena arena;
static struct error err;
static struct signing_key key;
static struct note_key log_key;
static const struct str origin = STR_INIT("disputes.shop.example/log");

static void setup(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 1 };

	arena_init(&arena, block, sizeof block);
	signing_key_from_seed(&key, seed);
	log_key = note_key_make(origin, &key.public_key);
}

TestSuite(checkpoint, .init = setup);

Test(checkpoint, a_signed_one_opens_with_the_logs_key_alone)
{
	struct checkpoint checkpoint = { .origin = origin,
		                         .head = { .size = 70000, .root = digest_of(str_bytes(STR("r"))) } };
	struct note_key other = log_key;
	struct checkpoint found;
	struct buf buf;

	buf_init(&buf, &arena, CHECKPOINT_TEXT_MAX);
	checkpoint_put(&buf, &checkpoint, &key);
	cr_assert_eq(checkpoint_open(buf_str(&buf), &log_key, &arena, &found, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(found.head.size, 70000);
	cr_assert(digest_eq(&found.head.root, &checkpoint.head.root));
	cr_assert(str_eq(found.origin, origin));
	other.public_key.bytes[3] ^= 1;
	cr_assert_eq(checkpoint_open(buf_str(&buf), &other, &arena, &found, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
	for (size_t i = 0; i < buf.len; i++) {
		buf.ptr[i] ^= 1;
		cr_assert_eq(checkpoint_open(buf_str(&buf), &log_key, &arena, &found, &err), STATUS_INVALID,
		             "byte %zu", i);
		buf.ptr[i] ^= 1;
		arena.used = KIB(8);
	}
}

Test(checkpoint, one_that_names_another_origin_is_refused)
{
	struct checkpoint found;
	struct buf buf;

	buf_init(&buf, &arena, CHECKPOINT_TEXT_MAX);
	note_put(&buf, STR("other.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), origin,
	         &key);
	cr_assert_eq(checkpoint_open(buf_str(&buf), &log_key, &arena, &found, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
}

Test(checkpoint, other_forms_are_refused)
{
#define ROOT "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("a\n1\n" ROOT),
		STR_INIT("\n1\n" ROOT "\n"),
		STR_INIT("a\n01\n" ROOT "\n"),
		STR_INIT("a\n-1\n" ROOT "\n"),
		STR_INIT("a\n72057594037927937\n" ROOT "\n"),
		STR_INIT("a\n1\n47DEQpj8\n"),
		STR_INIT("a\n1\n" ROOT "\nextension\n"),
		STR_INIT("a\n1\n"),
	};
	struct checkpoint found;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		cr_assert_eq(checkpoint_parse(bad[i], &found, &err), STATUS_INVALID, "row %zu", i);
		cr_assert_eq(err.problem, PROBLEM_MALFORMED_REQUEST);
	}
	cr_assert_eq(checkpoint_parse(STR("a\n0\n" ROOT "\n"), &found, &err), STATUS_OK);
}
