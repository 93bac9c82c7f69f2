#include "tests/storage/conformance.h"

static void reply_check(struct store_request *request)
{
	const struct store_commit *commit = (struct store_commit *)request;

	cr_assert(!commit->repeated || bytes_eq(commit->reply, text("{\"reply\":1}")));
}

Test(idempotency, a_key_is_known_after_reopening)
{
	struct fixture fixture;

	fixture_init(&fixture, STORE_ENGINE_LMDB);
	for (int round = 0; round < 3; round++) {
		struct filing filing;
		fixture_open(&fixture);
		filing_make(&filing, 1, 0, 1);
		filing.commit.idem_key = text("seller/key");
		filing.commit.idem_reply = text("{\"reply\":1}");
		cr_assert_eq(RUN(store_commit, fixture.client, &filing.commit, .then = reply_check),
		             STORE_OK);
		cr_assert_eq(filing.commit.repeated, round > 0);
		fixture_close(&fixture);
	}
	fixture_fini(&fixture);
}

CONFORMANCE(idempotency, a_refused_commit_does_not_use_its_key_up)
{
	struct store_op op = { .verb = OP_UPDATE, .kind = RECORD_PARTY, .key = text("p") };
	struct store_commit commit = { .ops = &op, .op_count = 1, .idem_key = text("k") };

	cr_assert_eq(RUN(store_commit, fixture->client, &commit), STORE_NOT_FOUND);
	op.verb = OP_INSERT;
	cr_assert_eq(RUN(store_commit, fixture->client, &commit), STORE_OK);
	cr_assert_not(commit.repeated);
}
