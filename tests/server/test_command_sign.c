#include "core/json.h"
#include "crypto/signed_statement.h"
#include "server/party_key.h"
#include "server/setup.h"
#include "tests/server/command_fixture.h"

#define SCOPE "--service a.example --dispute dsp_01M7GX1GNDG05VR3TPMAGYKQ8Y --role buyer --party b-li "

static void begin(void)
{
	command_begin();
	command_ok("key new $D/k --name b-li");
	cr_assert_eq(folder_shell("printf '{\"text\":\"a\",\"language\":\"zh-CN\"}' > $D/c; printf picture > "
	                          "\"$D/p.jpg\""),
	             0);
}

/* Opens the printed body as the server would. */
static struct signed_statement opened_said(struct str *ret_content)
{
	struct party_key key;
	struct signed_statement opened;
	const struct node *node;

	cr_assert_eq(node_parse(str_from_c(command_said), &command_arena, &node, &command_err), STATUS_OK);
	cr_assert_eq(node->count, 2);
	cr_assert_eq(party_key_open(folder_path(&command_arena, "k"), &key, &command_err), STATUS_OK);
	struct note_key public = server_key_public(&key.key);
	cr_assert_eq(signed_statement_open(node_text(node, STR("statement")), &public, 1, &command_arena,
	                                   &opened, &command_err),
	             STATUS_OK, "%s", command_err.detail);
	*ret_content = node_text(node, STR("content"));
	return opened;
}

Test(command_sign, the_printed_body_is_one_that_the_server_accepts, .init = begin, .fini = command_end)
{
	struct str content;

	command_ok("sign --key $D/k --kind evidence " SCOPE "--content $D/c --file $D/p.jpg");
	struct signed_statement opened = opened_said(&content);
	const struct statement *statement = opened.statement;
	struct statement_expectation expectation = {
		.kind = STATEMENT_EVIDENCE,
		.service = STR("a.example"),
		.dispute = statement->dispute,
		.role = STR("buyer"),
		.party = STR("b-li"),
		.now_ms = setup_now_ms(),
	};

	cr_assert_eq(statement_check(statement, &expectation, &command_err), STATUS_OK, "%s",
	             command_err.detail);
	cr_assert(str_eq(content, STR("{\"text\":\"a\",\"language\":\"zh-CN\"}")));
	cr_assert_eq(statement_check_text(statement, statement->texts[0].name, content, &command_err),
	             STATUS_OK);
	cr_assert(str_eq(statement->texts[0].form, STR("zh-CN")));
	cr_assert_eq(statement->file_count, 1);
	cr_assert(str_eq(statement->files[0].name, STR("p.jpg")));
	cr_assert(str_eq(statement->files[0].form, STR("image/jpeg")));
	cr_assert_eq(statement->files[0].size, 7);
	cr_assert(digest_is_zero(&statement->head));
}

Test(command_sign, head_time_and_language_can_be_given, .init = begin, .fini = command_end)
{
	struct str content;

	command_ok("sign --key $D/k --kind response " SCOPE
	           "--content $D/c --language en --time 2026-11-24T00:00:00Z --head "
	           "00000000000000000000000000000000000000000000000000000000000000ff");
	struct signed_statement opened = opened_said(&content);

	cr_assert_eq(opened.statement->time_ms, INT64_C(1795478400000));
	cr_assert_eq(opened.statement->head.bytes[31], 0xff);
	cr_assert(str_eq(opened.statement->texts[0].form, STR("en")));
}

Test(command_sign, two_signatures_never_share_a_nonce, .init = begin, .fini = command_end)
{
	struct str content;
	uint8_t nonce[STATEMENT_NONCE_BYTES];

	command_ok("sign --key $D/k --kind filing " SCOPE "--content $D/c");
	memcpy(nonce, opened_said(&content).statement->nonce, sizeof(nonce));
	command_ok("sign --key $D/k --kind filing " SCOPE "--content $D/c");
	cr_assert_neq(memcmp(nonce, opened_said(&content).statement->nonce, sizeof(nonce)), 0);
}

Test(command_sign, what_the_server_would_refuse_is_refused_here, .init = begin, .fini = command_end)
{
	static const char *const lines[] = {
		"sign --key $D/k --kind key-register " SCOPE "--content $D/c",
		"sign --key $D/k --kind filing " SCOPE "--content $D/p.jpg",
		"sign --key $D/k --kind filing " SCOPE "--content $D/none",
		"sign --key $D/k --kind filing " SCOPE "--content $D/c --file $D/c",
		"sign --key $D/k --kind filing " SCOPE "--content $D/c --file $D/none.jpg",
		"sign --key $D/k --kind filing " SCOPE "--content $D/c --head 00",
		"sign --key $D/k --kind filing " SCOPE "--content $D/c --time yesterday",
		"sign --key $D/none --kind filing " SCOPE "--content $D/c",
		"sign --key $D/k --kind filing --service a.example --dispute dsp_1 --role buyer --party b "
		"--content $D/c",
		"sign --key $D/k --kind filing --service A! --dispute dsp_01M7GX1GNDG05VR3TPMAGYKQ8Y --role "
		"buyer --party b "
		"--content $D/c",
	};

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		cr_assert_neq(command_try(lines[i]), STATUS_OK, "%s", lines[i]);
		cr_assert_eq(command_said[0], '\0');
	}
}
