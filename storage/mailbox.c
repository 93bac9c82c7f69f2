#include "storage/mailbox.h"

#include <time.h>

#include "storage/clock.h"

void mailbox_init(struct mailbox *mailbox, void (*wake)(void *ctx), void *ctx)
{
	*mailbox = (struct mailbox){ .wake = wake, .ctx = ctx };
	int failed = pthread_mutex_init(&mailbox->lock, NULL);
	assert(failed == 0);
	clock_cond_init(&mailbox->changed);
}

void mailbox_fini(struct mailbox *mailbox)
{
	assert(mailbox->done.head == NULL);
	(void)pthread_cond_destroy(&mailbox->changed);
	(void)pthread_mutex_destroy(&mailbox->lock);
}

static void mailbox_signal(struct mailbox *mailbox)
{
	(void)pthread_cond_signal(&mailbox->changed);
	if (mailbox->wake != NULL)
		mailbox->wake(mailbox->ctx);
}

/* The wake happens under the lock, so that an owner that has taken the job may close the mailbox at once. */
void mailbox_post(struct mailbox *mailbox, struct job *job)
{
	(void)pthread_mutex_lock(&mailbox->lock);
	assert(job->state != JOB_DONE); /* a job is completed once */
	job->state = JOB_DONE;
	job_list_put(&mailbox->done, job);
	mailbox_signal(mailbox);
	(void)pthread_mutex_unlock(&mailbox->lock);
}

void mailbox_nudge(struct mailbox *mailbox)
{
	(void)pthread_mutex_lock(&mailbox->lock);
	mailbox->nudged = true;
	mailbox_signal(mailbox);
	(void)pthread_mutex_unlock(&mailbox->lock);
}

struct job_list mailbox_take(struct mailbox *mailbox)
{
	(void)pthread_mutex_lock(&mailbox->lock);
	struct job_list done = job_list_take_all(&mailbox->done);
	mailbox->nudged = false;
	(void)pthread_mutex_unlock(&mailbox->lock);
	return done;
}

bool mailbox_wait(struct mailbox *mailbox, int64_t timeout_ms)
{
	struct timespec until = clock_timespec(clock_monotonic_ms() + timeout_ms);
	int ended = 0;

	assert(timeout_ms >= 0);
	(void)pthread_mutex_lock(&mailbox->lock);
	while (mailbox->done.head == NULL && !mailbox->nudged && ended == 0)
		ended = pthread_cond_timedwait(&mailbox->changed, &mailbox->lock, &until);
	bool due = mailbox->done.head != NULL || mailbox->nudged;
	(void)pthread_mutex_unlock(&mailbox->lock);
	return due;
}
