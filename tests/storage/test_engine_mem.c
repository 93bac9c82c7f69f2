#include "tests/storage/conformance.h"

static void with_faults(void (*test)(struct fixture *fixture))
{
	struct fixture fixture;

	fixture_init(&fixture, STORE_ENGINE_MEMORY);
	fixture_open(&fixture);
	test(&fixture);
	fixture_fini(&fixture);
}

struct fault_row {
	const char *name;
	struct store_faults faults;
	enum store_status status;
	bool applied;
};

static const struct fault_row FAULTS[] = {
	{ "refuse", { .refuse = 1 }, STORE_RETRY, false }, { "lose", { .lose = 1 }, STORE_UNKNOWN, true },
	{ "tear", { .tear = 1 }, STORE_UNKNOWN, false },   { "fill", { .fill = 1 }, STORE_FULL, false },
	{ "busy", { .busy = 1 }, STORE_BUSY, false },      { "stall", { .stall = 3 }, STORE_OK, true },
};

static void faults_strike(struct fixture *fixture)
{
	for (size_t i = 0; i < COUNT_OF(FAULTS); i++) {
		fixture->faults = FAULTS[i].faults;
		cr_assert_eq(
			put_row(fixture->client, OP_INSERT, RECORD_PARTY, text(FAULTS[i].name), text("x")),
			FAULTS[i].status, "%s", FAULTS[i].name);
		cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text(FAULTS[i].name)),
		             FAULTS[i].applied ? 1 : 0);
	}
}

Test(engine_mem, each_fault_strikes_once_and_leaves_what_it_says)
{
	with_faults(faults_strike);
}

static void unknown_resolves(struct fixture *fixture)
{
	for (uint32_t i = 0; i < 2; i++) {
		struct filing filing;
		filing_make(&filing, i, 0, 1);
		filing.commit.idem_key = text(i == 0 ? "lost" : "torn");
		fixture->faults = (struct store_faults){ .lose = i == 0, .tear = i == 1 };
		cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_UNKNOWN);
		cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_OK);
		cr_assert_eq(filing.commit.repeated, i == 0);
		cr_assert_eq(row_version(fixture->client, RECORD_DISPUTE, (struct bytes){ filing.id, 16 }),
		             1);
	}
}

Test(engine_mem, an_unknown_outcome_is_resolved_by_its_key)
{
	with_faults(unknown_resolves);
}
