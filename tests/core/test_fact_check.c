#include "loaded_packs.h"

static enum status decode(const char *json, struct facts *facts, struct error *err)
{
	struct arena arena;
	const struct node *node;

	arena_take(&arena, KIB(64));
	cr_assert_eq(node_parse(str_from_c(json), &arena, &node, err), STATUS_OK);
	return facts_decode(node, &arena, facts, err);
}

Test(fact_check, words_that_mean_nothing_are_refused)
{
	static const struct {
		const char *json;
		const char *field;
	} rows[] = {
		{ "{\"claim.type\":\"qualty\"}", "/facts/claim.type" },
		{ "{\"goods.nature\":[\"custom\",\"fresh\"]}", "/facts/goods.nature" },
		{ "{\"buyer.role\":{\"v\":\"company\",\"st\":\"contested\"}}", "/facts/buyer.role" },
		{ "{\"goods.loss_fraction_pct\":101}", "/facts/goods.loss_fraction_pct" },
		{ "{\"time.delivered_at\":\"2026-02-30\"}", "/facts/time.delivered_at" },
		{ "{\"order.paid_minor\":-1}", "/facts/order.paid_minor" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct facts *facts = take(sizeof *facts);
		struct error err = { 0 };
		cr_assert_eq(decode(rows[i].json, facts, &err), STATUS_INVALID, "%s", rows[i].json);
		cr_assert_str_eq(err.field, rows[i].field);
	}
}
