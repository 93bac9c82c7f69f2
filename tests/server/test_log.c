#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/log.h"

static uint8_t block[KIB(64)];

/* The line as JSON, which every line must be. */
static const struct node *parsed(struct str text)
{
	static struct arena arena;
	const struct node *node = NULL;
	struct error err;

	cr_assert_gt(text.len, 0);
	cr_assert_eq(text.ptr[text.len - 1], '\n');
	cr_assert_null(memchr(text.ptr, '\n', text.len - 1));
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(node_parse((struct str){ text.ptr, text.len - 1 }, &arena, &node, &err), STATUS_OK,
	             "%s: " STR_FMT, err.detail, STR_ARG(text));
	return node;
}

Test(log, a_line_is_one_json_object_with_its_fields_in_order)
{
	struct log_line line;

	log_begin(&line, LOG_WARNING, "store.slow");
	line.at_ms = 0;
	log_int(&line, "milliseconds", 12);
	log_text(&line, "path", STR("/var/lib/\"sanbao\"\n"));
	log_bool(&line, "again", true);
	struct str text = log_finish(&line);
	const struct node *node = parsed(text);

	cr_assert(str_eq(node_text(node, STR("level")), STR("warning")));
	cr_assert(str_eq(node_text(node, STR("event")), STR("store.slow")));
	cr_assert(str_eq(node_text(node, STR("path")), STR("/var/lib/\"sanbao\"\n")));
	cr_assert_eq(node_int(node, STR("milliseconds"), 0), 12);
	cr_assert(node_bool(node, STR("again"), false));
	cr_assert_eq(node_text(node, STR("time")).len, strlen("2026-11-24T23:50:00.123Z"));
	cr_assert(str_eq(node->members[0].name, STR("time")));
	cr_assert(str_eq(node->members[5].name, STR("again")));
}

Test(log, below_the_level_nothing_is_built)
{
	struct log_line line;

	log_level_set(LOG_WARNING);
	log_begin(&line, LOG_INFO, "a.b");
	log_text(&line, "path", STR("x"));
	cr_assert_eq(log_finish(&line).len, 0);
	cr_assert(log_is_wanted(LOG_ERROR));
	cr_assert_not(log_is_wanted(LOG_INFO));
}

Test(log, a_secret_never_appears)
{
	static const struct {
		const char *name;
		struct str text;
	} rows[] = {
		{ "token", STR_INIT("CANARY") },
		{ "authorization", STR_INIT("CANARY") },
		{ "client_secret", STR_INIT("CANARY") },
		{ "password", STR_INIT("CANARY") },
		{ "salt", STR_INIT("CANARY") },
		{ "seed", STR_INIT("CANARY") },
		{ "set_cookie", STR_INIT("CANARY") },
		{ "detail", STR_INIT("got Bearer CANARY") },
		{ "detail", STR_INIT("the token eyJhbGciOiJFZERTQSJ9.CANARY.CANARY is old") },
		{ "file", STR_INIT("sanbao-key/v1 secret\nname a\npurpose log\nseed CANARY\n") },
		{ "file", STR_INIT("-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY") },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct log_line line;

		log_begin(&line, LOG_ERROR, "a.b");
		log_text(&line, rows[i].name, rows[i].text);
		struct str text = log_finish(&line);
		cr_assert(str_eq(node_text(parsed(text), str_from_c(rows[i].name)), STR("[redacted]")));
		for (size_t at = 0; at + 6 <= text.len; at++)
			cr_assert_neq(memcmp(text.ptr + at, "CANARY", 6), 0, "row %zu", i);
	}
}

Test(log, an_error_shows_its_problem_and_place)
{
	struct log_line line;
	struct error err;

	cr_assert_eq(FAIL_AT(&err, PROBLEM_INVALID_VALUE, "/claim/text", "too long"), STATUS_INVALID);
	log_begin(&line, LOG_ERROR, "request.refused");
	log_error(&line, &err);
	const struct node *node = parsed(log_finish(&line));

	cr_assert(str_eq(node_text(node, STR("problem")), STR("invalid_value")));
	cr_assert(str_eq(node_text(node, STR("field")), STR("/claim/text")));
	cr_assert(str_eq(node_text(node, STR("detail")), STR("too long")));
	cr_assert_gt(node_text(node, STR("where")).len, 0);
}

Test(log, any_bytes_make_a_valid_line_and_a_long_one_is_cut)
{
	struct log_line line;
	char bytes[256];

	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	log_begin(&line, LOG_ERROR, "a.b");
	log_text(&line, "bytes", (struct str){ bytes + 1, 255 });
	(void)parsed(log_finish(&line));

	log_begin(&line, LOG_ERROR, "a.b");
	for (int i = 0; i < 20; i++)
		log_text(&line, "bytes", (struct str){ bytes + 1, 255 });
	const struct node *node = parsed(log_finish(&line));
	cr_assert(node_bool(node, STR("cut"), false));
	cr_assert(str_eq(node_text(node, STR("event")), STR("a.b")));
}

Test(log, a_line_goes_to_standard_error_in_one_piece)
{
	int pipes[2];
	char seen[LOG_LINE_MAX];

	cr_assert_eq(pipe(pipes), 0);
	int old = dup(STDERR_FILENO);
	dup2(pipes[1], STDERR_FILENO);
	log_event(LOG_INFO, "one.two");
	log_detail(LOG_INFO, "three.four", "path", STR("x"));
	dup2(old, STDERR_FILENO);
	ssize_t len = read(pipes[0], seen, sizeof(seen));
	close(old);
	close(pipes[0]);
	close(pipes[1]);

	cr_assert_gt(len, 0);
	size_t lines = 0;
	for (ssize_t i = 0; i < len; i++)
		lines += seen[i] == '\n';
	cr_assert_eq(lines, 2);
}

Test(log, levels_have_names)
{
	enum log_level level;
	struct error err;

	for (int i = 0; i < LOG_LEVEL_COUNT; i++) {
		cr_assert_eq(log_level_parse(str_from_c(log_level_name((enum log_level)i)), &level, &err),
		             STATUS_OK);
		cr_assert_eq(level, (enum log_level)i);
	}
	cr_assert_eq(log_level_parse(STR("loud"), &level, &err), STATUS_INVALID);
}
