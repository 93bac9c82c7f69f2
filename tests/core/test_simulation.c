#include "core/simulation.h"
#include "tests/core/loaded_packs.h"

#define RULE(amount)                                                                                      \
	"\"rules\":[{\"id\":\"R\",\"when\":\"fact:defect.exists\",\"opens\":[\"REFUND_FULL\"],\"cite\":[" \
	"\"A.1\"],\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":" amount                                 \
	"}},\"say\":{\"zh\":\"一\",\"en\":"                                                              \
	"\"one\",\"bg\":\"едно\",\"pl\":\"jeden\",\"hu\":\"egy\"}}]"

static const struct packset *before;
static const struct packset *after;

static void begin(void)
{
	struct pack_source old = small_pack(RULE("100"));
	struct pack_source new = small_pack(RULE("70"));

	before = load_sources(&old, 1);
	after = load_sources(&new, 1);
}

TestSuite(simulation, .init = begin);

static void add(struct simulation *simulation, const char *id, const char *facts)
{
	struct simulation_case item = { .id = str_from_c(id), .is_worked_case = true };
	struct arena arena;
	struct error err;

	arena_take(&arena, MIB(2));
	cr_assert_eq(node_parse(str_from_c(facts), &arena, &item.facts, &err), STATUS_OK);
	simulation_add(simulation, before, after, &item, &arena);
}

#define BAD  "{\"defect.exists\":true,\"claim.type\":\"quality\",\"claim.requested\":[\"REFUND_FULL\"]}"
#define GOOD "{\"defect.exists\":false,\"claim.type\":\"damaged\",\"claim.requested\":[\"REFUND_FULL\"]}"

Test(simulation, differences_are_counted_by_reason_and_regime)
{
	struct simulation *simulation = memset(take(sizeof *simulation), 0, sizeof *simulation);

	add(simulation, "b", BAD);
	add(simulation, "a", BAD);
	add(simulation, "c", GOOD);
	add(simulation, "d", "{\"no.such\":1}");
	cr_assert_eq(simulation->cases, 4);
	cr_assert_eq(simulation->changed, 2);
	cr_assert_eq(simulation->failed, 1);
	cr_assert_eq(simulation->row_count, 2);
	cr_assert_str_eq(simulation->rows[1].reason, "quality");
	cr_assert_str_eq(simulation->rows[1].regime, "T");
	cr_assert_eq(simulation->rows[1].worse, 2);
	cr_assert_eq(simulation->rows[1].refund_before_minor, 200);
	cr_assert_eq(simulation->rows[1].refund_after_minor, 140);
	cr_assert_eq(simulation->rows[0].changed, 0);
	cr_assert_str_eq(simulation->changes[0].id, "a", "by id, not as they came");
}

static struct str report_of(const struct simulation *simulation)
{
	struct printer printer;
	struct arena arena;
	struct error err;
	struct buf buf;

	arena_take(&arena, MIB(2));
	buf_init(&buf, &arena, SIMULATION_REPORT_BYTES);
	printer_init(&printer, &buf);
	print_simulation(&printer, simulation, before, after);
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	return buf_str(&buf);
}

Test(simulation, the_report_is_the_same_however_the_cases_were_split)
{
	struct simulation *whole = memset(take(sizeof *whole), 0, sizeof *whole);
	struct simulation *left = memset(take(sizeof *left), 0, sizeof *left);
	struct simulation *right = memset(take(sizeof *right), 0, sizeof *right);
	char id[16];

	for (int i = 0; i < 300; i++) { /* more changes than are listed */
		(void)snprintf(id, sizeof id, "%03d", (i * 7) % 300);
		add(whole, id, i % 3 == 0 ? GOOD : BAD);
		add(i % 5 < 2 ? left : right, id, i % 3 == 0 ? GOOD : BAD);
	}
	simulation_merge(right, left);
	cr_assert(str_eq(report_of(whole), report_of(right)));
}
