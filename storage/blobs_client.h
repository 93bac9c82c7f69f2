/* blobs_client.h — what blobs.c and blobs_client.c share. Included by those two only. */
#pragma once

#include "storage/blob_rows.h"
#include "storage/writer.h"

struct blobs {
	struct engine *engine;
	struct writer writer;
};

struct blobs_client {
	struct blobs *blobs;
	struct mailbox mailbox;
	struct txn *reader;
	struct job_list reads;
	struct job_list paused;
	uint32_t outstanding; /* requests without their callback */
	uint32_t ran;
	bool polling;
	bool closing;
};

static inline struct blob_request *request_from_job(struct job *job)
{
	return (struct blob_request *)((char *)job - offsetof(struct blob_request, job));
}
