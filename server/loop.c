#include "server/loop.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "server/conn.h"
#include "server/listener.h"
#include "server/loop_state.h"

#define ARENA_BYTES_MIN KIB(32) /* a head of HTTP_HEAD_MAX and room to answer it */
#define TICK_MS         1000
#define GIVE_UP_MIN_MS  1000

struct loop_settings loop_settings_default(void)
{
	return (struct loop_settings){
		.address = "127.0.0.1",
		.loops = 1,
		.connections_max = 10000,
		.exchanges_max = 256,
		.arena_bytes = KIB(256),
		.head_timeout_ms = 10000,
		.body_idle_ms = 30000,
		.body_grace_ms = 10000,
		.body_rate_min = 1024,
		.keep_alive_ms = 60000,
		.write_stall_ms = 30000,
		.drain_ms = 10000,
	};
}

void loop_log(const struct loop *loop, const char *event, const char *detail)
{
	const struct loop_handler *handler = loop_handler(loop);

	if (handler->log != NULL)
		handler->log(handler->app, event, detail);
}

/* --- the end --- */

static void on_closed(uv_handle_t *handle)
{
	struct loop *loop = handle->data;

	loop->handles_closed++;
}

/* The last thing: nothing is left but the loop's own handles. */
static void end(struct loop *loop)
{
	loop->phase = LOOP_ENDED;
	uv_close((uv_handle_t *)&loop->tick, on_closed);
	uv_close((uv_handle_t *)&loop->sweep, on_closed);
	uv_mutex_lock(&loop->tasks_lock);
	loop->deaf = true;
	uv_mutex_unlock(&loop->tasks_lock);
	uv_close((uv_handle_t *)&loop->wake, on_closed);
}

void loop_check_end(struct loop *loop)
{
	if (loop->phase != LOOP_DRAINING && loop->phase != LOOP_ENDING)
		return;
	if (loop->conns == NULL && loop->exchanges == 0)
		end(loop);
}

static void drain(struct loop *loop)
{
	unsigned drain_ms = loop_settings(loop)->drain_ms;

	loop->phase = LOOP_DRAINING;
	loop->drain_deadline_ms = uv_now(&loop->uv) + drain_ms;
	loop->give_up_ms = loop->drain_deadline_ms + (drain_ms < GIVE_UP_MIN_MS ? GIVE_UP_MIN_MS : drain_ms);
	listener_stop(loop);
	for (struct conn *conn = loop->conns; conn != NULL; conn = conn->next)
		conn_go_on(conn); /* closes it when it is idle */
	loop_check_end(loop);
}

/* The time to finish is over. */
static void abort_all(struct loop *loop)
{
	loop->phase = LOOP_ENDING;
	if (loop->conns != NULL)
		loop_log(loop, "stop_forced", "connections were still busy when the time to finish was over");
	for (struct conn *conn = loop->conns; conn != NULL; conn = conn->next)
		conn_abort(conn, ABORT_STOPPING);
	loop_check_end(loop);
}

/* --- timers and wake-ups --- */

static void on_sweep(uv_timer_t *timer)
{
	struct loop *loop = timer->data;
	uint64_t now = uv_now(&loop->uv);

	for (struct conn *conn = loop->conns; conn != NULL; conn = conn->next)
		conn_sweep(conn, now);
	if (loop->phase == LOOP_DRAINING && now >= loop->drain_deadline_ms)
		abort_all(loop);
	if (loop->phase == LOOP_ENDING && loop->conns == NULL && now >= loop->give_up_ms) {
		loop_log(loop, "exchanges_left", "the loop ends while requests are still being worked on");
		end(loop);
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct loop *loop = timer->data;

	http_date_write((int64_t)time(NULL), loop->date);
	loop->complained = false;
	if (loop->accept_waits) {
		loop->accept_waits = false;
		conn_accept(loop);
	}
	if (loop_handler(loop)->on_tick != NULL)
		loop_handler(loop)->on_tick(loop);
}

static struct loop_task *take_tasks(struct loop *loop)
{
	uv_mutex_lock(&loop->tasks_lock);
	struct loop_task *first = loop->tasks_first;
	loop->tasks_first = NULL;
	loop->tasks_last = &loop->tasks_first;
	uv_mutex_unlock(&loop->tasks_lock);
	return first;
}

static void on_wake(uv_async_t *async)
{
	struct loop *loop = async->data;

	for (struct loop_task *task = take_tasks(loop), *next; task != NULL; task = next) {
		next = task->next;
		task->run(loop, task);
	}
	if (atomic_exchange(&loop->wake_wanted, false) && loop_handler(loop)->on_wake != NULL)
		loop_handler(loop)->on_wake(loop);
	if (atomic_load(&loop->stop_wanted) && loop->phase == LOOP_RUNNING)
		drain(loop);
}

static void rouse(struct loop *loop)
{
	uv_mutex_lock(&loop->tasks_lock);
	if (!loop->deaf)
		(void)uv_async_send(&loop->wake);
	uv_mutex_unlock(&loop->tasks_lock);
}

void loop_wake(struct loop *loop)
{
	/* Whoever finds it set already knows that a wake-up is on its way. */
	if (!atomic_exchange(&loop->wake_wanted, true))
		rouse(loop);
}

void loop_post(struct loop *loop, struct loop_task *task)
{
	assert(task != NULL && task->run != NULL);

	task->next = NULL;
	uv_mutex_lock(&loop->tasks_lock);
	*loop->tasks_last = task;
	loop->tasks_last = &task->next;
	uv_mutex_unlock(&loop->tasks_lock);
	rouse(loop);
}

unsigned loop_index(const struct loop *loop)
{
	return loop->index;
}

void *loop_app(const struct loop *loop)
{
	return loop_handler(loop)->app;
}

unsigned loop_connections(const struct loop *loop)
{
	return loop_pool_connections(loop->pool);
}

void *loop_local(const struct loop *loop)
{
	return loop->local;
}

void loop_set_local(struct loop *loop, void *local)
{
	loop->local = local;
}

/* --- one loop's life --- */

/* Deadlines are looked at four times in the shortest of them, but at most every 10 ms. */
static uint64_t sweep_ms(const struct loop_settings *settings)
{
	const unsigned times[] = { settings->head_timeout_ms, settings->body_idle_ms,
		                   settings->body_grace_ms,   settings->keep_alive_ms,
		                   settings->write_stall_ms,  settings->drain_ms };
	uint64_t shortest = 4000;

	for (size_t i = 0; i < COUNT_OF(times); i++)
		shortest = times[i] < shortest ? times[i] : shortest;
	return shortest < 40 ? 10 : shortest / 4;
}

static void run(void *argument)
{
	struct loop *loop = argument;
	const struct loop_handler *handler = loop_handler(loop);
	uint64_t sweep = sweep_ms(loop_settings(loop));

	http_date_write((int64_t)time(NULL), loop->date);
	(void)uv_timer_start(&loop->tick, on_tick, TICK_MS, TICK_MS);
	(void)uv_timer_start(&loop->sweep, on_sweep, sweep, sweep);
	if (handler->on_start != NULL)
		handler->on_start(loop);
	if (!listener_start(loop))
		atomic_store(&loop->stop_wanted, true);
	rouse(loop); /* a stop may have been asked for before we could hear it */
	(void)uv_run(&loop->uv, UV_RUN_DEFAULT);
	if (handler->on_stop != NULL)
		handler->on_stop(loop);
	assert(loop->handles_opened == loop->handles_closed);
}

/* Everything that can fail, on the opening thread. */
static bool loop_init(struct loop *loop, struct loop_pool *pool, unsigned index)
{
	loop->pool = pool;
	loop->index = index;
	loop->tasks_last = &loop->tasks_first;
	if (uv_loop_init(&loop->uv) != 0)
		return false;
	if (uv_mutex_init(&loop->tasks_lock) != 0) {
		(void)uv_loop_close(&loop->uv);
		return false;
	}
	if (uv_async_init(&loop->uv, &loop->wake, on_wake) != 0) {
		uv_mutex_destroy(&loop->tasks_lock);
		(void)uv_loop_close(&loop->uv);
		return false;
	}
	(void)uv_timer_init(&loop->uv, &loop->tick);
	(void)uv_timer_init(&loop->uv, &loop->sweep);
	loop->wake.data = loop->tick.data = loop->sweep.data = loop;
	loop->handles_opened = 3;
	return true;
}

static void loop_fini(struct loop *loop)
{
	int result = uv_loop_close(&loop->uv);

	assert(result == 0);
	(void)result;
	uv_mutex_destroy(&loop->tasks_lock);
	while (loop->free_exchanges != NULL) {
		struct exchange *exchange = loop->free_exchanges;

		loop->free_exchanges = exchange->app;
		free(exchange);
	}
}

/* A loop whose thread was never started. */
static void loop_undo(struct loop *loop)
{
	(void)close(loop->listen_fd);
	end(loop);
	(void)uv_run(&loop->uv, UV_RUN_DEFAULT);
	loop_fini(loop);
}

/* --- the pool --- */

static enum status check_settings(const struct loop_settings *settings, const struct loop_handler *handler,
                                  struct error *err)
{
	assert(handler->on_head != NULL && handler->on_request != NULL && handler->on_abort != NULL);

	if (settings->loops == 0 || settings->loops > LOOPS_MAX)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "loops", "there are 1 to %d loops", LOOPS_MAX);
	if (settings->address == NULL && settings->unix_path == NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "address",
		               "an address or a socket path is needed");
	if (settings->port > UINT16_MAX)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "port", "a port is at most %d", UINT16_MAX);
	if (settings->arena_bytes < ARENA_BYTES_MIN)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "arena_bytes",
		               "an exchange needs at least %zu bytes", ARENA_BYTES_MIN);
	if (settings->connections_max == 0 || settings->exchanges_max == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "connections_max",
		               "at least one connection is needed");
	return STATUS_OK;
}

/* The threads inherit a mask of everything that is sent to the process: SIGTERM is the main thread's
 * business, and SIGPIPE becomes EPIPE. */
static bool start_threads(struct loop_pool *pool)
{
	sigset_t all;
	sigset_t before;

	sigfillset(&all);
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGFPE);
	sigdelset(&all, SIGILL);
	sigdelset(&all, SIGABRT);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	while (pool->started < pool->settings.loops) {
		struct loop *loop = &pool->loops[pool->started];

		if (uv_thread_create(&loop->thread, run, loop) != 0)
			break;
		pool->started++;
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return pool->started == pool->settings.loops;
}

static enum status init_loops(struct loop_pool *pool, struct error *err)
{
	for (unsigned i = 0; i < pool->settings.loops; i++) {
		if (loop_init(&pool->loops[i], pool, i))
			continue;
		for (unsigned j = i; j < pool->settings.loops; j++)
			(void)close(pool->loops[j].listen_fd);
		while (i-- > 0)
			loop_undo(&pool->loops[i]);
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
		            "cannot make an event loop: out of files or memory");
	}
	return STATUS_OK;
}

enum status loop_pool_open(const struct loop_settings *settings, const struct loop_handler *handler,
                           struct loop_pool **ret_pool, struct error *err)
{
	assert(settings != NULL && handler != NULL && ret_pool != NULL);

	TRY(check_settings(settings, handler, err));

	struct loop_pool *pool = calloc(1, sizeof *pool + settings->loops * sizeof pool->loops[0]);
	if (pool == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "no memory for %u loops", settings->loops);
	pool->settings = *settings;
	pool->handler = *handler;

	enum status status = listener_bind_all(pool, err);
	if (status == STATUS_OK)
		status = init_loops(pool, err);
	if (status != STATUS_OK) {
		free(pool);
		return status;
	}
	if (!start_threads(pool)) {
		for (unsigned i = pool->started; i < settings->loops; i++)
			loop_undo(&pool->loops[i]);
		loop_pool_close(pool);
		return FAIL(err, PROBLEM_STORE_UNAVAILABLE, "cannot start %u threads", settings->loops);
	}
	*ret_pool = pool;
	return STATUS_OK;
}

unsigned loop_pool_port(const struct loop_pool *pool)
{
	return pool->port;
}

unsigned loop_pool_connections(const struct loop_pool *pool)
{
	return atomic_load(&pool->connections);
}

unsigned loop_pool_count(const struct loop_pool *pool)
{
	return pool->settings.loops;
}

struct loop *loop_pool_get(struct loop_pool *pool, unsigned index)
{
	assert(index < pool->settings.loops);
	return &pool->loops[index];
}

void loop_pool_stop(struct loop_pool *pool)
{
	for (unsigned i = 0; i < pool->started; i++) {
		atomic_store(&pool->loops[i].stop_wanted, true);
		rouse(&pool->loops[i]);
	}
}

void loop_pool_close(struct loop_pool *pool)
{
	assert(pool != NULL);

	loop_pool_stop(pool);
	for (unsigned i = 0; i < pool->started; i++)
		(void)uv_thread_join(&pool->loops[i].thread);
	for (unsigned i = 0; i < pool->started; i++)
		loop_fini(&pool->loops[i]);
	if (pool->settings.unix_path != NULL)
		(void)unlink(pool->settings.unix_path);
	free(pool);
}
