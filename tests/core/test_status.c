#include "loaded_packs.h"

Test(status, every_problem_has_a_slug_a_title_and_a_remedy)
{
	for (size_t i = 0; i < PROBLEM_COUNT; i++) {
		const struct problem_info *info = problem_info((enum problem)i);
		cr_assert_gt(strlen(info->slug), 2);
		cr_assert_gt(strlen(info->title), 5);
		cr_assert_gt(strlen(info->remedy), 5);
		cr_assert_neq(info->status, STATUS_OK);
		for (size_t k = 0; k < i; k++)
			cr_assert_str_neq(info->slug, problem_info((enum problem)k)->slug);
	}
}

Test(status, every_status_has_a_title)
{
	for (size_t i = 0; i < STATUS_COUNT; i++)
		cr_assert_gt(strlen(status_title((enum status)i)), 0);
}

static enum status fail_with(struct error *err)
{
	return FAIL_AT(err, PROBLEM_HELD, "/claim", "held until %d", 7);
}

static enum status pass_on(struct error *err)
{
	TRY(fail_with(err));
	cr_assert(false, "not reached");
	return STATUS_OK;
}

Test(status, a_failure_carries_its_place_and_its_text)
{
	struct error err;

	cr_assert_eq(pass_on(&err), STATUS_CONFLICT);
	cr_assert_eq(err.problem, PROBLEM_HELD);
	cr_assert_str_eq(err.where, "fail_with");
	cr_assert_str_eq(err.field, "/claim");
	cr_assert_str_eq(err.detail, "held until 7");
}

Test(status, text_that_does_not_fit_is_cut)
{
	struct error err;
	char text[1000];

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = 0;
	cr_assert_eq(FAIL_AT(&err, PROBLEM_HELD, text, "%s", text), STATUS_CONFLICT);
	cr_assert_eq(strlen(err.field), sizeof err.field - 1);
	cr_assert_eq(strlen(err.detail), sizeof err.detail - 1);
}
