/* job.h — a request on its way: to the writer, and back to the client that made it.
 *
 * Depends on: storage/outcome.h. Embedded in every request; only storage touches it.
 * A job is in one list at a time, and belongs to the thread that took it out.
 */
#pragma once

#include "storage/outcome.h"

struct mailbox;

enum job_state { JOB_IDLE, JOB_WAITING, JOB_TAKEN, JOB_DONE };

struct job {
	struct job *next;
	struct mailbox *home; /* where the completion goes */
	enum store_status status;
	enum job_state state;
	bool again;          /* set while it is applied: it wants a further turn before it is done */
	size_t size;         /* bytes it brings into the batch */
	int64_t deadline_ms; /* 0: none */
};

/* A list in the order of arrival. Zeroed: empty. */
struct job_list {
	struct job *head;
	struct job *tail;
};

void job_list_put(struct job_list *list, struct job *job);

/* The first, or NULL. */
struct job *job_list_take(struct job_list *list);

/* Takes this one out; false when it is not there. */
bool job_list_remove(struct job_list *list, struct job *job);

/* Moves everything out of `from`, which is empty afterwards. */
struct job_list job_list_take_all(struct job_list *from);
