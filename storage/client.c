/* client.c — the store as one thread sees it: requests go out, completions come back, reads happen in
 * between. */
#include "storage/client.h"

#include <stdlib.h>

#include "storage/clock.h"
#include "storage/form.h"
#include "storage/idempotency.h"
#include "storage/query.h"
#include "storage/queue.h"

static bool store_admit(struct store *store, struct store_client *client)
{
	(void)pthread_mutex_lock(&store->lock);
	bool admitted = store->client_count < STORE_CLIENTS_MAX;
	if (admitted) {
		client->next = store->clients;
		store->clients = client;
		store->client_count++;
	}
	(void)pthread_mutex_unlock(&store->lock);
	return admitted;
}

static void store_dismiss(struct store *store, struct store_client *client)
{
	(void)pthread_mutex_lock(&store->lock);
	struct store_client **link = &store->clients;
	while (*link != client) {
		link = &(*link)->next;
		assert(*link != NULL); /* it was admitted */
	}
	*link = client->next;
	assert(store->client_count > 0);
	store->client_count--;
	(void)pthread_mutex_unlock(&store->lock);
}

enum status store_client_open(struct store *store, void (*wake)(void *ctx), void *ctx,
                              struct store_client **ret_client, struct error *err)
{
	struct store_client *client = calloc(1, sizeof(*client));
	enum store_status status = STORE_BUSY;

	if (client != NULL)
		status = store->engine->ops->reader_open(store->engine, &client->reader);
	if (status != STORE_OK) {
		free(client);
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "no further reader can be opened: %s",
		            store_status_text(status));
	}
	client->store = store;
	mailbox_init(&client->mailbox, wake, ctx);
	if (!store_admit(store, client)) {
		mailbox_fini(&client->mailbox);
		store->engine->ops->reader_close(store->engine, client->reader);
		free(client);
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "the store has %d clients, which is the most",
		            STORE_CLIENTS_MAX);
	}
	*ret_client = client;
	return STATUS_OK;
}

/* Ends everything in a list of the client's own with CANCELLED. */
static void jobs_cancel(struct store_client *client, struct job_list *list)
{
	for (struct job *job = job_list_take(list); job != NULL; job = job_list_take(list)) {
		job->status = STORE_CANCELLED;
		mailbox_post(&client->mailbox, job);
	}
}

void store_client_close(struct store_client *client)
{
	if (client == NULL)
		return;
	assert(!client->polling);
	client->closing = true;
	jobs_cancel(client, &client->reads);
	jobs_cancel(client, &client->feeds);
	writer_cancel_all(&client->store->writer, &client->mailbox);
	while (client->outstanding > 0)
		(void)store_client_wait(client, 1000);
	assert(client->reads.head == NULL && client->feeds.head == NULL && client->feeds_waiting == 0);
	store_dismiss(client->store, client);
	client->store->engine->ops->reader_close(client->store->engine, client->reader);
	(void)mailbox_take(&client->mailbox);
	mailbox_fini(&client->mailbox);
	free(client);
}

static void feeds_waiting_add(struct store_client *client, bool one_more)
{
	(void)pthread_mutex_lock(&client->store->lock);
	assert(one_more || client->feeds_waiting > 0);
	client->feeds_waiting += one_more ? 1 : UINT32_MAX;
	(void)pthread_mutex_unlock(&client->store->lock);
}

static void request_complete(struct store_client *client, struct store_request *request,
                             enum store_status status)
{
	assert(client->outstanding > 0 && client->polling);
	client->outstanding--;
	client->ran++;
	request->job.state = JOB_IDLE;
	if (request->type == STORE_REQUEST_FEED)
		feeds_waiting_add(client, false);
	request->done(request, status);
}

/* What a write's result borrows comes from the client's own snapshot, which is newer than the write. */
static enum store_status claim_bodies(struct store_client *client, struct store_claim *claim)
{
	uint32_t kept = 0;

	assert(claim->item_count <= claim->limit);
	for (uint32_t i = 0; i < claim->item_count; i++) {
		struct store_claim_item item = claim->items[i];
		enum store_status status = queue_body(client->reader, claim->queue, &item, &item.body);
		if (status == STORE_NOT_FOUND) /* its time was over before we came to it */
			continue;
		if (status != STORE_OK)
			return status;
		claim->items[kept++] = item;
	}
	claim->item_count = kept;
	return STORE_OK;
}

static enum store_status write_result(struct store_client *client, struct store_request *request,
                                      enum store_status readable)
{
	struct store_commit *commit = (struct store_commit *)request;
	bool repeated = request->type == STORE_REQUEST_COMMIT && commit->repeated;

	if (request->job.status != STORE_OK || (!repeated && request->type != STORE_REQUEST_CLAIM))
		return request->job.status;
	if (readable != STORE_OK)
		return readable;
	if (repeated)
		return idempotency_reply(client->reader, commit->idem_key, &commit->reply);
	return claim_bodies(client, (struct store_claim *)request);
}

static void read_run(struct store_client *client, struct store_request *request, enum store_status readable)
{
	enum store_status status = readable;
	int64_t now_ms = clock_monotonic_ms();

	if (status == STORE_OK && request->deadline_ms != 0 && request->deadline_ms < now_ms)
		status = STORE_TIMEOUT;
	if (status == STORE_OK && request->type == STORE_REQUEST_GET)
		status = query_get(client->reader, (struct store_get *)request);
	else if (status == STORE_OK && request->type == STORE_REQUEST_SCAN)
		status = query_scan(client->reader, (struct store_scan *)request);
	else if (status == STORE_OK) {
		assert(request->type == STORE_REQUEST_FEED);
		struct store_feed *feed = (struct store_feed *)request;
		status = query_feed(client->reader, feed);
		if (status == STORE_OK && feed->row_count == 0 && now_ms < feed->wait_until_ms) {
			job_list_put(&client->feeds, &request->job);
			return;
		}
	}
	request_complete(client, request, status);
}

/* When the next waiting feed gives up. */
static int64_t feeds_next_ms(const struct store_client *client)
{
	int64_t next_ms = -1;
	int64_t now_ms = clock_monotonic_ms();

	for (struct job *job = client->feeds.head; job != NULL; job = job->next) {
		const struct store_feed *feed = (const struct store_feed *)request_from_job(job);
		int64_t left_ms = feed->wait_until_ms > now_ms ? feed->wait_until_ms - now_ms : 0;
		if (next_ms < 0 || left_ms < next_ms)
			next_ms = left_ms;
	}
	return next_ms;
}

static enum store_status snapshot_begin(struct store_client *client)
{
	if (writer_has_failed(&client->store->writer))
		return STORE_UNAVAILABLE;
	return client->store->engine->ops->reader_begin(client->store->engine, client->reader);
}

static void jobs_run(struct store_client *client, struct job_list *done, struct job_list *reads,
                     struct job_list *feeds)
{
	enum store_status readable = snapshot_begin(client);

	for (struct job *job = job_list_take(done); job != NULL; job = job_list_take(done)) {
		struct store_request *request = request_from_job(job);
		request_complete(client, request, write_result(client, request, readable));
	}
	for (struct job *job = job_list_take(feeds); job != NULL; job = job_list_take(feeds))
		read_run(client, request_from_job(job), readable);
	for (struct job *job = job_list_take(reads); job != NULL; job = job_list_take(reads))
		read_run(client, request_from_job(job), readable);
	if (readable == STORE_OK)
		client->store->engine->ops->reader_end(client->store->engine, client->reader);
}

int64_t store_client_poll(struct store_client *client)
{
	assert(!client->polling);
	client->polling = true;
	if (!client->store->engine->threaded)
		writer_run(&client->store->writer);
	struct job_list done = mailbox_take(&client->mailbox);
	struct job_list reads = job_list_take_all(&client->reads);
	struct job_list feeds = job_list_take_all(&client->feeds);
	if (done.head != NULL || reads.head != NULL || feeds.head != NULL)
		jobs_run(client, &done, &reads, &feeds);
	client->polling = false;
	return feeds_next_ms(client);
}

bool store_client_wait(struct store_client *client, int64_t timeout_ms)
{
	int64_t until_ms = clock_monotonic_ms() + timeout_ms;
	uint32_t ran = client->ran;
	int64_t next_ms = store_client_poll(client);

	while (client->ran == ran) {
		int64_t left_ms = until_ms - clock_monotonic_ms();
		if (left_ms <= 0)
			return false;
		if (next_ms >= 0 && next_ms < left_ms)
			left_ms = next_ms;
		/* An engine that is written in our polls may be stalled on purpose: nobody would wake us. */
		if (!client->store->engine->threaded)
			left_ms = left_ms < 1 ? left_ms : 1;
		(void)mailbox_wait(&client->mailbox, left_ms);
		next_ms = store_client_poll(client);
	}
	return true;
}

/* --- requests --- */

/* Ends it in the next poll with `status`, or sends it on its way. */
static bool request_start(struct store_client *client, struct store_request *request,
                          enum store_request_type type)
{
	assert(request->done != NULL && request->job.state == JOB_IDLE);
	request->type = type;
	request->job = (struct job){ .home = &client->mailbox, .deadline_ms = request->deadline_ms };
	client->outstanding++;
	if (type == STORE_REQUEST_FEED)
		feeds_waiting_add(client, true);
	return !client->closing;
}

static void request_end(struct store_client *client, struct store_request *request, enum store_status status)
{
	request->job.status = status;
	mailbox_post(&client->mailbox, &request->job);
}

static void read_submit(struct store_client *client, struct store_request *request,
                        enum store_request_type type)
{
	enum store_status status =
		request_start(client, request, type) ? query_check(request) : STORE_CANCELLED;

	if (status != STORE_OK) {
		request_end(client, request, status);
		return;
	}
	request->job.state = JOB_WAITING;
	job_list_put(&client->reads, &request->job);
	mailbox_nudge(&client->mailbox);
}

void store_get(struct store_client *client, struct store_get *get)
{
	read_submit(client, &get->base, STORE_REQUEST_GET);
}

void store_scan(struct store_client *client, struct store_scan *scan)
{
	read_submit(client, &scan->base, STORE_REQUEST_SCAN);
}

void store_feed(struct store_client *client, struct store_feed *feed)
{
	feed->wait_until_ms = clock_monotonic_ms() + feed->wait_ms;
	read_submit(client, &feed->base, STORE_REQUEST_FEED);
}

static void write_submit(struct store_client *client, struct store_request *request, enum store_status status)
{
	if (status != STORE_OK) {
		request_end(client, request, status);
		return;
	}
	writer_submit(&client->store->writer, &request->job);
	/* Without a thread of its own, the writer runs in our next poll. */
	if (!client->store->engine->threaded)
		mailbox_nudge(&client->mailbox);
}

static size_t commit_bytes(const struct store_commit *commit)
{
	size_t bytes = commit->idem_reply.len;

	for (uint32_t i = 0; i < commit->op_count; i++)
		bytes += commit->ops[i].body.len;
	return bytes;
}

void store_commit(struct store_client *client, struct store_commit *commit)
{
	bool open = request_start(client, &commit->base, STORE_REQUEST_COMMIT);
	enum store_status status = open ? form_check(commit) : STORE_CANCELLED;

	commit->repeated = false;
	if (status == STORE_OK)
		commit->base.job.size = commit_bytes(commit);
	write_submit(client, &commit->base, status);
}

static enum store_status claim_check(const struct store_claim *claim)
{
	if (!form_name_is_valid(claim->queue) || claim->limit == 0)
		return STORE_INVALID;
	if (claim->lease_ms <= 0 || claim->lease_ms > STORE_LEASE_MS_MAX)
		return STORE_INVALID;
	return claim->limit <= STORE_CLAIM_MAX ? STORE_OK : STORE_TOO_LARGE;
}

void store_claim(struct store_client *client, struct store_claim *claim)
{
	bool open = request_start(client, &claim->base, STORE_REQUEST_CLAIM);

	write_submit(client, &claim->base, open ? claim_check(claim) : STORE_CANCELLED);
}

static enum store_status lease_form_check(const struct store_lease *lease)
{
	if (!form_name_is_valid(lease->name) || !form_name_is_valid(lease->holder))
		return STORE_INVALID;
	if (lease->what == LEASE_RELEASE)
		return STORE_OK;
	return lease->ttl_ms > 0 && lease->ttl_ms <= STORE_LEASE_MS_MAX ? STORE_OK : STORE_INVALID;
}

void store_lease(struct store_client *client, struct store_lease *lease)
{
	bool open = request_start(client, &lease->base, STORE_REQUEST_LEASE);

	write_submit(client, &lease->base, open ? lease_form_check(lease) : STORE_CANCELLED);
}

void store_cancel(struct store_client *client, struct store_request *request)
{
	struct job *job = &request->job;

	if (job->home != &client->mailbox)
		return;
	if (job_list_remove(&client->reads, job) || job_list_remove(&client->feeds, job))
		request_end(client, request, STORE_CANCELLED);
	else
		writer_cancel(&client->store->writer, job);
}
