#include "tests/core/lint_fixture.h"

#define RULE(members)                                                                                   \
	"\"rules\":[{\"id\":\"R\",\"when\":\"fact:defect.exists\",\"cite\":[\"A.1\"],\"say\":" LINT_SAY \
		members "}]"

static const struct {
	const char *sections;
	enum lint_code code;
	const char *pointer;
	const char *reason;
} faults[] = {
	{ RULE(",\"opens\":[\"REFUND_FUL\"]"), LINT_UNKNOWN_NAME, "/rules/0/opens/0", "REFUND_FUL" },
	{ RULE(",\"of\":\"Q\""), LINT_UNKNOWN_NAME, "/rules/0/of", "rule or guard \"Q\"" },
	{ RULE(",\"cite\":[\"A.7\"]"), LINT_MALFORMED, "", "" },
	{ RULE(",\"amounts\":{\"NONE\":{}}"), LINT_UNKNOWN_NAME, "/rules/0/amounts/NONE", "remedy" },
	{ RULE(",\"amounts\":{\"REFUND_FULL\":{\"refund_minor\":true}}"), LINT_TYPE_ERROR,
	  "/rules/0/amounts/REFUND_FULL/refund_minor", "truth value" },
	{ RULE(",\"quote\":\"three two\""), LINT_QUOTE_NOT_FOUND, "/rules/0/quote", "verbatim" },
	{ RULE(",\"say_not\":{\"zh\":\"{a}\",\"en\":\"b\",\"bg\":\"{a}\",\"pl\":\"{a}\",\"hu\":\"{a}\"}"),
	  LINT_MISSING_TRANSLATION, "/rules/0/say_not/en", "braces" },
	{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[]}]", LINT_NO_CONVENTION,
	  "/parameters/0/count", "after" },
	{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"month\",\"count\":\"sometimes\",\"values\":[]}]",
	  LINT_NO_CONVENTION, "/parameters/0/count", "instant" },
	{ "\"parameters\":[{\"id\":\"P\",\"unit\":\"day\",\"values\":[{\"cite\":[\"A.9\"]}]}]",
	  LINT_UNKNOWN_NAME, "/parameters/0/values/0/cite/0", "A.9" },
	{ "\"burdens\":[{\"id\":\"no.fact\",\"cases\":[{\"when\":3}]}]", LINT_UNKNOWN_FACT, "/burdens/0/id",
	  "no.fact" },
	{ "\"burdens\":[{\"id\":\"defect.exists\",\"cases\":[{\"when\":3}]}]", LINT_TYPE_ERROR,
	  "/burdens/0/cases/0/when", "a number" },
	{ "\"assumptions\":[{\"id\":\"no.fact\",\"value\":true}]", LINT_UNKNOWN_FACT, "/assumptions/0/id",
	  "" },
	{ "\"choices\":[{\"id\":\"C\",\"when\":true,\"chooses\":[\"NONE\"]}]", LINT_UNKNOWN_NAME,
	  "/choices/0/chooses/0", "NONE" },
	{ "\"definitions\":[{\"id\":\"D\",\"of\":\"E\",\"when\":true,\"value\":1}]", LINT_UNKNOWN_NAME,
	  "/definitions/0/of", "\"E\"" },
};

Test(lint_pack, every_fault_is_found_where_it_stands)
{
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct findings findings = lint_sections(faults[i].sections);

		cr_assert(lint_has(&findings, faults[i].code, faults[i].pointer, faults[i].reason),
		          "%s: " STR_FMT, faults[i].sections,
		          STR_ARG(findings.count == 0 ? STR("nothing") : findings.items[0].pointer));
	}
}

Test(lint_pack, the_shipped_packs_say_how_each_period_is_counted)
{
	struct pack_source packs[COUNT_OF(shipped_packs)];
	struct lint_source files[COUNT_OF(shipped_packs)];
	struct findings findings;
	struct arena arena;
	struct error err;

	read_packs(packs);
	for (size_t i = 0; i < COUNT_OF(shipped_packs); i++)
		files[i] =
			(struct lint_source){ str_from_c(shipped_packs[i]), STR("texts"), packs[i], false };
	arena_take(&arena, LINT_ARENA_BYTES);
	cr_assert_eq(lint_packs(files, COUNT_OF(shipped_packs), &arena, &findings, &err), STATUS_OK);
	for (size_t i = 0; i < findings.count; i++)
		cr_assert_neq(findings.items[i].code, LINT_NO_CONVENTION, STR_FMT " " STR_FMT,
		              STR_ARG(findings.items[i].file), STR_ARG(findings.items[i].pointer));
}
