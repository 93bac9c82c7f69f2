#include "server/zip.h"
#include "tests/server/folder.h"

static uint8_t block[MIB(16)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(folder_shell("mkdir -p $D/bag/data/deep && printf hello > $D/bag/data/deep/a"
	                          " && : > $D/bag/data/empty && seq 40000 > $D/bag/data/large"
	                          " && cd $D/bag && sha256sum data/*/* data/empty data/large > sums.txt"),
	             0);
}

static enum status pack(const char *out)
{
	return zip_pack(folder_path(&arena, "bag"), STR("dsp_1"), folder_path(&arena, out), &arena, &err);
}

Test(zip_pack, any_program_unpacks_it, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(pack("out.zip"), STATUS_OK, "%s", err.detail);
	cr_assert_eq(
		folder_shell("cd $D && unzip -tq out.zip > said && unzip -q out.zip"
	                     " && cd dsp_1 && sha256sum -c --quiet --strict sums.txt && diff -r . ../bag"),
		0);
}

Test(zip_pack, the_same_bag_gives_the_same_bytes, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(pack("out.zip"), STATUS_OK, "%s", err.detail);
	cr_assert_eq(folder_shell("touch -d 2001-01-01 $D/bag/data/* && chmod 600 $D/bag/sums.txt"), 0);
	cr_assert_eq(pack("again.zip"), STATUS_OK, "%s", err.detail);
	cr_assert_eq(folder_shell("cmp $D/out.zip $D/again.zip"), 0);
}

Test(zip_pack, what_is_there_is_not_overwritten, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(folder_shell("echo mine > $D/out.zip"), 0);
	cr_assert_neq(pack("out.zip"), STATUS_OK);
	cr_assert_eq(err.problem, PROBLEM_FILE_EXISTS);
	cr_assert_eq(folder_shell("grep -qx mine $D/out.zip"), 0);
}
