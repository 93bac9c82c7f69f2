/*~ Where the program begins: find the subcommand, run it, and tell the shell how it ended. */
#include <stdio.h>
#include <stdlib.h>

#include "crypto/random.h"
#include "server/arguments.h"
#include "server/file.h"

/* For one subcommand; taken from the system only as far as it is used. */
#define ARENA_BYTES     MIB(512)
#define USAGE_BYTES_MAX KIB(32)

static enum status usage_show(const struct usage *subcommand, struct arena *arena, struct error *err)
{
	struct buf buf;

	buf_init(&buf, arena, USAGE_BYTES_MAX);
	usage_put_one(&buf, subcommand);
	TRY(buf_check(&buf, err));
	return file_print(buf_str(&buf), err);
}

static enum status run(int argc, char **argv, struct arena *arena, struct error *err)
{
	static char help_word[] = "help";
	static char version_word[] = "version";
	char *first = argc > 1 ? argv[1] : help_word;
	struct arguments arguments;

	if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
		first = help_word;
	if (strcmp(first, "--version") == 0)
		first = version_word;
	if (argc > 1)
		argv[1] = first;
	TRY(arguments_parse(argc > 1 ? argv + 1 : &first, argc > 1 ? (size_t)argc - 1 : 1, &arguments, err));
	if (arguments.help)
		return usage_show(arguments.subcommand, arena, err);
	TRY(random_init(err));
	return arguments.subcommand->run(&arguments, arena, err);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct error err = { 0 };
	void *block = malloc(ARENA_BYTES);

	if (block == NULL) {
		(void)fputs("sanbao: the system gives no memory\n", stderr);
		return EXIT_CODE_ENVIRONMENT;
	}
	arena_init(&arena, block, ARENA_BYTES);
	enum status status = run(argc, argv, &arena, &err);
	if (status != STATUS_OK && err.detail[0] != '\0')
		(void)fprintf(stderr, "sanbao: %s%s%s\n", err.field, err.field[0] == '\0' ? "" : ": ",
		              err.detail);
	free(block);
	return (int)exit_code_of(status, &err);
}
