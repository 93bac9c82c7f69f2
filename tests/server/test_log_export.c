#include "server/log_export.h"
#include "tests/server/bundle_fixture.h"

static enum status export_with(enum key_purpose purpose, const char *out, uint64_t *ret_size)
{
	struct note_key key = keystore_public(&fixture_keys, purpose);
	struct archive archive;

	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	enum status status =
		log_export(&archive, &key, fixture_path(out), &fixture_arena, ret_size, &fixture_err);
	archive_close(&archive);
	return status;
}

TestSuite(log_export, .init = fixture_begin, .fini = fixture_end);

Test(log_export, the_folder_has_the_checkpoint_the_tile_and_the_entries)
{
	char command[256];
	uint64_t size = 0;

	cr_assert_eq(export_with(KEY_PURPOSE_LOG, "log", &size), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_gt(size, 3);
	cr_assert_lt(size, 256);
	snprintf(command, sizeof command,
	         "cd $D/log && test -s checkpoint && test $(stat -c %%s tile/0/000.p/%u) -eq %u && "
	         "test -s tile/entries/000.p/%u && test $(find . -type f | wc -l) -eq 3",
	         (unsigned)size, (unsigned)size * DIGEST_BYTES, (unsigned)size);
	cr_assert_eq(folder_shell(command), 0, "%s", command);
}

/* What is public must not say who claims what. */
Test(log_export, nothing_of_a_case_is_in_it)
{
	uint64_t size;

	cr_assert_eq(export_with(KEY_PURPOSE_LOG, "log", &size), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_neq(folder_shell("grep -raqE 'b-[a-z]+|s-[a-z]+|dsp_|\"' $D/log/tile/entries"), 0);
	cr_assert_eq(folder_shell("grep -raq draft.created $D/log/tile/entries"), 0);
}

Test(log_export, an_existing_folder_or_another_logs_key_is_refused)
{
	uint64_t size;

	cr_assert_eq(export_with(KEY_PURPOSE_LOG, "log", &size), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_neq(export_with(KEY_PURPOSE_LOG, "log", &size), STATUS_OK);
	cr_assert_neq(export_with(KEY_PURPOSE_REGISTRAR, "other", &size), STATUS_OK);
	cr_assert_eq(fixture_err.problem, PROBLEM_PROOF_INVALID);
	cr_assert_neq(folder_shell("test -e $D/other"), 0);
}
