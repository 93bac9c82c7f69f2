#include "server/simulator.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

#include "core/casefile.h"
#include "core/event.h"

/* Cases one after another: a header with the lengths, then the texts. */
struct case_header {
	size_t id;
	size_t line;
	size_t submitted;
	size_t proposed;
};

struct block {
	size_t used;
	uint8_t bytes[SIMULATOR_BLOCK_BYTES];
};

struct worker {
	struct simulator *simulator;
	thrd_t thread;
	struct arena arena;
	struct simulation tally;
};

struct simulator {
	const struct packset *before;
	const struct packset *after;
	mtx_t mutex;
	cnd_t changed;
	struct block *queue[SIMULATOR_QUEUE]; /* full ones, oldest first */
	size_t queued;
	struct block *spare[SIMULATOR_QUEUE + SIMULATOR_WORKERS_MAX + 1];
	size_t spare_count;
	struct block *filling;
	bool ended; /* nothing more will be put */
	atomic_uint_fast64_t done;
	unsigned worker_count; /* running */
	struct worker *workers;
};

/* --- the queue --- */

static struct block *take_full(struct simulator *simulator)
{
	struct block *block = NULL;

	(void)mtx_lock(&simulator->mutex);
	while (simulator->queued == 0 && !simulator->ended)
		(void)cnd_wait(&simulator->changed, &simulator->mutex);
	if (simulator->queued > 0) {
		block = simulator->queue[0];
		simulator->queued--;
		for (size_t i = 0; i < simulator->queued; i++)
			simulator->queue[i] = simulator->queue[i + 1];
	}
	(void)cnd_broadcast(&simulator->changed);
	(void)mtx_unlock(&simulator->mutex);
	return block;
}

static void give_back(struct simulator *simulator, struct block *block)
{
	(void)mtx_lock(&simulator->mutex);
	assert(simulator->spare_count < COUNT_OF(simulator->spare));
	block->used = 0;
	simulator->spare[simulator->spare_count++] = block;
	(void)cnd_broadcast(&simulator->changed);
	(void)mtx_unlock(&simulator->mutex);
}

static void hand_over(struct simulator *simulator)
{
	(void)mtx_lock(&simulator->mutex);
	while (simulator->queued == SIMULATOR_QUEUE)
		(void)cnd_wait(&simulator->changed, &simulator->mutex);
	simulator->queue[simulator->queued++] = simulator->filling;
	simulator->filling = NULL;
	(void)cnd_broadcast(&simulator->changed);
	(void)mtx_unlock(&simulator->mutex);
}

static struct block *take_spare(struct simulator *simulator)
{
	struct block *block;

	(void)mtx_lock(&simulator->mutex);
	while (simulator->spare_count == 0)
		(void)cnd_wait(&simulator->changed, &simulator->mutex);
	block = simulator->spare[--simulator->spare_count];
	(void)mtx_unlock(&simulator->mutex);
	return block;
}

/* --- a worker --- */

static bool read_line(const struct simulator_case *item, struct arena *arena,
                      struct simulation_case *ret_case)
{
	const struct node *node;
	struct error unused;

	if (casefile_parse(item->line, arena, &node, &unused) != STATUS_OK)
		return false;
	ret_case->facts = node_find(node, STR("facts"));
	ret_case->is_worked_case = ret_case->facts != NULL;
	if (ret_case->facts == NULL)
		ret_case->facts = node; /* facts alone */
	ret_case->reason = node_text(node, STR("reason"));
	if (node_text(node, STR("id")).len > 0)
		ret_case->id = node_text(node, STR("id"));
	return true;
}

static bool read_events(const struct simulator_case *item, struct arena *arena,
                        struct simulation_case *ret_case)
{
	struct event event;
	struct error unused;

	if (item->submitted.len > 0 && event_parse(item->submitted, arena, &event, &unused) == STATUS_OK)
		ret_case->reason = node_text(node_find(event.data, STR("claim")), STR("reason"));
	if (event_parse(item->proposed, arena, &event, &unused) != STATUS_OK)
		return false;
	ret_case->facts = node_find(event.data, STR("facts"));
	return ret_case->facts != NULL;
}

static void decide_case(struct worker *worker, const struct simulator_case *item)
{
	struct simulation_case read = { .id = item->id };
	bool is_read;

	arena_reset(&worker->arena);
	is_read = item->line.len > 0 ? read_line(item, &worker->arena, &read)
	                             : read_events(item, &worker->arena, &read);
	if (is_read) {
		simulation_add(&worker->tally, worker->simulator->before, worker->simulator->after, &read,
		               &worker->arena);
	} else {
		worker->tally.cases++;
		worker->tally.failed++;
	}
	atomic_fetch_add_explicit(&worker->simulator->done, 1, memory_order_relaxed);
}

static struct str take_text(const struct block *block, size_t *at, size_t len)
{
	struct str text = { (const char *)block->bytes + *at, len };

	*at += len;
	return text;
}

static void decide_block(struct worker *worker, const struct block *block)
{
	for (size_t at = 0; at < block->used;) {
		struct simulator_case item;
		struct case_header header;
		memcpy(&header, block->bytes + at, sizeof header);
		at += sizeof header;
		item.id = take_text(block, &at, header.id);
		item.line = take_text(block, &at, header.line);
		item.submitted = take_text(block, &at, header.submitted);
		item.proposed = take_text(block, &at, header.proposed);
		decide_case(worker, &item);
	}
}

static int work(void *ctx)
{
	struct worker *worker = ctx;
	struct block *block;

	while ((block = take_full(worker->simulator)) != NULL) {
		decide_block(worker, block);
		give_back(worker->simulator, block);
	}
	return 0;
}

/* --- the whole --- */

static enum status make_blocks(struct simulator *simulator, unsigned workers, struct error *err)
{
	for (unsigned i = 0; i < SIMULATOR_QUEUE + workers + 1; i++) {
		struct block *block = malloc(sizeof *block);
		if (block == NULL)
			return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for a simulation");
		block->used = 0;
		simulator->spare[simulator->spare_count++] = block;
	}
	return STATUS_OK;
}

static enum status start_workers(struct simulator *simulator, unsigned workers, struct error *err)
{
	simulator->workers = calloc(workers, sizeof *simulator->workers);
	if (simulator->workers == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for a simulation");
	for (unsigned i = 0; i < workers; i++) {
		struct worker *worker = &simulator->workers[i];
		void *block = malloc(SIMULATOR_ARENA_BYTES);
		worker->simulator = simulator;
		if (block != NULL)
			arena_init(&worker->arena, block, SIMULATOR_ARENA_BYTES);
		if (block == NULL || thrd_create(&worker->thread, work, worker) != thrd_success) {
			free(block);
			return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "a thread could not be started");
		}
		simulator->worker_count++;
	}
	return STATUS_OK;
}

static unsigned cores(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > SIMULATOR_WORKERS_MAX ? SIMULATOR_WORKERS_MAX : (unsigned)count;
}

enum status simulator_open(const struct packset *before, const struct packset *after, unsigned workers,
                           struct simulator **ret_simulator, struct error *err)
{
	struct simulator *simulator = calloc(1, sizeof *simulator);

	assert(before != NULL && after != NULL && workers <= SIMULATOR_WORKERS_MAX);
	if (simulator == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for a simulation");
	simulator->before = before;
	simulator->after = after;
	(void)mtx_init(&simulator->mutex, mtx_plain);
	(void)cnd_init(&simulator->changed);
	if (workers == 0)
		workers = cores();
	enum status status = make_blocks(simulator, workers, err);
	if (status == STATUS_OK)
		status = start_workers(simulator, workers, err);
	if (status != STATUS_OK) {
		simulator_close(simulator);
		return status;
	}
	*ret_simulator = simulator;
	return STATUS_OK;
}

static void put_text(struct block *block, struct str text)
{
	if (text.len > 0)
		memcpy(block->bytes + block->used, text.ptr, text.len);
	block->used += text.len;
}

enum status simulator_put(struct simulator *simulator, const struct simulator_case *item, struct error *err)
{
	struct case_header header = { item->id.len, item->line.len, item->submitted.len, item->proposed.len };
	size_t size = sizeof header + header.id + header.line + header.submitted + header.proposed;

	if (size > SIMULATOR_BLOCK_BYTES)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED,
		            "the case " STR_FMT " is larger than a simulation takes", STR_ARG(item->id));
	if (simulator->filling != NULL && simulator->filling->used + size > SIMULATOR_BLOCK_BYTES)
		hand_over(simulator);
	if (simulator->filling == NULL)
		simulator->filling = take_spare(simulator);
	memcpy(simulator->filling->bytes + simulator->filling->used, &header, sizeof header);
	simulator->filling->used += sizeof header;
	put_text(simulator->filling, item->id);
	put_text(simulator->filling, item->line);
	put_text(simulator->filling, item->submitted);
	put_text(simulator->filling, item->proposed);
	return STATUS_OK;
}

uint64_t simulator_done(struct simulator *simulator)
{
	return atomic_load_explicit(&simulator->done, memory_order_relaxed);
}

static void end_workers(struct simulator *simulator)
{
	(void)mtx_lock(&simulator->mutex);
	simulator->ended = true;
	(void)cnd_broadcast(&simulator->changed);
	(void)mtx_unlock(&simulator->mutex);
	for (unsigned i = 0; i < simulator->worker_count; i++) {
		(void)thrd_join(simulator->workers[i].thread, NULL);
		free(simulator->workers[i].arena.base);
		simulator->workers[i].arena = (struct arena){ 0 };
	}
}

const struct simulation *simulator_finish(struct simulator *simulator)
{
	if (simulator->filling != NULL)
		hand_over(simulator);
	end_workers(simulator);
	for (unsigned i = 1; i < simulator->worker_count; i++)
		simulation_merge(&simulator->workers[0].tally, &simulator->workers[i].tally);
	simulator->worker_count = 0;
	return &simulator->workers[0].tally;
}

void simulator_close(struct simulator *simulator)
{
	if (simulator == NULL)
		return;
	end_workers(simulator);
	for (size_t i = 0; i < simulator->queued; i++)
		free(simulator->queue[i]);
	for (size_t i = 0; i < simulator->spare_count; i++)
		free(simulator->spare[i]);
	free(simulator->filling);
	free(simulator->workers);
	cnd_destroy(&simulator->changed);
	mtx_destroy(&simulator->mutex);
	free(simulator);
}
