#include "tests/core/lint_fixture.h"

#define TEMPLATE                                                                                             \
	"\"templates\":[{\"id\":\"T\",\"definitions\":[{\"id\":\"$.PRE\",\"value\":\"fact:defect.exists\"}]" \
	","                                                                                                  \
	"\"rules\":[{\"id\":\"$.R\",\"when\":\"def:$.PRE\",\"opens\":[\"REFUND_FULL\"],\"cite\":\"$cite\","  \
	"\"say\":" LINT_SAY "}]}],"

Test(lint_names, what_an_instance_makes_of_a_template_has_a_name)
{
	struct findings findings = lint_sections(
		TEMPLATE "\"instances\":[{\"id\":\"I\",\"of\":\"T\",\"with\":{\"cite\":[\"A.1\"]}}],"
			 "\"definitions\":[{\"id\":\"X\",\"value\":\"def:I.PRE\"}]");

	cr_assert(!lint_has(&findings, LINT_UNKNOWN_NAME, "/definitions/0/value", "I.PRE"));
	cr_assert(!lint_has(&findings, LINT_ARTICLE_NOT_CITED, "/0", "A.1"), "the instance cites it");
}

Test(lint_names, a_template_alone_makes_no_names)
{
	struct findings findings =
		lint_sections(TEMPLATE "\"definitions\":[{\"id\":\"X\",\"value\":\"def:I.PRE\"}]");

	cr_assert(lint_has(&findings, LINT_UNKNOWN_NAME, "/definitions/0/value", "I.PRE"));
}
