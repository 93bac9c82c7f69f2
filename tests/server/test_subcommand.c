#include <criterion/criterion.h>

#include "server/subcommand.h"

static uint8_t block[KIB(128)];
static struct arena arena;

static const struct usage *find(const char *first, const char *second, struct error *err)
{
	char words[2][32];
	char *pointers[] = { words[0], words[1] };
	const struct usage *row = NULL;
	size_t taken = 0;

	strcpy(words[0], first);
	strcpy(words[1], second == NULL ? "" : second);
	if (subcommand_find(pointers, second == NULL ? 1 : 2, &row, &taken, err) != STATUS_OK)
		return NULL;
	cr_assert_leq(taken, second == NULL ? 1 : 2);
	return row;
}

static const char *printed(void (*put)(struct buf *buf))
{
	struct buf buf;

	arena_init(&arena, block, sizeof(block));
	buf_init(&buf, &arena, KIB(64));
	put(&buf);
	buf_put_char(&buf, '\0');
	cr_assert_not(buf.failed);
	return buf.ptr;
}

Test(subcommand, names_of_one_and_of_two_words_are_found)
{
	struct error err;

	cr_assert(str_eq(find("init", NULL, &err)->name, STR("init")));
	cr_assert(str_eq(find("init", "--demo", &err)->name, STR("init")));
	cr_assert(str_eq(find("verify", "signature", &err)->name, STR("verify signature")));
	cr_assert(str_eq(find("verify", "a.zip", &err)->name, STR("verify")));
	cr_assert(str_eq(find("case", "export", &err)->name, STR("case export")));
	cr_assert(str_eq(find("pack", "eval", &err)->name, STR("pack eval")));
}

Test(subcommand, an_unknown_word_is_refused_with_the_one_that_was_meant)
{
	struct error err;

	cr_assert_null(find("srve", NULL, &err));
	cr_assert_eq(err.problem, PROBLEM_USAGE);
	cr_assert_not_null(strstr(err.detail, "did you mean `sanbao serve`"), "%s", err.detail);
	cr_assert_null(find("case", "exporf", &err));
	cr_assert_not_null(strstr(err.detail, "sanbao case export"), "%s", err.detail);
	cr_assert_null(find("frobnicate", NULL, &err));
	cr_assert_not_null(strstr(err.detail, "sanbao help"), "%s", err.detail);
	cr_assert_null(find("case", NULL, &err));
}

Test(subcommand, the_help_lists_every_command_and_the_exit_codes)
{
	const char *text = printed(usage_put);

#define SUBCOMMAND(name, function, operands, least, most, prose) \
	cr_assert_not_null(strstr(text, "\n  " name " "), "%s", name);
#define FLAG(name, value, use, prose)
#define SETTINGS(prose)
#include "server/subcommand.def"
#undef SUBCOMMAND
#undef FLAG
#undef SETTINGS
	cr_assert_not_null(strstr(text, "exit codes: 0 done"));
}

static const struct usage *shown;

static void put_shown(struct buf *buf)
{
	usage_put_one(buf, shown);
}

Test(subcommand, the_usage_of_one_shows_its_operands_and_flags)
{
	struct error err;

	shown = find("case", "export", &err);
	const char *text = printed(put_shown);
	cr_assert_not_null(strstr(text, "usage: sanbao case export ID OUT --data DIR\n"), "%s", text);

	shown = find("sign", NULL, &err);
	text = printed(put_shown);
	cr_assert_not_null(strstr(text, "[--file PATH]..."), "%s", text);
	cr_assert_not_null(strstr(text, "  --key FILE "), "%s", text);

	shown = find("serve", NULL, &err);
	text = printed(put_shown);
	cr_assert_not_null(strstr(text, "[--SETTING VALUE]..."), "%s", text);
}

Test(subcommand, every_line_of_the_table_explains_itself)
{
#define SUBCOMMAND(name, function, operands, least, most, prose) \
	cr_assert_eq(prose[strlen(prose) - 1], '.', "%s", name); \
	cr_assert_leq(least, most);
#define FLAG(name, value, use, prose) \
	cr_assert_eq(prose[strlen(prose) - 1] == '.' || strlen(prose) > 10, true, "%s", name);
#define SETTINGS(prose)
#include "server/subcommand.def"
#undef SUBCOMMAND
#undef FLAG
#undef SETTINGS
}

Test(subcommand, a_status_means_one_exit_code)
{
	static const struct {
		enum problem problem;
		enum exit_code code;
	} rows[] = {
		{ PROBLEM_USAGE, EXIT_CODE_USAGE },
		{ PROBLEM_CONFIG_INVALID, EXIT_CODE_USAGE },
		{ PROBLEM_ENVIRONMENT, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_DATADIR_TAKEN, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_DATADIR_MISSING, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_FILE_EXISTS, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_STORE_UNAVAILABLE, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_RECORD_CORRUPT, EXIT_CODE_ENVIRONMENT },
		{ PROBLEM_PROOF_INVALID, EXIT_CODE_REFUSED },
		{ PROBLEM_INVALID_VALUE, EXIT_CODE_REFUSED },
		{ PROBLEM_NO_SUCH_RESOURCE, EXIT_CODE_REFUSED },
		{ PROBLEM_RESOURCE_EXHAUSTED, EXIT_CODE_INTERNAL },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err;
		enum status status = FAIL(&err, rows[i].problem, "x");

		cr_assert_eq(exit_code_of(status, &err), rows[i].code, "%s",
		             problem_info(rows[i].problem)->slug);
	}
	cr_assert_eq(exit_code_of(STATUS_OK, NULL), EXIT_CODE_DONE);
}
