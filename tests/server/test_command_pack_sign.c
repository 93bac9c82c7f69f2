#include "tests/server/command_fixture.h"

static void begin(void)
{
	command_begin();
	cr_assert_eq(folder_shell("cp " SOURCE_DIR "/core/packs/CN.7D.json " SOURCE_DIR
	                          "/core/packs/CN.7D.texts.json $D/"),
	             0);
	command_ok("key new $D/key --name lawyer");
	cr_assert_eq(folder_shell("cp $D/said $D/vkey"), 0);
}

TestSuite(command_pack_sign, .init = begin, .fini = command_end);

/* The public key as a word of a command line. */
static const char *check_line(void)
{
	static char line[512];
	char vkey[256];
	FILE *file;

	(void)snprintf(line, sizeof line, "%s/vkey", folder);
	file = fopen(line, "r");
	cr_assert_not_null(file);
	cr_assert_eq(fscanf(file, "%255s", vkey), 1);
	fclose(file);
	(void)snprintf(line, sizeof line, "pack sign $D/CN.7D.json --check $D/note --vkey %s", vkey);
	return line;
}

Test(command_pack_sign, what_was_signed_is_checked_against_this_very_pack)
{
	command_ok("pack sign $D/CN.7D.json --key $D/key --reviewer Wang --time 2026-11-24T23:50:00Z");
	cr_assert(command_said_has("sanbao-pack/v1\npack CN.7D\n"), "%s", command_said);
	cr_assert_eq(folder_shell("cp $D/said $D/note"), 0);
	command_ok(check_line());
	cr_assert(command_said_has("reviewed by Wang at 2026-11-24T23:50:00Z"), "%s", command_said);
	cr_assert_eq(folder_shell("sed -i 's/2026.1/2026.2/' $D/CN.7D.json"), 0);
	cr_assert_eq(exit_code_of(command_try(check_line()), &command_err), EXIT_CODE_REFUSED);
}

Test(command_pack_sign, it_signs_or_checks_and_never_neither)
{
	cr_assert_eq(exit_code_of(command_try("pack sign $D/CN.7D.json"), &command_err), EXIT_CODE_USAGE);
	cr_assert_neq(command_try("pack sign $D/CN.7D.json --key $D/key"), STATUS_OK);
}
