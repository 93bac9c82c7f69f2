#include "tests/server/command_fixture.h"

static void begin(void)
{
	char line[256];

	command_begin();
	command_ok("init --data $D/data --demo");
	command_ok("case list --data $D/data --phase performance");
	snprintf(line, sizeof(line), "case export %.30s $D/out --data $D/data", command_said);
	command_ok(line);
}

Test(command_verify, a_bundle_is_checked_with_the_logs_key_from_elsewhere, .init = begin, .fini = command_end)
{
	char line[512];

	command_ok("key list --data $D/data");
	snprintf(line, sizeof(line), "verify $D/out --log-key %.*s", (int)strcspn(command_said, "\n"),
	         command_said);
	command_ok(line);
	cr_assert(command_said_has("ok      proposal 1: facts and proposal follow anew, byte for byte\n"),
	          "%s", command_said);
	cr_assert(command_said_has("ok      decision: confirm of proposal 1"));
	cr_assert(command_said_has(" ok, 0 failed\n"));
	cr_assert_not(command_said_has("warning"));
}

Test(command_verify, a_no_is_exit_code_one_and_names_the_file, .init = begin, .fini = command_end)
{
	cr_assert_eq(folder_shell("echo x >> $D/out/data/events.ndjson"), 0);
	enum status status = command_try("verify $D/out/ --quiet");

	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert(command_said_has("FAILED  data/events.ndjson: not the bytes that the manifest lists\n"),
	          "%s", command_said);
	cr_assert_not(command_said_has("\nok "));
	cr_assert_neq(command_try("verify $D/none"), STATUS_OK);
	cr_assert_neq(command_try("verify $D/out --log-key nonsense"), STATUS_OK);
	cr_assert(command_said_has("FAILED  --log-key: "));
}
