#include "tests/support/life.h"

static const struct ledger_entry *entry(const struct life *life, struct str key)
{
	return dispute_find_entry(&life->dispute, key);
}

Test(evolve_facts, saying_the_same_admits_and_saying_otherwise_contests)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_CONTEST_CLAIM, life_seller,
	        "{\"position\":\"contest\",\"facts\":{\"defect.exists\":true,\"defect.kind\":\"appearance\"}"
	        "}",
	        LIFE_NONE);
	cr_assert_eq(entry(&life, STR("defect.exists"))->status, ENTRY_ADMITTED);
	cr_assert_eq(entry(&life, STR("defect.kind"))->status, ENTRY_CONTESTED);
	cr_assert(str_eq(entry(&life, STR("defect.kind"))->answer_value->string, STR("appearance")));
	life_end(&life);
}

Test(evolve_facts, a_full_acceptance_admits_the_whole_claim)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_ACCEPT_CLAIM, life_seller, "{\"position\":\"accept\"}", LIFE_NONE);
	cr_assert_eq(entry(&life, STR("defect.exists"))->status, ENTRY_ADMITTED);
	cr_assert_eq(entry(&life, STR("defect.kind"))->status, ENTRY_ADMITTED);
	cr_assert_eq(entry(&life, STR("order.paid_minor"))->status, ENTRY_PLATFORM);
	life_end(&life);
}

Test(evolve_facts, a_finding_overrides_and_may_be_of_a_fact_nobody_claimed)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_FIND_FACT, life_arbiter,
	        "{\"fact\":\"goods.intact\",\"value\":false,\"standard\":\"probable\",\"reason\":\"S-1\"}",
	        LIFE_NONE);
	life_do(&life, COMMAND_FIND_FACT, life_arbiter,
	        "{\"fact\":\"time.delivered_at\",\"value\":\"2026-11-19\",\"standard\":\"high_probability\","
	        "\"reason\":\"carrier\"}",
	        LIFE_NONE);
	cr_assert_eq(entry(&life, STR("goods.intact"))->by, ACTOR_ARBITER);
	cr_assert_eq(entry(&life, STR("goods.intact"))->standard, STANDARD_PROBABLE);
	cr_assert(str_eq(entry(&life, STR("time.delivered_at"))->value->string, STR("2026-11-19")));
	cr_assert_eq(entry(&life, STR("time.delivered_at"))->status, ENTRY_FOUND);
	life_end(&life);
}

Test(evolve_facts, a_record_takes_the_place_of_a_word_but_not_of_a_finding)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_FIND_FACT, life_arbiter,
	        "{\"fact\":\"time.delivered_at\",\"value\":\"2026-11-19\",\"standard\":\"probable\","
	        "\"reason\":\"carrier\"}",
	        LIFE_NONE);
	life_do(&life, COMMAND_RECORD_FACTS, life_platform,
	        "{\"source\":\"shipment\",\"reference\":\"S\",\"event\":\"delivered\","
	        "\"at\":\"2026-11-24T10:00:00Z\",\"facts\":{\"time.delivered_at\":\"2026-11-24\","
	        "\"defect.kind\":\"appearance\",\"goods.intact\":true}}",
	        LIFE_NONE);
	cr_assert_eq(entry(&life, STR("time.delivered_at"))->status, ENTRY_FOUND);
	cr_assert_eq(entry(&life, STR("defect.kind"))->status, ENTRY_PLATFORM);
	cr_assert_eq(entry(&life, STR("defect.kind"))->answer_by, ACTOR_BUYER);
	cr_assert(str_eq(entry(&life, STR("defect.kind"))->answer_value->string, STR("performance_fault")));
	cr_assert_eq(entry(&life, STR("goods.intact"))->by, ACTOR_PLATFORM);
	life_check_replay(&life);
	life_end(&life);
}
