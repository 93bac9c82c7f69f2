/* command_fixture.h — runs subcommands in the test's own process and keeps what they print.
 *
 * In a command line "$D" stands for the test's temporary directory. Words are separated by single blanks.
 */
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include "crypto/random.h"
#include "server/arguments.h"
#include "tests/server/folder.h"

static uint8_t *command_block;
static struct arena command_arena;
static struct error command_err;
static char command_said[262144];

static inline void command_begin(void)
{
	command_block = malloc(MIB(320));
	cr_assert_not_null(command_block);
	folder_make();
	cr_assert_eq(random_init(&command_err), STATUS_OK);
}

static inline void command_end(void)
{
	folder_remove();
	free(command_block);
}

static inline size_t command_split(const char *line, char *text, size_t size, char **words)
{
	size_t count = 0;
	size_t len = 0;

	for (const char *at = line; *at != '\0'; at++) {
		if (strncmp(at, "$D", 2) == 0) {
			len += (size_t)snprintf(text + len, size - len, "%s", folder);
			at++;
		} else {
			text[len++] = *at;
		}
	}
	text[len] = '\0';
	for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
		words[count++] = word;
	return count;
}

static inline enum status command_run_words(char **words, size_t count)
{
	static struct arguments arguments;

	arena_init(&command_arena, command_block, MIB(320));
	if (arguments_parse(words, count, &arguments, &command_err) != STATUS_OK)
		return problem_info(command_err.problem)->status;
	return arguments.subcommand->run(&arguments, &command_arena, &command_err);
}

/* The status; what was printed is in command_said, why it was refused in command_err. */
static inline enum status command_try(const char *line)
{
	static char text[4096];
	static char *words[128];
	size_t count = command_split(line, text, sizeof(text), words);
	char path[128];
	int old = dup(STDOUT_FILENO);

	snprintf(path, sizeof(path), "%s/said", folder);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	cr_assert_geq(fd, 0);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	enum status status = command_run_words(words, count);
	fflush(stdout);
	dup2(old, STDOUT_FILENO);
	close(old);
	ssize_t len = pread(fd, command_said, sizeof(command_said) - 1, 0);
	close(fd);
	command_said[len < 0 ? 0 : len] = '\0';
	return status;
}

static inline void command_ok(const char *line)
{
	cr_assert_eq(command_try(line), STATUS_OK, "%s: %s", line, command_err.detail);
}

static inline bool command_said_has(const char *part)
{
	return strstr(command_said, part) != NULL;
}
