#include "server/bag_check.h"
#include "tests/server/folder.h"

static uint8_t block[MIB(16)];
static struct arena arena;
static struct error err;
static char said[16384];

/* A whole bag with two files. */
static void begin(void)
{
	struct bag bag;

	folder_make();
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(bag_init(&bag, str_from_c(folder), &arena, &err), STATUS_OK);
	cr_assert_eq(bag_put(&bag, STR("data/a.txt"), STR("one"), &err), STATUS_OK);
	cr_assert_eq(bag_put(&bag, STR("data/b/c.txt"), STR("two"), &err), STATUS_OK);
	cr_assert_eq(bag_finish(&bag, STR("Bag-Software-Agent: test\n"), &err), STATUS_OK);
	bag_close(&bag);
}

static size_t failures(void)
{
	struct report report = { .out = fmemopen(said, sizeof(said), "w") };
	struct bag bag;

	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(bag_check(str_from_c(folder), &arena, &report, &bag, &err), STATUS_OK, "%s", err.detail);
	fclose(report.out);
	return report.failed;
}

Test(bag_check, a_whole_bag_is_ok, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(failures(), 0, "%s", said);
	cr_assert_not_null(strstr(said, "2 files"), "%s", said);
}

Test(bag_check, every_way_to_tamper_is_found_and_named, .init = begin, .fini = folder_remove)
{
	static const struct {
		const char *how;
		const char *named;
	} rows[] = {
		{ "printf onE > $D/data/a.txt", "FAILED  data/a.txt: not the bytes" },
		{ "rm $D/data/b/c.txt", "FAILED  data/b/c.txt: cannot open" },
		{ "touch $D/data/extra", "FAILED  data/extra: nobody listed" },
		{ "touch $D/stray", "FAILED  stray: nobody listed" },
		{ "rm $D/data/a.txt; ln -s /etc/passwd $D/data/a.txt", "FAILED  data/a.txt" },
		{ "sed -i 1d $D/manifest-sha256.txt", "FAILED  manifest-sha256.txt: not the bytes" },
		{ "sed -i s,data/a.txt,data/../a.txt, $D/manifest-sha256.txt",
		  "FAILED  manifest-sha256.txt: a line" },
		{ "sed -i s,data/a.txt,/etc/passwd, $D/manifest-sha256.txt",
		  "FAILED  manifest-sha256.txt: a line" },
		{ "head -1 $D/manifest-sha256.txt >> $D/manifest-sha256.txt", "data/a.txt: listed twice" },
		{ "echo x >> $D/bag-info.txt", "FAILED  bag-info.txt: not the bytes" },
		{ "echo x > $D/bagit.txt", "FAILED  bagit.txt: not the declaration" },
		{ "rm $D/bagit.txt", "FAILED  bagit.txt" },
		{ "rm $D/tagmanifest-sha256.txt", "FAILED  tagmanifest-sha256.txt" },
		{ "sed -i 1d $D/tagmanifest-sha256.txt",
		  "FAILED  tagmanifest-sha256.txt: it does not list all" },
		{ "rm $D/manifest-sha256.txt", "FAILED  manifest-sha256.txt" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(folder_shell("rm -rf $D.copy && cp -a $D $D.copy"), 0);
		cr_assert_eq(folder_shell(rows[i].how), 0, "%s", rows[i].how);
		size_t failed = failures();
		cr_assert_eq(folder_shell("rm -rf $D && mv $D.copy $D"), 0);
		cr_assert_gt(failed, 0, "%s: %s", rows[i].how, said);
		cr_assert_not_null(strstr(said, rows[i].named), "%s: %s", rows[i].how, said);
	}
}

Test(bag_check, files_are_found_and_read, .init = begin, .fini = folder_remove)
{
	struct report report = { .out = fmemopen(said, sizeof(said), "w") };
	struct bag bag;
	struct str text;

	cr_assert_eq(bag_check(str_from_c(folder), &arena, &report, &bag, &err), STATUS_OK);
	fclose(report.out);
	cr_assert_not_null(bag_find(&bag, STR("data/a.txt")));
	cr_assert_null(bag_find(&bag, STR("data/none")));
	cr_assert_eq(bag_read(&bag, STR("data/a.txt"), &arena, &text, &err), STATUS_OK);
	cr_assert(str_eq(text, STR("one")));
}

Test(bag_check, a_missing_directory_is_no_verdict)
{
	struct report report = { .out = fmemopen(said, sizeof(said), "w") };
	struct bag bag;

	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(bag_check(STR("/tmp/sanbao-test-none"), &arena, &report, &bag, &err), STATUS_OK);
	fclose(report.out);
	cr_assert_gt(report.failed, 0);
}
