#include "server/bag.h"
#include "tests/server/folder.h"

static uint8_t block[MIB(8)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
}

Test(bag, what_was_written_passes_sha256sum, .init = begin, .fini = folder_remove)
{
	struct bag bag;

	cr_assert_eq(bag_init(&bag, str_from_c(folder), &arena, &err), STATUS_OK);
	cr_assert_eq(bag_put(&bag, STR("data/z.txt"), STR("last"), &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(bag_begin(&bag, STR("data/deep/er/a.json"), &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(bag_add(&bag, str_bytes(STR("in ")), &err), STATUS_OK);
	cr_assert_eq(bag_add(&bag, str_bytes(STR("pieces")), &err), STATUS_OK);
	cr_assert_eq(bag_end(&bag, &err), STATUS_OK);
	cr_assert(bag_has(&bag, STR("data/z.txt")));
	cr_assert_not(bag_has(&bag, STR("data/y.txt")));
	cr_assert_eq(bag_finish(&bag, STR("Bag-Software-Agent: test\n"), &err), STATUS_OK, "%s", err.detail);
	bag_close(&bag);

	cr_assert_eq(
		folder_shell(
			"cd $D && sha256sum -c --quiet --strict manifest-sha256.txt tagmanifest-sha256.txt"),
		0);
	cr_assert_eq(folder_shell("grep -qx 'Payload-Oxum: 13.2' $D/bag-info.txt"), 0);
	cr_assert_eq(folder_shell("test \"$(cat $D/data/deep/er/a.json)\" = 'in pieces'"), 0);
	cr_assert_eq(folder_shell("sort -c -k2 $D/manifest-sha256.txt"), 0);
}

Test(bag, a_file_that_is_there_is_not_overwritten, .init = begin, .fini = folder_remove)
{
	struct bag bag;

	cr_assert_eq(folder_shell("mkdir $D/data && touch $D/data/a"), 0);
	cr_assert_eq(bag_init(&bag, str_from_c(folder), &arena, &err), STATUS_OK);
	cr_assert_eq(bag_put(&bag, STR("data/a"), STR("x"), &err), STATUS_UNAVAILABLE);
	bag_close(&bag);
}

Test(bag, only_plain_paths_below_the_bag_are_safe)
{
	static const char *const safe[] = { "data/a", "data/CN.7D@1.0.json", "a_b-c" };
	static const char *const unsafe[] = {
		"",    "/",       "/etc/passwd", "..",       "../a",    "data/../../a", "data//a",  "data/",
		"./a", "data/.a", "a b",         "data/a\n", "data\\a", "data/a:b",     "data/%2e",
	};

	for (size_t i = 0; i < COUNT_OF(safe); i++)
		cr_assert(bag_path_is_safe(str_from_c(safe[i])), "%s", safe[i]);
	for (size_t i = 0; i < COUNT_OF(unsafe); i++)
		cr_assert_not(bag_path_is_safe(str_from_c(unsafe[i])), "%s", unsafe[i]);
	cr_assert_not(bag_path_is_safe((struct str){ "a\0b", 3 }));
}
