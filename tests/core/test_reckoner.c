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

/* Two versions of one pack: in the first the right lasts seven days and costs 1, in the second ten and 2. */
static const struct packset *two_versions(void)
{
	static const char *const texts = "[{\"id\":\"V.1\",\"text\":\"old\",\"verified\":\"text read\"},"
					 "{\"id\":\"V.9\",\"renumbered\":\"V.1\"}]";
	static const char *const form =
		"{\"pack\":\"V\",\"version\":\"%s\",\"rank\":\"law\",\"legal_valid\":[%s],"
		"\"parameters\":[{\"id\":\"V.D\",\"unit\":\"day\",\"count\":\"after\",\"values\":[{\"from\":"
		"\"2000-01-01\",\"value\":%d,"
		"\"verified\":\"text read\"}]}],"
		"\"definitions\":[{\"id\":\"V.FEE\",\"value\":%d,\"cite\":[\"V.1\"]}],"
		"\"rules\":[{\"id\":\"V.R\",\"when\":\"fact:defect.exists\",\"opens\":[\"REFUND_FULL\"],"
		"\"amounts\":{\"REFUND_FULL\":"
		"{\"refund_minor\":{\"add\":[\"def:V.FEE\",\"param:V.D\"]}}},\"cite\":[\"V.9\"]," SAY "}]}";
	char *old = take(2048);
	char *new = take(2048);
	struct pack_source sources[3] = { small_pack("") };

	(void)snprintf(old, 2048, form, "1", "null,\"2024-07-01\"", 70, 1);
	(void)snprintf(new, 2048, form, "2", "\"2024-07-01\",null", 100, 2);
	sources[1] = (struct pack_source){ .rules = str_from_c(new), .texts = str_from_c(texts) };
	sources[2] = (struct pack_source){ .rules = str_from_c(old), .texts = str_from_c(texts) };
	return load_sources(sources, 3);
}

Test(reckoner, versions_of_a_pack_live_side_by_side_and_the_date_chooses)
{
	static const struct {
		const char *facts;
		int64_t refund;
	} rows[] = {
		{ "{\"defect.exists\":true,\"order.concluded_at\":\"2024-06-30\"}", 71 },
		{ "{\"defect.exists\":true,\"order.concluded_at\":\"2024-07-01\"}", 102 },
		{ "{\"defect.exists\":true}", 102 }, /* no date: the latest */
	};
	const struct packset *packset = two_versions();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(packset, rows[i].facts, false);
		cr_assert_eq(proposal->result.outcome, OUTCOME_GRANT, "row %zu", i);
		cr_assert_eq(proposal->result.amounts[0].value.integer, rows[i].refund, "row %zu", i);
		cr_assert_eq(proposal->flag_count, 0, "row %zu", i);
	}
}

Test(reckoner, an_article_that_was_renumbered_is_cited_by_what_it_became)
{
	const struct packset *packset = two_versions();

	for (size_t i = 0; i < packset->rule_count; i++) {
		const struct article *article = &packset->articles[packset->rules[i].cites[0]];
		cr_assert(str_eq(article->id, STR("V.1")));
		cr_assert_eq(article->pack, packset->rules[i].pack);
	}
}

Test(reckoner, a_rule_that_was_not_yet_law_does_not_speak)
{
	struct pack_source source = small_pack(
		"\"rules\":[{\"id\":\"R\",\"when\":true,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"],"
		"\"legal_valid\":[\"2020-01-01\",\"2021-01-01\"]," SAY "}]");
	const struct packset *packset = load_sources(&source, 1);
	static const struct {
		const char *facts;
		enum outcome outcome;
	} rows[] = {
		{ "{\"order.concluded_at\":\"2019-12-31\"}", OUTCOME_REFER_HUMAN },
		{ "{\"order.concluded_at\":\"2020-01-01\"}", OUTCOME_GRANT },
		{ "{\"order.concluded_at\":\"2020-12-31\"}", OUTCOME_GRANT },
		{ "{\"order.concluded_at\":\"2021-01-01\"}", OUTCOME_REFER_HUMAN },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(propose(packset, rows[i].facts, false)->result.outcome, rows[i].outcome,
		             "row %zu", i);
}

Test(reckoner, a_pack_may_attach_to_another_day_than_the_contracts)
{
	struct pack_source sources[2] = {
		small_pack("\"connecting_dates\":{\"conduct\":\"fact:time.known_at\"}"),
		{ .rules = STR(
			  "{\"pack\":\"P\",\"version\":\"1\",\"rank\":\"law\",\"connecting\":\"conduct\","
			  "\"legal_valid\":[\"2024-01-01\",null],\"rules\":[{\"id\":\"P.R\",\"when\":true,"
			  "\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]}") },
	};
	const struct packset *packset = load_sources(sources, 2);

	cr_assert_eq(propose(packset,
	                     "{\"order.concluded_at\":\"2020-01-01\",\"time.known_at\":\"2024-05-05\"}",
	                     false)
	                     ->result.outcome,
	             OUTCOME_GRANT);
	const struct proposal *before = propose(
		packset, "{\"order.concluded_at\":\"2024-05-05\",\"time.known_at\":\"2023-05-05\"}", false);
	cr_assert_eq(before->result.outcome, OUTCOME_REFER_HUMAN);
	cr_assert(str_eq(before->flags[0], STR("no_rule")));
	cr_assert(str_eq(before->flags[1], STR("transitional:P")));
}
