#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/file.h"

static uint8_t block[KIB(64)];
static struct arena arena;
static struct error err;
static char directory[64];
static char path_text[128];

static void begin(void)
{
	strcpy(directory, "/tmp/sanbao-test-XXXXXX");
	cr_assert_not_null(mkdtemp(directory));
	arena_init(&arena, block, sizeof(block));
}

static struct str path_of(const char *name)
{
	snprintf(path_text, sizeof(path_text), "%s/%s", directory, name);
	return str_from_c(path_text);
}

static void end(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", directory);
	cr_assert_eq(system(command), 0);
}

Test(file, what_was_written_is_read_again, .init = begin, .fini = end)
{
	struct str text;

	cr_assert_not(file_exists(path_of("a")));
	cr_assert_eq(file_write(path_of("a"), FILE_PUBLIC, STR("one"), &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(file_write(path_of("a"), FILE_PUBLIC, STR("two"), &err), STATUS_OK);
	cr_assert_eq(file_read(path_of("a"), 3, &arena, &text, &err), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(text, STR("two")));
	cr_assert(file_exists(path_of("a")));
}

Test(file, secrets_are_for_their_owner_alone, .init = begin, .fini = end)
{
	struct stat status;

	cr_assert_eq(file_create(path_of("s"), FILE_SECRET, STR("x"), &err), STATUS_OK);
	cr_assert_eq(stat(path_of("s").ptr, &status), 0);
	cr_assert_eq(status.st_mode & 0777, 0600);
	cr_assert_eq(file_write(path_of("p"), FILE_PUBLIC, STR("x"), &err), STATUS_OK);
	cr_assert_eq(stat(path_of("p").ptr, &status), 0);
	cr_assert_eq(status.st_mode & 0777, 0644);
	cr_assert_eq(file_make_directory(path_of("d"), &err), STATUS_OK);
	cr_assert_eq(stat(path_of("d").ptr, &status), 0);
	cr_assert_eq(status.st_mode & 0777, 0700);
}

Test(file, creating_refuses_to_replace_and_leaves_no_litter, .init = begin, .fini = end)
{
	struct str text;
	char command[256];

	cr_assert_eq(file_create(path_of("a"), FILE_SECRET, STR("old"), &err), STATUS_OK);
	cr_assert_eq(file_create(path_of("a"), FILE_SECRET, STR("new"), &err), STATUS_CONFLICT);
	cr_assert_eq(err.problem, PROBLEM_FILE_EXISTS);
	cr_assert_eq(file_read(path_of("a"), 100, &arena, &text, &err), STATUS_OK);
	cr_assert(str_eq(text, STR("old")));
	snprintf(command, sizeof(command), "test \"$(ls -A %s)\" = a", directory);
	cr_assert_eq(system(command), 0);
	cr_assert_eq(file_make_directory(path_of("a"), &err), STATUS_CONFLICT);
}

Test(file, faults_name_the_path_and_the_reason, .init = begin, .fini = end)
{
	struct str text = STR("untouched");

	cr_assert_eq(file_read(path_of("none"), 10, &arena, &text, &err), STATUS_UNAVAILABLE);
	cr_assert_not_null(strstr(err.detail, "/none: No such file"), "%s", err.detail);
	cr_assert_eq(file_write(path_of("no/where"), FILE_PUBLIC, STR("x"), &err), STATUS_UNAVAILABLE);
	cr_assert_eq(file_read(path_of(""), 10, &arena, &text, &err), STATUS_UNAVAILABLE);
	cr_assert_eq(file_sync_directory(path_of("none"), &err), STATUS_UNAVAILABLE);
	cr_assert(str_eq(text, STR("untouched")));
}

Test(file, a_file_larger_than_allowed_is_refused, .init = begin, .fini = end)
{
	struct str text;

	cr_assert_eq(file_write(path_of("a"), FILE_PUBLIC, STR("four"), &err), STATUS_OK);
	cr_assert_eq(file_read(path_of("a"), 4, &arena, &text, &err), STATUS_OK);
	cr_assert_eq(file_read(path_of("a"), 3, &arena, &text, &err), STATUS_LIMIT);
	cr_assert_eq(err.problem, PROBLEM_SIZE_EXCEEDED);

	arena_init(&arena, block, 2);
	cr_assert_eq(file_read(path_of("a"), 4, &arena, &text, &err), STATUS_LIMIT);
	cr_assert_eq(err.problem, PROBLEM_RESOURCE_EXHAUSTED);
}
