#include <criterion/criterion.h>

#include "core/calendar.h"
#include "crypto/statement.h"

#define HASH_ABC  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define ZERO_HEAD "0000000000000000000000000000000000000000000000000000000000000000"

static const struct str filing = STR_INIT("sanbao-statement/v1 filing\n"
                                          "service disputes.shop.example\n"
                                          "dispute dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\n"
                                          "party buyer b-7f3a9c\n"
                                          "time 2026-11-22T04:55:00Z\n"
                                          "nonce 0f9b2c6de1a84f0e9d1b7a53c2e4f608\n"
                                          "head sha256:" ZERO_HEAD "\n"
                                          "file sha256:" HASH_ABC " 3 image/jpeg photo.jpg\n"
                                          "text sha256:" HASH_ABC " 3 zh-CN claim%20one.json\n");

static uint8_t block[1 << 16];
static struct arena arena;
static struct error err;
static const struct statement *statement;
static struct statement_expectation expected;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
	cr_assert_eq(statement_parse(filing, &arena, &statement, &err), STATUS_OK, "%s", err.detail);
	expected = (struct statement_expectation){
		.kind = STATEMENT_FILING,
		.service = STR("disputes.shop.example"),
		.dispute = statement->dispute,
		.role = STR("buyer"),
		.party = STR("b-7f3a9c"),
		.now_ms = statement->time_ms,
	};
}

TestSuite(statement, .init = setup);

static void refused_with(enum problem problem)
{
	cr_assert_eq(statement_check(statement, &expected, &err), STATUS_INVALID);
	cr_assert_eq(err.problem, problem, "%s", err.detail);
}

Test(statement, one_that_says_what_is_expected_passes)
{
	cr_assert_eq(statement_check(statement, &expected, &err), STATUS_OK);
	cr_assert(digest_is_zero(&statement->head));
}

Test(statement, each_wrong_line_has_its_own_problem)
{
	struct statement_expectation good = expected;

	expected.kind = STATEMENT_RESPONSE;
	refused_with(PROBLEM_STATEMENT_KIND);
	expected = good;
	expected.service = STR("disputes.shop.exampl");
	refused_with(PROBLEM_WRONG_SERVICE);
	expected = good;
	expected.dispute.bytes[15] ^= 1;
	refused_with(PROBLEM_WRONG_DISPUTE);
	expected = good;
	expected.role = STR("seller");
	refused_with(PROBLEM_WRONG_PARTY);
	expected = good;
	expected.party = STR("b-7f3a9d");
	refused_with(PROBLEM_WRONG_PARTY);
}

Test(statement, its_time_may_be_ten_minutes_off_and_no_more)
{
	static const struct {
		int64_t off_ms;
		bool ok;
	} rows[] = { { 0, true },       { 600000, true },   { -600000, true },
		     { 600001, false }, { -600001, false }, { INT64_C(86400000), false } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		expected.now_ms = statement->time_ms + rows[i].off_ms;
		bool ok = statement_check(statement, &expected, &err) == STATUS_OK;
		cr_assert_eq(ok, rows[i].ok, "row %zu", i);
		cr_assert(ok || err.problem == PROBLEM_STALE_TIME);
	}
}

Test(statement, content_must_have_the_size_and_digest_of_its_line)
{
	struct digest abc = digest_of(str_bytes(STR("abc")));
	struct digest abd = digest_of(str_bytes(STR("abd")));

	cr_assert_eq(statement_check_text(statement, STR("claim one.json"), STR("abc"), &err), STATUS_OK);
	cr_assert_eq(statement_check_text(statement, STR("claim one.json"), STR("abd"), &err),
	             STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_DIGEST_MISMATCH);
	cr_assert_str_eq(err.field, "line 9");
	cr_assert_eq(statement_check_text(statement, STR("claim one.json"), STR("abcd"), &err),
	             STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_DIGEST_MISMATCH);
	cr_assert_eq(statement_check_text(statement, STR("claim%20one.json"), STR("abc"), &err),
	             STATUS_INVALID);
	cr_assert_eq(err.problem, PROBLEM_INVALID_VALUE, "the decoded name is meant");
	cr_assert_eq(statement_check_file(statement, 0, &abc, 3, &err), STATUS_OK);
	cr_assert_eq(statement_check_file(statement, 0, &abd, 3, &err), STATUS_INVALID);
	cr_assert_str_eq(err.field, "line 8");
	cr_assert_eq(statement_check_file(statement, 0, &abc, 4, &err), STATUS_INVALID);
}

Test(statement, a_full_buf_fails_and_does_not_overrun)
{
	struct buf buf;

	buf_init(&buf, &arena, filing.len - 1);
	statement_put(&buf, statement);
	cr_assert_eq(buf_check(&buf, &err), STATUS_LIMIT);
	buf_init(&buf, &arena, filing.len);
	statement_put(&buf, statement);
	cr_assert(str_eq(buf_str(&buf), filing));
}

Test(statement, every_kind_has_a_name_and_keys_have_no_dispute)
{
	for (size_t i = 0; i < STATEMENT_KIND_COUNT; i++) {
		enum statement_kind kind = (enum statement_kind)i;
		bool about_key = str_has_prefix(statement_kind_token(kind), STR("key-"));
		cr_assert_gt(statement_kind_token(kind).len, 0);
		cr_assert_eq(statement_kind_has_dispute(kind), !about_key);
		cr_assert_leq(statement_rule(kind)->texts_max, STATEMENT_TEXTS_MAX);
		cr_assert_leq(statement_rule(kind)->files_max, STATEMENT_FILES_MAX);
	}
}

Test(statement, heads_chain_in_order)
{
	struct digest zero = { 0 };
	struct digest a = head_next(&zero, STR("a"));
	struct digest ab = head_next(&a, STR("b"));
	struct digest b = head_next(&zero, STR("b"));
	struct digest ba = head_next(&b, STR("a"));
	uint8_t joined[64] = { 0 };
	struct digest hash_a = digest_of(str_bytes(STR("a")));

	memcpy(joined + 32, hash_a.bytes, 32);
	struct digest by_hand = digest_of((struct bytes){ joined, sizeof joined });
	cr_assert(digest_eq(&a, &by_hand));
	cr_assert_not(digest_eq(&ab, &ba));
}
