#include "core/json.h"
#include "tests/server/command_fixture.h"

/* The seven days of a no-reason return made fourteen. */
static void begin(void)
{
	command_begin();
	cr_assert_eq(folder_shell("sed '/no_reason.window/s/\"value\": 7/\"value\": 14/' " SOURCE_DIR
	                          "/core/packs/CN.7D.json > $D/CN.7D.json; cp " SOURCE_DIR
	                          "/core/packs/CN.7D.texts.json $D/; grep '\"regime\": \"CN.7D\"' " SOURCE_DIR
	                          "/../shared/law/cases.jsonl > $D/cases"),
	             0);
}

TestSuite(command_pack_simulate, .init = begin, .fini = command_end);

Test(command_pack_simulate, cases_are_decided_again_and_differences_reported)
{
	command_ok("pack simulate $D/CN.7D.json --cases $D/cases");
	cr_assert(command_said_has("\"id\":\"N02\""), "the eighth day is within fourteen: %s", command_said);
	cr_assert(command_said_has("\"before\":\"reject\""));
	cr_assert(command_said_has("\"regime\":\"CN.7D\""));
}

Test(command_pack_simulate, stored_disputes_are_decided_again)
{
	command_ok("init --data $D/data --demo");
	command_ok("pack simulate $D/CN.7D.json --data $D/data");
	cr_assert(command_said_has("\"reason\":\"nc.defect\""), "%s", command_said);
	cr_assert(command_said_has("\"failed\":0"));
}

Test(command_pack_simulate, it_needs_cases_and_packs_that_load)
{
	cr_assert_eq(exit_code_of(command_try("pack simulate $D/CN.7D.json"), &command_err), EXIT_CODE_USAGE);
	cr_assert_eq(folder_shell("sed -i 's/fact:claim.type/fact:none/' $D/CN.7D.json"), 0);
	cr_assert_eq(exit_code_of(command_try("pack simulate $D/CN.7D.json --cases $D/cases"), &command_err),
	             EXIT_CODE_REFUSED);
}
