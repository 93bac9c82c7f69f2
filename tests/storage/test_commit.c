#include "tests/storage/conformance.h"

CONFORMANCE(commit, a_row_comes_and_goes_with_its_version)
{
	struct store_client *client = fixture->client;

	cr_assert_eq(put_row(client, OP_UPDATE, RECORD_PARTY, text("p"), text("1")), STORE_NOT_FOUND);
	cr_assert_eq(put_row(client, OP_INSERT, RECORD_PARTY, text("p"), text("1")), STORE_OK);
	cr_assert_eq(put_row(client, OP_INSERT, RECORD_PARTY, text("p"), text("1")), STORE_EXISTS);
	cr_assert_eq(row_version(client, RECORD_PARTY, text("p")), 1);
	cr_assert_eq(put_row(client, OP_UPDATE, RECORD_PARTY, text("p"), text("2")), STORE_OK);
	cr_assert_eq(row_version(client, RECORD_PARTY, text("p")), 2);
	cr_assert_eq(put_row(client, OP_PUT, RECORD_PARTY, text("p"), text("3")), STORE_OK);
	cr_assert_eq(row_version(client, RECORD_PARTY, text("p")), 3);
	cr_assert_eq(put_row(client, OP_DELETE, RECORD_PARTY, text("p"), text("")), STORE_OK);
	cr_assert_eq(row_version(client, RECORD_PARTY, text("p")), 0);
	cr_assert_eq(put_row(client, OP_DELETE, RECORD_PARTY, text("p"), text("")), STORE_NOT_FOUND);
}

CONFORMANCE(commit, a_failed_check_anywhere_leaves_nothing)
{
	struct store_client *client = fixture->client;

	cr_assert_eq(put_row(client, OP_INSERT, RECORD_PARTY, text("a"), text("")), STORE_OK);
	cr_assert_eq(put_row(client, OP_UPDATE, RECORD_PARTY, text("a"), text("")), STORE_OK);
	for (uint32_t wrong = 0; wrong < 3; wrong++) {
		struct store_check checks[3];
		for (uint32_t i = 0; i < 3; i++)
			checks[i] = (struct store_check){
				CHECK_VER, RECORD_PARTY, text("a"), i == wrong ? 7 : 2, { 0 }
			};
		struct store_op op = { .verb = OP_INSERT, .kind = RECORD_PARTY, .key = text("b") };
		struct store_commit commit = {
			.checks = checks, .check_count = 3, .ops = &op, .op_count = 1
		};
		cr_assert_eq(RUN(store_commit, client, &commit), STORE_CONFLICT);
		cr_assert_eq(commit.failed_check, wrong);
		cr_assert_eq(commit.actual_version, 2);
		cr_assert_eq(row_version(client, RECORD_PARTY, text("b")), 0);
	}
}

CONFORMANCE(commit, a_hundred_and_twenty_eight_operations_are_all_or_nothing)
{
	struct store_op ops[STORE_OPS_MAX];
	char keys[STORE_OPS_MAX][8];
	struct store_commit commit = { .ops = ops, .op_count = STORE_OPS_MAX };

	for (int i = 0; i < STORE_OPS_MAX; i++) {
		snprintf(keys[i], sizeof(keys[i]), "k%d", i);
		ops[i] = (struct store_op){ .verb = OP_INSERT, .kind = RECORD_PARTY, .key = text(keys[i]) };
	}
	ops[127].verb = OP_UPDATE;
	cr_assert_eq(RUN(store_commit, fixture->client, &commit), STORE_NOT_FOUND);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("k0")), 0);
	ops[127].verb = OP_INSERT;
	cr_assert_eq(RUN(store_commit, fixture->client, &commit), STORE_OK);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("k0")), 1);
	cr_assert_eq(row_version(fixture->client, RECORD_PARTY, text("k127")), 1);
}

CONFORMANCE(commit, events_move_the_card_to_the_last_seq)
{
	struct store_client *client = fixture->client;
	struct filing filing;

	cr_assert_eq(filing_run(client, 1, 0, 2), STORE_OK);
	filing_make(&filing, 1, 2, 3);
	cr_assert_eq(RUN(store_commit, client, &filing.commit), STORE_OK);
	cr_assert_eq(filing.commit.first_pos, 3);
	cr_assert_eq(row_version(client, RECORD_DISPUTE, (struct bytes){ filing.id, 16 }), 5);
	cr_assert_eq(filing_run(client, 1, 2, 1), STORE_CONFLICT);
	cr_assert_eq(filing_run(client, 1, 0, 1), STORE_CONFLICT);
	cr_assert_eq(filing_run(client, 1, 5, 0), STORE_INVALID);
	/* Rewriting a card in place leaves its version. */
	filing_make(&filing, 1, 2, 0);
	filing.ops[0].verb = OP_PUT;
	filing.commit.check_count = 0;
	cr_assert_eq(RUN(store_commit, client, &filing.commit), STORE_OK);
	cr_assert_eq(row_version(client, RECORD_DISPUTE, (struct bytes){ filing.id, 16 }), 5);
}

CONFORMANCE(commit, of_sixty_four_creators_exactly_one_succeeds)
{
	enum { CREATORS = 64 };
	static struct filing filings[CREATORS];
	struct ending endings[CREATORS] = { 0 };
	int created = 0;

	for (int i = 0; i < CREATORS; i++) {
		filing_make(&filings[i], 7, 0, 1);
		filings[i].commit.base.done = ending_note;
		filings[i].commit.base.user = &endings[i];
		store_commit(fixture->client, &filings[i].commit);
	}
	for (int i = 0; i < CREATORS; i++) {
		enum store_status status = ending_await(fixture->client, &endings[i]);
		cr_assert(status == STORE_OK || status == STORE_CONFLICT);
		created += status == STORE_OK;
	}
	cr_assert_eq(created, 1);
	cr_assert_eq(row_version(fixture->client, RECORD_DISPUTE, (struct bytes){ filings[0].id, 16 }), 1);
}

CONFORMANCE(commit, a_refused_commit_harms_no_neighbour)
{
	static struct filing filings[30];
	struct ending endings[30] = { 0 };

	cr_assert_eq(filing_run(fixture->client, 0, 0, 1), STORE_OK);
	for (uint32_t i = 0; i < 30; i++) {
		filing_make(&filings[i], i % 3 == 0 ? 0 : i, 0,
		            1); /* every third meets the one that is there */
		filings[i].commit.base.done = ending_note;
		filings[i].commit.base.user = &endings[i];
		store_commit(fixture->client, &filings[i].commit);
	}
	for (uint32_t i = 0; i < 30; i++)
		cr_assert_eq(ending_await(fixture->client, &endings[i]),
		             i % 3 == 0 ? STORE_CONFLICT : STORE_OK);
}

struct racer {
	struct fixture *fixture;
	int done;
};

static void *race(void *arg)
{
	struct racer *racer = arg;
	struct store_client *client = NULL;
	struct error err;
	uint8_t id[16] = { [15] = 9 };

	cr_assert_eq(store_client_open(racer->fixture->store, NULL, NULL, &client, &err), STATUS_OK);
	while (racer->done < 25) {
		uint64_t version = row_version(client, RECORD_DISPUTE, (struct bytes){ id, 16 });
		enum store_status status = filing_run(client, 9, version, 1);
		cr_assert(status == STORE_OK || status == STORE_CONFLICT);
		racer->done += status == STORE_OK;
	}
	store_client_close(client);
	return NULL;
}

CONFORMANCE(commit, threads_racing_on_one_dispute_leave_no_gap)
{
	struct racer racers[8];
	pthread_t threads[8];
	struct store_info info;

	for (int i = 0; i < 8; i++) {
		racers[i] = (struct racer){ fixture, 0 };
		cr_assert_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
	}
	for (int i = 0; i < 8; i++)
		pthread_join(threads[i], NULL);
	uint8_t id[16] = { [15] = 9 };
	cr_assert_eq(row_version(fixture->client, RECORD_DISPUTE, (struct bytes){ id, 16 }), 200);
	store_info(fixture->store, &info);
	cr_assert_eq(info.events, 200);
}

static void reply_check(struct store_request *request)
{
	struct store_commit *commit = (struct store_commit *)request;

	if (commit->repeated)
		cr_assert(bytes_eq(commit->reply, text("the reply")));
}

CONFORMANCE(commit, a_repetition_gets_the_stored_reply_and_applies_nothing)
{
	struct filing filing;
	struct store_commit first;

	filing_make(&filing, 3, 0, 1);
	filing.commit.idem_key = text("buyer/key-1");
	filing.commit.idem_reply = text("the reply");
	cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit, .then = reply_check), STORE_OK);
	cr_assert_not(filing.commit.repeated);
	first = filing.commit;
	fixture->now_ms += 5000;
	cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit, .then = reply_check), STORE_OK);
	cr_assert(filing.commit.repeated);
	cr_assert_eq(filing.commit.time_ms, first.time_ms);
	cr_assert_eq(filing.commit.first_pos, first.first_pos);
	filing.commit.idem_fingerprint[0] = 1;
	cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_CONFLICT);
	cr_assert(filing.commit.idem_mismatch);
}

CONFORMANCE(commit, of_many_with_one_key_exactly_one_takes_effect)
{
	static struct filing filings[32];
	struct ending endings[32] = { 0 };
	int first = 0;

	for (int i = 0; i < 32; i++) {
		filing_make(&filings[i], 4, 0, 1);
		filings[i].commit.idem_key = text("k");
		filings[i].commit.idem_reply = text("the reply");
		filings[i].commit.base.done = ending_note;
		filings[i].commit.base.user = &endings[i];
		endings[i].then = reply_check;
		store_commit(fixture->client, &filings[i].commit);
	}
	for (int i = 0; i < 32; i++) {
		cr_assert_eq(ending_await(fixture->client, &endings[i]), STORE_OK);
		first += !filings[i].commit.repeated;
	}
	cr_assert_eq(first, 1);
}

CONFORMANCE(commit, time_grows_from_batch_to_batch_even_when_the_clock_goes_back)
{
	int64_t before_ms = 0;

	for (uint32_t i = 0; i < 5; i++) {
		struct filing filing;
		filing_make(&filing, i + 1, 0, 1);
		cr_assert_eq(RUN(store_commit, fixture->client, &filing.commit), STORE_OK);
		cr_assert_gt(filing.commit.time_ms, before_ms);
		before_ms = filing.commit.time_ms;
		fixture->now_ms -= 1000;
		cr_assert_gt(store_now(fixture->store), before_ms);
	}
}
