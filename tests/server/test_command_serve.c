#include <signal.h>
#include <sys/wait.h>

#include "tests/server/command_fixture.h"

/* Runs the server in a child and ends it with SIGTERM once it answers; its exit code. */
static int serve_and_stop(const char *line)
{
	char command[512];
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	pid_t child = fork();
	if (child == 0) {
		char text[4096];
		char *words[64];

		dup2(fds[1], STDERR_FILENO);
		size_t count = command_split(line, text, sizeof(text), words);
		enum status status = command_run_words(words, count);
		_exit((int)exit_code_of(status, &command_err));
	}
	close(fds[1]);
	FILE *log = fdopen(fds[0], "r");
	command_said[0] = '\0';
	while (fgets(command, sizeof(command), log) != NULL) {
		strncat(command_said, command, sizeof(command_said) - strlen(command_said) - 1);
		if (strstr(command, "\"event\":\"server.started\"") != NULL)
			kill(child, SIGTERM);
	}
	fclose(log);
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Test(command_serve, it_says_what_its_limits_add_up_to_and_stops_when_told, .init = command_begin,
     .fini = command_end)
{
	command_ok("init --data $D/data");
	int code = serve_and_stop("serve --data $D/data --listen unix:$D/socket --loops 1");

	cr_assert_eq(code, EXIT_CODE_DONE, "%d: %s", code, command_said);
	cr_assert(command_said_has("\"event\":\"server.limits\",\"loops\":1,\"connections_max\":10000"), "%s",
	          command_said);
	cr_assert(command_said_has("\"map_space_bytes\":"));
}

Test(command_serve, it_needs_a_data_directory_and_settings_that_are_allowed, .init = command_begin,
     .fini = command_end)
{
	cr_assert_eq(exit_code_of(command_try("serve --data $D/none"), &command_err), EXIT_CODE_ENVIRONMENT);
	cr_assert_eq(exit_code_of(command_try("serve --data $D --listen nowhere"), &command_err),
	             EXIT_CODE_USAGE);
}
