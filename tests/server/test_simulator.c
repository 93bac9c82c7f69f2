#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/pack_files.h"
#include "server/simulator.h"

static struct arena arena;
static const struct packset *packs;
static struct error err;

static void begin(void)
{
	static struct pack_files files;

	arena_init(&arena, malloc(MIB(32)), MIB(32));
	cr_assert_eq(pack_files_embedded(&arena, &files, &err), STATUS_OK);
	cr_assert_eq(pack_files_load(&files, &arena, &packs, &err), STATUS_OK);
}

static void end(void)
{
	free(arena.base);
}

TestSuite(simulator, .init = begin, .fini = end);

static void put_many(struct simulator *simulator, unsigned count)
{
	char line[256];

	for (unsigned i = 0; i < count; i++) {
		int len = snprintf(line, sizeof line, "{\"id\":\"c%05u\",\"facts\":{\"claim.type\":\"%s\"}}",
		                   i, i % 2 == 0 ? "no_reason" : "quality");
		struct simulator_case item = { .id = STR("x"), .line = { line, (size_t)len } };

		cr_assert_eq(simulator_put(simulator, &item, &err), STATUS_OK);
	}
}

Test(simulator, every_case_is_decided_once_by_one_worker_or_many)
{
	for (unsigned workers = 1; workers <= 3; workers += 2) {
		struct simulator *simulator;

		cr_assert_eq(simulator_open(packs, packs, workers, &simulator, &err), STATUS_OK);
		put_many(simulator, 5000);
		const struct simulation *tally = simulator_finish(simulator);
		cr_assert_eq(tally->cases, 5000);
		cr_assert_eq(tally->changed, 0, "the same packs");
		cr_assert_eq(tally->failed, 0);
		cr_assert_eq(tally->row_count, 2);
		cr_assert_eq(simulator_done(simulator), 5000);
		simulator_close(simulator);
	}
}

Test(simulator, what_cannot_be_read_is_counted_and_what_is_too_large_refused)
{
	struct simulator *simulator;
	struct simulator_case item = { .id = STR("x"), .line = STR("nonsense") };
	char *large = calloc(1, SIMULATOR_BLOCK_BYTES);

	cr_assert_eq(simulator_open(packs, packs, 1, &simulator, &err), STATUS_OK);
	cr_assert_eq(simulator_put(simulator, &item, &err), STATUS_OK);
	item.line = (struct str){ large, SIMULATOR_BLOCK_BYTES };
	cr_assert_eq(simulator_put(simulator, &item, &err), STATUS_LIMIT);
	cr_assert_eq(simulator_finish(simulator)->failed, 1);
	simulator_close(simulator);
	free(large);
}

Test(simulator, one_that_is_given_up_ends_its_workers)
{
	struct simulator *simulator;

	cr_assert_eq(simulator_open(packs, packs, 2, &simulator, &err), STATUS_OK);
	put_many(simulator, 10);
	simulator_close(simulator);
	simulator_close(NULL);
}
