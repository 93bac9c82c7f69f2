#include "loaded_packs.h"

/* A definition with exceptions, and what it is for some facts. */
static struct value defined(const char *exceptions, const char *facts)
{
	char sections[1024];

	(void)snprintf(sections, sizeof sections, "\"definitions\":[{\"id\":\"A\",\"value\":1}%s%s]",
	               exceptions[0] == 0 ? "" : ",", exceptions);
	struct pack_source source = small_pack(sections);
	const struct proposal *proposal = propose(load_sources(&source, 1), facts, false);
	return reckon_definition(proposal->reckoner, 0);
}

#define SECOND "{\"id\":\"B\",\"of\":\"A\",\"when\":\"fact:goods.second_hand\",\"value\":2}"
#define GIFT   "{\"id\":\"C\",\"of\":\"A\",\"when\":\"fact:goods.is_gift\",\"value\":3}"
#define SAME   "{\"id\":\"D\",\"of\":\"A\",\"when\":\"fact:goods.is_gift\",\"value\":1}"
#define NESTED "{\"id\":\"E\",\"of\":\"B\",\"when\":\"fact:goods.is_gift\",\"value\":4}"
#define MAYBE  "\"goods.second_hand\":{\"st\":\"contested\"},\"evidence.phase\":\"open\""

Test(reckoner, an_exception_replaces_the_general_rule)
{
	static const struct {
		const char *exceptions;
		const char *facts;
		int64_t value;
	} rows[] = {
		{ "", "{}", 1 },
		{ SECOND, "{}", 1 },
		{ SECOND, "{\"goods.second_hand\":true}", 2 },
		{ SECOND "," GIFT, "{\"goods.is_gift\":true}", 3 },
		{ SECOND "," NESTED, "{\"goods.second_hand\":true}", 2 },
		{ SECOND "," NESTED, "{\"goods.second_hand\":true,\"goods.is_gift\":true}", 4 },
		{ SECOND "," NESTED, "{\"goods.is_gift\":true}", 1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct value value = defined(rows[i].exceptions, rows[i].facts);
		cr_assert_eq(value.kind, VALUE_INT);
		cr_assert_eq(value.integer, rows[i].value, "row %zu", i);
	}
}

Test(reckoner, two_exceptions_that_differ_are_a_conflict)
{
	struct value value = defined(SECOND "," GIFT, "{\"goods.second_hand\":true,\"goods.is_gift\":true}");

	cr_assert_eq(value.kind, VALUE_CONFLICT);
}

Test(reckoner, an_exception_that_may_apply_leaves_the_value_open)
{
	struct value value = defined(SECOND, "{" MAYBE "}");

	cr_assert_eq(value.kind, VALUE_UNKNOWN);
	cr_assert(support_has(value.support, FACT_GOODS_SECOND_HAND));
}

Test(reckoner, unless_it_would_make_no_difference)
{
	struct value value = defined(
		"{\"id\":\"D\",\"of\":\"A\",\"when\":\"fact:goods.second_hand\",\"value\":1}", "{" MAYBE "}");

	cr_assert_eq(value.kind, VALUE_INT);
	cr_assert_eq(value.integer, 1);
}

Test(reckoner, a_definition_whose_condition_fails_has_no_value)
{
	struct pack_source source =
		small_pack("\"definitions\":[{\"id\":\"A\",\"when\":\"fact:goods.is_gift\",\"value\":1}]");
	const struct packset *packset = load_sources(&source, 1);

	cr_assert_eq(reckon_definition(propose(packset, "{}", false)->reckoner, 0).kind, VALUE_ABSENT);
	cr_assert_eq(reckon_definition(propose(packset, "{\"goods.is_gift\":true}", false)->reckoner, 0).kind,
	             VALUE_INT);
}

Test(reckoner, a_setting_has_one_value_in_life_and_may_have_another_in_cases)
{
	struct pack_source source = small_pack("\"settings\":[{\"id\":\"m\",\"default\":\"ask\",\"in_cases\":"
	                                       "\"rule\",\"in_regimes\":{\"R\":\"local\"}}]");
	const struct packset *packset = load_sources(&source, 1);
	static const struct setting_choice choice = { STR_INIT("m"), STR_INIT("none") };
	struct configuration chosen = { .is_worked_case = true, .choices = &choice, .choice_count = 1 };
	struct reckoner reckoner = { .packset = packset, .configuration = &chosen };

	cr_assert(str_eq(reckoner_setting(propose(packset, "{}", true)->reckoner, 0), STR("ask")));
	cr_assert(str_eq(reckoner_setting(propose(packset, "{}", false)->reckoner, 0), STR("rule")));
	cr_assert(str_eq(reckoner_setting(&reckoner, 0), STR("none")));

	struct configuration regime = { .regime = STR("R"), .is_worked_case = true };
	reckoner.configuration = &regime;
	cr_assert(str_eq(reckoner_setting(&reckoner, 0), STR("local")));
	regime.is_worked_case = false;
	cr_assert(str_eq(reckoner_setting(&reckoner, 0), STR("ask")));
}
