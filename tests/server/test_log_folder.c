#include "server/log_export.h"
#include "server/log_folder.h"
#include "tests/server/bundle_fixture.h"

static void begin(void)
{
	struct note_key key;
	struct archive archive;
	uint64_t size;

	fixture_begin();
	key = keystore_public(&fixture_keys, KEY_PURPOSE_LOG);
	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(log_export(&archive, &key, fixture_path("log"), &fixture_arena, &size, &fixture_err),
	             STATUS_OK);
	archive_close(&archive);
}

/* Held to no key with a purpose that is none. */
static size_t failures(enum key_purpose purpose)
{
	struct report report = { .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	struct note_key key =
		keystore_public(&fixture_keys, purpose == KEY_PURPOSE_COUNT ? KEY_PURPOSE_LOG : purpose);

	cr_assert_eq(log_folder_check(fixture_path("log"), purpose == KEY_PURPOSE_COUNT ? NULL : &key,
	                              &fixture_arena, &report, &fixture_err),
	             STATUS_OK, "%s", fixture_err.detail);
	fclose(report.out);
	return report.failed;
}

TestSuite(log_folder, .init = begin, .fini = fixture_end);

Test(log_folder, what_was_exported_is_whole)
{
	cr_assert_eq(failures(KEY_PURPOSE_LOG), 0, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "ok      entries: all "), "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "ok      tiles: all 1 "), "%s", fixture_said);
}

static const struct {
	const char *tamper; /* e: the entries, t: the tile */
	const char *said;
} rows[] = {
	{ "printf x | dd of=$e bs=1 seek=9 conv=notrunc", "FAILED  entries, tile 0: entry 0 is not the one" },
	{ "printf tampered | dd of=$t bs=1 seek=33 conv=notrunc",
	  "FAILED  entries, tile 0: entry 1 is not the one" },
	{ "printf x >>$e", "FAILED  entries, tile 0: its bundle goes on" },
	{ "truncate -s -1 $e", "FAILED  entries, tile 0: its bundle ends" },
	{ "truncate -s -32 $t", "FAILED  entries, tile 0: " },
	{ "rm $t", "FAILED  entries, tile 0: cannot open" },
	{ "sed -i 2s/$/0/ $D/log/checkpoint", "FAILED  checkpoint" },
};

Test(log_folder, whatever_is_altered_is_found)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char command[512];

		snprintf(command, sizeof command,
		         "cp -r $D/log $D/kept; e=$(ls $D/log/tile/entries/000.p/*); t=$(ls "
		         "$D/log/tile/0/000.p/*); { %s; } 2>/dev/null",
		         rows[i].tamper);
		cr_assert_eq(folder_shell(command), 0, "%s", command);
		cr_assert_gt(failures(KEY_PURPOSE_LOG), 0, "%s", rows[i].tamper);
		cr_assert_not_null(strstr(fixture_said, rows[i].said), "%s: %s", rows[i].tamper,
		                   fixture_said);
		cr_assert_eq(folder_shell("rm -rf $D/log; mv $D/kept $D/log"), 0);
	}
}

Test(log_folder, another_key_is_refused_and_none_is_said)
{
	cr_assert_eq(failures(KEY_PURPOSE_REGISTRAR), 1, "%s", fixture_said);
	cr_assert_eq(failures(KEY_PURPOSE_COUNT), 0, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, "warning no --log-key"), "%s", fixture_said);
}
