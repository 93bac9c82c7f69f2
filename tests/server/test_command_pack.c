#include "core/json.h"
#include "tests/server/command_fixture.h"

Test(command_pack, the_packs_are_listed_with_their_digests, .init = command_begin, .fini = command_end)
{
	command_ok("pack list");
	cr_assert(command_said_has("CN.3B.GEN@"), "%s", command_said);
	cr_assert(command_said_has("  sha256:"));
	cr_assert_eq(
		folder_shell("cd " SOURCE_DIR
	                     "/core/packs && for f in *.json; do case $f in *.texts.json) continue;; esac;"
	                     " grep -q $(sha256sum < $f | cut -c1-64) $D/said || exit 1; done"),
		0);
}

/* One case of the law's own file that passes, and the same with another outcome expected. */
static void cases_make(void)
{
	command_begin();
	cr_assert_eq(folder_shell("grep '\"regime\": \"CN.7D\"' " SOURCE_DIR
	                          "/../shared/law/cases.jsonl | head -1 > $D/good"),
	             0);
	cr_assert_eq(
		folder_shell(
			"sed 's/\"outcome\": \"[a-z_]*\"/\"outcome\": \"refer_human\"/' $D/good > $D/bad"),
		0);
	cr_assert_eq(folder_shell("cat $D/good $D/bad > $D/both"), 0);
}

Test(command_pack, cases_pass_or_are_named, .init = cases_make, .fini = command_end)
{
	command_ok("pack test --cases $D/good");
	cr_assert_str_eq(command_said, "1 passed, 0 failed\n");
	enum status status = command_try("pack test --cases $D/both --regime CN.7D");
	cr_assert_eq(exit_code_of(status, &command_err), EXIT_CODE_REFUSED);
	cr_assert(command_said_has("FAILED N01 (CN.7D): "), "%s", command_said);
	cr_assert(command_said_has("\n1 passed, 1 failed\n"));
}

Test(command_pack, silence_is_never_agreement, .init = cases_make, .fini = command_end)
{
	cr_assert_neq(command_try("pack test --cases $D/good --regime CN.CPL"), STATUS_OK);
	cr_assert(command_said_has("0 passed, 0 failed"));
	cr_assert_eq(folder_shell("sed 's/CN.7D/XX.NONE/' $D/good > $D/foreign"), 0);
	cr_assert_neq(command_try("pack test --cases $D/foreign --regime XX.NONE"), STATUS_OK);
	cr_assert(command_said_has("no pack covers this regime"), "%s", command_said);
	cr_assert_eq(folder_shell("echo nonsense >> $D/good"), 0);
	cr_assert_neq(command_try("pack test --cases $D/good"), STATUS_OK);
	cr_assert_not_null(strstr(command_err.detail, "line 2: "), "%s", command_err.detail);
	cr_assert_eq(exit_code_of(command_try("pack test --cases $D/none"), &command_err),
	             EXIT_CODE_ENVIRONMENT);
}

/* Standard input from a file, as `< FILE` does it. */
static void input_from(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	cr_assert_not_null(freopen(path, "r", stdin));
}

Test(command_pack, one_line_of_facts_gives_one_line_of_proposal, .init = cases_make, .fini = command_end)
{
	const struct node *node;
	char *second;

	cr_assert_eq(
		folder_shell(
			"printf '%s\\n%s\\n' "
			"'{\"jurisdiction\":\"CN\",\"claim.type\":\"no_reason\",\"order.channel\":\"online\","
			"\"buyer.role\":\"consumer\",\"seller.role\":\"trader\",\"time.delivered_at\":\"2026-"
			"03-02\","
			"\"time.return_notice_at\":\"2026-03-09\",\"goods.intact\":true,\"order.paid_minor\":"
			"29900}' "
			"'{\"no.such.fact\":1}' > $D/facts"),
		0);
	input_from("facts");
	cr_assert_eq(exit_code_of(command_try("pack eval"), &command_err), EXIT_CODE_REFUSED);
	second = strchr(command_said, '\n') + 1;
	struct str first = { command_said, (size_t)(second - command_said - 1) };
	cr_assert_eq(node_parse(first, &command_arena, &node, &command_err), STATUS_OK, "%s", command_said);
	cr_assert(str_eq(node_text(node, STR("outcome")), STR("grant")), "%s", command_said);
	cr_assert(strncmp(second, "{\"error\":\"", 10) == 0, "%s", second);
	cr_assert_not_null(strstr(second, "no.such.fact"), "%s", second);
	cr_assert_eq(strchr(second, '\n')[1], '\0');
}

Test(command_pack, what_would_change_a_proposal_is_said_on_request, .init = cases_make, .fini = command_end)
{
	const struct node *node;

	cr_assert_eq(folder_shell("printf '%s\\n' "
	                          "'{\"claim.type\":\"no_reason\",\"time.delivered_at\":\"2026-03-02\","
	                          "\"time.return_notice_at\":\"2026-03-09\",\"order.paid_minor\":29900}' "
	                          "> $D/facts"),
	             0);
	input_from("facts");
	cr_assert_eq(exit_code_of(command_try("pack eval --would-change"), &command_err), EXIT_CODE_DONE);
	cr_assert_eq(node_parse(str_from_c(command_said), &command_arena, &node, &command_err), STATUS_OK);
	cr_assert_gt(node_find(node, STR("would_change"))->count, 0);
	cr_assert(node_bool(node, STR("would_change_complete"), false));
}
