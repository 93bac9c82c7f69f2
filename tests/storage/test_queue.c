#include "tests/storage/conformance.h"

static enum store_status queue_op(struct fixture *fixture, enum store_verb verb, const char *key,
                                  const char *lane, int64_t due_ms, uint64_t claim)
{
	struct store_op op = { .verb = verb,
		               .kind = RECORD_QUEUE,
		               .key = text(key),
		               .body = text(key),
		               .queue = STR("hooks"),
		               .lane = str_from_c(lane),
		               .due_ms = due_ms,
		               .claim = claim };
	struct store_commit commit = { .ops = &op, .op_count = 1 };

	return RUN(store_commit, fixture->client, &commit);
}

static void bodies_check(struct store_request *request)
{
	const struct store_claim *claim = (struct store_claim *)request;

	for (uint32_t i = 0; i < claim->item_count; i++) /* the tests store each item's key as its body */
		cr_assert(bytes_eq(claim->items[i].body,
		                   (struct bytes){ claim->items[i].key, claim->items[i].key_len }));
}

static uint32_t claim_run(struct fixture *fixture, struct store_claim_item *items, uint32_t limit)
{
	struct store_claim claim = {
		.queue = STR("hooks"), .limit = limit, .lease_ms = 1000, .items = items
	};

	fixture->now_ms += 10;
	cr_assert_eq(RUN(store_claim, fixture->client, &claim, .then = bodies_check), STORE_OK);
	return claim.item_count;
}

static bool item_is(const struct store_claim_item *item, const char *key)
{
	return bytes_eq((struct bytes){ item->key, item->key_len }, text(key));
}

CONFORMANCE(queue, items_come_when_due_and_in_due_order)
{
	struct store_claim_item items[4];
	int64_t now_ms = fixture->now_ms;

	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "late", "", now_ms + 5000, 0), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "second", "", now_ms - 10, 0), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "first", "", now_ms - 20, 0), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "first", "", now_ms - 20, 0), STORE_EXISTS);
	cr_assert_eq(claim_run(fixture, items, 4), 2);
	cr_assert(item_is(&items[0], "first"));
	cr_assert(item_is(&items[1], "second"));
	cr_assert_eq(claim_run(fixture, items, 4), 0);
	fixture->now_ms = now_ms + 6000;
	cr_assert_eq(claim_run(fixture, items, 4), 3); /* the two claims have run out */
	cr_assert_eq(items[0].attempts + items[1].attempts + items[2].attempts, 5);
}

CONFORMANCE(queue, a_lane_is_delivered_one_after_another)
{
	struct store_claim_item items[4];

	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "a1", "lane", 3, 0), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "a2", "lane", 1, 0), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "b1", "other", 2, 0), STORE_OK);
	cr_assert_eq(claim_run(fixture, items, 4), 2);
	cr_assert(item_is(&items[0], "b1"));
	cr_assert(item_is(&items[1], "a1"));
	uint64_t token = items[1].token;
	cr_assert_eq(queue_op(fixture, OP_NACK, "a1", "", fixture->now_ms + 500, token), STORE_OK);
	cr_assert_eq(claim_run(fixture, items, 4), 0); /* a2 does not overtake */
	fixture->now_ms += 600;
	cr_assert_eq(claim_run(fixture, items, 1), 1);
	cr_assert(item_is(&items[0], "a1"));
	cr_assert_gt(items[0].token, token);
	cr_assert_eq(queue_op(fixture, OP_ACK, "a1", "", 0, items[0].token), STORE_OK);
	cr_assert_eq(claim_run(fixture, items, 1), 1);
	cr_assert(item_is(&items[0], "a2"));
}

CONFORMANCE(queue, a_late_acknowledgement_is_fenced)
{
	struct store_claim_item items[1];

	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "a", "", 1, 0), STORE_OK);
	cr_assert_eq(claim_run(fixture, items, 1), 1);
	uint64_t old = items[0].token;
	fixture->now_ms += 2000;
	cr_assert_eq(queue_op(fixture, OP_ACK, "a", "", 0, old), STORE_FENCED);
	cr_assert_eq(claim_run(fixture, items, 1), 1);
	cr_assert_eq(queue_op(fixture, OP_ACK, "a", "", 0, old), STORE_FENCED);
	cr_assert_eq(queue_op(fixture, OP_ACK, "a", "", 0, items[0].token), STORE_OK);
	cr_assert_eq(queue_op(fixture, OP_ACK, "a", "", 0, items[0].token), STORE_FENCED);
}

CONFORMANCE(queue, a_commit_under_a_lost_claim_leaves_nothing)
{
	struct store_claim_item items[1];

	cr_assert_eq(queue_op(fixture, OP_ENQUEUE, "a", "", 1, 0), STORE_OK);
	cr_assert_eq(claim_run(fixture, items, 1), 1);
	for (int lost = 0; lost < 2; lost++) {
		struct store_check check = { CHECK_CLAIM, RECORD_NONE, text("a"),
			                     items[0].token + (uint64_t)lost, STR("hooks") };
		struct store_op op = { .verb = OP_PUT,
			               .kind = RECORD_PARTY,
			               .key = text(lost ? "lost" : "held") };
		struct store_commit commit = {
			.checks = &check, .check_count = 1, .ops = &op, .op_count = 1
		};
		cr_assert_eq(RUN(store_commit, fixture->client, &commit), lost ? STORE_FENCED : STORE_OK);
	}
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("held")), 1);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("lost")), 0);
}

CONFORMANCE(queue, nothing_is_claimed_twice)
{
	static struct store_claim_item items[8][20];
	struct store_claim claims[8];
	struct ending endings[8] = { 0 };
	uint32_t claimed = 0;

	for (int i = 0; i < 100; i++) {
		char key[8];
		snprintf(key, sizeof(key), "k%d", i);
		cr_assert_eq(queue_op(fixture, OP_ENQUEUE, key, "", 1, 0), STORE_OK);
	}
	for (int i = 0; i < 8; i++) {
		claims[i] = (struct store_claim){ .base = { .done = ending_note, .user = &endings[i] },
			                          .queue = STR("hooks"),
			                          .limit = 20,
			                          .lease_ms = 60000,
			                          .items = items[i] };
		store_claim(fixture->client, &claims[i]);
	}
	for (int i = 0; i < 8; i++) {
		cr_assert_eq(ending_await(fixture->client, &endings[i]), STORE_OK);
		claimed += claims[i].item_count;
	}
	cr_assert_eq(claimed, 100);
}
