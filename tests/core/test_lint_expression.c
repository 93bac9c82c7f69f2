#include "tests/core/lint_fixture.h"

/* The finding at the "when" of a definition that is all of the pack. */
static const struct {
	const char *when;
	enum lint_code code;
	const char *pointer;
	const char *reason;
} faults[] = {
	{ "\"fact:defect.exist\"", LINT_UNKNOWN_FACT, "", "defect.exist" },
	{ "{\"all\":[true,\"def:NONE\"]}", LINT_UNKNOWN_NAME, "/all/1", "definition \"NONE\"" },
	{ "{\"gt\":[1,\"param:NONE\"]}", LINT_UNKNOWN_NAME, "/gt/1", "parameter" },
	{ "{\"eq\":[\"config:none\",\"on\"]}", LINT_UNKNOWN_NAME, "/eq/0", "setting" },
	{ "{\"in_table\":[\"NONE\",\"fact:goods.category\"]}", LINT_UNKNOWN_NAME, "/in_table", "table" },
	{ "{\"nand\":[true]}", LINT_UNKNOWN_OPERATOR, "", "nand" },
	{ "{\"not\":[true,true]}", LINT_TYPE_ERROR, "/not", "1 to 1 operands" },
	{ "{\"not\":\"fact:order.paid_minor\"}", LINT_TYPE_ERROR, "/not", "a number stands where a truth" },
	{ "{\"all\":[{\"lt\":[\"fact:defect.exists\",7]}]}", LINT_TYPE_ERROR, "/all/0/lt/0",
	  "a truth value" },
	{ "{\"lt\":[\"fact:time.delivered_at\",7]}", LINT_TYPE_ERROR, "/lt",
	  "a day is compared with a number" },
	{ "{\"eq\":[\"fact:buyer.role\",\"consumr\"]}", LINT_TYPE_ERROR, "/eq/1", "never \"consumr\"" },
	{ "{\"in\":[\"fact:buyer.role\",[\"consumer\",\"trader\"]]}", LINT_TYPE_ERROR, "/in/1/1", "trader" },
	{ "{\"eq\":[\"config:mode\",\"off\"]}", LINT_TYPE_ERROR, "/eq/1", "never \"off\"" },
	{ "\"def:DAY\"", LINT_TYPE_ERROR, "", "a day stands where a truth value" },
	{ "{\"a\":1,\"b\":2}", LINT_TYPE_ERROR, "", "one operator" },
};

static struct findings lint_when(const char *when)
{
	char sections[1024];

	(void)snprintf(
		sections, sizeof sections,
		"\"settings\":[{\"id\":\"mode\",\"default\":\"ask\",\"values\":[\"ask\",\"none\"]}],"
		"\"definitions\":[{\"id\":\"DAY\",\"value\":{\"add_days\":[\"fact:time.delivered_at\",7]}},"
		"{\"id\":\"X\",\"when\":%s,\"value\":true}],\"guards\":[{\"id\":\"G\",\"when\":true,"
		"\"cite\":[\"A.1\"],\"say\":" LINT_SAY "}]",
		when);
	return lint_sections(sections);
}

Test(lint_expression, every_fault_is_found_where_it_stands)
{
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct findings findings = lint_when(faults[i].when);
		char pointer[LINT_POINTER_MAX];

		(void)snprintf(pointer, sizeof pointer, "/definitions/1/when%s", faults[i].pointer);
		cr_assert(lint_has(&findings, faults[i].code, pointer, faults[i].reason),
		          "%s: " STR_FMT " " STR_FMT, faults[i].when, STR_ARG(findings.items[0].pointer),
		          STR_ARG(findings.items[0].reason));
	}
}

Test(lint_expression, what_fits_is_not_found)
{
	static const char *const good[] = {
		"true",
		"{\"eq\":[\"fact:buyer.role\",\"consumer\"]}",
		"{\"eq\":[\"fact:goods.category\",\"anything\"]}",
		"{\"eq\":[\"fact:defect.cause\",null]}",
		"{\"le\":[\"fact:defect.found_at\",\"def:DAY\"]}",
		"{\"gt\":[{\"count\":[\"fact:repairs\",{\"eq\":[\"it:recorded\",true]}]},2]}",
		"{\"has\":[\"fact:claim.requested\",[\"REFUND_FULL\"]]}",
		"{\"if\":[\"fact:defect.exists\",true,false]}",
		"{\"not\":\"fact:defect.exists\"}",
		"{\"lt\":[{\"date\":\"2024-07-01\"},\"fact:order.concluded_at\"]}",
	};

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct findings findings = lint_when(good[i]);

		cr_assert_eq(findings.total, 0, "%s: " STR_FMT " " STR_FMT, good[i],
		             STR_ARG(findings.items[0].pointer), STR_ARG(findings.items[0].reason));
	}
}
