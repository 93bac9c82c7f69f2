#include "storage/writer.h"
#include "tests/storage/conformance.h"

static const char *one_table(uint32_t table)
{
	return table == 1 ? "only" : NULL;
}

struct counted {
	struct job job;
	int turns; /* it wants before it is done */
};

static int order;

static enum store_status nothing(void *ctx, struct txn *txn)
{
	(void)ctx;
	return txn->failure;
}

static void turn(void *ctx, struct txn *txn, struct job *job)
{
	struct counted *counted = (struct counted *)job;

	(void)ctx;
	order++;
	txn_put(txn, 1, text("k"), text("v"));
	counted->turns--;
	job->again = counted->turns > 0;
}

static void finished(void *ctx, enum store_status status)
{
	*(enum store_status *)ctx = status;
}

static const struct writer_ops OPS = { nothing, turn, nothing, finished };

Test(writer, jobs_take_the_turns_they_ask_for_and_a_full_queue_is_busy)
{
	struct engine_config config = { .table_name = one_table, .table_count = 2 };
	struct engine *engine = NULL;
	struct writer writer;
	struct mailbox mailbox;
	struct error err;
	enum store_status last = STORE_UNKNOWN;
	struct counted jobs[3] = { { .turns = 3 }, { .turns = 1 }, { .turns = 1 } };

	mailbox_init(&mailbox, NULL, NULL);
	cr_assert_eq(engine_mem_open(&config, NULL, &engine, &err), STATUS_OK);
	cr_assert(writer_open(&writer, engine, &OPS, &last, 2));
	for (int i = 0; i < 3; i++) {
		jobs[i].job.home = &mailbox;
		writer_submit(&writer, &jobs[i].job);
	}
	cr_assert_eq(jobs[2].job.status, STORE_BUSY);
	writer_run(&writer);
	cr_assert_eq(order, 4);
	cr_assert_eq(last, STORE_OK);
	struct job_list done = mailbox_take(&mailbox);
	cr_assert_eq(job_list_take(&done), &jobs[2].job);
	cr_assert_eq(job_list_take(&done), &jobs[1].job);
	cr_assert_eq(job_list_take(&done), &jobs[0].job);
	jobs[0].turns = 1;
	writer_submit(&writer, &jobs[0].job);
	writer_cancel(&writer, &jobs[0].job);
	cr_assert_eq(jobs[0].job.status, STORE_CANCELLED);
	(void)mailbox_take(&mailbox);
	writer_close(&writer);
	engine->ops->close(engine);
	mailbox_fini(&mailbox);
}
