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

/* Two packs, of Poland and of everywhere, and a rule of each. */
static const struct proposal *in_place(const char *facts, const char *currency)
{
	struct pack_source sources[2] = {
		small_pack("\"parameters\":[{\"id\":\"BAND\",\"unit\":\"HUF_minor\",\"values\":[{\"from\":"
		           "\"2000-01-01\",\"value\":100,\"verified\":\"text read\"}]}],"
		           "\"rules\":[{\"id\":\"R1\",\"when\":{\"ge\":[\"fact:order.paid_minor\","
		           "\"param:BAND\"]},\"opens\":[\"REPAIR_FREE\"],\"cite\":[\"A.1\"]," SAY "}]"),
		{ .rules = STR("{\"pack\":\"P\",\"version\":\"1\",\"rank\":\"law\",\"jurisdiction\":\"PL\","
		               "\"draft\":true,\"rules\":[{\"id\":\"R2\",\"when\":true,\"opens\":"
		               "[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]}") },
	};
	const struct packset *packset = load_sources(sources, 2);
	struct configuration *configuration = take(sizeof *configuration);
	struct arena *arena = take(sizeof *arena);
	struct facts *decoded = take(sizeof *decoded);
	struct error err;
	const struct node *node;
	const struct proposal *result;

	*configuration = (struct configuration){ .currency = str_from_c(currency), .is_worked_case = true };
	arena_take(arena, MIB(1));
	cr_assert_eq(node_parse(str_from_c(facts), arena, &node, &err), STATUS_OK);
	cr_assert_eq(facts_decode(node, arena, decoded, &err), STATUS_OK);
	cr_assert_eq(evaluate(packset, configuration, decoded, arena, &result, &err), STATUS_OK);
	return result;
}

Test(reckoner, a_pack_speaks_only_where_it_is_law)
{
	static const struct {
		const char *facts;
		bool speaks;
	} rows[] = {
		{ "{\"jurisdiction\":\"PL\"}", true },
		{ "{\"jurisdiction\":\"PL-MZ\"}", true },
		{ "{\"jurisdiction\":\"HU\"}", false },
		{ "{\"jurisdiction\":\"EU\"}", false },
		{ "{}", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = in_place(rows[i].facts, "");
		cr_expect_eq(proposal->states[1].is_tried, rows[i].speaks, "row %zu", i);
		cr_expect_eq(proposal_needs_second_review(proposal), rows[i].speaks, "a draft, row %zu", i);
	}
}

Test(reckoner, an_amount_of_the_law_in_another_currency_is_compared_with_nothing)
{
	static const char *const facts = "{\"jurisdiction\":\"HU\",\"order.paid_minor\":150}";
	const struct proposal *at_home = in_place(facts, "HUF");
	const struct proposal *unsaid = in_place(facts, "");
	const struct proposal *abroad = in_place(facts, "EUR");

	cr_assert_eq(at_home->states[0].truth, TRUTH_TRUE);
	cr_assert_eq(unsaid->states[0].truth, TRUTH_TRUE);
	cr_assert_eq(abroad->states[0].truth, TRUTH_FALSE);
}
