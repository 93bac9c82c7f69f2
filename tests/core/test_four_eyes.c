#include "core/four_eyes.h"
#include "tests/support/life.h"

static const struct policy strict = { .comment_minor = 200000, .cosign_minor = 200000 };
static const struct policy lax = { .comment_minor = INT64_MAX, .cosign_minor = INT64_MAX };

static unsigned reasons_for(struct life *life, enum remedy_id remedy, const char *amounts, bool deviates,
                            const struct policy *policy)
{
	struct terms terms = { .remedy = remedy, .amounts = life_json(life, amounts) };

	return four_eyes_reasons(&life->dispute, &terms, deviates, policy);
}

#define BIT(name) (1u << FOUR_EYES_##name)

Test(four_eyes, each_condition_of_the_table_asks_for_a_second_person)
{
	static const struct {
		enum remedy_id remedy;
		const char *amounts;
		bool deviates;
		const struct policy *policy;
		unsigned reasons;
	} rows[] = {
		{ REMEDY_REFUND_FULL, "{\"refund_minor\":239900}", false, &lax, 0 },
		{ REMEDY_REFUND_FULL, "{\"refund_minor\":1}", false, &strict, BIT(VALUE) },
		{ REMEDY_REFUND_FULL, "{}", true, &lax, BIT(DEVIATION) },
		{ REMEDY_REFUND_NO_RETURN, "{\"refund_minor\":239900}", false, &strict,
		  BIT(VALUE) | BIT(NO_RETURN) },
		{ REMEDY_PUNITIVE, "{\"punitive_minor\":5}", false, &lax, BIT(MULTIPLE) },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct life life;
		life_begin(&life);
		life_to_review(&life);
		cr_assert_eq(
			reasons_for(&life, rows[i].remedy, rows[i].amounts, rows[i].deviates, rows[i].policy),
			rows[i].reasons, "row %zu", i);
		life_end(&life);
	}
}

Test(four_eyes, a_fact_that_nobody_showed_and_a_flag_of_the_rules_ask_for_it_too)
{
	static const struct {
		const char *more;
		unsigned reasons;
	} rows[] = {
		{ "\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"uncontested\"}]}", BIT(INFERENCE) },
		{ "\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"presumed\"}]}", BIT(INFERENCE) },
		{ "\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"presumed\",\"exhibits\":[\"B-1\"]}]"
		  "}",
		  0 },
		{ "\"derivation\":{\"facts\":[{\"id\":\"a\",\"status\":\"admitted\"}]}", 0 },
		{ "\"flags\":[\"unverified_param:x\"]", BIT(RULE_DOUBT) },
		{ "\"flags\":[\"late\"]", 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char result[512];
		struct life life;
		life_begin(&life);
		life_to_evidence(&life);
		life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
		(void)snprintf(result, sizeof result,
		               "{\"outcome\":\"grant\",\"remedy_proposed\":\"REFUND_FULL\",\"amounts\":{},"
		               "\"freight_payer\":null,\"cited\":[],%s}",
		               rows[i].more);
		life_propose(&life, result);
		cr_assert_eq(reasons_for(&life, REMEDY_REFUND_FULL, "{}", false, &lax), rows[i].reasons,
		             "row %zu", i);
		life_end(&life);
	}
}

Test(four_eyes, the_sample_is_drawn_from_the_id_at_its_rate)
{
	struct policy policy = { .comment_minor = INT64_MAX, .cosign_minor = INT64_MAX, .sample = 20 };
	struct life life;
	int drawn = 0;

	life_begin(&life);
	life_to_review(&life);
	for (unsigned i = 0; i < 1000; i++) {
		life.dispute.id.bytes[14] = (uint8_t)(i >> 8);
		life.dispute.id.bytes[15] = (uint8_t)i;
		drawn += reasons_for(&life, REMEDY_REFUND_FULL, "{}", false, &policy) == BIT(SAMPLE);
	}
	cr_assert_geq(drawn, 10);
	cr_assert_leq(drawn, 30);
	cr_assert(str_eq(four_eyes_slug(FOUR_EYES_SAMPLE), STR("random_sample")));
	life_end(&life);
}
