#include "core/threshold.h"
#include "core/variation.h"
#include "loaded_packs.h"

static const char *const sections = "\"parameters\":[{\"id\":\"MONTHS\",\"unit\":\"month\",\"values\":[{"
				    "\"from\":\"2000-01-01\",\"value\":6,"
				    "\"verified\":\"text read\"}]}],"
				    "\"definitions\":[{\"id\":\"END\",\"value\":{\"roll\":[{\"after\":["
				    "\"fact:time.delivered_at\",\"param:MONTHS\"]}]}}],"
				    "\"rules\":[{\"id\":\"R\",\"when\":{\"le\":[\"fact:defect.found_at\","
				    "\"def:END\"]},\"opens\":[\"REFUND_FULL\"],"
				    "\"cite\":[\"A.1\"]," SAY "},"
				    "{\"id\":\"S\",\"when\":{\"gt\":[\"fact:order.paid_minor\",10000]},"
				    "\"opens\":[\"REPAIR_FREE\"],\"cite\":[\"A.1\"]," SAY "},"
				    "{\"id\":\"Q\",\"when\":{\"eq\":[\"fact:buyer.qty\",3]},\"opens\":["
				    "\"REPAIR_FREE\"],\"cite\":[\"A.1\"]," SAY "}]";

static struct thresholds thresholds_of(const char *facts, enum fact_id fact, struct value anchor,
                                       bool is_unknown)
{
	struct pack_source source = small_pack(sections);
	const struct proposal *base = propose(load_sources(&source, 1), facts, false);
	struct thresholds thresholds;
	struct probe probe;
	struct arena arena;
	struct error err;

	arena_take(&arena, MIB(1));
	cr_assert_eq(probe_init(&probe, base, &arena, &err), STATUS_OK);
	struct value before = probe.reckoner->facts[fact];
	thresholds_find(&probe.thresholds, fact, anchor, is_unknown, &thresholds);
	cr_assert(value_eq(probe.reckoner->facts[fact], before));
	return thresholds;
}

static struct value day(int32_t year, int32_t month, int32_t of_month)
{
	return value_date(date_from_civil(year, month, of_month));
}

#define FACTS                                                                                              \
	"{\"time.delivered_at\":\"2026-01-10\",\"defect.found_at\":\"2026-03-01\",\"order.paid_minor\":5," \
	"\"buyer.qty\":1,\"order.concluded_at\":\"2026-01-01\"}"

Test(threshold, a_day_tips_a_rule_where_its_period_ends)
{
	struct thresholds found = thresholds_of(FACTS, FACT_DEFECT_FOUND_AT, day(2026, 3, 1), false);

	cr_assert_eq(found.count, 1);
	cr_assert(value_eq(found.values[0], day(2026, 7, 11)));
	cr_assert(found.is_complete);
}

Test(threshold, the_start_of_a_period_is_reckoned_backwards)
{
	struct thresholds found = thresholds_of(FACTS, FACT_TIME_DELIVERED_AT, day(2026, 1, 10), false);

	/* Six months after 31 August is the last of February: the first day that reaches 1 March is 1
	 * September. */
	cr_assert_eq(found.count, 1);
	cr_assert(value_eq(found.values[0], day(2025, 8, 31)) || value_eq(found.values[0], day(2025, 8, 30)));
}

Test(threshold, an_amount_and_a_number_tip_where_they_are_compared)
{
	struct thresholds amount = thresholds_of(FACTS, FACT_ORDER_PAID_MINOR, value_int(5), false);
	struct thresholds number = thresholds_of(FACTS, FACT_BUYER_QTY, value_int(1), false);

	cr_assert_eq(amount.count, 1);
	cr_assert_eq(amount.values[0].integer, 10001);
	cr_assert_eq(number.count, 1);
	cr_assert_eq(number.values[0].integer, 3);
}

Test(threshold, without_a_value_both_sides_of_each_turn_are_given)
{
	struct thresholds found = thresholds_of("{\"time.delivered_at\":\"2026-01-10\",\"defect.found_at\":{"
	                                        "\"st\":\"unknown\"},\"order.concluded_at\":\"2026-01-01\"}",
	                                        FACT_DEFECT_FOUND_AT, day(2026, 1, 10), true);

	cr_assert_eq(found.count, 3);
	cr_assert(value_eq(found.values[0], day(2026, 1, 10)));
	cr_assert(value_eq(found.values[1], day(2026, 7, 10)));
	cr_assert(value_eq(found.values[2], day(2026, 7, 11)));
}

Test(threshold, a_fact_that_no_rule_compares_has_none)
{
	cr_assert_eq(thresholds_of(FACTS, FACT_TIME_RETURN_DATE, day(2026, 1, 10), false).count, 0);
	cr_assert(fact_is_continuous(FACT_TIME_RETURN_DATE));
	cr_assert_not(fact_is_continuous(FACT_DEFECT_EXISTS));
	cr_assert_eq(line_place(line_value(FACT_ORDER_PAID_MINOR, 7)), 7);
}
