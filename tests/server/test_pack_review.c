#include <criterion/criterion.h>
#include <stdlib.h>

#include "server/pack_review.h"

static struct arena arena;
static struct error err;
static struct signing_key key;
static struct pack_source source = { .rules = STR_INIT("{\"pack\":\"X\",\"version\":\"1\"}"),
	                             .texts = STR_INIT("[]") };

static void begin(void)
{
	uint8_t seed[KEY_SEED_BYTES] = { 7 };

	arena_init(&arena, malloc(KIB(256)), KIB(256));
	signing_key_from_seed(&key, seed);
}

static void end(void)
{
	free(arena.base);
}

TestSuite(pack_review, .init = begin, .fini = end);

static struct str signed_note(const char *reviewer)
{
	struct pack_review review = { STR("X"), STR("1"), str_from_c(reviewer), INT64_C(1780000000000) };
	struct str text;
	struct buf note;

	cr_assert_eq(pack_review_text(&review, &source, &arena, &text, &err), STATUS_OK, "%s", err.detail);
	buf_init(&note, &arena, PACK_REVIEW_BYTES_MAX);
	note_put(&note, text, STR("lawyer"), &key);
	return buf_str(&note);
}

Test(pack_review, a_signature_says_who_reviewed_which_text_and_when)
{
	struct note_key public = note_key_make(STR("lawyer"), &key.public_key);
	struct pack_review review;

	cr_assert_eq(pack_review_check(signed_note("Wang, 1010"), &public, &source, &arena, &review, &err),
	             STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(review.reviewed_by, STR("Wang, 1010")));
	cr_assert(str_eq(review.pack, STR("X")));
	cr_assert_eq(review.reviewed_at_ms, INT64_C(1780000000000));
}

Test(pack_review, another_text_or_another_key_is_refused)
{
	struct note_key public = note_key_make(STR("lawyer"), &key.public_key);
	struct note_key other = note_key_make(STR("somebody"), &key.public_key);
	struct pack_source changed = source;
	struct pack_review review;
	struct str note = signed_note("Wang");

	changed.texts = STR("[ ]");
	cr_assert_neq(pack_review_check(note, &public, &changed, &arena, &review, &err), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_DIGEST_MISMATCH);
	cr_assert_neq(pack_review_check(note, &other, &source, &arena, &review, &err), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_KEY_UNKNOWN);
}

Test(pack_review, a_reviewer_has_a_name_of_one_line)
{
	static const char *const names[] = { "", "Wang\nreviewed_at never" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct pack_review review = { STR("X"), STR("1"), str_from_c(names[i]), 0 };
		struct str text;

		cr_assert_eq(pack_review_text(&review, &source, &arena, &text, &err), STATUS_INVALID);
	}
}
