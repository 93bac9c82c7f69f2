/* mailbox.h — where completions wait for the thread that made the requests.
 *
 * Depends on: storage/job.h, POSIX threads. mailbox_post() and mailbox_nudge() from any thread, the rest from
 * the owner's. `wake` is called under the mailbox's lock: it must not call back into the store
 * (uv_async_send() does not).
 */
#pragma once

#include <pthread.h>

#include "storage/job.h"

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job_list done;
	bool nudged; /* there is something to look at though nothing was posted */
	void (*wake)(void *ctx);
	void *ctx;
};

void mailbox_init(struct mailbox *mailbox, void (*wake)(void *ctx), void *ctx);
void mailbox_fini(struct mailbox *mailbox);

void mailbox_post(struct mailbox *mailbox, struct job *job);
void mailbox_nudge(struct mailbox *mailbox);

/* Everything posted so far, in order; forgets the nudge. */
struct job_list mailbox_take(struct mailbox *mailbox);

/* Blocks until something was posted or the mailbox was nudged, at most `timeout_ms`. */
bool mailbox_wait(struct mailbox *mailbox, int64_t timeout_ms);
