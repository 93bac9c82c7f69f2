#include "server/app.h"

#include "server/clockwork.h"

/*~ One request, one direction: the transport reads a head, the gate admits it, the route's operation answers.
 * Whatever waits (store, blobs) comes back through on_wake() on the same loop. */

static struct app_loop *local_of(const struct exchange *exchange)
{
	return loop_local(exchange->loop);
}

/* --- a request --- */

/* Reads are answered on the thread that asks: they need no turn of the loop, only a poll before we go back to
 * it. The outermost caller polls until nothing is due; within a callback of the store it is enough to have
 * asked. */
static bool polling_begin(struct app_loop *local)
{
	return !atomic_exchange_explicit(&local->polling, true, memory_order_relaxed);
}

static void polling_end(struct app_loop *local)
{
	do {
		local->due = false;
		(void)store_client_poll(local->store);
		blobs_client_poll(local->blobs);
	} while (local->due);
	atomic_store_explicit(&local->polling, false, memory_order_relaxed);
}

static void run(struct call *call)
{
	struct app_loop *local = call->local; /* the call may be over when its operation returns */
	bool outermost = polling_begin(local);

	call_route(call)->handler(call);
	if (outermost)
		polling_end(local);
}

static struct call *new_call(struct exchange *exchange)
{
	struct app_loop *local = local_of(exchange);
	struct call *call = arena_alloc_dirty(&exchange->arena, 1, sizeof *call, _Alignof(struct call));

	assert(call != NULL); /* the smallest arena that the configuration allows holds several */
	memset(call, 0, offsetof(struct call, problem_block));
	call->exchange = exchange;
	call->app = local->app;
	call->local = local;
	call->now_ms = store_now(local->app->store);
	call->request_id = request_ids_next(&local->ids);
	exchange->app = call;
	return call;
}

static void count_refusal(struct call *call)
{
	if (problem_info(call->err.problem)->status == STATUS_UNAUTHENTICATED)
		metric_add(call->local->metrics, METRIC_AUTH_FAILURES, 0, 1);
}

static void on_head(struct exchange *exchange)
{
	struct call *call = new_call(exchange);
	struct gate gate = { .policy = &call->app->tokens,
		             .tokens = &call->local->tokens,
		             .now_ms = call->now_ms };

	if (gate_admit(&gate, &exchange->request, &exchange->arena, &call->admission, &call->err) !=
	    STATUS_OK) {
		count_refusal(call);
		call_fail(call);
		return;
	}
	if (call_route(call)->body == BODY_STREAM)
		run(call);
	else
		exchange_buffer_body(exchange, call_route(call)->body_max);
}

static void on_body(struct exchange *exchange, struct bytes piece)
{
	struct call *call = exchange->app;

	metric_add(call->local->metrics, METRIC_HTTP_BODY_BYTES, 0, piece.len);
	call->sink->piece(call, piece);
}

static void on_request(struct exchange *exchange)
{
	struct call *call = exchange->app;

	if (call->sink != NULL) {
		call->sink->end(call);
		return;
	}
	metric_add(call->local->metrics, METRIC_HTTP_BODY_BYTES, 0, exchange->body.len);
	call->began = true;
	run(call);
}

/* An operation that has begun answers in its own time, to nobody; one that has not is simply over. */
static void on_abort(struct exchange *exchange, enum abort_cause cause)
{
	struct call *call = exchange->app;

	if (cause == ABORT_TIMEOUT)
		metric_add(call->local->metrics, METRIC_HTTP_TIMEOUTS, 0, 1);
	call->gone = true;
	if (call->sink != NULL)
		call->sink->gone(call);
	else if (!call->began && call_route(call)->body != BODY_STREAM)
		exchange_drop(exchange);
}

void app_count_reply(struct call *call, int status)
{
	int64_t spent_ms = store_now(call->app->store) - call->now_ms;

	metric_add(call->local->metrics, METRIC_HTTP_REQUESTS, metric_code_of(status), 1);
	if (call_route(call) != NULL)
		metric_observe(call->local->metrics, METRIC_HTTP_REQUEST_SECONDS, call_route(call)->operation,
		               (uint64_t)(spent_ms < 0 ? 0 : spent_ms) * 1000);
}

/* --- a loop --- */

/* From any thread. Our own thread, while it polls anyway, needs no wake. */
static void on_store_due(void *ctx)
{
	struct app_loop *local = ctx;

	if (atomic_load_explicit(&local->polling, memory_order_relaxed) &&
	    thrd_equal(thrd_current(), local->thread))
		local->due = true;
	else
		loop_wake(local->loop);
}

static void on_start(struct loop *loop)
{
	struct app *app = loop_app(loop);
	struct app_loop *local = &app->loops[loop_index(loop)];
	struct error err;

	local->app = app;
	local->loop = loop;
	local->thread = thrd_current();
	local->metrics = metrics_shard(&app->metrics, loop_index(loop) + 1);
	request_ids_init(&local->ids, store_now(app->store), loop_index(loop));
	loop_set_local(loop, local);
	if (store_client_open(app->store, on_store_due, local, &local->store, &err) != STATUS_OK ||
	    blobs_client_open(app->blobs, on_store_due, local, &local->blobs, &err) != STATUS_OK) {
		struct log_line line;
		log_begin(&line, LOG_ERROR, "loop.start_failed");
		log_error(&line, &err);
		log_end(&line);
		atomic_store(&app->failed, true);
		return;
	}
	if (loop_index(loop) == 0)
		local->clockwork = clockwork_start(local);
}

static void on_wake(struct loop *loop)
{
	struct app_loop *local = loop_local(loop);

	if (polling_begin(local))
		polling_end(local);
}

static void publish_gauges(struct app_loop *local)
{
	struct store_info info;

	store_info(local->app->store, &info);
	metric_set(local->metrics, METRIC_LOG_SIZE, (int64_t)info.leaves);
	metric_set(local->metrics, METRIC_STORE_MAP_BYTES, (int64_t)info.map_bytes);
	metric_set(local->metrics, METRIC_STORE_USED_BYTES, (int64_t)info.used_bytes);
	metric_set(local->metrics, METRIC_STORE_READER_LAG, (int64_t)info.reader_lag);
	metric_set(local->metrics, METRIC_HTTP_CONNECTIONS, (int64_t)loop_connections(local->loop));
	if (info.failed)
		atomic_store(&local->app->failed, true);
}

static void on_tick(struct loop *loop)
{
	struct app_loop *local = loop_local(loop);

	on_wake(loop);
	if (local->clockwork == NULL)
		return;
	publish_gauges(local);
	clockwork_tick(local->clockwork);
}

static void on_stop(struct loop *loop)
{
	struct app_loop *local = loop_local(loop);

	blobs_client_close(local->blobs);
	store_client_close(local->store);
	clockwork_stop(local->clockwork);
}

static void on_log(void *app, const char *event, const char *detail)
{
	(void)app;
	log_detail(LOG_INFO, event, "detail", str_from_c(detail));
}

struct loop_handler app_handler(struct app *app)
{
	return (struct loop_handler){ .app = app,
		                      .on_head = on_head,
		                      .on_body = on_body,
		                      .on_request = on_request,
		                      .on_abort = on_abort,
		                      .on_start = on_start,
		                      .on_stop = on_stop,
		                      .on_wake = on_wake,
		                      .on_tick = on_tick,
		                      .log = on_log };
}
