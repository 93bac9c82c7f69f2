#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	cr_assert_eq(folder_shell("cp " SOURCE_DIR "/core/packs/CN.7D.json " SOURCE_DIR
	                          "/core/packs/CN.7D.texts.json $D/"),
	             0);
}

TestSuite(command_pack_lint, .init = begin, .fini = command_end);

Test(command_pack_lint, a_sound_pack_says_nothing)
{
	command_ok("pack lint $D/CN.7D.json");
	cr_assert_str_eq(command_said, "");
}

Test(command_pack_lint, a_finding_is_a_line_with_file_place_and_reason_and_a_refusal)
{
	cr_assert_eq(folder_shell("sed -i 's/fact:claim.type/fact:claim.kind/' $D/CN.7D.json"), 0);
	enum status status = command_try("pack lint $D/CN.7D.json");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert(command_said_has("/CN.7D.json: /definitions/0/value/all/0/not/eq/0: unknown_fact: "), "%s",
	          command_said);
	cr_assert(!command_said_has("CN.CPL"), "other packs are not looked at");
}

Test(command_pack_lint, findings_come_as_objects_for_machines)
{
	cr_assert_eq(folder_shell("sed -i '0,/\"bg\": \"[^\"]*\"/s//\"bg\": \"\"/' $D/CN.7D.json"), 0);
	cr_assert_neq(command_try("pack lint --json $D/CN.7D.json"), STATUS_OK);
	cr_assert(command_said_has("{\"code\":\"missing_translation\",\"file\":\""), "%s", command_said);
	cr_assert(command_said_has("\"pointer\":\"/title/bg\""), "%s", command_said);
}

Test(command_pack_lint, a_file_that_is_not_there_is_no_finding)
{
	cr_assert_eq(exit_code_of(command_try("pack lint $D/none.json"), &command_err),
	             EXIT_CODE_ENVIRONMENT);
}
