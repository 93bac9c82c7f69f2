/* blobs_client.c — blobs as one thread sees them: uploads step by step, readings piece by piece. */
#include "storage/blobs_client.h"

#include <stdlib.h>

#include "storage/clock.h"

#define POLL_PIECES 4 /* of one reading before others have their turn */
#define WINDOW_ROOM (BLOB_WINDOW + BLOB_PIECE_MAX)

enum status blobs_client_open(struct blobs *blobs, void (*wake)(void *ctx), void *ctx,
                              struct blobs_client **ret_client, struct error *err)
{
	struct blobs_client *client = calloc(1, sizeof(*client));
	enum store_status status = STORE_BUSY;

	if (client != NULL)
		status = blobs->engine->ops->reader_open(blobs->engine, &client->reader);
	if (status != STORE_OK) {
		free(client);
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "no further reader can be opened: %s",
		            store_status_text(status));
	}
	client->blobs = blobs;
	mailbox_init(&client->mailbox, wake, ctx);
	*ret_client = client;
	return STATUS_OK;
}

static void request_end(struct blobs_client *client, struct blob_request *request, enum store_status status)
{
	request->job.status = status;
	mailbox_post(&client->mailbox, &request->job);
}

static void jobs_cancel(struct blobs_client *client, struct job_list *list)
{
	for (struct job *job = job_list_take(list); job != NULL; job = job_list_take(list))
		request_end(client, request_from_job(job), STORE_CANCELLED);
}

void blobs_client_close(struct blobs_client *client)
{
	if (client == NULL)
		return;
	assert(!client->polling);
	client->closing = true;
	jobs_cancel(client, &client->reads);
	jobs_cancel(client, &client->paused);
	while (client->outstanding > 0)
		(void)blobs_client_wait(client, 1000);
	assert(client->reads.head == NULL && client->paused.head == NULL);
	client->blobs->engine->ops->reader_close(client->blobs->engine, client->reader);
	(void)mailbox_take(&client->mailbox);
	mailbox_fini(&client->mailbox);
	free(client);
}

/* --- completions --- */

static void put_release(struct blob_put *put)
{
	free(put->window);
	put->window = NULL;
	put->open = false;
}

/* What a step's ending means for its put. After a window that could not be written only aborting is left. */
static void put_follow(struct blob_put *put, enum store_status status)
{
	switch (put->base.step) {
	case BLOB_STEP_PUT:
		put->open = status == STORE_OK && !put->exists;
		if (!put->open)
			put_release(put);
		return;
	case BLOB_STEP_WRITE:
		if (status != STORE_OK)
			put->open = false;
		if (status != STORE_OK || put->flushing == 0)
			return;
		assert(put->flushing <= put->held);
		put->chunk += put->flushing / BLOB_CHUNK;
		put->held -= put->flushing;
		memmove(put->window, put->window + put->flushing, put->held);
		put->flushing = 0;
		return;
	case BLOB_STEP_FINISH:
	case BLOB_STEP_ABORT: put_release(put); return;
	case BLOB_STEP_STAT:
	case BLOB_STEP_DELETE:
	case BLOB_STEP_RETAIN:
	case BLOB_STEP_READ:
	case BLOB_STEP_LIST: return;
	}
}

static void request_complete(struct blobs_client *client, struct blob_request *request,
                             enum store_status status)
{
	assert(client->outstanding > 0 && client->polling);
	client->outstanding--;
	client->ran++;
	request->job.state = JOB_IDLE;
	if (request->step <= BLOB_STEP_ABORT)
		put_follow((struct blob_put *)request, status);
	request->done(request, status);
}

/* --- reading --- */

static enum store_status list_run(struct txn *txn, struct blob_list *list)
{
	struct bytes key = { list->after, list->has_after ? BLOB_DIGEST : 0 };
	struct bytes value = { 0 };
	struct blob_info info = { 0 };
	enum store_status status =
		txn_seek(txn, BLOB_TABLE_BLOB, list->has_after ? SEEK_ABOVE : SEEK_AT_LEAST, &key, &value);

	list->count = 0;
	while (status == STORE_OK && list->count < list->limit) {
		status = key.len == BLOB_DIGEST ? blob_info_decode(key, value, &info) : STORE_CORRUPT;
		if (status != STORE_OK)
			return status;
		memcpy(list->digests[list->count], key.ptr, BLOB_DIGEST);
		if (list->infos != NULL)
			list->infos[list->count] = info;
		list->count++;
		status = txn_seek(txn, BLOB_TABLE_BLOB, SEEK_ABOVE, &key, &value);
	}
	return status == STORE_NOT_FOUND ? STORE_OK : status;
}

/* Delivers the next piece. Answers false when the reading does not go on by itself: paused, or ended with
 * *ret_status. */
static bool piece_deliver(struct txn *txn, struct blob_read *read, uint64_t serial,
                          enum store_status *ret_status)
{
	struct bytes content = { 0 };
	uint64_t chunk = read->offset / BLOB_CHUNK;
	size_t skip = (size_t)(read->offset % BLOB_CHUNK);

	*ret_status = STORE_OK;
	if (read->length == 0)
		return false;
	*ret_status = blob_chunk_get(txn, serial, chunk, &content);
	if (*ret_status == STORE_OK && content.len <= skip)
		*ret_status = STORE_CORRUPT;
	if (*ret_status != STORE_OK)
		return false;
	content = (struct bytes){ content.ptr + skip, content.len - skip };
	if (content.len > read->length)
		content.len = (size_t)read->length;
	read->offset += content.len;
	read->length -= content.len;
	read->paused = !read->piece(read, content);
	if (read->stopped)
		*ret_status = STORE_CANCELLED;
	return !read->paused && !read->stopped;
}

static enum store_status range_check(const struct blob_read *read)
{
	if (read->stopped)
		return STORE_CANCELLED;
	return read->offset > read->size || read->length > read->size - read->offset ? STORE_INVALID
	                                                                             : STORE_OK;
}

static void range_run(struct blobs_client *client, struct blob_read *read)
{
	struct blob_info info = { 0 };
	enum store_status status = blob_info_get(client->reader, read->digest, &info);
	bool goes_on = status == STORE_OK;

	read->size = info.size;
	if (goes_on)
		status = range_check(read);
	goes_on = status == STORE_OK;
	for (int i = 0; i < POLL_PIECES && goes_on; i++)
		goes_on = piece_deliver(client->reader, read, info.serial, &status);
	if (goes_on) {
		job_list_put(&client->reads, &read->base.job);
		mailbox_nudge(&client->mailbox);
	} else if (status == STORE_OK && read->paused && read->length > 0) {
		job_list_put(&client->paused, &read->base.job);
	} else {
		request_complete(client, &read->base, status);
	}
}

static void read_run(struct blobs_client *client, struct blob_request *request)
{
	struct blob_query *query = (struct blob_query *)request;

	if (request->step == BLOB_STEP_READ) {
		range_run(client, (struct blob_read *)request);
		return;
	}
	if (request->step == BLOB_STEP_LIST) {
		request_complete(client, request, list_run(client->reader, (struct blob_list *)request));
		return;
	}
	assert(request->step == BLOB_STEP_STAT);
	request_complete(client, request, blob_info_get(client->reader, query->digest, &query->info));
}

void blobs_client_poll(struct blobs_client *client)
{
	assert(!client->polling);
	client->polling = true;
	if (!client->blobs->engine->threaded)
		writer_run(&client->blobs->writer);
	struct job_list done = mailbox_take(&client->mailbox);
	struct job_list reads = job_list_take_all(&client->reads);
	for (struct job *job = job_list_take(&done); job != NULL; job = job_list_take(&done))
		request_complete(client, request_from_job(job), job->status);
	if (reads.head != NULL) {
		enum store_status status =
			client->blobs->engine->ops->reader_begin(client->blobs->engine, client->reader);
		for (struct job *job = job_list_take(&reads); job != NULL; job = job_list_take(&reads)) {
			if (status == STORE_OK)
				read_run(client, request_from_job(job));
			else
				request_complete(client, request_from_job(job), status);
		}
		if (status == STORE_OK)
			client->blobs->engine->ops->reader_end(client->blobs->engine, client->reader);
	}
	client->polling = false;
}

bool blobs_client_wait(struct blobs_client *client, int64_t timeout_ms)
{
	int64_t until_ms = clock_monotonic_ms() + timeout_ms;
	uint32_t ran = client->ran;

	for (;;) {
		blobs_client_poll(client);
		int64_t left_ms = until_ms - clock_monotonic_ms();
		if (client->ran != ran || left_ms <= 0)
			return client->ran != ran;
		bool inline_writer = !client->blobs->engine->threaded;
		(void)mailbox_wait(&client->mailbox, inline_writer && left_ms > 1 ? 1 : left_ms);
	}
}

/* --- requests --- */

static void request_start(struct blobs_client *client, struct blob_request *request, enum blob_step step)
{
	assert(request->done != NULL && request->job.state == JOB_IDLE);
	request->step = step;
	request->job = (struct job){ .home = &client->mailbox };
	client->outstanding++;
}

static void write_submit(struct blobs_client *client, struct blob_request *request, size_t bytes)
{
	request->job.size = bytes;
	writer_submit(&client->blobs->writer, &request->job);
	if (!client->blobs->engine->threaded)
		mailbox_nudge(&client->mailbox);
}

void blob_put(struct blobs_client *client, struct blob_put *put)
{
	request_start(client, &put->base, BLOB_STEP_PUT);
	put->exists = false;
	put->mismatch = false;
	put->written = 0;
	put->chunk = 0;
	put->held = 0;
	put->flushing = 0;
	put->serial = 0;
	put->window = put->size <= BLOB_SIZE_MAX ? malloc(WINDOW_ROOM) : NULL;
	if (put->window == NULL)
		request_end(client, &put->base, put->size > BLOB_SIZE_MAX ? STORE_TOO_LARGE : STORE_BUSY);
	else
		write_submit(client, &put->base, 0);
}

static enum store_status piece_take(struct blob_put *put, struct bytes piece)
{
	if (piece.len > BLOB_PIECE_MAX)
		return STORE_TOO_LARGE;
	if (!put->open)
		return STORE_INVALID;
	if (piece.len > put->size - put->written)
		return STORE_HASH_MISMATCH;
	assert(put->held < BLOB_WINDOW && put->held + piece.len <= WINDOW_ROOM);
	if (piece.len > 0)
		memcpy(put->window + put->held, piece.ptr, piece.len);
	put->held += piece.len;
	put->written += piece.len;
	return STORE_OK;
}

void blob_write(struct blobs_client *client, struct blob_put *put, struct bytes piece)
{
	request_start(client, &put->base, BLOB_STEP_WRITE);
	if (put->exists) {
		request_end(client, &put->base, STORE_OK); /* it is there already: what comes is not needed */
		return;
	}
	enum store_status status = piece_take(put, piece);
	if (status != STORE_OK || put->held < BLOB_WINDOW) {
		request_end(client, &put->base, status);
		return;
	}
	put->flushing = BLOB_WINDOW;
	write_submit(client, &put->base, put->flushing);
}

void blob_finish(struct blobs_client *client, struct blob_put *put, const uint8_t computed[BLOB_DIGEST])
{
	bool same = memcmp(computed, put->digest, BLOB_DIGEST) == 0;

	request_start(client, &put->base, BLOB_STEP_FINISH);
	if (!put->open) {
		enum store_status status = same ? STORE_OK : STORE_HASH_MISMATCH;
		request_end(client, &put->base, put->exists ? status : STORE_INVALID);
		return;
	}
	put->mismatch = !same || put->written != put->size;
	put->flushing = put->held;
	write_submit(client, &put->base, put->flushing);
}

void blob_abort(struct blobs_client *client, struct blob_put *put)
{
	request_start(client, &put->base, BLOB_STEP_ABORT);
	if (put->serial == 0)
		request_end(client, &put->base, STORE_OK);
	else
		write_submit(client, &put->base, 0);
}

static void read_submit(struct blobs_client *client, struct blob_request *request, enum store_status status)
{
	if (client->closing)
		status = STORE_CANCELLED;
	if (status != STORE_OK) {
		request_end(client, request, status);
		return;
	}
	request->job.state = JOB_WAITING;
	job_list_put(&client->reads, &request->job);
	mailbox_nudge(&client->mailbox);
}

void blob_stat(struct blobs_client *client, struct blob_query *query)
{
	request_start(client, &query->base, BLOB_STEP_STAT);
	read_submit(client, &query->base, STORE_OK);
}

void blob_delete(struct blobs_client *client, struct blob_query *query)
{
	request_start(client, &query->base, BLOB_STEP_DELETE);
	query->info = (struct blob_info){ 0 };
	write_submit(client, &query->base, 0);
}

void blob_retain(struct blobs_client *client, struct blob_query *query)
{
	request_start(client, &query->base, BLOB_STEP_RETAIN);
	write_submit(client, &query->base, 0);
}

void blob_read(struct blobs_client *client, struct blob_read *read)
{
	assert(read->piece != NULL);
	request_start(client, &read->base, BLOB_STEP_READ);
	read->paused = false;
	read->stopped = false;
	read_submit(client, &read->base, STORE_OK);
}

void blob_resume(struct blobs_client *client, struct blob_read *read)
{
	read->paused = false;
	if (!job_list_remove(&client->paused, &read->base.job))
		return;
	job_list_put(&client->reads, &read->base.job);
	mailbox_nudge(&client->mailbox);
}

void blob_list(struct blobs_client *client, struct blob_list *list)
{
	request_start(client, &list->base, BLOB_STEP_LIST);
	read_submit(client, &list->base,
	            list->limit == 0 || list->limit > BLOB_LIST_MAX ? STORE_INVALID : STORE_OK);
}
