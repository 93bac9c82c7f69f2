#include "loaded_packs.h"

#define RULE(members) "{" members ",\"cite\":[\"A.1\"]," SAY "}"

static const struct packset *three_rules(void)
{
	struct pack_source source = small_pack("\"rules\":[" RULE(
		"\"id\":\"R\",\"when\":\"fact:defect.exists\",\"opens\":["
		"\"REFUND_FULL\"]") "," RULE("\"id\":\"S\",\"when\":\"fact:goods.is_gift\",\"opens\":["
	                                     "\"REPAIR_FREE\"],\"burden\":"
	                                     "\"seller\"") "," RULE("\"id\":\"X\",\"of\":[\"R\"],\"when\":"
	                                                            "\"fact:goods.second_"
	                                                            "hand\","
	                                                            "\"opens\":[\"REJECT_CLAIM\"]") "]");

	return load_sources(&source, 1);
}

Test(tally, a_rule_holds_unless_an_exception_to_it_does)
{
	static const struct {
		const char *facts;
		enum truth truths[3];
	} rows[] = {
		{ "{\"defect.exists\":true}", { TRUTH_TRUE, TRUTH_FALSE, TRUTH_FALSE } },
		{ "{\"defect.exists\":true,\"goods.second_hand\":true}",
		  { TRUTH_FALSE, TRUTH_FALSE, TRUTH_TRUE } },
		{ "{\"defect.exists\":true,\"goods.is_gift\":true}",
		  { TRUTH_TRUE, TRUTH_TRUE, TRUTH_FALSE } },
		{ "{\"defect.exists\":true,\"goods.second_hand\":{\"st\":\"contested\"},\"evidence.phase\":"
		  "\"open\"}",
		  { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_UNKNOWN } },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(three_rules(), rows[i].facts, false);
		for (size_t k = 0; k < 3; k++)
			cr_assert_eq(proposal->states[k].truth, rows[i].truths[k], "row %zu, rule %zu", i, k);
	}
}

Test(tally, a_fact_that_is_proved_to_a_lesser_standard_leaves_a_rule_open)
{
	static const struct {
		const char *standard;
		enum truth truth;
	} rows[] = {
		{ "", TRUTH_TRUE }, /* recorded or admitted: not weighed at all */
		{ ",\"standard\":\"probable\"", TRUTH_UNKNOWN },
		{ ",\"standard\":\"high_probability\"", TRUTH_TRUE },
		{ ",\"standard\":\"beyond_reasonable_doubt\"", TRUTH_TRUE },
	};
	struct pack_source source = small_pack(
		"\"rules\":[" RULE("\"id\":\"R\",\"when\":\"fact:goods.is_gift\",\"opens\":[\"REPAIR_FREE\"],"
	                           "\"standards\":{\"goods.is_gift\":\"high_probability\"}") "]");
	const struct packset *packset = load_sources(&source, 1);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char facts[160];
		(void)snprintf(facts, sizeof facts, "{\"goods.is_gift\":{\"v\":true,\"st\":\"proved\"%s}}",
		               rows[i].standard);
		cr_assert_eq(propose(packset, facts, false)->states[0].truth, rows[i].truth, "row %zu", i);
	}
}

Test(tally, the_rules_that_hold_are_listed_in_order)
{
	const struct proposal *proposal =
		propose(three_rules(), "{\"defect.exists\":true,\"goods.is_gift\":true}", false);

	cr_assert_eq(proposal->reckoner->held_count, 2);
	cr_assert_eq(proposal->reckoner->held[0], 0);
	cr_assert_eq(proposal->reckoner->held[1], 1);
	cr_assert(str_eq(proposal->result.burden_bearer, STR("seller")));
}
