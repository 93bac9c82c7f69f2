#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	command_ok("init --data $D/data --demo");
}

Test(command_case, disputes_are_listed_by_phase, .init = begin, .fini = command_end)
{
	command_ok("case list --data $D/data");
	cr_assert(strncmp(command_said, "dsp_", 4) == 0, "%s", command_said);
	cr_assert_lt(strstr(command_said, "  draft  "), strstr(command_said, "  closed  "));
	command_ok("case list --data $D/data --phase review");
	cr_assert(command_said_has("  review  "));
	cr_assert_not(command_said_has("  closed  "));
	cr_assert_eq(exit_code_of(command_try("case list --data $D/data --phase limbo"), &command_err),
	             EXIT_CODE_USAGE);
}

Test(command_case, an_export_is_whole_or_not_there, .init = begin, .fini = command_end)
{
	char line[256];

	command_ok("case list --data $D/data --phase performance");
	snprintf(line, sizeof(line), "case export %.30s $D/out --data $D/data", command_said);
	command_ok(line);
	cr_assert_eq(folder_shell("cd $D/out && sha256sum -c --quiet --strict manifest-sha256.txt"), 0);
	cr_assert_eq(command_try(line), STATUS_CONFLICT);
	cr_assert_eq(command_try("case export dsp_00000000000000000000000001 $D/no --data $D/data"),
	             STATUS_NOT_FOUND, "%s", command_err.detail);
	cr_assert_neq(command_try("case export nonsense $D/no --data $D/data"), STATUS_OK);
	cr_assert_eq(folder_shell("test ! -e $D/no && test -z \"$(ls -A $D | grep new-)\""), 0);
}

Test(command_case, an_export_may_be_one_zip, .init = begin, .fini = command_end)
{
	char line[256];

	command_ok("case list --data $D/data --phase performance");
	snprintf(line, sizeof(line), "case export %.30s $D/out.zip --data $D/data", command_said);
	command_ok(line);
	cr_assert_eq(folder_shell("cd $D && unzip -q out.zip && cd dsp_* && sha256sum -c --quiet --strict "
	                          "manifest-sha256.txt"),
	             0);
	cr_assert_eq(command_try(line), STATUS_CONFLICT);
	cr_assert_eq(folder_shell("test -z \"$(ls -A $D | grep new-)\""), 0);
	command_ok("verify $D/out.zip");
	cr_assert(command_said_has(" ok, 0 failed\n"), "%s", command_said);
	cr_assert_eq(folder_shell("printf x >> $D/out.zip"), 0);
	cr_assert_eq(exit_code_of(command_try("verify $D/out.zip"), &command_err), EXIT_CODE_REFUSED);
}
