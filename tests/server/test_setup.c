#include "server/setup.h"
#include "tests/server/command_fixture.h"

static struct arguments given;
static struct setup setup;
static struct arena arena;

static enum status load(const char *line)
{
	static char text[1024];
	static char *words[32];
	size_t count = command_split(line, text, sizeof(text), words);

	cr_assert_eq(arguments_parse(words, count, &given, &command_err), STATUS_OK, "%s",
	             command_err.detail);
	arena_init(&arena, command_block, MIB(8));
	return setup_load(&given, &arena, &setup, &command_err);
}

Test(setup, the_file_in_the_data_directory_counts_unless_another_is_named, .init = command_begin,
     .fini = command_end)
{
	cr_assert_eq(folder_shell("echo loops = 3 > $D/sanbao.conf; echo loops = 4 > $D/other"), 0);
	cr_assert_eq(load("serve --data $D"), STATUS_OK, "%s", command_err.detail);
	cr_assert_eq(setup.config.loops, 3);
	cr_assert_eq(load("serve --data $D --config $D/other"), STATUS_OK);
	cr_assert_eq(setup.config.loops, 4);
	cr_assert_eq(load("serve --data $D --loops 5"), STATUS_OK);
	cr_assert_eq(setup.config.loops, 5);
	cr_assert_eq(load("serve --data $D/none"), STATUS_OK);
	cr_assert_eq(setup.config.loops, 0);
	cr_assert_eq(setup.file_name.len, 0);
}

Test(setup, the_environment_counts_too, .init = command_begin, .fini = command_end)
{
	setenv("SANBAO_LOOPS", "6", 1);
	cr_assert_eq(load("serve --data $D"), STATUS_OK);
	cr_assert_eq(setup.config.loops, 6);
	setenv("SANBAO_LOOPS", "many", 1);
	cr_assert_eq(load("serve --data $D"), STATUS_INVALID);
	unsetenv("SANBAO_LOOPS");
}

Test(setup, keys_of_another_service_are_refused, .init = command_begin, .fini = command_end)
{
	struct keystore keystore;

	command_ok("init --data $D/data --service a.example");
	cr_assert_eq(load("serve --data $D/data"), STATUS_OK);
	cr_assert_eq(setup_keys(&given, &arena, &setup, &keystore, &command_err), STATUS_OK, "%s",
	             command_err.detail);
	keystore_close(&keystore);
	cr_assert_eq(load("serve --data $D/data --service b.example"), STATUS_OK);
	cr_assert_eq(setup_keys(&given, &arena, &setup, &keystore, &command_err), STATUS_INVALID);
	cr_assert_not_null(strstr(command_err.detail, "another service"), "%s", command_err.detail);
}
