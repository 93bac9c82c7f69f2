/* arguments.h — what a subcommand was given on the command line.
 *
 * Depends on: server/subcommand.h for what it may be given. Pure.
 * Ownership: borrows from argv, which outlives everything. Limits: ARGUMENTS_MAX flags, OPERANDS_MAX
 * operands.
 */
#pragma once

#include "server/subcommand.h"

#define ARGUMENTS_MAX 192

/* A flag as it was given. `setting`: it is no flag of the table but a setting, and `name` is the setting's.
 */
struct argument {
	struct str name;
	struct str value;
	bool setting;
};

struct arguments {
	const struct usage *subcommand;
	struct argument flags[ARGUMENTS_MAX];
	size_t flag_count;
	struct str operands[OPERANDS_MAX];
	size_t operand_count;
	bool help; /* --help was among them: nothing is missing then */
};

/* Reads the words after the program's name. PROBLEM_USAGE: an unknown command or flag (the detail names the
 * likely one), a missing or a surplus value. */
NODISCARD enum status arguments_parse(char *const *words, size_t count, struct arguments *ret_arguments,
                                      struct error *err);

/* The flag's value; empty when it was not given. */
struct str argument_text(const struct arguments *arguments, struct str name);
bool argument_is_set(const struct arguments *arguments, struct str name);

/* The n-th value of a flag that may be repeated; false when there are fewer. */
bool argument_nth(const struct arguments *arguments, struct str name, size_t n, struct str *ret_value);
