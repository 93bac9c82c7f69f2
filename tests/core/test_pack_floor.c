#include "loaded_packs.h"

static const char *const law = "{\"pack\":\"L\",\"version\":\"1\",\"rank\":\"law\",\"library\":true,"
			       "\"connecting_date\":\"fact:order.concluded_at\",\"remedies\":["
			       "{\"id\":\"REFUND_FULL\",\"head\":\"main\",\"rank\":1},"
			       "{\"id\":\"REFUND_NO_RETURN\",\"head\":\"main\",\"rank\":2},"
			       "{\"id\":\"REQUEST_EVIDENCE\",\"head\":\"process\",\"rank\":8},"
			       "{\"id\":\"PAY_SELLER\",\"head\":\"fallback\",\"rank\":9}],"
			       "\"rules\":[{\"id\":\"L.R\",\"when\":{\"eq\":[\"fact:defect.exists\",true]},"
			       "\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}],"
			       "\"guards\":[{\"id\":\"L.G\",\"on\":\"policy_overridden\",\"when\":true,"
			       "\"cite\":[\"A.2\"]," SAY "}]}";

/* Two packs: the law above, and a policy with one rule of these members. */
static enum status load(const char *members, const struct packset **ret_packset, struct error *err)
{
	struct pack_source sources[2] = { 0 };
	char *policy = take(4096);
	struct arena arena;

	sources[0].rules = str_from_c(law);
	sources[0].texts = STR("[{\"id\":\"A.1\",\"text\":\"\",\"verified\":\"text read\"},"
	                       "{\"id\":\"A.2\",\"text\":\"\",\"verified\":\"text read\"},"
	                       "{\"id\":\"A.3\",\"text\":\"\",\"verified\":\"text read\"}]");
	(void)snprintf(
		policy, 4096,
		"{\"pack\":\"P\",\"version\":\"1\",\"rank\":\"platform_policy\",\"rules\":["
		"{\"id\":\"P.R\",\"when\":{\"eq\":[\"fact:defect.visible\",true]},\"cite\":[\"A.1\"]," SAY
		",%s}]}",
		members);
	sources[1].rules = str_from_c(policy);
	arena_take(&arena, MIB(1));
	return packset_load(sources, 2, &arena, ret_packset, err);
}

Test(pack_floor, what_no_rule_may_do_is_refused)
{
	static const struct {
		const char *members;
		const char *detail; /* NULL: accepted */
	} rows[] = {
		{ "\"opens\":[\"PAY_SELLER\"],\"floor\":[\"A.1\"]", NULL },
		{ "\"opens\":[\"PAY_SELLER\"]", "floor" },
		{ "\"opens\":[\"REFUND_NO_RETURN\"],\"floor\":[\"A.1\"]", "basis" },
		{ "\"opens\":[\"REFUND_NO_RETURN\"],\"floor\":[\"A.1\"],\"basis\":\"the platform wants it\"",
		  "basis" },
		{ "\"opens\":[\"REFUND_NO_RETURN\"],\"floor\":[\"A.1\"],\"basis\":\"seller_consent\"", NULL },
		{ "\"opens\":[\"PAY_SELLER\"],\"floor\":[\"A.1\"],\"of\":\"L.R\"", "higher rank" },
		{ "\"opens\":[\"PAY_SELLER\"],\"floor\":[\"A.9\"]", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct packset *packset;
		struct error err = { 0 };
		enum status status = load(rows[i].members, &packset, &err);
		cr_expect_eq(status, rows[i].detail == NULL ? STATUS_OK : STATUS_INVALID, "%s: %s",
		             rows[i].members, err.detail);
		cr_expect(rows[i].detail == NULL || strstr(err.detail, rows[i].detail) != NULL, "%s: %s",
		          rows[i].members, err.detail);
	}
}

static bool has_flag(const struct proposal *proposal, struct str flag)
{
	for (size_t i = 0; i < proposal->flag_count; i++) {
		if (str_eq(proposal->flags[i], flag))
			return true;
	}
	return false;
}

Test(pack_floor, a_policy_that_refuses_what_the_law_gives_is_overridden_and_says_so)
{
	static const struct {
		const char *facts;
		enum outcome outcome;
		bool is_overridden;
	} rows[] = {
		{ "{\"defect.exists\":true,\"defect.visible\":true}", OUTCOME_GRANT, true },
		{ "{\"defect.exists\":false,\"defect.visible\":true}", OUTCOME_REJECT, false },
		{ "{\"defect.exists\":true,\"defect.visible\":false}", OUTCOME_GRANT, false },
	};
	const struct packset *packset;
	struct error err = { 0 };

	cr_assert_eq(
		load("\"opens\":[\"PAY_SELLER\"],\"burden\":\"buyer\",\"floor\":[\"A.3\"]", &packset, &err),
		STATUS_OK, "%s", err.detail);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct proposal *proposal = propose(packset, rows[i].facts, false);
		cr_expect_eq(proposal->result.outcome, rows[i].outcome, "%s", rows[i].facts);
		cr_expect_eq(has_flag(proposal, STR("policy_overridden:P.R")), rows[i].is_overridden);
		cr_expect_eq(proposal->trace.articles[1], rows[i].is_overridden, "the guard's article");
		cr_expect_eq(proposal->trace.articles[2], rows[i].is_overridden, "the floor");
		cr_expect(proposal->result.outcome == OUTCOME_REJECT || proposal->burden_bearer.len == 0);
	}
}

Test(pack_floor, a_running_time_for_evidence_holds_a_refusal_but_not_what_the_law_gives)
{
	const struct packset *packset;
	struct error err = { 0 };

	cr_assert_eq(load("\"opens\":[\"REQUEST_EVIDENCE\"],\"floor\":[\"A.3\"]", &packset, &err), STATUS_OK,
	             "%s", err.detail);
	const struct proposal *waits = propose(packset, "{\"defect.visible\":true}", false);
	cr_expect_eq(waits->result.outcome, OUTCOME_NEED_EVIDENCE);
	cr_expect_eq(waits->missing_count, 0);
	const struct proposal *given =
		propose(packset, "{\"defect.visible\":true,\"defect.exists\":true}", false);
	cr_expect_eq(given->result.outcome, OUTCOME_GRANT);
	cr_expect_eq(given->result.available, given->result.open);
}
