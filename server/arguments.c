#include "server/arguments.h"

#include "server/config.h"
#include "server/suggestion.h"

static const struct usage *flag_find(const struct usage *subcommand, struct str name)
{
	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row)) {
		if (row->kind == USAGE_FLAG && str_eq(row->name, name))
			return row;
	}
	return NULL;
}

static bool takes_settings(const struct usage *subcommand)
{
	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row)) {
		if (row->kind == USAGE_SETTINGS)
			return true;
	}
	return false;
}

/* `idle-timeout` is the setting idle_timeout; { NULL, 0 } when there is none. */
static struct str setting_find(const struct usage *subcommand, struct str flag)
{
	const struct config_row *settings = config_rows();

	if (!takes_settings(subcommand))
		return (struct str){ 0 };
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct str name = settings[i].name;
		bool same = name.len == flag.len;

		for (size_t j = 0; same && j < name.len; j++)
			same = (name.ptr[j] == '_' ? '-' : name.ptr[j]) == flag.ptr[j];
		if (same)
			return name;
	}
	return (struct str){ 0 };
}

static enum status flag_unknown(const struct usage *subcommand, struct str name, struct error *err)
{
	struct suggestion suggestion;
	int shown = name.len < 60 ? (int)name.len : 60;

	suggestion_init(&suggestion, name);
	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row)) {
		if (row->kind == USAGE_FLAG)
			suggestion_consider(&suggestion, row->name);
	}
	for (size_t i = 0; i < SETTING_COUNT && takes_settings(subcommand); i++)
		suggestion_consider(&suggestion, config_rows()[i].name);
	if (suggestion.best.len == 0)
		return FAIL(err, PROBLEM_USAGE, "`sanbao " STR_FMT "` has no flag --%.*s; see its --help",
		            STR_ARG(subcommand->name), shown, name.ptr);
	return FAIL(err, PROBLEM_USAGE,
	            "`sanbao " STR_FMT "` has no flag --%.*s; did you mean --" STR_FMT "?",
	            STR_ARG(subcommand->name), shown, name.ptr, STR_ARG(suggestion.best));
}

/* The words still to be read. */
struct reading {
	char *const *words;
	size_t count;
	size_t at;
	bool flags_over; /* after a "--" every word is an operand */
};

static enum status flag_keep(struct arguments *arguments, struct argument flag, bool repeated,
                             struct error *err)
{
	if (!repeated && argument_is_set(arguments, flag.name))
		return FAIL(err, PROBLEM_USAGE, "--" STR_FMT " was given twice", STR_ARG(flag.name));
	if (arguments->flag_count == ARGUMENTS_MAX)
		return FAIL(err, PROBLEM_USAGE, "more than %d flags", ARGUMENTS_MAX);
	arguments->flags[arguments->flag_count++] = flag;
	return STATUS_OK;
}

/* `--name value` or `--name=value`; a switch has neither. */
static enum status flag_read(struct arguments *arguments, struct reading *reading, struct error *err)
{
	struct str word = str_from_c(reading->words[reading->at++] + 2);
	const char *equals = memchr(word.ptr, '=', word.len);
	struct str name = { word.ptr, equals == NULL ? word.len : (size_t)(equals - word.ptr) };
	const struct usage *row = flag_find(arguments->subcommand, name);
	struct str setting = setting_find(arguments->subcommand, name);
	struct argument flag = { .name = row != NULL ? row->name : setting, .setting = row == NULL };

	if (row == NULL && setting.len == 0)
		return flag_unknown(arguments->subcommand, name, err);
	if (row != NULL && row->value.len == 0) {
		if (equals != NULL)
			return FAIL(err, PROBLEM_USAGE, "--" STR_FMT " takes no value", STR_ARG(name));
		return flag_keep(arguments, flag, false, err);
	}
	if (equals != NULL) {
		flag.value = str_from_c(equals + 1);
	} else {
		if (reading->at == reading->count)
			return FAIL(err, PROBLEM_USAGE, "--" STR_FMT " needs a value", STR_ARG(name));
		flag.value = str_from_c(reading->words[reading->at++]);
	}
	return flag_keep(arguments, flag, row != NULL && row->use == FLAG_REPEATED, err);
}

static enum status operand_keep(struct arguments *arguments, const char *word, struct error *err)
{
	const struct usage *subcommand = arguments->subcommand;

	if (arguments->operand_count == subcommand->most)
		return FAIL(err, PROBLEM_USAGE,
		            "`sanbao " STR_FMT "` does not know what to do with \"%.60s\"; see its --help",
		            STR_ARG(subcommand->name), word);
	arguments->operands[arguments->operand_count++] = str_from_c(word);
	return STATUS_OK;
}

static enum status arguments_check(const struct arguments *arguments, struct error *err)
{
	const struct usage *subcommand = arguments->subcommand;

	for (const struct usage *row = subcommand_next(subcommand); row != NULL; row = subcommand_next(row)) {
		if (row->use == FLAG_REQUIRED && !argument_is_set(arguments, row->name))
			return FAIL(err, PROBLEM_USAGE,
			            "`sanbao " STR_FMT "` needs --" STR_FMT " " STR_FMT "; see its --help",
			            STR_ARG(subcommand->name), STR_ARG(row->name), STR_ARG(row->value));
	}
	if (arguments->operand_count < subcommand->least)
		return FAIL(err, PROBLEM_USAGE, "`sanbao " STR_FMT "` needs " STR_FMT "; see its --help",
		            STR_ARG(subcommand->name), STR_ARG(subcommand->value));
	return STATUS_OK;
}

static enum status word_read(struct arguments *arguments, struct reading *reading, struct error *err)
{
	const char *word = reading->words[reading->at];

	if (!reading->flags_over && strcmp(word, "--") == 0) {
		reading->flags_over = true;
		reading->at++;
		return STATUS_OK;
	}
	if (!reading->flags_over && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
		arguments->help = true;
		reading->at++;
		return STATUS_OK;
	}
	if (!reading->flags_over && strncmp(word, "--", 2) == 0)
		return flag_read(arguments, reading, err);
	reading->at++;
	return operand_keep(arguments, word, err);
}

enum status arguments_parse(char *const *words, size_t count, struct arguments *ret_arguments,
                            struct error *err)
{
	struct arguments arguments = { 0 };
	struct reading reading = { .words = words, .count = count };

	TRY(subcommand_find(words, count, &arguments.subcommand, &reading.at, err));
	while (reading.at < count)
		TRY(word_read(&arguments, &reading, err));
	if (!arguments.help)
		TRY(arguments_check(&arguments, err));
	*ret_arguments = arguments;
	return STATUS_OK;
}

bool argument_nth(const struct arguments *arguments, struct str name, size_t n, struct str *ret_value)
{
	for (size_t i = 0; i < arguments->flag_count; i++) {
		if (!str_eq(arguments->flags[i].name, name))
			continue;
		if (n-- > 0)
			continue;
		*ret_value = arguments->flags[i].value;
		return true;
	}
	return false;
}

struct str argument_text(const struct arguments *arguments, struct str name)
{
	struct str value = { 0 };

	(void)argument_nth(arguments, name, 0, &value);
	return value;
}

bool argument_is_set(const struct arguments *arguments, struct str name)
{
	struct str value;

	return argument_nth(arguments, name, 0, &value);
}
