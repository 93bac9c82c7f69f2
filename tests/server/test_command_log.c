#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	command_ok("init --data $D/data --demo");
}

TestSuite(command_log, .init = begin, .fini = command_end);

Test(command_log, the_log_of_a_data_directory_is_checked)
{
	command_ok("log verify --data $D/data");
	cr_assert(command_said_has("ok      root: the leaves have the root that is signed\n"), "%s",
	          command_said);
	cr_assert_eq(exit_code_of(command_try("log verify --data $D/none"), &command_err),
	             EXIT_CODE_ENVIRONMENT);
}

Test(command_log, an_exported_log_is_checked_with_the_key_from_elsewhere)
{
	char line[512];

	command_ok("key list --data $D/data");
	snprintf(line, sizeof(line), "log verify $D/out --log-key %.*s", (int)strcspn(command_said, "\n"),
	         command_said);
	command_ok("log export --data $D/data $D/out");
	cr_assert(command_said_has(" entries in "), "%s", command_said);
	command_ok(line);
	cr_assert(command_said_has("3 ok, 0 failed\n"), "%s", command_said);
	cr_assert_eq(folder_shell("printf x >>$(ls $D/out/tile/0/000.p/*)"), 0);
	cr_assert_eq(exit_code_of(command_try(line), &command_err), EXIT_CODE_REFUSED);
}

Test(command_log, one_of_the_two_is_named)
{
	cr_assert_eq(exit_code_of(command_try("log verify"), &command_err), EXIT_CODE_USAGE);
	cr_assert_eq(exit_code_of(command_try("log verify $D/out --data $D/data"), &command_err),
	             EXIT_CODE_USAGE);
	cr_assert_eq(exit_code_of(command_try("log export --data $D/data $D/data"), &command_err),
	             EXIT_CODE_ENVIRONMENT);
}
