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
