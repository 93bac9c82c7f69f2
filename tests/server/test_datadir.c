#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/datadir.h"
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

static size_t entries(void)
{
	char command[128];
	char line[16] = "";

	snprintf(command, sizeof(command), "ls -A %s | wc -l", directory);
	FILE *pipe = popen(command, "r");
	cr_assert_not_null(fgets(line, sizeof(line), pipe));
	pclose(pipe);
	return (size_t)atoi(line);
}

static void end(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", directory);
	cr_assert_eq(system(command), 0);
}

Test(datadir, a_draft_becomes_the_directory_in_one_step, .init = begin, .fini = end)
{
	struct datadir_draft draft;

	cr_assert_eq(datadir_begin(path_of("data//"), &arena, &draft, &err), STATUS_OK, "%s", err.detail);
	cr_assert_not(file_exists(path_of("data")));
	cr_assert_eq(file_write(datadir_path(draft.path, "a", &arena), FILE_PUBLIC, STR("x"), &err),
	             STATUS_OK);
	cr_assert_eq(datadir_commit(&draft, &err), STATUS_OK, "%s", err.detail);
	cr_assert(file_exists(path_of("data/a")));
	cr_assert_eq(entries(), 1);
}

Test(datadir, an_empty_directory_gives_way_and_a_full_one_does_not, .init = begin, .fini = end)
{
	struct datadir_draft draft;

	cr_assert_eq(file_make_directory(path_of("data"), &err), STATUS_OK);
	cr_assert_eq(datadir_begin(path_of("data"), &arena, &draft, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(file_write(datadir_path(draft.path, "a", &arena), FILE_PUBLIC, STR("x"), &err),
	             STATUS_OK);
	cr_assert_eq(datadir_commit(&draft, &err), STATUS_OK, "%s", err.detail);

	cr_assert_eq(datadir_begin(path_of("data"), &arena, &draft, &err), STATUS_CONFLICT);
	cr_assert_eq(err.problem, PROBLEM_DATADIR_TAKEN);
	cr_assert_eq(datadir_begin(path_of("data/a"), &arena, &draft, &err), STATUS_CONFLICT);
	cr_assert(file_exists(path_of("data/a")));
}

Test(datadir, a_directory_that_was_filled_meanwhile_is_not_overwritten, .init = begin, .fini = end)
{
	struct datadir_draft draft;

	cr_assert_eq(datadir_begin(path_of("data"), &arena, &draft, &err), STATUS_OK);
	cr_assert_eq(file_make_directory(path_of("data"), &err), STATUS_OK);
	cr_assert_eq(file_write(path_of("data/other"), FILE_PUBLIC, STR("x"), &err), STATUS_OK);
	cr_assert_eq(datadir_commit(&draft, &err), STATUS_CONFLICT);
	cr_assert(file_exists(path_of("data/other")));
	datadir_abandon(&draft);
	cr_assert_eq(entries(), 1);
}

Test(datadir, an_abandoned_draft_leaves_nothing, .init = begin, .fini = end)
{
	struct datadir_draft draft;

	cr_assert_eq(datadir_begin(path_of("data"), &arena, &draft, &err), STATUS_OK);
	cr_assert_eq(file_make_directory(datadir_path(draft.path, "keys", &arena), &err), STATUS_OK);
	cr_assert_eq(file_write(datadir_path(draft.path, "keys/a", &arena), FILE_SECRET, STR("x"), &err),
	             STATUS_OK);
	datadir_abandon(&draft);
	cr_assert_eq(entries(), 0);
}

Test(datadir, a_missing_parent_is_named, .init = begin, .fini = end)
{
	struct datadir_draft draft;

	cr_assert_eq(datadir_begin(path_of("no/data"), &arena, &draft, &err), STATUS_UNAVAILABLE);
	cr_assert_not_null(strstr(err.detail, "no/data"), "%s", err.detail);
	cr_assert_neq(datadir_begin(STR(""), &arena, &draft, &err), STATUS_OK);
	cr_assert_neq(datadir_begin(STR("/"), &arena, &draft, &err), STATUS_OK);
}

Test(datadir, what_is_no_data_directory_is_said_to_be_none, .init = begin, .fini = end)
{
	cr_assert_eq(datadir_check(path_of("data"), &arena, &err), STATUS_NOT_FOUND);
	cr_assert_not_null(strstr(err.detail, "sanbao init --data"), "%s", err.detail);
	cr_assert_eq(file_make_directory(path_of("store"), &err), STATUS_OK);
	cr_assert_eq(file_make_directory(path_of("blobs"), &err), STATUS_OK);
	cr_assert_eq(file_make_directory(path_of("keys"), &err), STATUS_OK);
	cr_assert_eq(datadir_check(str_from_c(directory), &arena, &err), STATUS_OK, "%s", err.detail);
}
