/* writer.h — the one place where an environment is written: a bounded queue and group commit.
 *
 * Depends on: storage/engine.h, storage/mailbox.h. writer_submit() and writer_cancel() from any thread.
 * There is no waiting window: while one batch syncs the next one gathers. A batch is one transaction and one
 * sync; its jobs are completed together, each into its own mailbox. When the map is full it is grown and the
 * batch is applied anew. After an UNKNOWN outcome the writer has failed for good, and everything is
 * UNAVAILABLE. An engine that is not threaded is written in the clients' polls, by writer_run().
 */
#pragma once

#include "storage/engine.h"
#include "storage/mailbox.h"

#define WRITER_BATCH_JOBS  512
#define WRITER_BATCH_BYTES MIB(16)
#define WRITER_TICK_MS     10000

/* What is written, as seen from the writer. All run on the writer's thread, within a transaction but for
 * `finish`. */
struct writer_ops {
	enum store_status (*begin)(void *ctx, struct txn *txn); /* of every attempt */
	void (*apply)(void *ctx, struct txn *txn, struct job *job);
	enum store_status (*seal)(void *ctx, struct txn *txn);
	void (*finish)(void *ctx, enum store_status status); /* after the sync, before the completions */
};

struct writer {
	struct engine *engine;
	const struct writer_ops *ops;
	void *ctx;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	struct job_list queue;
	uint32_t waiting;
	uint32_t waiting_max;
	bool stopping;
	bool running; /* not threaded: somebody is in writer_run() */
	bool failed;
	uint64_t batches;
	int64_t ticked_ms;
};

/* Borrows all. False when there is no thread to be had. */
NODISCARD bool writer_open(struct writer *writer, struct engine *engine, const struct writer_ops *ops,
                           void *ctx, uint32_t waiting_max);

/* Finishes what waits. */
void writer_close(struct writer *writer);

/* Takes the job, or completes it at once: BUSY, or UNAVAILABLE once failed. */
void writer_submit(struct writer *writer, struct job *job);

/* Completes it with CANCELLED if it still waits. */
void writer_cancel(struct writer *writer, struct job *job);

/* The same for everything that waits for this mailbox. */
void writer_cancel_all(struct writer *writer, struct mailbox *home);

void writer_run(struct writer *writer);
bool writer_has_failed(struct writer *writer);
uint32_t writer_waiting(struct writer *writer, uint64_t *ret_batches);
