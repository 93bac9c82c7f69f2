#include "tests/core/lint_fixture.h"

static struct findings lint_rule(const char *when)
{
	char sections[2048];

	(void)snprintf(
		sections, sizeof sections,
		"\"parameters\":[{\"id\":\"WEEK\",\"unit\":\"day\",\"count\":\"after\",\"values\":[{\"from\":"
		"\"2000-01-01\",\"value\":7,\"verified\":\"text read\"}]},"
		"{\"id\":\"WAIT\",\"unit\":\"month\",\"count\":\"after\",\"values\":[{\"from\":"
		"\"2000-01-01\",\"to\":\"2020-01-01\",\"value\":0,\"verified\":\"text read\"},{\"from\":"
		"\"2020-01-01\",\"value\":12,\"verified\":\"text read\"}]}],"
		"\"settings\":[{\"id\":\"local\",\"default\":\"off\",\"values\":[\"off\",\"on\"]}],"
		"\"definitions\":[{\"id\":\"OLD\",\"value\":{\"gt\":[{\"days\":[\"fact:time.delivered_at\","
		"\"fact:defect.found_at\"]},\"param:WEEK\"]}}],"
		"\"rules\":[{\"id\":\"R\",\"when\":%s,\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"],"
		"\"say\":" LINT_SAY "}]",
		when);
	return lint_sections(sections);
}

Test(lint_reach, a_condition_that_contradicts_itself_is_unreachable)
{
	static const char *const never[] = {
		"false",
		"{\"all\":[\"fact:defect.exists\",{\"not\":\"fact:defect.exists\"}]}",
		"{\"all\":[{\"eq\":[\"fact:buyer.role\",\"consumer\"]},{\"eq\":[\"fact:buyer.role\","
		"\"business\"]}]}",
		"{\"all\":[{\"gt\":[\"fact:order.paid_minor\",500]},{\"lt\":[\"fact:order.paid_minor\",500]}]"
		"}",
		"{\"all\":[\"def:OLD\",{\"not\":{\"known\":\"fact:time.delivered_at\"}}]}",
		"{\"gt\":[\"param:WAIT\",12]}",
	};

	for (size_t i = 0; i < COUNT_OF(never); i++) {
		struct findings findings = lint_rule(never[i]);

		cr_assert(lint_has(&findings, LINT_UNREACHABLE_RULE, "/rules/0", "can never hold"), "%s",
		          never[i]);
	}
}

Test(lint_reach, what_some_facts_satisfy_is_reachable)
{
	static const char *const sometimes[] = {
		"\"def:OLD\"",
		"{\"not\":\"def:OLD\"}",
		"{\"all\":[{\"ge\":[\"fact:order.paid_minor\",500]},{\"le\":[\"fact:order.paid_minor\",500]}]"
		"}",
		"{\"eq\":[\"config:local\",\"on\"]}",
		"{\"ge\":[{\"count\":[\"fact:repairs\",{\"eq\":[\"it:fixed\",false]}]},2]}",
		"{\"has\":[\"fact:claim.requested\",[\"REFUND_FULL\"]]}",
		"{\"eq\":[\"fact:defect.cause\",null]}",
		"{\"eq\":[\"fact:claim.type\",\"prepayment\"]}", /* the last word of the largest domain */
		"{\"all\":[{\"known\":\"fact:jurisdiction\"},{\"not\":{\"in\":[\"fact:jurisdiction\","
		"[\"CN\",\"EU\"]]}}]}",
		"{\"eq\":[\"param:WAIT\",0]}", /* as it was before 2020 */
		"{\"gt\":[\"param:WAIT\",11]}",
	};

	for (size_t i = 0; i < COUNT_OF(sometimes); i++) {
		struct findings findings = lint_rule(sometimes[i]);

		cr_assert_eq(findings.total, 0, "%s: " STR_FMT, sometimes[i],
		             STR_ARG(findings.items[0].reason));
	}
}

#define TWO_RULES(members)                                                                                \
	"\"rules\":[{\"id\":\"R1\",\"when\":\"fact:defect.exists\",\"opens\":[\"REFUND_FULL\"],"          \
	"\"cite\":[\"A.1\"],\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":1}},\"say\":" LINT_SAY "},"    \
	"{\"id\":\"R2\",\"when\":{\"eq\":[\"fact:defect.kind\",\"safety\"]},\"opens\":[\"REFUND_FULL\"]," \
	"\"cite\":[\"A.1\"],\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":2}},\"say\":" LINT_SAY members \
	"}]"

Test(lint_reach, an_exception_that_always_holds_too_makes_its_rule_unreachable)
{
	struct findings findings = lint_sections(
		"\"rules\":[{\"id\":\"R1\",\"when\":{\"eq\":[\"fact:defect.kind\",\"safety\"]},\"opens\":["
		"\"REFUND_FULL\"],\"cite\":[\"A.1\"],\"say\":" LINT_SAY
		"},{\"id\":\"R2\",\"of\":\"R1\",\"when\":{\"not\":{\"eq\":"
		"["
		"\"fact:defect.kind\",\"quality\"]}},\"opens\":[\"REPAIR_FREE\"],\"cite\":[\"A.1\"],"
		"\"say\":" LINT_SAY "}]");

	cr_assert(lint_has(&findings, LINT_UNREACHABLE_RULE, "/rules/0", "\"R1\""));
}

Test(lint_reach, two_rules_that_give_different_amounts_need_a_declared_order)
{
	struct findings findings = lint_sections(TWO_RULES(""));

	cr_assert(lint_has(&findings, LINT_UNDECLARED_OVERLAP, "/rules/1", "\"R1\""));
	findings = lint_sections(TWO_RULES(",\"of\":\"R1\""));
	cr_assert_eq(findings.total, 0);
}

Test(lint_reach, two_exceptions_that_hold_at_once_with_different_values_need_a_declared_order)
{
	struct findings findings = lint_sections(
		"\"definitions\":[{\"id\":\"D\",\"value\":1,\"cite\":[\"A.1\"]},"
		"{\"id\":\"E1\",\"of\":\"D\",\"when\":\"fact:defect.exists\",\"value\":2},"
		"{\"id\":\"E2\",\"of\":\"D\",\"when\":\"fact:goods.is_gift\",\"value\":3},"
		"{\"id\":\"E3\",\"of\":\"D\",\"when\":{\"not\":\"fact:goods.is_gift\"},\"value\":2}]");

	cr_assert_eq(findings.total, 1, "E3 excludes E2, and agrees with E1");
	cr_assert(lint_has(&findings, LINT_UNDECLARED_OVERLAP, "/definitions/2", "\"E1\""));
}
