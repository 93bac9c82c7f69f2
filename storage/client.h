/* client.h — what store.c and client.c share: the store, its clients, and the way from a job back to its
 * request.
 *
 * Depends on: storage/batch.h. Included by those two only.
 */
#pragma once

#include <stdatomic.h>

#include "storage/batch.h"

struct store {
	struct engine *engine;
	struct writer writer;
	struct batch batch;
	struct store_clock clock;
	struct store_sealer sealer;
	_Atomic int64_t clock_ms; /* of the newest batch */
	pthread_mutex_t lock;     /* for what follows */
	struct store_client *clients;
	uint32_t client_count;
	struct counters counters; /* after the newest batch */
};

struct store_client {
	struct store *store;
	struct store_client *next;
	struct mailbox mailbox;
	struct txn *reader;
	struct job_list reads; /* asked for since the last poll */
	struct job_list feeds; /* waiting for something newer */
	uint32_t outstanding;  /* requests without their callback */
	uint32_t ran;          /* callbacks so far: for store_client_wait() */
	bool polling;
	bool closing;
	uint32_t feeds_waiting; /* under the store's lock: the writer looks whom to wake */
};

static inline struct store_request *request_from_job(struct job *job)
{
	return (struct store_request *)((char *)job - offsetof(struct store_request, job));
}
