/* subcommand.h — which things can be asked of the program on its command line, and how each is used.
 *
 * Depends on: core, the table subcommand.def. A subcommand returns a status like everything else; main()
 * turns it into the exit code and prints the error. What it has to say goes to standard output; complaints to
 * standard error.
 */
#pragma once

#include "core/buf.h"

#define OPERANDS_MAX 2048 /* of a subcommand that takes many */

/* What the shell learns. */
enum exit_code {
	EXIT_CODE_DONE = 0,
	EXIT_CODE_REFUSED = 1,     /* the check said no */
	EXIT_CODE_USAGE = 2,       /* the command line or a setting is wrong */
	EXIT_CODE_ENVIRONMENT = 3, /* a file, the network, the store: not as needed */
	EXIT_CODE_INTERNAL = 70    /* our own fault */
};

enum flag_use { FLAG_REQUIRED, FLAG_OPTIONAL, FLAG_REPEATED };

struct arguments;

typedef enum status subcommand_run(const struct arguments *arguments, struct arena *arena, struct error *err);

/* The functions that the table names, each in a command_*.c. */
#define SUBCOMMAND(name, function, operands, least, most, prose)                               \
	NODISCARD enum status function(const struct arguments *arguments, struct arena *arena, \
	                               struct error *err);
#define FLAG(name, value, use, prose)
#define SETTINGS(prose)
#include "server/subcommand.def"
#undef SUBCOMMAND
#undef FLAG
#undef SETTINGS

enum usage_kind { USAGE_SUBCOMMAND, USAGE_FLAG, USAGE_SETTINGS };

/* A row of the table. Flags follow the subcommand that they belong to. */
struct usage {
	enum usage_kind kind;
	struct str name;
	struct str value; /* a flag's value or a subcommand's operands, as shown; empty for a switch */
	struct str prose;
	enum flag_use use;
	size_t least; /* operands */
	size_t most;
	subcommand_run *run;
};

/* The subcommand that the words begin with, and of how many words its name is. PROBLEM_USAGE: there is none,
 * with the one that was probably meant. */
NODISCARD enum status subcommand_find(char *const *words, size_t count, const struct usage **ret_subcommand,
                                      size_t *ret_taken, struct error *err);

/* The row after this one, while it belongs to the same subcommand; else NULL. */
const struct usage *subcommand_next(const struct usage *row);

/* The list of commands, and the usage of one. */
void usage_put(struct buf *buf);
void usage_put_one(struct buf *buf, const struct usage *subcommand);

/* What the status means to the shell. */
enum exit_code exit_code_of(enum status status, const struct error *err);
