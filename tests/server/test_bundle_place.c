#include "server/bundle_place.h"
#include "server/file.h"
#include "server/zip.h"
#include "tests/server/folder.h"

static uint8_t block[MIB(16)];
static struct arena arena;
static struct error err;

static void begin(void)
{
	folder_make();
	arena_init(&arena, block, sizeof(block));
	setenv("TMPDIR", folder, 1);
	cr_assert_eq(folder_shell("mkdir $D/bag && printf hello > $D/bag/a"), 0);
}

Test(bundle_place, a_directory_is_read_where_it_is, .init = begin, .fini = folder_remove)
{
	struct bundle_place place;

	cr_assert_eq(bundle_place_open(folder_path(&arena, "bag"), &arena, &place, &err), STATUS_OK);
	bundle_place_close(&place);
	cr_assert(file_exists(folder_path(&arena, "bag/a")));
}

Test(bundle_place, a_zip_is_unpacked_and_nothing_of_it_stays, .init = begin, .fini = folder_remove)
{
	struct str zip = folder_path(&arena, "b.zip");
	struct bundle_place place;

	cr_assert_eq(zip_pack(folder_path(&arena, "bag"), STR("d"), zip, &arena, &err), STATUS_OK);
	cr_assert_eq(bundle_place_open(zip, &arena, &place, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(folder_shell("cmp $D/sanbao-verify-*/a $D/bag/a"), 0);
	bundle_place_close(&place);
	cr_assert_eq(folder_shell("test -z \"$(ls -d $D/sanbao-verify-* 2>/dev/null)\""), 0);

	cr_assert_eq(folder_shell("echo >> $D/b.zip"), 0);
	cr_assert_neq(bundle_place_open(zip, &arena, &place, &err), STATUS_OK);
	cr_assert_eq(folder_shell("test -z \"$(ls -d $D/sanbao-verify-* 2>/dev/null)\""), 0);
}
