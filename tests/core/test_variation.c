#include "core/variation.h"
#include "loaded_packs.h"

static const char *const sections = "\"choices\":[{\"id\":\"C\",\"when\":{\"eq\":[\"fact:buyer.accepts_"
				    "exchange_same\",true]},\"chooses\":["
				    "\"REPAIR_FREE\"]}],"
				    "\"rules\":[{\"id\":\"R\",\"when\":{\"all\":[\"fact:defect.exists\",{"
				    "\"not\":{\"has\":[\"fact:goods.use\",\"stained\"]}},"
				    "{\"ge\":[{\"count\":[\"fact:repairs\",{\"not\":\"it:fixed\"}]},1]}]},"
				    "\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]";

static struct probe *probe_of(const char *facts)
{
	struct pack_source source = small_pack(sections);
	const struct proposal *base = propose(load_sources(&source, 1), facts, false);
	struct probe *probe = take(sizeof *probe);
	struct arena *arena = take(sizeof *arena);
	struct error err;

	arena_take(arena, MIB(1));
	cr_assert_eq(probe_init(probe, base, arena, &err), STATUS_OK);
	return probe;
}

#define FACTS                                                                                             \
	"{\"defect.exists\":true,\"goods.use\":[\"opened\"],\"repairs\":[{\"in\":\"2026-01-02\",\"out\":" \
	"\"2026-01-05\",\"fixed\":false},{\"in\":\"2026-02-02\",\"out\":\"2026-02-05\",\"fixed\":true}]," \
	"\"order.paid_minor\":{\"v\":5,\"st\":\"platform_recorded\"},\"claim.type\":\"quality\"}"

static bool varies(const struct variable *variables, size_t count, enum fact_id fact)
{
	for (size_t i = 0; i < count; i++) {
		if (variables[i].fact == fact)
			return true;
	}
	return false;
}

Test(variation, facts_that_the_rules_read_vary_and_the_frame_of_the_case_does_not)
{
	struct variable variables[VARIABLES_MAX];
	size_t count;

	cr_assert(variables_find(probe_of(FACTS), variables, &count));
	cr_assert(varies(variables, count, FACT_DEFECT_EXISTS));
	cr_assert(varies(variables, count, FACT_GOODS_USE));
	cr_assert(varies(variables, count, FACT_REPAIRS));
	cr_assert(varies(variables, count, FACT_BUYER_ACCEPTS_EXCHANGE_SAME), "a wish works by itself");
	cr_assert_not(varies(variables, count, FACT_ORDER_PAID_MINOR), "a record of the platform");
	cr_assert_not(varies(variables, count, FACT_CLAIM_TYPE));
	cr_assert_not(varies(variables, count, FACT_GOODS_IS_GIFT), "no rule reads it");
}

Test(variation, every_other_value_of_a_domain_is_tried)
{
	static const struct {
		enum fact_id fact;
		size_t count;
	} rows[] = {
		{ FACT_DEFECT_EXISTS, 1 }, /* true is what it is */
		{ FACT_GOODS_USE, 7 },     /* without one, or with one of the six others */
		{ FACT_REPAIRS, 2 },       /* either of the two may have gone otherwise */
		{ FACT_DEFECT_CAUSE, 7 },  /* eight tokens but "unknown" */
	};
	struct probe *probe = probe_of(FACTS);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct variable variable = { .fact = rows[i].fact,
			                     .now = probe->reckoner->facts[rows[i].fact] };
		struct variations variations;
		variations_find(probe, &variable, &variations);
		cr_assert_eq(variations.count, rows[i].count, "row %zu: %zu", i, variations.count);
		cr_assert(variations.is_complete);
	}
}

Test(variation, a_fact_reacts_only_where_the_others_let_it)
{
	struct probe *probe = probe_of(FACTS);

	cr_assert(probe_reacts(probe, FACT_GOODS_USE));
	struct value before = probe_set(probe, FACT_DEFECT_EXISTS, value_bool(false));
	cr_assert_not(probe_reacts(probe, FACT_GOODS_USE));
	cr_assert(value_eq(before, value_bool(true)));
}
