#include "server/zip.h"
#include "tests/server/folder.h"

static uint8_t block[MIB(16)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(
		folder_shell("mkdir -p $D/bag/data && printf hello > $D/bag/data/a && printf 2 > $D/bag/b"),
		0);
	cr_assert_eq(zip_pack(folder_path(&arena, "bag"), STR("dsp_1"), folder_path(&arena, "good.zip"),
	                      &arena, &err),
	             STATUS_OK, "%s", err.detail);
}

static enum status unpack(const char *zip)
{
	cr_assert_eq(folder_shell("rm -rf $D/out && mkdir $D/out"), 0);
	return zip_unpack(folder_path(&arena, zip), folder_path(&arena, "out"), &arena, &err);
}

Test(zip_unpack, what_was_packed_comes_back, .init = begin, .fini = folder_remove)
{
	cr_assert(zip_is(folder_path(&arena, "good.zip")));
	cr_assert_not(zip_is(folder_path(&arena, "bag/b")));
	cr_assert_not(zip_is(folder_path(&arena, "none")));
	cr_assert_eq(unpack("good.zip"), STATUS_OK, "%s", err.detail);
	cr_assert_eq(folder_shell("diff -r $D/bag $D/out"), 0);
}

Test(zip_unpack, folders_and_extra_fields_of_other_programs_are_passed_over, .init = begin,
     .fini = folder_remove)
{
	cr_assert_eq(folder_shell("cd $D && mv bag dsp_1 && python3 -c 'import zipfile, os\n"
	                          "z = zipfile.ZipFile(\"b.zip\", \"w\")\n"
	                          "i = zipfile.ZipInfo(\"dsp_1/\"); z.writestr(i, b\"\")\n"
	                          "i = zipfile.ZipInfo(\"dsp_1/b\"); i.extra = b\"UT\\x05\\0\\1abcd\"; "
	                          "z.writestr(i, b\"2\")\n"
	                          "z.close()'"),
	             0);
	cr_assert_eq(unpack("b.zip"), STATUS_OK, "%s", err.detail);
	cr_assert_eq(folder_shell("grep -qx 2 $D/out/b"), 0);
}

/* Each is a zip that some program would open, or one that shows different files to different programs. */
Test(zip_unpack, what_is_not_plain_is_refused, .init = begin, .fini = folder_remove)
{
	static const char *const rows[] = {
		"d[-1] = 1",                                           /* a remark that is not there */
		"d.append(0)",                                         /* a byte behind it */
		"d.insert(0, 0)",                                      /* a byte before it */
		"i = d.index(b'dsp_1/data/a'); d[i+6:i+10] = b'DATA'", /* two names for one file */
		"i = d.index(b'hello'); d[i] = 72",                    /* another content */
		"d[8] = 8",                                            /* compressed, one header says */
		"d[6] = 1",                                            /* encrypted */
		"d[-12] = 1; d[-14] = 1",                              /* a file that the directory hides */
		"d[:] = d.replace(b'dsp_1/data/a', b'dsp_1/../../a')", /* out of the folder, and longer */
		"d[:] = d.replace(b'dsp_1/data/a', b'dsp_1/../xxa')",  /* out of the folder */
		"d[:] = d.replace(b'dsp_1/data/a', b'dsp_1//etc/a')",  /* an empty segment */
		"d[:] = d.replace(b'dsp_1/data/a', b'dsp_2/data/a')",  /* two folders */
		"d[:] = d.replace(b'dsp_1/', b'dsp_1.')",              /* no folder */
		"del d[40:]",                                          /* cut off */
		"del d[:]",
	};
	char command[512];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(command, sizeof(command),
		         "cd $D && python3 -c \"d = bytearray(open('good.zip','rb').read())\n%s\n"
		         "open('bad.zip','wb').write(d)\"",
		         rows[i]);
		cr_assert_eq(folder_shell(command), 0, "%s", rows[i]);
		cr_assert_neq(unpack("bad.zip"), STATUS_OK, "%s", rows[i]);
		cr_assert_eq(err.problem, PROBLEM_PROOF_INVALID, "%s: %s", rows[i], err.detail);
		cr_assert_eq(folder_shell("test ! -e $D/a && test ! -e $D/xxa"), 0, "%s", rows[i]);
	}
}

Test(zip_unpack, a_file_that_stands_there_twice_is_refused, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(folder_shell("cd $D && python3 -W ignore -c 'import zipfile\n"
	                          "z = zipfile.ZipFile(\"b.zip\", \"w\")\n"
	                          "z.writestr(\"d/a\", b\"1\"); z.writestr(\"d/a\", b\"2\"); z.close()'"),
	             0);
	cr_assert_neq(unpack("b.zip"), STATUS_OK);
	cr_assert_not_null(strstr(err.detail, "twice"), "%s", err.detail);
}

Test(zip_unpack, a_compressed_zip_says_what_to_do, .init = begin, .fini = folder_remove)
{
	cr_assert_eq(folder_shell("cd $D && python3 -c 'import zipfile\n"
	                          "z = zipfile.ZipFile(\"b.zip\", \"w\", zipfile.ZIP_DEFLATED)\n"
	                          "z.writestr(\"d/a\", b\"1\" * 999); z.close()'"),
	             0);
	cr_assert_neq(unpack("b.zip"), STATUS_OK);
	cr_assert_not_null(strstr(err.detail, "unpack the zip and verify the directory"), "%s", err.detail);
}
