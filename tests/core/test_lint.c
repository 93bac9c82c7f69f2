#include "tests/core/lint_fixture.h"

#define GOOD                                                                                              \
	"\"rules\":[{\"id\":\"R\",\"when\":\"fact:defect.exists\",\"opens\":[\"REFUND_FULL\"],\"cite\":[" \
	"\"A.1\"],\"quote\":\"two three\",\"say\":" LINT_SAY ",\"say_not\":" LINT_SAY "}]"

Test(lint, a_pack_without_fault_has_no_finding)
{
	struct findings findings = lint_sections(GOOD);

	cr_assert_eq(findings.total, 0, STR_FMT ": " STR_FMT, STR_ARG(findings.items[0].pointer),
	             STR_ARG(findings.items[0].reason));
}

Test(lint, each_finding_names_file_place_and_reason)
{
	struct findings findings =
		lint_texts(GOOD, "[{\"id\":\"A.1\",\"text\":\"one two three\",\"verified\":\"text read\"},"
	                         "{\"id\":\"A.2\",\"text\":\"\",\"verified\":\"text read\"}]");

	cr_assert_eq(findings.total, 1);
	cr_assert(lint_has(&findings, LINT_ARTICLE_NOT_CITED, "/1", "nothing cites \"A.2\""));
	cr_assert(str_eq(findings.items[0].file, STR("T.texts.json")));
	cr_assert(str_eq(lint_code_slug(findings.items[0].code), STR("article_not_cited")));
}

Test(lint, all_faults_are_found_at_once)
{
	struct findings findings = lint_sections(
		"\"rules\":[{\"id\":\"R\",\"when\":\"fact:no.such\",\"opens\":[\"REFUND_FULL\"],\"cite\":["
		"\"A.1\"],\"quote\":\"four\",\"say\":{\"zh\":\"一\"}}]");

	cr_assert(lint_has(&findings, LINT_UNKNOWN_FACT, "/rules/0/when", "no.such"));
	cr_assert(lint_has(&findings, LINT_QUOTE_NOT_FOUND, "/rules/0/quote", "verbatim"));
	cr_assert(lint_has(&findings, LINT_MISSING_TRANSLATION, "/rules/0/say/en", "\"en\""));
	cr_assert(lint_has(&findings, LINT_MISSING_TRANSLATION, "/rules/0/say/hu", "\"hu\""));
}

Test(lint, what_is_no_json_is_a_finding_and_no_error)
{
	struct lint_source file = {
		STR("T.json"), STR("T.texts.json"), { .rules = STR("{\"pack\":") }, false
	};
	struct findings findings;
	struct arena arena;
	struct error err;

	arena_take(&arena, LINT_ARENA_BYTES);
	cr_assert_eq(lint_packs(&file, 1, &arena, &findings, &err), STATUS_OK);
	cr_assert(lint_has(&findings, LINT_MALFORMED, "", "line 1"));
}

Test(lint, what_only_the_loader_sees_is_reported_in_its_words)
{
	struct findings findings =
		lint_sections(GOOD ",\"parameters\":[{\"id\":\"P\",\"unit\":\"ppm\",\"values\":[]}]");

	cr_assert(lint_has(&findings, LINT_NOT_LOADABLE, "/parameters/0", "dated"));
}

Test(lint, a_silent_pack_lends_its_names_only)
{
	struct pack_source source = small_pack("\"definitions\":[{\"id\":\"D\",\"value\":\"fact:no.such\"}]");
	struct lint_source file = { STR("T.json"), STR("T.texts.json"), source, true };
	struct findings findings;
	struct arena arena;
	struct error err;

	arena_take(&arena, LINT_ARENA_BYTES);
	cr_assert_eq(lint_packs(&file, 1, &arena, &findings, &err), STATUS_OK);
	cr_assert_eq(findings.total, 0);
}
