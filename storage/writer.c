#include "storage/writer.h"

#include <sched.h>

#include "storage/clock.h"

/* Takes what waits, up to the limits of a batch. Under the lock. */
static struct job_list batch_take(struct writer *writer)
{
	struct job_list batch = { 0 };
	size_t bytes = 0;

	for (uint32_t i = 0; i < WRITER_BATCH_JOBS && writer->queue.head != NULL; i++) {
		size_t size = writer->queue.head->size;
		if (batch.head != NULL && bytes + size > WRITER_BATCH_BYTES)
			break;
		struct job *job = job_list_take(&writer->queue);
		assert(writer->waiting > 0);
		writer->waiting--;
		bytes += size;
		assert(job->state == JOB_WAITING);
		job->state = JOB_TAKEN;
		job_list_put(&batch, job);
	}
	return batch;
}

/* Jobs whose time ran out while they waited are completed and leave the batch. */
static void batch_expire(struct job_list *batch)
{
	struct job_list all = job_list_take_all(batch);
	int64_t now_ms = clock_monotonic_ms();

	for (struct job *job = job_list_take(&all); job != NULL; job = job_list_take(&all)) {
		if (job->deadline_ms == 0 || job->deadline_ms >= now_ms) {
			job_list_put(batch, job);
			continue;
		}
		job->status = STORE_TIMEOUT;
		mailbox_post(job->home, job);
	}
}

/* One transaction with the whole batch. Statuses of refused jobs are set by apply. */
static enum store_status batch_attempt(struct writer *writer, const struct job_list *batch)
{
	struct txn *txn = NULL;
	enum store_status status = writer->engine->ops->write_begin(writer->engine, &txn);

	if (status != STORE_OK)
		return status;
	status = writer->ops->begin(writer->ctx, txn);
	for (struct job *job = batch->head; job != NULL && status == STORE_OK; job = job->next) {
		job->status = STORE_OK;
		job->again = false;
		writer->ops->apply(writer->ctx, txn, job);
		status = txn->failure;
	}
	if (status == STORE_OK && txn->writes > 0)
		status = writer->ops->seal(writer->ctx, txn);
	if (status == STORE_OK)
		status = txn->failure;
	if (status == STORE_OK && txn->writes > 0)
		return writer->engine->ops->write_commit(writer->engine, txn);
	writer->engine->ops->write_abort(writer->engine, txn);
	return status;
}

static enum store_status batch_apply(struct writer *writer, const struct job_list *batch)
{
	for (;;) {
		for (struct job *job = batch->head; job != NULL; job = job->next)
			job->status = STORE_OK;
		enum store_status status = batch_attempt(writer, batch);
		if (status != STORE_FULL || writer->engine->ops->grow(writer->engine) != STORE_OK)
			return status;
	}
}

/* A refused job keeps its refusal; what counted as done ends as the batch did. */
static void batch_complete(struct writer *writer, struct job_list *batch, enum store_status status)
{
	struct job *job = job_list_take(batch);

	for (; job != NULL; job = job_list_take(batch)) {
		assert(job->state == JOB_TAKEN && job->home != NULL);
		if (job->again && status == STORE_OK) {
			(void)pthread_mutex_lock(&writer->lock);
			job->state = JOB_WAITING;
			job_list_put(&writer->queue, job);
			writer->waiting++;
			(void)pthread_mutex_unlock(&writer->lock);
			continue;
		}
		if (job->status == STORE_OK)
			job->status = status;
		mailbox_post(job->home, job);
	}
}

/* A batch whose store was found damaged, or whose sync failed, is the last one. */
static void writer_judge(struct writer *writer, enum store_status status)
{
	bool fatal = status == STORE_UNKNOWN || status == STORE_CORRUPT || status == STORE_IO;

	(void)pthread_mutex_lock(&writer->lock);
	writer->batches++;
	if (fatal && !writer->engine->recovers)
		writer->failed = true;
	(void)pthread_mutex_unlock(&writer->lock);
}

static void writer_tick(struct writer *writer)
{
	int64_t now_ms = clock_monotonic_ms();

	if (now_ms - writer->ticked_ms < WRITER_TICK_MS)
		return;
	writer->ticked_ms = now_ms;
	writer->engine->ops->tick(writer->engine);
}

static void batch_write(struct writer *writer, struct job_list *batch)
{
	enum store_status status = STORE_UNAVAILABLE;

	batch_expire(batch);
	if (batch->head != NULL && !writer_has_failed(writer)) {
		status = batch_apply(writer, batch);
		writer_judge(writer, status);
		writer->ops->finish(writer->ctx, status);
	}
	batch_complete(writer, batch, status);
	writer_tick(writer);
}

/* Where cores are scarce, waking up must not interrupt the threads whose commits are about to come: the
 * longer the writer lets them run, the more share its next sync. It gets its fair part of the processor all
 * the same. A system that refuses loses nothing but that. */
static void writer_yield_to_loops(void)
{
	struct sched_param none = { 0 };

	(void)pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
}

static void *writer_thread(void *arg)
{
	struct writer *writer = arg;

	writer_yield_to_loops();
	(void)pthread_mutex_lock(&writer->lock);
	for (;;) {
		while (writer->queue.head == NULL && !writer->stopping) {
			struct timespec until = clock_timespec(clock_monotonic_ms() + WRITER_TICK_MS);
			if (pthread_cond_timedwait(&writer->changed, &writer->lock, &until) != 0)
				break;
		}
		if (writer->queue.head == NULL && writer->stopping)
			break;
		struct job_list batch = batch_take(writer);
		(void)pthread_mutex_unlock(&writer->lock);
		batch_write(writer, &batch);
		(void)pthread_mutex_lock(&writer->lock);
	}
	(void)pthread_mutex_unlock(&writer->lock);
	return NULL;
}

bool writer_open(struct writer *writer, struct engine *engine, const struct writer_ops *ops, void *ctx,
                 uint32_t waiting_max)
{
	assert(waiting_max > 0);
	*writer = (struct writer){ .engine = engine, .ops = ops, .ctx = ctx, .waiting_max = waiting_max };
	writer->ticked_ms = clock_monotonic_ms();
	int failed = pthread_mutex_init(&writer->lock, NULL);
	assert(failed == 0);
	clock_cond_init(&writer->changed);
	return !engine->threaded || pthread_create(&writer->thread, NULL, writer_thread, writer) == 0;
}

void writer_close(struct writer *writer)
{
	(void)pthread_mutex_lock(&writer->lock);
	writer->stopping = true;
	(void)pthread_cond_signal(&writer->changed);
	(void)pthread_mutex_unlock(&writer->lock);
	if (writer->engine->threaded)
		(void)pthread_join(writer->thread, NULL);
	assert(writer->queue.head == NULL);
	(void)pthread_cond_destroy(&writer->changed);
	(void)pthread_mutex_destroy(&writer->lock);
}

/* Under the lock. */
static enum store_status writer_admit(struct writer *writer)
{
	if (writer->failed || writer->stopping)
		return STORE_UNAVAILABLE;
	if (writer->waiting >= writer->waiting_max)
		return STORE_BUSY;
	return writer->engine->ops->admit == NULL ? STORE_OK : writer->engine->ops->admit(writer->engine);
}

void writer_submit(struct writer *writer, struct job *job)
{
	assert(job->home != NULL && job->state != JOB_WAITING && job->state != JOB_TAKEN);
	(void)pthread_mutex_lock(&writer->lock);
	enum store_status status = writer_admit(writer);
	if (status == STORE_OK) {
		job->state = JOB_WAITING;
		job_list_put(&writer->queue, job);
		writer->waiting++;
		(void)pthread_cond_signal(&writer->changed);
	}
	(void)pthread_mutex_unlock(&writer->lock);
	if (status == STORE_OK)
		return;
	job->status = status;
	mailbox_post(job->home, job);
}

void writer_cancel(struct writer *writer, struct job *job)
{
	(void)pthread_mutex_lock(&writer->lock);
	bool removed = job_list_remove(&writer->queue, job);
	assert(!removed || writer->waiting > 0);
	if (removed)
		writer->waiting--;
	(void)pthread_mutex_unlock(&writer->lock);
	if (!removed)
		return;
	job->status = STORE_CANCELLED;
	mailbox_post(job->home, job);
}

void writer_cancel_all(struct writer *writer, struct mailbox *home)
{
	(void)pthread_mutex_lock(&writer->lock);
	struct job_list all = job_list_take_all(&writer->queue);
	struct job_list cancelled = { 0 };
	for (struct job *job = job_list_take(&all); job != NULL; job = job_list_take(&all))
		job_list_put(job->home == home ? &cancelled : &writer->queue, job);
	for (struct job *job = cancelled.head; job != NULL; job = job->next) {
		assert(writer->waiting > 0);
		writer->waiting--;
	}
	(void)pthread_mutex_unlock(&writer->lock);
	for (struct job *job = job_list_take(&cancelled); job != NULL; job = job_list_take(&cancelled)) {
		job->status = STORE_CANCELLED;
		mailbox_post(home, job);
	}
}

/* Whoever comes while another thread is at it leaves the work to that thread, which looks again before it
 * goes. */
void writer_run(struct writer *writer)
{
	assert(!writer->engine->threaded);
	(void)pthread_mutex_lock(&writer->lock);
	bool stalled = writer->queue.head != NULL && writer->engine->ops->stalled != NULL &&
	               writer->engine->ops->stalled(writer->engine);
	if (writer->running || stalled) {
		(void)pthread_mutex_unlock(&writer->lock);
		return;
	}
	writer->running = true;
	while (writer->queue.head != NULL) {
		struct job_list batch = batch_take(writer);
		(void)pthread_mutex_unlock(&writer->lock);
		batch_write(writer, &batch);
		(void)pthread_mutex_lock(&writer->lock);
	}
	writer->running = false;
	(void)pthread_mutex_unlock(&writer->lock);
}

bool writer_has_failed(struct writer *writer)
{
	(void)pthread_mutex_lock(&writer->lock);
	bool failed = writer->failed;
	(void)pthread_mutex_unlock(&writer->lock);
	return failed;
}

uint32_t writer_waiting(struct writer *writer, uint64_t *ret_batches)
{
	(void)pthread_mutex_lock(&writer->lock);
	uint32_t waiting = writer->waiting;
	*ret_batches = writer->batches;
	(void)pthread_mutex_unlock(&writer->lock);
	return waiting;
}
