#include <criterion/criterion.h>

#include "server/arguments.h"

static struct arguments arguments;
static struct error err;

/* Words separated by single blanks. */
static enum status parse(const char *line)
{
	static char text[512];
	static char *words[64];
	size_t count = 0;

	strcpy(text, line);
	for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
		words[count++] = word;
	return arguments_parse(words, count, &arguments, &err);
}

Test(arguments, flags_and_operands_come_in_any_order)
{
	cr_assert_eq(parse("case export dsp_1 --data /d out"), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(argument_text(&arguments, STR("data")), STR("/d")));
	cr_assert_eq(arguments.operand_count, 2);
	cr_assert(str_eq(arguments.operands[0], STR("dsp_1")));
	cr_assert(str_eq(arguments.operands[1], STR("out")));

	cr_assert_eq(parse("case export --data=/d -- --odd name"), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(arguments.operands[0], STR("--odd")));
}

Test(arguments, a_setting_may_be_given_where_settings_are_taken)
{
	cr_assert_eq(parse("serve --data d --idle-timeout 5s --listen=127.0.0.1:1"), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(arguments.flag_count, 3);
	cr_assert_not(arguments.flags[0].setting);
	cr_assert(arguments.flags[1].setting);
	cr_assert(str_eq(arguments.flags[1].name, STR("idle_timeout")));
	cr_assert(str_eq(arguments.flags[2].name, STR("listen")));
	cr_assert_eq(parse("token --data d --role buyer --party p --listen x"), STATUS_INVALID);
}

Test(arguments, a_repeated_flag_keeps_all_its_values)
{
	struct str value;

	cr_assert_eq(parse("pack test --cases f --regime A --regime B"), STATUS_OK, "%s", err.detail);
	cr_assert(argument_nth(&arguments, STR("regime"), 1, &value));
	cr_assert(str_eq(value, STR("B")));
	cr_assert_not(argument_nth(&arguments, STR("regime"), 2, &value));
}

Test(arguments, help_asks_for_nothing_else)
{
	cr_assert_eq(parse("init --help"), STATUS_OK, "%s", err.detail);
	cr_assert(arguments.help);
	cr_assert_eq(parse("case export -h"), STATUS_OK);
	cr_assert(arguments.help);
}

Test(arguments, what_is_wrong_is_said_with_what_would_be_right)
{
	static const struct {
		const char *line;
		const char *said;
	} rows[] = {
		{ "init", "needs --data DIR" },
		{ "init --data", "--data needs a value" },
		{ "init --data d --dmeo", "did you mean --demo?" },
		{ "init --data d --demo=yes", "takes no value" },
		{ "init --data d --data e", "was given twice" },
		{ "init --data d extra", "does not know what to do with \"extra\"" },
		{ "case export only --data d", "needs ID OUT" },
		{ "serve --data d --idle-timeuot 5s", "did you mean --idle_timeout?" },
		{ "verify d --frobnicate", "has no flag --frobnicate" },
		{ "serve --data d --config f --config g", "was given twice" },
		{ "", "say what to do" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		arguments.flag_count = 77;
		cr_assert_eq(parse(rows[i].line), STATUS_INVALID, "%s", rows[i].line);
		cr_assert_eq(err.problem, PROBLEM_USAGE);
		cr_assert_not_null(strstr(err.detail, rows[i].said), "%s: %s", rows[i].line, err.detail);
		cr_assert_eq(arguments.flag_count, 77);
	}
}

Test(arguments, a_flag_that_was_not_given_is_empty)
{
	cr_assert_eq(parse("init --data d"), STATUS_OK);
	cr_assert_eq(argument_text(&arguments, STR("service")).len, 0);
	cr_assert_not(argument_is_set(&arguments, STR("demo")));
	cr_assert_eq(parse("init --data d --demo"), STATUS_OK);
	cr_assert(argument_is_set(&arguments, STR("demo")));
}
