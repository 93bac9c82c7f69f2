#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	cr_assert_eq(folder_shell("grep '\"regime\": \"CN.7D\"' " SOURCE_DIR
	                          "/../shared/law/cases.jsonl > $D/cases"),
	             0);
}

TestSuite(command_pack_cases, .init = begin, .fini = command_end);

Test(command_pack_cases, pages_are_made_checked_and_run_like_the_file)
{
	command_ok("pack cases --cases $D/cases --out $D");
	command_ok("pack cases --cases $D/cases --out $D --check");
	command_ok("pack test --cases $D/CN.7D.md");
	cr_assert(command_said_has(" passed, 0 failed"), "%s", command_said);
}

Test(command_pack_cases, a_page_that_was_changed_by_hand_is_named)
{
	command_ok("pack cases --cases $D/cases --out $D");
	cr_assert_eq(folder_shell("echo more >> $D/CN.7D.md"), 0);
	enum status status = command_try("pack cases --cases $D/cases --out $D --check");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert_not_null(strstr(command_err.detail, "CN.7D.md"), "%s", command_err.detail);
	cr_assert_eq(
		exit_code_of(command_try("pack cases --cases $D/cases --out $D/none --check"), &command_err),
		EXIT_CODE_ENVIRONMENT);
}
