#include "server/pack_files.h"
#include "server/stored_cases.h"
#include "tests/server/command_fixture.h"

static uint64_t last_progress;

static void on_progress(void *ctx, uint64_t cases)
{
	(void)ctx;
	last_progress = cases;
}

Test(stored_cases, decided_disputes_come_with_their_reasons, .init = command_begin, .fini = command_end)
{
	struct arena arena;
	struct simulator *simulator;
	struct pack_files files;
	const struct packset *packs;
	struct archive archive = { 0 };
	struct error err;
	uint64_t count;
	char path[256];

	command_ok("init --data $D/data --demo");
	arena_init(&arena, malloc(MIB(32)), MIB(32));
	(void)snprintf(path, sizeof path, "%s/data", folder);
	cr_assert_eq(pack_files_embedded(&arena, &files, &err), STATUS_OK);
	cr_assert_eq(pack_files_load(&files, &arena, &packs, &err), STATUS_OK);
	cr_assert_eq(archive_open(&archive, str_from_c(path), &arena, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(simulator_open(packs, packs, 1, &simulator, &err), STATUS_OK);
	cr_assert_eq(stored_cases_count(&archive, &count, &err), STATUS_OK);
	cr_assert_eq(stored_cases_put(&archive, simulator, on_progress, NULL, &err), STATUS_OK);
	const struct simulation *tally = simulator_finish(simulator);
	cr_assert_eq(last_progress, count, "every dispute is walked over");
	cr_assert(tally->cases > 0 && tally->cases < count, "drafts have no proposal");
	cr_assert_eq(tally->failed, 0);
	cr_assert_eq(tally->changed, 0);
	cr_assert(strchr(tally->rows[0].reason, '.') != NULL, "%s is no reason code", tally->rows[0].reason);
	simulator_close(simulator);
	archive_close(&archive);
	free(arena.base);
}
