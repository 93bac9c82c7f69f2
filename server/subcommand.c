#include "server/subcommand.h"

#include <stdio.h>

#include "server/suggestion.h"

#define PROSE_COLUMN 28 /* where explanations begin */

/* clang-format off */
static const struct usage rows[] = {
#define SUBCOMMAND(name, function, operands, least, most, prose) \
	{ USAGE_SUBCOMMAND, STR_INIT(name), STR_INIT(operands), STR_INIT(prose), FLAG_OPTIONAL, \
	  least, most, function },
#define FLAG(name, value, use, prose) \
	{ USAGE_FLAG, STR_INIT(name), STR_INIT(value), STR_INIT(prose), FLAG_##use, 0, 0, NULL },
#define SETTINGS(prose) \
	{ USAGE_SETTINGS, STR_INIT("SETTING"), STR_INIT("VALUE"), STR_INIT(prose), FLAG_REPEATED, \
	  0, 0, NULL },
#include "server/subcommand.def"
#undef SUBCOMMAND
#undef FLAG
#undef SETTINGS
};
/* clang-format on */

static const struct usage *rows_end(void)
{
	return rows + COUNT_OF(rows);
}

const struct usage *subcommand_next(const struct usage *row)
{
	row++;
	return row == rows_end() || row->kind == USAGE_SUBCOMMAND ? NULL : row;
}

/* --- finding the subcommand --- */

/* Whether the words begin with the subcommand's one or two words; sets how many they are. */
static bool words_begin_with(char *const *words, size_t count, struct str name, size_t *ret_taken)
{
	const char *blank = memchr(name.ptr, ' ', name.len);
	size_t first = blank == NULL ? name.len : (size_t)(blank - name.ptr);

	if (count == 0 || !str_eq(str_from_c(words[0]), (struct str){ name.ptr, first }))
		return false;
	*ret_taken = 1;
	if (blank == NULL)
		return true;
	*ret_taken = 2;
	return count > 1 && str_eq(str_from_c(words[1]), (struct str){ blank + 1, name.len - first - 1 });
}

static struct str nearest_name(struct str word)
{
	struct suggestion suggestion;

	suggestion_init(&suggestion, word);
	for (const struct usage *row = rows; row < rows_end(); row++) {
		if (row->kind == USAGE_SUBCOMMAND)
			suggestion_consider(&suggestion, row->name);
	}
	return suggestion.best;
}

static enum status subcommand_unknown(char *const *words, size_t count, struct error *err)
{
	char pair[2 * SUGGESTION_WORD_MAX];
	int len = snprintf(pair, sizeof(pair), "%s %s", words[0], count > 1 ? words[1] : "");
	struct str best = { 0 };

	if (count > 1 && len > 0 && (size_t)len < sizeof(pair))
		best = nearest_name(str_from_c(pair));
	if (best.len == 0)
		best = nearest_name(str_from_c(words[0]));
	if (best.len == 0)
		return FAIL(err, PROBLEM_USAGE, "there is no command \"%.60s\"; `sanbao help` lists them",
		            words[0]);
	return FAIL(err, PROBLEM_USAGE, "there is no command \"%.60s\"; did you mean `sanbao " STR_FMT "`?",
	            words[0], STR_ARG(best));
}

enum status subcommand_find(char *const *words, size_t count, const struct usage **ret_subcommand,
                            size_t *ret_taken, struct error *err)
{
	if (count == 0)
		return FAIL(err, PROBLEM_USAGE, "say what to do; `sanbao help` lists the commands");
	for (const struct usage *row = rows; row < rows_end(); row++) {
		if (row->kind != USAGE_SUBCOMMAND || !words_begin_with(words, count, row->name, ret_taken))
			continue;
		*ret_subcommand = row;
		return STATUS_OK;
	}
	return subcommand_unknown(words, count, err);
}

/* --- saying how it is used --- */

static void pad(struct buf *buf, size_t line_start, size_t column)
{
	buf_put_char(buf, ' ');
	while (!buf->failed && buf->len - line_start < column)
		buf_put_char(buf, ' ');
}

void usage_put(struct buf *buf)
{
	buf_put(buf, STR("Sanbao: marketplace disputes, filed, signed, proposed, decided, verified.\n\n"
	                 "usage: sanbao COMMAND [FLAGS]      sanbao COMMAND --help\n\n"));
	for (const struct usage *row = rows; row < rows_end(); row++) {
		size_t start = buf->len;

		if (row->kind != USAGE_SUBCOMMAND)
			continue;
		buf_put(buf, STR("  "));
		buf_put(buf, row->name);
		pad(buf, start, PROSE_COLUMN / 2 + 2);
		buf_put(buf, row->prose);
		buf_put_char(buf, '\n');
	}
	buf_put(buf, STR("\nexit codes: 0 done; 1 the check said no, or the input was refused; 2 the command "
	                 "line or a\n"
	                 "setting is wrong; 3 a file, the store or the system is not as needed; 70 our own "
	                 "fault\n"));
}

/* "--data DIR", "[--ttl TIME]", "[--file PATH]..." */
static void flag_put(struct buf *buf, const struct usage *row)
{
	if (row->kind == USAGE_SETTINGS) {
		buf_put(buf, STR(" [--SETTING VALUE]..."));
		return;
	}
	buf_put(buf, row->use == FLAG_REQUIRED ? STR(" --") : STR(" [--"));
	buf_put(buf, row->name);
	if (row->value.len > 0)
		buf_put_char(buf, ' ');
	buf_put(buf, row->value);
	if (row->use != FLAG_REQUIRED)
		buf_put_char(buf, ']');
	if (row->use == FLAG_REPEATED)
		buf_put(buf, STR("..."));
}

void usage_put_one(struct buf *buf, const struct usage *subcommand)
{
	assert(subcommand->kind == USAGE_SUBCOMMAND);
	buf_put(buf, STR("usage: sanbao "));
	buf_put(buf, subcommand->name);
	if (subcommand->value.len > 0)
		buf_put_char(buf, ' ');
	buf_put(buf, subcommand->value);
	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row))
		flag_put(buf, row);
	buf_put(buf, STR("\n\n"));
	buf_put(buf, subcommand->prose);
	buf_put(buf, STR("\n\n"));
	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row)) {
		size_t start = buf->len;

		buf_put(buf, STR("  --"));
		buf_put(buf, row->name);
		buf_put_char(buf, ' ');
		buf_put(buf, row->value);
		pad(buf, start, PROSE_COLUMN);
		buf_put(buf, row->prose);
		buf_put_char(buf, '\n');
	}
}

/* --- what the shell learns --- */

static enum exit_code exit_code_of_problem(enum problem problem)
{
	switch ((int)problem) {
	case PROBLEM_USAGE:
	case PROBLEM_CONFIG_INVALID: return EXIT_CODE_USAGE;
	case PROBLEM_ENVIRONMENT:
	case PROBLEM_FILE_EXISTS:
	case PROBLEM_DATADIR_TAKEN:
	case PROBLEM_DATADIR_MISSING: return EXIT_CODE_ENVIRONMENT;
	case PROBLEM_RESOURCE_EXHAUSTED: return EXIT_CODE_INTERNAL;
	default: return EXIT_CODE_REFUSED;
	}
}

enum exit_code exit_code_of(enum status status, const struct error *err)
{
	if (status == STATUS_OK)
		return EXIT_CODE_DONE;
	enum exit_code code = exit_code_of_problem(err->problem);
	if (code == EXIT_CODE_REFUSED && (status == STATUS_UNAVAILABLE || status == STATUS_CORRUPT))
		return EXIT_CODE_ENVIRONMENT;
	return code;
}
