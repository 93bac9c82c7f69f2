#include "core/proposal.h"
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
		STR_INIT("H01"), /* repair alone, where Directive 2019/771 art 13(2) lets the buyer choose
		                    replacement, and the buyer did not say */
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

Test(casefile, the_three_guarantees_hold_at_every_boundary)
{
	struct score score =
		run_all(load_shipped(), read_file(SOURCE_DIR "/tests/packs/three-guarantees.jsonl"));

	cr_assert_eq(score.failed, 0);
	cr_assert_eq(score.not_covered, 0);
	cr_assert_geq(score.passed, 337);
}

Test(casefile, the_laws_outside_china_hold_at_their_boundaries)
{
	struct score score = run_all(load_shipped(), read_file(SOURCE_DIR "/tests/packs/world.jsonl"));

	cr_assert_eq(score.failed, 0);
	cr_assert_eq(score.not_covered, 0);
	cr_assert_geq(score.passed, 161);
}

/* What the cases of a file did with each rule. */
struct firing {
	bool *held;
	bool *failed;
};

/* As the settings stand in cases, then with each that the rules of a region turn on. */
static void fire_facts(const struct packset *packset, struct configuration configuration,
                       const struct facts *facts, struct arena *arena, struct firing firing)
{
	static const struct setting_choice others[] = {
		{ STR_INIT("cn.depreciation.mode"), STR_INIT("none") },
		{ STR_INIT("cn.local_overlay"), STR_INIT("advisory") },
	};

	for (size_t k = 0; k <= COUNT_OF(others); k++) {
		const struct proposal *proposal;
		struct error err = { 0 };
		configuration.choices = k == 0 ? NULL : &others[k - 1];
		configuration.choice_count = k == 0 ? 0 : 1;
		cr_assert_eq(evaluate(packset, &configuration, facts, arena, &proposal, &err), STATUS_OK);
		for (size_t i = 0; i < packset->rule_count; i++) {
			bool holds = proposal->states[i].truth == TRUTH_TRUE;
			bool speaks =
				pack_speaks(&packset->packs[packset->rules[i].pack], configuration.regime);
			firing.held[i] = firing.held[i] || holds;
			firing.failed[i] =
				firing.failed[i] || (speaks && proposal->states[i].truth == TRUTH_FALSE);
		}
	}
}

static void fire_line(const struct packset *packset, struct str line, struct firing firing)
{
	struct arena arena;
	struct error err = { 0 };
	const struct node *root;
	struct facts *facts = take(sizeof *facts);

	arena_take(&arena, MIB(4));
	if (node_parse(line, &arena, &root, &err) != STATUS_OK)
		return; /* an expectation with a fraction: casefile_run() reads those */
	cr_assert_eq(facts_decode(node_find(root, STR("facts")), &arena, facts, &err), STATUS_OK, "%s",
	             err.detail);
	fire_facts(packset, casefile_configuration(node_text(root, STR("regime"))), facts, &arena, firing);
}

static void fire_file(const struct packset *packset, const char *path, struct firing firing)
{
	struct str cases = read_file(path);
	size_t from = 0;

	for (size_t i = 0; i < cases.len; i++) {
		if (cases.ptr[i] != '\n')
			continue;
		fire_line(packset, (struct str){ cases.ptr + from, i - from }, firing);
		from = i + 1;
	}
}

static bool is_of_three_guarantees(struct str rule)
{
	static const struct str prefixes[] = { STR_INIT("CN.3B."), STR_INIT("CN-ZJ."), STR_INIT("CN-SH.") };

	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		if (str_has_prefix(rule, prefixes[i]))
			return true;
	}
	return false;
}

/* A rule that no case sets off, or that none leaves, is a rule that nobody has tried. */
Test(casefile, every_rule_of_the_three_guarantees_holds_in_one_case_and_fails_in_another)
{
	const struct packset *packset = load_shipped();
	size_t size = packset->rule_count * sizeof(bool);
	struct firing firing = { memset(take(size), 0, size), memset(take(size), 0, size) };

	fire_file(packset, LAW_DIR "cases.jsonl", firing);
	fire_file(packset, SOURCE_DIR "/tests/packs/three-guarantees.jsonl", firing);
	for (size_t i = 0; i < packset->rule_count; i++) {
		struct str id = packset->rules[i].id;
		if (!is_of_three_guarantees(id))
			continue;
		cr_expect(firing.held[i], STR_FMT " holds in no case", STR_ARG(id));
		cr_expect(firing.failed[i], STR_FMT " fails in no case", STR_ARG(id));
	}
}

static bool cites(const struct proposal *proposal, struct str article)
{
	for (size_t i = 0; i < proposal->packset->article_count; i++) {
		if (proposal->trace.articles[i] && str_eq(proposal->packset->articles[i].id, article))
			return true;
	}
	return false;
}

/* In a live dispute every pack speaks: the goods' own rules decide, not article 24 alone, and nobody is asked
 * for what makes no difference. */
Test(casefile, a_live_dispute_is_decided_by_the_rules_of_its_goods)
{
	static const struct {
		const char *goods;
		const char *article;
	} rows[] = {
		{ "\"goods.category\":\"bicycle\"", "CN.3B.GEN.9" },
		{ "\"goods.category\":\"mobile_phone\",\"defect.in_fault_table\":true", "CN.3B.MOB.11" },
		{ "\"goods.category\":\"fixed_phone\"", "CN.3B.FIX.15" },
		{ "\"goods.category\":\"microcomputer\",\"defect.in_fault_table\":true", "CN.3B.PC.11" },
		{ "\"goods.category\":\"dvd_player\",\"defect.in_fault_table\":true", "CN.3B.AV.12" },
		{ "\"goods.category\":\"car\",\"car.km\":90,\"car.fault\":\"brake\",\"stock.same_model\":"
		  "true",
		  "CN.3B.AUTO.23" },
		{ "\"goods.category\":\"agri_machine\"", "CN.3B.AGRI.24" },
	};
	const struct packset *packset = load_shipped();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char facts[1024];
		(void)snprintf(
			facts, sizeof facts,
			"{\"jurisdiction\":\"CN\",\"claim.type\":\"quality\",\"order.channel\":\"online\","
			"\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"defect.exists\":true,"
			"\"defect.kind\":\"performance_fault\",\"order.paid_minor\":200000,"
			"\"order.concluded_at\":\"2026-03-01\",\"time.delivered_at\":\"2026-03-04\","
			"\"defect.found_at\":\"2026-03-09\",\"claim.filed_at\":\"2026-03-10\","
			"\"time.today\":\"2026-03-20\",\"claim.requested\":[\"REFUND_FULL\"],"
			"\"evidence.phase\":\"open\",%s}",
			rows[i].goods);
		const struct proposal *proposal = propose(packset, facts, true);
		cr_expect_eq(proposal->result.outcome, OUTCOME_GRANT, "row %zu", i);
		cr_expect(str_eq(proposal_remedy(proposal), STR("REFUND_FULL")), "row %zu", i);
		cr_expect(cites(proposal, str_from_c(rows[i].article)), "row %zu: %s", i, rows[i].article);
	}
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

/* --- every rule of these packs has facts on which it holds, and near ones on which it does not --- */

static bool is_proved_by_cases(struct str rule)
{
	static const struct str packs[] = { STR_INIT("CN.FOOD."), STR_INIT("CN.PLAT."),
		                            STR_INIT("CN.PREPAY."), STR_INIT("CN.PUN."), STR_INIT("PLAT.") };

	for (size_t i = 0; i < COUNT_OF(packs); i++) {
		if (str_has_prefix(rule, packs[i]))
			return true;
	}
	return false;
}

static size_t rule_of(const struct packset *packset, struct str id)
{
	for (size_t i = 0; i < packset->rule_count; i++) {
		if (str_eq(packset->rules[i].id, id))
			return i;
	}
	cr_assert_fail("no rule " STR_FMT, STR_ARG(id));
	return SIZE_MAX;
}

/* The facts with those of `near` in their place, as JSON. */
static const char *facts_text(const struct node *facts, const struct node *near, struct arena *arena)
{
	struct buf buf;
	struct printer printer;

	buf_init(&buf, arena, KIB(16));
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	for (size_t i = 0; i < facts->count; i++) {
		if (near != NULL && node_find(near, facts->members[i].name) != NULL)
			continue;
		print_name(&printer, facts->members[i].name);
		print_node(&printer, &facts->members[i].value);
	}
	for (size_t i = 0; near != NULL && i < near->count; i++) {
		print_name(&printer, near->members[i].name);
		print_node(&printer, &near->members[i].value);
	}
	print_object_end(&printer);
	buf_put_char(&buf, 0);
	cr_assert_not(buf.failed);
	return buf.ptr;
}

static void expect_given(const struct proposal *proposal, const struct node *gives, struct str rule)
{
	const struct node *amounts = node_find(gives, STR("amounts"));
	struct str remedy = node_text(gives, STR("remedy"));

	cr_expect(str_eq(outcome_name(proposal->result.outcome), node_text(gives, STR("outcome"))),
	          STR_FMT ": " STR_FMT, STR_ARG(rule), STR_ARG(outcome_name(proposal->result.outcome)));
	cr_expect(remedy.len == 0 || str_eq(proposal_remedy(proposal), remedy), STR_FMT ": " STR_FMT,
	          STR_ARG(rule), STR_ARG(proposal_remedy(proposal)));
	for (size_t i = 0; amounts != NULL && i < amounts->count; i++) {
		int64_t given = -1;
		for (size_t k = 0; k < proposal->result.amount_count; k++) {
			if (str_eq(proposal->result.amounts[k].name, amounts->members[i].name))
				given = proposal->result.amounts[k].value.integer;
		}
		cr_expect_eq(given, amounts->members[i].value.integer, STR_FMT ": " STR_FMT " is %lld",
		             STR_ARG(rule), STR_ARG(amounts->members[i].name), (long long)given);
	}
}

/* One line of rules-near.jsonl; gives the rule. */
static size_t run_rule_case(const struct packset *packset, struct str line, struct arena *arena)
{
	const struct node *root;
	struct error err = { 0 };

	cr_assert_eq(node_parse(line, arena, &root, &err), STATUS_OK, "%s: " STR_FMT, err.detail,
	             STR_ARG(line));
	struct str id = node_text(root, STR("rule"));
	size_t rule = rule_of(packset, id);
	const struct node *facts = node_find(root, STR("facts"));
	const struct node *gives = node_find(root, STR("gives"));
	const struct proposal *there = propose(packset, facts_text(facts, NULL, arena), false);
	const struct proposal *near =
		propose(packset, facts_text(facts, node_find(root, STR("near")), arena), false);

	cr_expect_eq(there->states[rule].truth, TRUTH_TRUE, STR_FMT " does not hold", STR_ARG(id));
	cr_expect_neq(near->states[rule].truth, TRUTH_TRUE, STR_FMT " holds near by", STR_ARG(id));
	if (gives != NULL)
		expect_given(there, gives, id);
	return rule;
}

Test(casefile, every_rule_holds_on_some_facts_and_not_on_near_ones)
{
	const struct packset *packset = load_shipped();
	struct str cases = read_file(SOURCE_DIR "/tests/packs/rules-near.jsonl");
	bool *is_covered = take(packset->rule_count * sizeof *is_covered);
	size_t from = 0;

	memset(is_covered, 0, packset->rule_count * sizeof *is_covered);
	for (size_t i = 0; i < cases.len; i++) {
		struct arena arena;
		if (cases.ptr[i] != '\n')
			continue;
		arena_take(&arena, KIB(64));
		is_covered[run_rule_case(packset, (struct str){ cases.ptr + from, i - from }, &arena)] = true;
		from = i + 1;
	}
	for (size_t i = 0; i < packset->rule_count; i++)
		cr_expect(is_covered[i] || !is_proved_by_cases(packset->rules[i].id), STR_FMT " has no case",
		          STR_ARG(packset->rules[i].id));
}
