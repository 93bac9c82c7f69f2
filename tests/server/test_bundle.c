#include "tests/server/bundle_fixture.h"

Test(bundle, it_passes_sha256sum_and_has_every_part, .init = fixture_begin_with_ruling, .fini = fixture_end)
{
	static const char *const parts[] = {
		BUNDLE_EVENTS,
		BUNDLE_KEYS,
		BUNDLE_RULING,
		"data/statements/0002.note",
		"data/statements/0002.content.json",
		"data/receipts/0001.tlog-proof",
		"data/facts/v1.json",
		"data/proposals/v1.json",
	};
	char command[256];

	cr_assert_eq(folder_shell("cd $D/out && sha256sum -c --quiet --strict manifest-sha256.txt "
	                          "tagmanifest-sha256.txt"),
	             0);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		snprintf(command, sizeof(command), "test -s $D/out/%s", parts[i]);
		cr_assert_eq(folder_shell(command), 0, "%s", parts[i]);
	}
	cr_assert_eq(folder_shell("test -n \"$(ls $D/out/data/files $D/out/data/packs)\""), 0);
	cr_assert_eq(folder_shell("cd $D/out/data/files && for f in *; do echo \"$f  $f\"; done | sha256sum "
	                          "-c --quiet"),
	             0);
}

Test(bundle, it_is_written_while_the_store_is_held_by_a_server, .init = fixture_begin, .fini = fixture_end)
{
	struct store_config config = { .engine = STORE_ENGINE_LMDB, .directory = fixture_path("data").ptr };
	struct store *store;
	struct blobs *blobs;

	cr_assert_eq(store_open(&config, &store, &fixture_err), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_eq(blobs_open(&config, &blobs, &fixture_err), STATUS_OK, "%s", fixture_err.detail);
	cr_assert_eq(fixture_export(PHASE_REVIEW), STATUS_OK, "%s", fixture_err.detail);
	blobs_close(blobs);
	store_close(store);
	cr_assert_eq(fixture_failures(), 0, "%s", fixture_said);
}

Test(bundle, a_dispute_that_does_not_exist_is_said_not_to, .init = fixture_begin, .fini = fixture_end)
{
	struct archive archive;
	struct bundle_source source = { .archive = &archive,
		                        .service = fixture_config.service,
		                        .dispute = { { 1 } } };

	cr_assert_eq(archive_open(&archive, fixture_path("data"), &fixture_arena, &fixture_err), STATUS_OK);
	cr_assert_eq(bundle_write(&source, fixture_path("data"), &fixture_arena, &fixture_err),
	             STATUS_NOT_FOUND);
	archive_close(&archive);
}

Test(bundle, paths_are_padded_so_that_they_sort)
{
	static uint8_t block[KIB(4)];
	struct arena arena;

	arena_init(&arena, block, sizeof(block));
	cr_assert(str_eq(bundle_seq_path(BUNDLE_STATEMENTS, 7, ".note", &arena),
	                 STR("data/statements/0007.note")));
	cr_assert(str_eq(bundle_version_path(BUNDLE_FACTS, 2, &arena), STR("data/facts/v2.json")));
}
