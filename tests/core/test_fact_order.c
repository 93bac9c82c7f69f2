#include "core/fact_order.h"
#include "loaded_packs.h"

static enum status check(const char *text, struct error *err)
{
	struct facts *facts = take(sizeof *facts);
	const struct node *node;
	struct arena arena;

	arena_take(&arena, KIB(64));
	cr_assert_eq(node_parse(str_from_c(text), &arena, &node, err), STATUS_OK);
	cr_assert_eq(facts_decode(node, &arena, facts, err), STATUS_OK, "%s", err->detail);
	return facts_check_order(facts, err);
}

Test(fact_order, days_that_cannot_be_are_refused_by_name)
{
	static const struct {
		const char *facts;
		const char *field; /* NULL: fine */
	} rows[] = {
		{ "{\"time.delivered_at\":\"2026-03-02\",\"defect.found_at\":\"2026-03-01\"}",
		  "/facts/defect.found_at" },
		{ "{\"time.delivered_at\":\"2026-03-02\",\"defect.found_at\":\"2026-03-02\"}", NULL },
		{ "{\"time.delivered_at\":\"2026-03-02\",\"time.today\":\"2026-03-01\"}",
		  "/facts/time.delivered_at" },
		{ "{\"time.return_date\":\"2026-03-02\",\"time.return_received_at\":\"2026-03-01\"}",
		  "/facts/time.return_received_at" },
		{ "{\"defect.found_at\":\"2026-03-01\"}", NULL },
		{ "{\"time.delivered_at\":null,\"defect.found_at\":\"2026-03-01\"}", NULL },
		{ "{}", NULL },
		{ "{\"time.delivered_at\":\"2026-03-02\",\"defect.found_at\":{\"v\":\"2026-03-01\",\"st\":"
		  "\"contested\"}}",
		  NULL },
		{ "{\"repairs\":[{\"in\":\"2026-03-03\",\"out\":\"2026-03-09\"},{\"in\":\"2026-03-09\"}]}",
		  NULL },
		{ "{\"repairs\":[{\"in\":\"2026-03-03\",\"out\":\"2026-03-09\"},{\"in\":\"2026-03-08\"}]}",
		  "/facts/repairs" },
		{ "{\"repairs\":[{\"in\":\"2026-03-03\"},{\"in\":\"2026-03-08\"}]}", "/facts/repairs" },
		{ "{\"time.delivered_at\":\"2026-03-04\",\"repairs\":[{\"in\":\"2026-03-03\"}]}",
		  "/facts/repairs" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = { 0 };
		enum status status = check(rows[i].facts, &err);
		cr_assert_eq(status, rows[i].field == NULL ? STATUS_OK : STATUS_INVALID, "row %zu", i);
		cr_assert(rows[i].field == NULL || strcmp(err.field, rows[i].field) == 0, "row %zu: %s", i,
		          err.field);
	}
}

Test(fact_order, the_refusal_says_which_two_days_and_why)
{
	struct error err;

	cr_assert_eq(
		check("{\"defect.found_at\":\"2026-03-05\",\"defect.reported_at\":\"2026-03-04\"}", &err),
		STATUS_INVALID);
	cr_assert_str_eq(err.detail,
	                 "a fault cannot be reported before it is found: defect.found_at is after "
	                 "defect.reported_at");
}

Test(fact_order, a_live_dispute_with_a_contradiction_goes_to_a_person)
{
	const struct proposal *proposal =
		propose(load_shipped(),
	                "{\"order.concluded_at\":\"2026-03-03\",\"time.delivered_at\":\"2026-03-02\"}", true);

	cr_assert_eq(proposal->result.outcome, OUTCOME_REFER_HUMAN);
	cr_assert(
		str_eq(proposal->flags[0], STR("contradictory_facts:order.concluded_at~time.delivered_at")));
}
