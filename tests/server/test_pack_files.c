#include <criterion/criterion.h>
#include <stdlib.h>

#include "server/pack_files.h"
#include "tests/server/folder.h"

static struct arena arena;
static struct pack_files files;
static struct error err;
static void *block;

static void begin(void)
{
	folder_make();
	block = malloc(MIB(32));
	arena_init(&arena, block, MIB(32));
	cr_assert_eq(pack_files_embedded(&arena, &files, &err), STATUS_OK);
}

static void end(void)
{
	free(block);
	folder_remove();
}

static struct str in_folder(const char *name)
{
	static char path[256];

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	return str_from_c(path);
}

TestSuite(pack_files, .init = begin, .fini = end);

Test(pack_files, the_program_s_own_packs_have_names_and_digests)
{
	const struct pack_file *file = pack_files_find(&files, STR("CN.7D"));

	cr_assert_not_null(file);
	cr_assert(str_eq(file->name, STR("CN.7D.json")));
	cr_assert(str_eq(file->texts_name, STR("CN.7D.texts.json")));
	cr_assert_eq(pack_files_find(&files, file->source.sha256), file, "by its digest, too");
	cr_assert_null(pack_files_find(&files, STR("NONE")));
	cr_assert(!file->is_given);
}

Test(pack_files, a_file_takes_the_place_of_its_namesake)
{
	const struct packset *packs;
	size_t count = files.count;

	cr_assert_eq(folder_shell("sed 's/\"2026.1\"/\"2027.9\"/' " SOURCE_DIR
	                          "/core/packs/CN.7D.json > $D/mine.json; cp " SOURCE_DIR
	                          "/core/packs/CN.7D.texts.json $D/mine.texts.json"),
	             0);
	cr_assert_eq(pack_files_add(&files, in_folder("mine.json"), &arena, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(files.count, count);
	cr_assert(pack_files_find(&files, STR("CN.7D"))->is_given);
	cr_assert_eq(pack_files_load(&files, &arena, &packs, &err), STATUS_OK, "%s", err.detail);
	for (size_t i = 0; i < packs->pack_count; i++) {
		if (str_eq(packs->packs[i].id, STR("CN.7D")))
			cr_assert(str_eq(packs->packs[i].version, STR("2027.9")));
	}
}

Test(pack_files, a_directory_gives_all_its_packs)
{
	cr_assert_eq(folder_shell("cp " SOURCE_DIR "/core/packs/CN.* $D/"), 0);
	cr_assert_eq(pack_files_add(&files, str_from_c(folder), &arena, &err), STATUS_OK, "%s", err.detail);
	cr_assert(pack_files_find(&files, STR("CN.CORE"))->is_given);
	cr_assert(pack_files_find(&files, STR("CN.CORE"))->source.texts.len > 0);
}

Test(pack_files, a_refusal_names_file_place_and_reason)
{
	const struct packset *packs = NULL;

	cr_assert_eq(folder_shell("sed 's/fact:claim.type/fact:claim.kind/' " SOURCE_DIR
	                          "/core/packs/CN.7D.json > $D/bad.json; cp " SOURCE_DIR
	                          "/core/packs/CN.7D.texts.json $D/bad.texts.json"),
	             0);
	cr_assert_eq(pack_files_add(&files, in_folder("bad.json"), &arena, &err), STATUS_OK);
	cr_assert_eq(pack_files_load(&files, &arena, &packs, &err), STATUS_INVALID);
	cr_assert_null(packs);
	cr_assert_not_null(strstr(err.detail, "bad.json: /definitions/"), "%s", err.detail);
	cr_assert_not_null(strstr(err.detail, "claim.kind"), "%s", err.detail);
	cr_assert_eq(err.problem, PROBLEM_PACK_INVALID);
}

Test(pack_files, what_is_no_json_is_refused_by_its_name)
{
	const struct packset *packs = NULL;

	cr_assert_eq(folder_shell("printf '{\"pack\": \"X\",' > $D/torn.json"), 0);
	cr_assert_eq(pack_files_add(&files, in_folder("torn.json"), &arena, &err), STATUS_OK);
	cr_assert_eq(pack_files_load(&files, &arena, &packs, &err), STATUS_INVALID);
	cr_assert_not_null(strstr(err.detail, "torn.json: "), "%s", err.detail);
	cr_assert_eq(pack_files_add(&files, in_folder("none.json"), &arena, &err), STATUS_UNAVAILABLE);
}
