#include "tests/server/command_fixture.h"

TestSuite(command_pack_read, .init = command_begin, .fini = command_end);

Test(command_pack_read, a_pack_is_shown_by_its_id_or_from_its_file)
{
	command_ok("pack show CN.7D --lang zh-CN");
	cr_assert(command_said_has("网络购买商品七日无理由退货"));
	cr_assert_eq(folder_shell("sed 's/2026.1/2027.5/' " SOURCE_DIR
	                          "/core/packs/CN.7D.json > $D/CN.7D.json;"
	                          "cp " SOURCE_DIR "/core/packs/CN.7D.texts.json $D/"),
	             0);
	command_ok("pack show $D/CN.7D.json");
	cr_assert(command_said_has("| version | 2027.5 |"));
	cr_assert_eq(exit_code_of(command_try("pack show NONE"), &command_err), EXIT_CODE_USAGE);
	cr_assert_eq(exit_code_of(command_try("pack show CN.7D --lang xx"), &command_err), EXIT_CODE_USAGE);
}

Test(command_pack_read, two_versions_are_compared)
{
	cr_assert_eq(
		folder_shell("sed 's/2026.1/2027.5/' " SOURCE_DIR "/core/packs/CN.7D.json > $D/CN.7D.json"),
		0);
	command_ok("pack diff CN.7D $D/CN.7D.json");
	cr_assert(command_said_has("~ version : \"2026.1\" -> \"2027.5\"\n"), "%s", command_said);
	cr_assert(command_said_has("- texts CN.7D.10\n"), "the articles were left behind");
}

Test(command_pack_read, facts_and_worked_cases_are_explained)
{
	cr_assert_eq(folder_shell("grep '\"regime\": \"CN.7D\"' " SOURCE_DIR
	                          "/../shared/law/cases.jsonl | head -1 > $D/cases; "
	                          "printf '{\"claim.type\":\"no_reason\"}' > $D/facts"),
	             0);
	command_ok("pack explain N01 --cases $D/cases --lang en");
	cr_assert(command_said_has("conclusion: "), "%s", command_said);
	cr_assert(command_said_has("CN.7D.R10.OPEN"), "%s", command_said);
	command_ok("pack explain $D/facts --lang zh-CN --json");
	cr_assert(command_said[0] == '{');
	cr_assert_eq(exit_code_of(command_try("pack explain N99 --cases $D/cases"), &command_err),
	             EXIT_CODE_USAGE);
	cr_assert_eq(folder_shell("printf '{\"no.such\":1}' > $D/facts"), 0);
	cr_assert_neq(command_try("pack explain $D/facts"), STATUS_OK);
	cr_assert_not_null(strstr(command_err.detail, "no.such"), "%s", command_err.detail);
}
