#include <criterion/criterion.h>

#include "server/report.h"

static char text[4096];

static void run(bool quiet)
{
	struct report report = { .out = fmemopen(text, sizeof(text), "w"), .quiet = quiet };
	struct error err;

	report_ok(&report, "one %d", 1);
	report_failed(&report, "two");
	report_warning(&report, "three");
	cr_assert(report_check(&report, "four", STATUS_OK, NULL));
	cr_assert_not(report_check(&report, "five", FAIL(&err, PROBLEM_PROOF_INVALID, "why"), &err));
	report_end(&report);
	fclose(report.out);
	cr_assert_eq(report.ok, 2);
	cr_assert_eq(report.failed, 2);
}

Test(report, each_check_is_one_line)
{
	run(false);
	cr_assert_str_eq(text, "ok      one 1\nFAILED  two\nwarning three\nok      four\nFAILED  five: "
	                       "why\n2 ok, 2 failed\n");
}

Test(report, a_quiet_one_shows_only_what_matters)
{
	run(true);
	cr_assert_str_eq(text, "FAILED  two\nwarning three\nFAILED  five: why\n2 ok, 2 failed\n");
}

Test(report, the_verdict_is_no_when_anything_failed)
{
	struct report report = { .out = fmemopen(text, sizeof(text), "w") };
	struct error err = { 0 };

	report_ok(&report, "one");
	cr_assert_eq(report_verdict(&report, "wrong", &err), STATUS_OK);
	report_failed(&report, "two");
	cr_assert_neq(report_verdict(&report, "wrong", &err), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID);
	cr_assert_str_eq(err.detail, "wrong");
	fclose(report.out);
}
