#include "tests/server/command_fixture.h"

Test(command_config, a_good_file_is_ok_and_its_values_are_shown, .init = command_begin, .fini = command_end)
{
	cr_assert_eq(folder_shell("printf 'loops = 3\\n' > $D/c"), 0);
	command_ok("check-config --config $D/c");
	cr_assert_str_eq(command_said, "ok\n");
	command_ok("check-config --config $D/c --print --idle-timeout 5s");
	cr_assert(command_said_has("loops                   = 3"), "%s", command_said);
	cr_assert(command_said_has("/c:1\n"));
	cr_assert(command_said_has("idle_timeout            = 5s                            # command line"));
}

Test(command_config, a_bad_file_is_a_no_and_not_a_wrong_command_line, .init = command_begin,
     .fini = command_end)
{
	cr_assert_eq(folder_shell("printf '\\nloops = 999\\n' > $D/c"), 0);
	enum status status = command_try("check-config --config $D/c");

	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert_not_null(strstr(command_err.detail, "/c:2: loops = 999 is not allowed"), "%s",
	                   command_err.detail);
	status = command_try("check-config --config $D/none");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_ENVIRONMENT);
}

Test(command_config, the_sample_is_a_file_that_can_be_used, .init = command_begin, .fini = command_end)
{
	command_ok("check-config --sample");
	cr_assert_eq(folder_shell("cp $D/said $D/sample"), 0);
	command_ok("check-config --config $D/sample");
}
