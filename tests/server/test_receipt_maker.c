#include "server/receipt_maker.h"
#include "tests/server/docket.h"

TestSuite(receipt_maker, .init = docket_begin, .fini = docket_end);

static struct receipt_maker maker;
static struct str made;
static int times;

static void on_receipt(void *user, enum store_status status, struct str receipt, struct error *err)
{
	cr_assert_eq(user, &times);
	cr_assert(status == STORE_OK || err->detail[0] != '\0');
	times++;
	made = receipt;
	docket.status = status;
	docket.done = true;
}

static enum store_status make(uint64_t index, const struct leaf_salt *salt)
{
	maker = (struct receipt_maker){ .index = index, .salt = *salt, .done = on_receipt, .user = &times };
	times = 0;
	receipt_maker_start(&maker, docket.client, &docket.life.arena);
	cr_assert_eq(times, 0, "the answer never comes within the call");
	enum store_status status = docket_await();
	cr_assert_eq(times, 1);
	return status;
}

static enum status verify(const struct docket_entry *entry, struct checkpoint *ret_checkpoint)
{
	struct note_key log = server_key_public(&docket.keystore.keys[KEY_PURPOSE_LOG]);
	struct receipt_subject subject = { entry->kind, entry->at_ms, str_bytes(entry->content) };

	return receipt_verify(made, &subject, &log, &docket.life.arena, ret_checkpoint, &docket.life.err);
}

Test(receipt_maker, every_event_of_a_dispute_gets_a_receipt_that_verifies)
{
	struct checkpoint checkpoint;

	docket_to_evidence();
	docket_do(COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	cr_assert_gt(docket.entry_count, 5);
	for (size_t i = 0; i < docket.entry_count; i++) {
		cr_assert_eq(make(i, &docket.entries[i].salt), STORE_OK, "event %zu", i);
		cr_assert_eq(verify(&docket.entries[i], &checkpoint), STATUS_OK, "event %zu: %s", i,
		             docket.life.err.detail);
		cr_assert_eq(checkpoint.head.size, docket.entry_count);
	}
}

/* A receipt stays good as the log grows, and one that is asked for later is of the larger log. */
Test(receipt_maker, a_receipt_is_of_the_newest_tree_each_time)
{
	struct checkpoint early, late;

	docket_draft();
	cr_assert_eq(make(0, &docket.entries[0].salt), STORE_OK);
	cr_assert_eq(verify(&docket.entries[0], &early), STATUS_OK);
	docket_do(COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert_eq(make(0, &docket.entries[0].salt), STORE_OK);
	cr_assert_eq(verify(&docket.entries[0], &late), STATUS_OK);
	cr_assert_gt(late.head.size, early.head.size);
}

Test(receipt_maker, a_receipt_proves_no_other_content_and_no_other_event)
{
	struct checkpoint checkpoint;
	struct docket_entry other;

	docket_to_negotiation();
	cr_assert_eq(make(0, &docket.entries[0].salt), STORE_OK);
	cr_assert_eq(verify(&docket.entries[1], &checkpoint), STATUS_INVALID);
	other = docket.entries[0];
	other.content = STR("something else");
	cr_assert_eq(verify(&other, &checkpoint), STATUS_INVALID);
	cr_assert_eq(make(0, &docket.entries[1].salt), STORE_OK);
	cr_assert_eq(verify(&docket.entries[0], &checkpoint), STATUS_INVALID, "another event's salt");
}

/* Proofs in a log of several tiles and levels need tiles far apart. */
Test(receipt_maker, leaves_of_a_large_log_are_proved_too)
{
	enum { BATCHES = 40, MANY = BATCHES * STORE_LEAVES_MAX };
	static struct docket_entry entries[MANY];
	struct checkpoint checkpoint;

	for (size_t batch = 0; batch < BATCHES; batch++) {
		struct change *change = docket_change();
		for (size_t i = batch * STORE_LEAVES_MAX; i < (batch + 1) * STORE_LEAVES_MAX; i++) {
			struct leaf leaf = { .kind = STR("draft.created"), .time_ms = LIFE_START };
			random_fill(&entries[i].salt, sizeof entries[i].salt);
			entries[i].kind = leaf.kind;
			entries[i].at_ms = leaf.time_ms;
			entries[i].content = STR("an event");
			leaf.commit = leaf_commit(&entries[i].salt, str_bytes(entries[i].content));
			change_leaf(change, leaf_hash(&leaf).bytes);
		}
		change_apply(change, OP_PUT, RECORD_PARTY, str_bytes(STR("p")), str_bytes(STR("{}")));
		cr_assert_eq(docket_commit(change), STORE_OK);
	}
	for (size_t i = 0; i < MANY; i += 37) {
		cr_assert_eq(make(i, &entries[i].salt), STORE_OK, "leaf %zu", i);
		cr_assert_eq(verify(&entries[i], &checkpoint), STATUS_OK, "leaf %zu", i);
		cr_assert_eq(checkpoint.head.size, MANY);
	}
}

Test(receipt_maker, without_a_log_there_is_no_receipt)
{
	cr_assert_eq(make(0, &(struct leaf_salt){ 0 }), STORE_CORRUPT);
	cr_assert_eq(docket.life.err.detail[0], '\0', "the maker's error is its own");
	cr_assert_null(made.ptr);
}

Test(receipt_maker, an_index_beyond_the_log_is_refused)
{
	docket_draft();
	cr_assert_eq(make(docket.entry_count, &docket.entries[0].salt), STORE_CORRUPT);
	cr_assert_null(made.ptr);
}

Test(receipt_maker, a_missing_tile_is_told_and_proves_nothing)
{
	struct change *change;
	struct key key;

	docket_to_negotiation();
	change = docket_change();
	sealer_tile_key(&key, 0, 0);
	change_apply(change, OP_DELETE, RECORD_TILE, key_bytes(&key), (struct bytes){ 0 });
	cr_assert_eq(docket_commit(change), STORE_OK);
	cr_assert_eq(make(0, &docket.entries[0].salt), STORE_CORRUPT);
	cr_assert_null(made.ptr);
}

Test(receipt_maker, a_client_that_is_closed_answers_once)
{
	docket_draft();
	maker = (struct receipt_maker){ .done = on_receipt, .user = &times };
	times = 0;
	receipt_maker_start(&maker, docket.client, &docket.life.arena);
	store_client_close(docket.client);
	docket.client = NULL;
	cr_assert_eq(times, 1);
	cr_assert(docket.status == STORE_CANCELLED || docket.status == STORE_OK);
}
