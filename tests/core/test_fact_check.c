#include "core/fact_check.h"
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
		{ "{\"repairs\":[{\"in\":\"2026-03-02\",\"delay_cause\":\"weather\"}]}", "/facts/repairs" },
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

static bool has_words(enum fact_id fact)
{
	return (fact_type(fact) == FACT_TYPE_ENUM || fact_type(fact) == FACT_TYPE_SET) &&
	       fact_domain(fact).len > 0;
}

Test(fact_check, every_closed_fact_takes_its_first_word_and_refuses_a_foreign_one)
{
	unsigned closed = 0;

	for (unsigned i = 0; i < FACT_COUNT; i++) {
		enum fact_id fact = (enum fact_id)i;
		struct str word = fact_domain(fact);
		struct error err = { 0 };
		if (!has_words(fact))
			continue;
		closed++;
		for (size_t end = 0; end < word.len; end++)
			if (word.ptr[end] == '|')
				word.len = end;
		cr_assert_eq(fact_value_check(fact, value_token(word), &err), STATUS_OK, "%s", err.detail);
		cr_assert_eq(fact_value_check(fact, value_token(STR("banana")), &err), STATUS_INVALID,
		             STR_FMT, STR_ARG(fact_name(fact)));
		cr_assert_eq(err.problem, PROBLEM_INVALID_VALUE);
	}
	cr_assert_gt(closed, 10);
}

Test(fact_check, a_repair_names_a_known_cause_of_delay_or_none)
{
	static const char *const rows[] = {
		"{\"repairs\":[{\"in\":\"2026-03-02\",\"delay_cause\":\"parts\"}]}",
		"{\"repairs\":[{\"in\":\"2026-03-02\",\"delay_cause\":null}]}",
		"{\"repairs\":[{\"in\":\"2026-03-02\"}]}",
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct facts *facts = take(sizeof *facts);
		struct error err = { 0 };
		cr_assert_eq(decode(rows[i], facts, &err), STATUS_OK, "%s", err.detail);
	}
}
