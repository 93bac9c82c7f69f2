#include <criterion/criterion.h>

#include "storage/mailbox.h"

static void count_wake(void *ctx)
{
	(*(int *)ctx)++;
}

Test(mailbox, what_is_posted_wakes_and_is_taken_in_order)
{
	struct mailbox mailbox;
	struct job jobs[2] = { 0 };
	int wakes = 0;

	mailbox_init(&mailbox, count_wake, &wakes);
	cr_assert_not(mailbox_wait(&mailbox, 0));
	mailbox_post(&mailbox, &jobs[0]);
	mailbox_post(&mailbox, &jobs[1]);
	cr_assert_eq(wakes, 2);
	cr_assert(mailbox_wait(&mailbox, 0));
	struct job_list done = mailbox_take(&mailbox);
	cr_assert_eq(job_list_take(&done), &jobs[0]);
	cr_assert_eq(job_list_take(&done), &jobs[1]);
	cr_assert_eq(jobs[0].state, JOB_DONE);
	cr_assert_not(mailbox_wait(&mailbox, 0));
	mailbox_fini(&mailbox);
}

static void *post_later(void *arg)
{
	mailbox_nudge(arg);
	return NULL;
}

Test(mailbox, a_nudge_ends_the_waiting)
{
	struct mailbox mailbox;
	pthread_t thread;

	mailbox_init(&mailbox, NULL, NULL);
	cr_assert_eq(pthread_create(&thread, NULL, post_later, &mailbox), 0);
	cr_assert(mailbox_wait(&mailbox, 20000));
	pthread_join(thread, NULL);
	struct job_list done = mailbox_take(&mailbox);
	cr_assert_null(done.head);
	mailbox_fini(&mailbox);
}
