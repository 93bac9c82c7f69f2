#include "loaded_packs.h"

/* Full refund for second-hand goods, repair for any, no refund for gifts. */
static const char *const sections =
	"\"rules\":["
	"{\"id\":\"FULL\",\"when\":\"fact:goods.second_hand\",\"opens\":[\"REFUND_FULL\"],\"chooser\":"
	"\"buyer\","
	"\"freight\":\"seller\",\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":\"fact:order.paid_minor\"}},"
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"GIFT\",\"of\":\"FULL\",\"when\":\"fact:goods.is_gift\",\"opens\":[\"REJECT_CLAIM\"],"
	"\"burden\":\"seller\",\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"REPAIR\",\"when\":\"fact:defect.exists\",\"opens\":[\"REPAIR_FREE\"],"
	"\"cite\":[\"A.1\"]," SAY "},"
	"{\"id\":\"TRIPLE\",\"when\":\"fact:seller.fraud\",\"opens\":[\"PUNITIVE\"],"
	"\"cite\":[\"A.1\"]," SAY "}],"
	"\"guards\":[{\"id\":\"HUMAN\",\"when\":\"fact:buyer.requests_human\",\"refers\":true,\"flag\":"
	"\"human\","
	"\"cite\":[\"A.1\"]," SAY "}],"
	"\"choices\":[{\"id\":\"YES\",\"when\":\"fact:buyer.accepts_exchange_same\",\"chooses\":[\"REPAIR_"
	"FREE\"]},"
	"{\"id\":\"NO\",\"when\":{\"eq\":[\"fact:buyer.accepts_exchange_same\",false]},"
	"\"declines\":[\"REPAIR_FREE\"]}]";

static const struct packset *packset_of_sections(void)
{
	struct pack_source source = small_pack(sections);

	return load_sources(&source, 1);
}

Test(assess, what_is_asked_and_open_is_granted_and_nothing_is_chosen_for_the_buyer)
{
	static const struct {
		const char *facts;
		enum outcome outcome;
		const char *remedy;
	} rows[] = {
		{ "{\"goods.second_hand\":true,\"claim.requested\":[\"REFUND_FULL\"]}", OUTCOME_GRANT,
		  "REFUND_FULL" },
		{ "{\"goods.second_hand\":true}", OUTCOME_GRANT, "REFUND_FULL" },
		{ "{\"goods.second_hand\":true,\"defect.exists\":true}", OUTCOME_NEED_EVIDENCE,
		  "REQUEST_EVIDENCE" },
		{ "{\"goods.second_hand\":true,\"defect.exists\":true,\"buyer.accepts_exchange_same\":true}",
		  OUTCOME_GRANT, "REPAIR_FREE" },
		{ "{\"goods.second_hand\":true,\"defect.exists\":true,\"buyer.accepts_exchange_same\":false}",
		  OUTCOME_GRANT, "REFUND_FULL" },
		{ "{\"defect.exists\":true,\"claim.requested\":[\"REFUND_FULL\"]}", OUTCOME_GRANT_ALTERNATIVE,
		  "REPAIR_FREE" },
		{ "{\"defect.exists\":true,\"claim.requested\":[\"REFUND_FULL\",\"REPAIR_FREE\"]}",
		  OUTCOME_GRANT, "REPAIR_FREE" },
		{ "{\"goods.second_hand\":true,\"goods.is_gift\":true}", OUTCOME_REJECT, "REJECT_CLAIM" },
		{ "{\"goods.second_hand\":true,\"goods.is_gift\":true,\"defect.exists\":true}", OUTCOME_GRANT,
		  "REPAIR_FREE" },
		{ "{\"goods.second_hand\":true,\"buyer.requests_human\":true}", OUTCOME_REFER_HUMAN,
		  "REFER_HUMAN" },
		{ "{\"goods.second_hand\":true,\"claim.requested\":[\"PUNITIVE\"]}",
		  OUTCOME_GRANT_ALTERNATIVE, "REFUND_FULL" },
		{ "{}", OUTCOME_REFER_HUMAN, "REFER_HUMAN" },
	};
	const struct packset *packset = packset_of_sections();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(packset, rows[i].facts, false);
		cr_assert_eq(proposal->result.outcome, rows[i].outcome, "%s", rows[i].facts);
		cr_assert(str_eq(proposal_remedy(proposal), str_from_c(rows[i].remedy)), "%s", rows[i].facts);
	}
}

Test(assess, what_comes_on_top_is_given_on_request_only)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *asked = propose(packset,
	                                       "{\"goods.second_hand\":true,\"seller.fraud\":true,"
	                                       "\"claim.requested\":[\"REFUND_FULL\",\"PUNITIVE\"]}",
	                                       false);
	const struct proposal *silent = propose(
		packset,
		"{\"goods.second_hand\":true,\"seller.fraud\":true,\"claim.requested\":[\"REFUND_FULL\"]}",
		false);
	const struct proposal *refused = propose(
		packset, "{\"goods.second_hand\":true,\"claim.requested\":[\"REFUND_FULL\",\"PUNITIVE\"]}",
		false);

	cr_assert_eq(asked->result.proposed_count, 2);
	cr_assert_eq(asked->result.outcome, OUTCOME_GRANT);
	cr_assert_eq(silent->result.proposed_count, 1);
	cr_assert_eq(refused->result.proposed_count, 1);
	cr_assert_eq(refused->result.outcome, OUTCOME_GRANT_ALTERNATIVE);
}

Test(assess, amounts_and_carriage_follow_what_is_proposed)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *proposal =
		propose(packset, "{\"goods.second_hand\":true,\"order.paid_minor\":500}", false);
	const struct proposal *repair =
		propose(packset, "{\"defect.exists\":true,\"order.paid_minor\":500}", false);

	cr_assert_eq(proposal->result.amount_count, 1);
	cr_assert_eq(proposal->result.amounts[0].value.integer, 500);
	cr_assert(str_eq(proposal->result.freight_payer, STR("seller")));
	cr_assert_eq(repair->result.amount_count, 0);
	cr_assert_eq(repair->result.freight_payer.len, 0);
}

Test(assess, an_exception_that_defeats_a_rule_is_remembered)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *proposal =
		propose(packset, "{\"goods.second_hand\":true,\"goods.is_gift\":true}", false);

	cr_assert_eq(proposal->states[0].truth, TRUTH_FALSE);
	cr_assert(str_eq(packset->rules[proposal->states[0].defeated_by].id, STR("GIFT")));
	cr_assert(str_eq(proposal->burden_bearer, STR("seller")));
}

Test(assess, a_step_of_the_proceedings_makes_the_case_wait_while_nothing_else_is_open)
{
	struct pack_source source = small_pack(
		"\"rules\":[{\"id\":\"INSPECT\",\"when\":{\"eq\":[\"fact:defect.cause\",\"unknown\"]},"
		"\"opens\":[\"ORDER_INSPECTION\",\"REJECT_CLAIM\"],\"asks\":[\"defect.cause\"],"
		"\"cite\":[\"A.1\"]," SAY "},"
		"{\"id\":\"REPAIR\",\"when\":\"fact:defect.exists\",\"opens\":[\"REPAIR_FREE\"],"
		"\"cite\":[\"A.1\"]," SAY "}]");
	const struct packset *packset = load_sources(&source, 1);
	const struct proposal *waits = propose(packset, "{\"defect.cause\":\"unknown\"}", false);
	const struct proposal *goes_on =
		propose(packset, "{\"defect.cause\":\"unknown\",\"defect.exists\":true}", false);

	cr_assert_eq(waits->result.outcome, OUTCOME_NEED_EVIDENCE);
	cr_assert(str_eq(proposal_remedy(waits), STR("ORDER_INSPECTION")));
	cr_assert_eq(waits->missing_count, 1);
	cr_assert_eq(waits->missing[0], FACT_DEFECT_CAUSE);
	cr_assert_eq(goes_on->result.outcome, OUTCOME_GRANT);
	cr_assert(str_eq(proposal_remedy(goes_on), STR("REPAIR_FREE")));
}

Test(assess, what_comes_on_top_stands_by_itself_where_no_main_remedy_is_open)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *alone = propose(packset, "{\"seller.fraud\":true}", false);
	const struct proposal *instead =
		propose(packset, "{\"seller.fraud\":true,\"claim.requested\":[\"REFUND_FULL\"]}", false);

	cr_assert_eq(alone->result.outcome, OUTCOME_GRANT);
	cr_assert(str_eq(proposal_remedy(alone), STR("PUNITIVE")));
	cr_assert_eq(instead->result.outcome, OUTCOME_GRANT_ALTERNATIVE);
	cr_assert(str_eq(proposal_remedy(instead), STR("PUNITIVE")));
}

Test(assess, who_asks_for_what_is_not_open_may_get_it_by_another_remedy)
{
	struct pack_source source = small_pack(
		"\"rules\":[{\"id\":\"END\",\"when\":\"fact:defect.exists\",\"opens\":[\"REPAIR_FREE\"],"
		"\"instead\":{\"asked\":\"REFUND_FULL\",\"propose\":\"REPAIR_FREE\"},"
		"\"cite\":[\"A.1\"]," SAY "}]");
	const struct proposal *proposal =
		propose(load_sources(&source, 1),
	                "{\"defect.exists\":true,\"claim.requested\":[\"REFUND_FULL\"]}", false);

	cr_assert_eq(proposal->result.outcome, OUTCOME_GRANT);
	cr_assert(str_eq(proposal_remedy(proposal), STR("REPAIR_FREE")));
}

Test(assess, a_proposal_never_says_more_than_the_facts_asked_twice)
{
	const struct packset *packset = packset_of_sections();
	const struct proposal *a = propose(packset, "{\"goods.second_hand\":true}", false);
	const struct proposal *b = propose(packset, "{\"goods.second_hand\":true,\"car.km\":7}", false);
	const struct proposal *c = propose(packset, "{\"defect.exists\":true}", false);

	cr_assert(assessment_eq(&a->result, &b->result));
	cr_assert_not(assessment_eq(&a->result, &c->result));
	for (size_t i = 0; i < OUTCOME_COUNT; i++)
		cr_assert_gt(outcome_name((enum outcome)i).len, 0);
}
