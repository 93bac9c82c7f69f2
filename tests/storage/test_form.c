#include "storage/form.h"
#include "storage/idempotency.h"
#include "tests/storage/conformance.h"

Test(form, append_only_kinds_refuse_change_and_the_engines_own_refuse_all)
{
	static const enum store_verb VERBS[] = { OP_INSERT, OP_UPDATE, OP_PUT, OP_DELETE };
	static const enum record_kind APPENDED[] = { RECORD_EVENT, RECORD_STATEMENT, RECORD_NONCE };
	static const enum record_kind OWN[] = { RECORD_FEED, RECORD_META, RECORD_IDEMPOTENCY, RECORD_LEASE };
	uint8_t key[32] = { 0 };

	for (size_t v = 0; v < COUNT_OF(VERBS); v++) {
		for (size_t k = 0; k < COUNT_OF(APPENDED); k++) {
			struct store_op op = { .verb = VERBS[v],
				               .kind = APPENDED[k],
				               .key = { key, record_info(APPENDED[k])->key_min } };
			struct store_commit commit = { .ops = &op, .op_count = 1 };
			cr_assert_eq(form_check(&commit), STORE_INVALID);
		}
		for (size_t k = 0; k < COUNT_OF(OWN); k++) {
			struct store_op op = { .verb = VERBS[v],
				               .kind = OWN[k],
				               .key = { key, record_info(OWN[k])->key_max > 32
				                                     ? 32
				                                     : record_info(OWN[k])->key_max } };
			struct store_commit commit = { .ops = &op, .op_count = 1 };
			cr_assert_eq(form_check(&commit), STORE_INVALID);
		}
	}
}

Test(form, a_key_is_touched_once)
{
	struct store_op ops[2] = { { .verb = OP_PUT, .kind = RECORD_PARTY, .key = text("p") },
		                   { .verb = OP_DELETE, .kind = RECORD_PARTY, .key = text("p") } };
	struct store_commit commit = { .ops = ops, .op_count = 2 };

	cr_assert_eq(form_check(&commit), STORE_INVALID);
	ops[1].key = text("q");
	cr_assert_eq(form_check(&commit), STORE_OK);
}

Test(form, columns_are_given_each_once)
{
	struct filing filing;

	filing_make(&filing, 1, 0, 1);
	cr_assert_eq(form_check(&filing.commit), STORE_OK);
	filing.columns[1].column = COLUMN_DISPUTE_BUYER;
	cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
	filing_make(&filing, 1, 0, 1);
	filing.ops[0].column_count = 4;
	cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
	filing_make(&filing, 1, 0, 1);
	filing.columns[0].column = COLUMN_DUTY_DUE;
	cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
	static char long_text[RECORD_COLUMN_MAX + 1];
	filing_make(&filing, 1, 0, 1);
	filing.columns[0].text = (struct str){ long_text, sizeof(long_text) };
	cr_assert_eq(form_check(&filing.commit), STORE_TOO_LARGE);
}

Test(form, events_follow_the_checked_version_without_gap)
{
	for (uint64_t version = 0; version < 3; version++) {
		struct filing filing;
		filing_make(&filing, 1, version, 3);
		cr_assert_eq(form_check(&filing.commit), STORE_OK);
		cr_assert_eq(form_card_version(&filing.commit, &filing.ops[0]), version + 3);
		filing.keys[1][19]++;
		cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
		filing_make(&filing, 1, version, 3);
		filing.commit.check_count = 0;
		cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
		filing_make(&filing, 1, version, 3);
		filing.commit.ops = filing.ops + 1; /* without the card */
		filing.commit.op_count = 3;
		cr_assert_eq(form_check(&filing.commit), STORE_INVALID);
	}
}

Test(form, absence_is_checked_only_beside_an_insert)
{
	struct store_check check = { CHECK_ABSENT, RECORD_PARTY, text("p"), 0, { 0 } };
	struct store_op op = { .verb = OP_PUT, .kind = RECORD_PARTY, .key = text("p") };
	struct store_commit commit = { .checks = &check, .check_count = 1, .ops = &op, .op_count = 1 };

	cr_assert_eq(form_check(&commit), STORE_INVALID);
	op.verb = OP_INSERT;
	cr_assert_eq(form_check(&commit), STORE_OK);
}

Test(form, counts_beyond_the_limits_are_refused)
{
	struct store_commit commit = { .op_count = STORE_OPS_MAX + 1 };

	cr_assert_eq(form_check(&commit), STORE_TOO_LARGE);
	commit = (struct store_commit){ .check_count = STORE_CHECKS_MAX + 1 };
	cr_assert_eq(form_check(&commit), STORE_TOO_LARGE);
	commit = (struct store_commit){ .leaf_count = STORE_LEAVES_MAX + 1 };
	cr_assert_eq(form_check(&commit), STORE_TOO_LARGE);
	commit = (struct store_commit){ .idem_key = { (const uint8_t *)"", STORE_IDEM_KEY_MAX + 1 } };
	cr_assert_eq(form_check(&commit), STORE_TOO_LARGE);
}

Test(form, a_reply_leaves_room_for_its_note)
{
	struct store_commit commit = { .idem_key = text("key") };
	static uint8_t reply[IDEMPOTENCY_REPLY_MAX + 1];

	commit.idem_reply = (struct bytes){ reply, sizeof(reply) };
	cr_assert_eq(form_check(&commit), STORE_TOO_LARGE);
	commit.idem_reply.len--;
	cr_assert_eq(form_check(&commit), STORE_OK);
}
