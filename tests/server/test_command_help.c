#include "tests/server/command_fixture.h"

Test(command_help, it_lists_commands_and_shows_one, .init = command_begin, .fini = command_end)
{
	command_ok("help");
	cr_assert(command_said_has("  case export "));
	command_ok("help case export");
	cr_assert(command_said_has("usage: sanbao case export ID OUT --data DIR"), "%s", command_said);
	command_ok("help serve");
	cr_assert(command_said_has("usage: sanbao serve --data DIR"));
	cr_assert_eq(command_try("help frobnicate"), STATUS_INVALID);
}

Test(command_help, the_version_is_printed, .init = command_begin, .fini = command_end)
{
	command_ok("version");
	cr_assert(command_said_has("sanbao 0."), "%s", command_said);
}
