#include "core/json.h"
#include "server/possession.h"
#include "server/setup.h"
#include "tests/server/command_fixture.h"

Test(command_key, a_new_key_proves_that_it_is_held, .init = command_begin, .fini = command_end)
{
	struct possession possession = { .service = STR("a.example"),
		                         .party = STR("buyer b-li"),
		                         .now_ms = setup_now_ms() };
	struct str name;
	struct str record;

	command_ok("key new $D/k --name b-li");
	cr_assert(strncmp(command_said, "b-li+", 5) == 0, "%s", command_said);
	command_ok("key possess $D/k --service a.example --role buyer --party b-li");
	struct str body = { command_said, strcspn(command_said, "\n") };
	cr_assert_eq(possession_check(&possession, body, &command_arena, &name, &record, &command_err),
	             STATUS_OK, "%s", command_err.detail);
	cr_assert(str_has_prefix(name, STR("buyer b-li b-li+")));
}

Test(command_key, a_key_is_not_made_twice, .init = command_begin, .fini = command_end)
{
	command_ok("key new $D/k --name b-li");
	enum status status = command_try("key new $D/k --name b-li");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_ENVIRONMENT);
	cr_assert_neq(command_try("key possess $D/k --service a.example --role king --party b-li"),
	              STATUS_OK);
	cr_assert_neq(command_try("key possess $D/k --service a.example --role buyer --party b/li"),
	              STATUS_OK);
}

Test(command_key, the_servers_public_keys_are_listed, .init = command_begin, .fini = command_end)
{
	command_ok("init --data $D/data --service a.example");
	command_ok("key list --data $D/data");
	cr_assert(command_said_has("a.example/log+"), "%s", command_said);
	cr_assert(command_said_has("\na.example/token+"));
	cr_assert(command_said_has("\na.example/registrar+"));
}
