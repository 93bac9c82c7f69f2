#include "tests/storage/conformance.h"

static enum store_status lease_run(struct fixture *fixture, enum store_lease_what what, const char *holder,
                                   uint64_t *token)
{
	struct store_lease lease = { .what = what,
		                     .name = STR("courier"),
		                     .holder = str_from_c(holder),
		                     .ttl_ms = 1000,
		                     .token = *token };
	enum store_status status = RUN(store_lease, fixture->client, &lease);

	*token = lease.token;
	return status;
}

CONFORMANCE(lease, only_one_holds_it_and_tokens_grow)
{
	uint64_t mine = 0, yours = 0;

	cr_assert_eq(lease_run(fixture, LEASE_ACQUIRE, "me", &mine), STORE_OK);
	cr_assert_eq(lease_run(fixture, LEASE_ACQUIRE, "you", &yours), STORE_CONFLICT);
	cr_assert_eq(lease_run(fixture, LEASE_RENEW, "me", &mine), STORE_OK);
	fixture->now_ms += 2000;
	cr_assert_eq(lease_run(fixture, LEASE_RENEW, "me", &mine), STORE_FENCED);
	cr_assert_eq(lease_run(fixture, LEASE_ACQUIRE, "you", &yours), STORE_OK);
	cr_assert_gt(yours, mine);
	cr_assert_eq(lease_run(fixture, LEASE_RELEASE, "me", &mine), STORE_FENCED);
	cr_assert_eq(lease_run(fixture, LEASE_RELEASE, "you", &yours), STORE_OK);
	cr_assert_eq(lease_run(fixture, LEASE_ACQUIRE, "me", &mine), STORE_OK);
	cr_assert_gt(mine, yours);
}

CONFORMANCE(lease, a_commit_with_a_stale_token_leaves_nothing)
{
	uint64_t token = 0;

	cr_assert_eq(lease_run(fixture, LEASE_ACQUIRE, "me", &token), STORE_OK);
	for (int stale = 0; stale < 2; stale++) {
		struct store_check check = { CHECK_LEASE, RECORD_NONE, text("courier"), token, { 0 } };
		struct store_op op = { .verb = OP_PUT, .kind = RECORD_PARTY, .key = text("p") };
		struct store_commit commit = {
			.checks = &check, .check_count = 1, .ops = &op, .op_count = 1
		};
		cr_assert_eq(RUN(store_commit, fixture->client, &commit), stale ? STORE_FENCED : STORE_OK);
		fixture->now_ms += 5000;
	}
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("p")), 1);
}

CONFORMANCE(lease, a_lease_without_name_or_time_is_refused)
{
	struct store_lease lease = {
		.what = LEASE_ACQUIRE, .name = STR(""), .holder = STR("me"), .ttl_ms = 1
	};

	cr_assert_eq(RUN(store_lease, fixture->client, &lease), STORE_INVALID);
	lease.name = STR("x");
	lease.ttl_ms = 0;
	cr_assert_eq(RUN(store_lease, fixture->client, &lease), STORE_INVALID);
}
