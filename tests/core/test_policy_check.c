#include "core/policy_check.h"
#include "tests/core/loaded_packs.h"

static const struct packset *packs;

static void begin(void)
{
	packs = load_shipped();
}

TestSuite(policy_check, .init = begin);

static struct policy_verdict check(const char *text)
{
	struct seller_policy *policy = take(sizeof *policy);
	struct policy_verdict verdict;
	const struct node *node;
	struct arena scratch;
	struct arena arena;
	struct error err;

	arena_take(&scratch, POLICY_SCRATCH_BYTES);
	arena_take(&arena, MIB(2));
	cr_assert_eq(node_parse(str_from_c(text), &arena, &node, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(seller_policy_decode(node, policy, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(policy_check(&(struct policy_floor){ packs, STR_INIT("CN") }, policy, &scratch, &arena,
	                          &verdict, &err),
	             STATUS_OK, "%s", err.detail);
	return verdict;
}

#define POLICY(rules) "{\"currency\":\"CNY\",\"rules\":[" rules "]}"

Test(policy_check, accepting_is_never_below_the_law)
{
	struct policy_verdict verdict = check(POLICY("{\"id\":\"a\",\"answer\":\"accept\"}"));

	cr_assert(!verdict.is_below);
	cr_assert_eq(verdict.patterns, 0, "nothing can be less than what was asked");
	cr_assert(!check(POLICY("")).is_below, "no rule: all goes to a person");
}

/* Each gives less on some day; the first column is the rule, the second why. */
static const struct {
	const char *rule;
	const char *reason;
} below[] = {
	{ "{\"id\":\"x\",\"answer\":\"decline\",\"reasons\":[\"rt.change_of_mind\"],\"min_days\":7,\"max_"
	  "days\":7}",
	  "declined" },
	{ "{\"id\":\"x\",\"answer\":\"refund\",\"share_ppm\":999999,\"reasons\":[\"rt.change_of_mind\"],"
	  "\"max_days\":7}",
	  "lesser_remedy" },
	{ "{\"id\":\"x\",\"answer\":\"repair\",\"reasons\":[\"nc.defect\"],\"asks\":[\"REFUND_FULL\"],"
	  "\"max_days\":7}",
	  "lesser_remedy" },
	{ "{\"id\":\"x\",\"answer\":\"refund\",\"reasons\":[\"nc.defect\"],\"asks\":[\"REFUND_FULL\"],"
	  "\"max_days\":7,\"freight\":\"buyer\"}",
	  "freight" },
};

Test(policy_check, a_policy_that_gives_less_is_refused_with_an_example)
{
	for (size_t i = 0; i < COUNT_OF(below); i++) {
		char text[512];
		struct error err;

		(void)snprintf(text, sizeof text, POLICY("%s"), below[i].rule);
		struct policy_verdict verdict = check(text);
		cr_assert(verdict.is_below, "%s", below[i].rule);
		cr_assert(str_eq(verdict.reason, str_from_c(below[i].reason)), "%s: " STR_FMT, below[i].rule,
		          STR_ARG(verdict.reason));
		cr_assert(verdict.article.len > 0, "%s", below[i].rule);
		cr_assert(verdict.facts.len > 0 && verdict.proposal.len > 0);
		cr_assert_eq(policy_verdict_refuse(&verdict, &err), STATUS_CONFLICT);
		cr_assert_eq(err.problem, PROBLEM_POLICY_BELOW_FLOOR);
	}
}

Test(policy_check, what_the_law_does_not_give_may_be_declined)
{
	struct policy_verdict verdict = check(POLICY(
		"{\"id\":\"x\",\"answer\":\"decline\",\"reasons\":[\"rt.change_of_mind\"],\"min_days\":8}"));

	cr_assert(!verdict.is_below, STR_FMT " " STR_FMT, STR_ARG(verdict.reason), STR_ARG(verdict.facts));
	cr_assert(verdict.patterns > 10, "it was tried on both sides of every period");
}

Test(policy_check, the_same_policy_gets_the_same_verdict)
{
	struct policy_verdict first = check(POLICY("{\"id\":\"x\",\"answer\":\"decline\"}"));
	struct policy_verdict second = check(POLICY("{\"id\":\"x\",\"answer\":\"decline\"}"));

	cr_assert(first.is_below);
	cr_assert(str_eq(first.facts, second.facts));
	cr_assert(str_eq(first.proposal, second.proposal));
}
