#include "tests/server/command_fixture.h"

TestSuite(command_policy, .init = command_begin, .fini = command_end);

static void policy_make(const char *rules)
{
	char line[512];

	(void)snprintf(line, sizeof line, "printf '{\"currency\":\"CNY\",\"rules\":[%s]}' > $D/policy",
	               rules);
	cr_assert_eq(folder_shell(line), 0);
}

Test(command_policy, a_policy_above_the_floor_passes)
{
	policy_make("{\"id\":\"a\",\"answer\":\"accept\",\"max_minor\":5000}");
	command_ok("policy check $D/policy");
	cr_assert_str_eq(command_said, "{\"below_floor\":false,\"partial\":false,\"patterns\":0}\n");
}

Test(command_policy, one_below_it_is_refused_with_the_example)
{
	policy_make("{\"id\":\"a\",\"answer\":\"decline\",\"reasons\":[\"rt.change_of_mind\"]}");
	enum status status = command_try("policy check $D/policy");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert(command_said_has("\"below_floor\":true"), "%s", command_said);
	cr_assert(command_said_has("\"facts\":{"));
	cr_assert(command_said_has("\"law\":{"));
	cr_assert(command_said_has("\"policy\":{\"answer\":\"decline\",\"rule\":\"a\"}"));
	cr_assert(command_said_has("\"article\":\"CN."));
}

Test(command_policy, what_is_no_policy_is_named)
{
	policy_make("{\"id\":\"a\",\"answer\":\"shrug\"}");
	cr_assert_neq(command_try("policy check $D/policy"), STATUS_OK);
	cr_assert_str_eq(command_err.field, "/rules/0/answer");
}
