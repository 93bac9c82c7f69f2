#include "tests/server/command_fixture.h"

Test(command_init, a_data_directory_is_made_whole, .init = command_begin, .fini = command_end)
{
	command_ok("init --data $D/data --service a.example");
	cr_assert(command_said_has("for the service a.example"), "%s", command_said);
	cr_assert_eq(
		folder_shell("cd $D/data && test -d store -a -d blobs -a -f keys/log.key -a -f sanbao.conf"),
		0);
	cr_assert_eq(
		folder_shell(
			"test $(stat -c %a $D/data) = 700 && test $(stat -c %a $D/data/keys/log.key) = 600"),
		0);
	cr_assert_eq(folder_shell("grep -qx 'service = a.example' $D/data/sanbao.conf"), 0);
	cr_assert_eq(folder_shell("test -z \"$(ls -A $D | grep new-)\""), 0);
	command_ok("check-config --config $D/data/sanbao.conf");
}

Test(command_init, what_is_there_is_never_touched, .init = command_begin, .fini = command_end)
{
	command_ok("init --data $D/data");
	cr_assert_eq(folder_shell("sha256sum $D/data/keys/log.key > $D/before"), 0);
	enum status status = command_try("init --data $D/data");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_ENVIRONMENT);
	cr_assert_eq(command_err.problem, PROBLEM_DATADIR_TAKEN);
	cr_assert_eq(folder_shell("sha256sum -c --quiet $D/before"), 0);
}

Test(command_init, a_bad_name_leaves_nothing_behind, .init = command_begin, .fini = command_end)
{
	enum status status = command_try("init --data $D/data --service Shop!");

	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_USAGE);
	cr_assert_eq(folder_shell("test \"$(ls -A $D)\" = said"), 0);
}

Test(command_init, the_demo_is_loaded_on_request, .init = command_begin, .fini = command_end)
{
	command_ok("init --data $D/data --demo");
	cr_assert_eq(folder_shell("grep -q '\"buyer\":' $D/data/demo.json"), 0);
	command_ok("case list --data $D/data");
	cr_assert(command_said_has("  review  "), "%s", command_said);
	cr_assert(command_said_has("  closed  "));
}
