/* stage.h — the real application on the real transport over a memory store, where a test plays each request.
 *
 * stage_ask() sends a request; its head becomes a call as app.c makes it, and stage.act runs with it on the
 * loop's thread. Facts are noted in `stage` there and asserted after stage_ask() has returned: an assertion
 * within the loop's thread would end the wrong one.
 */
#pragma once

#include "crypto/random.h"
#include "server/app.h"
#include "storage/fault.h"
#include "tests/support/loopback.h"

struct stage {
	struct app app; /* first: the handler's app */
	struct config config;
	struct app_loop loops[1];
	struct loopback loopback; /* for the client's functions: only its pool is used */
	struct store_faults faults;
	uint8_t block[MIB(1)];
	struct arena arena;
	struct error err;
	void (*act)(struct call *call);
	char reply[KIB(64)];
};

static struct stage stage;

static inline void stage_on_head(struct exchange *exchange)
{
	struct call *call = ARENA_NEW(&exchange->arena, struct call);

	assert(call != NULL);
	call->exchange = exchange;
	call->app = &stage.app;
	call->local = &stage.loops[0];
	call->now_ms = store_now(stage.app.store);
	call->request_id = request_ids_next(&call->local->ids);
	exchange->app = call;
	stage.act(call);
}

static inline bool stage_open_store(void)
{
	struct store_config config = { .engine = STORE_ENGINE_MEMORY, .faults = &stage.faults };

	if (store_open(&config, &stage.app.store, &stage.err) != STATUS_OK)
		return false;
	config.faults = NULL;
	return blobs_open(&config, &stage.app.blobs, &stage.err) == STATUS_OK;
}

static inline bool stage_open(void)
{
	struct config_sources none = { 0 };
	struct loop_settings settings = loop_settings_default();

	memset(&stage, 0, sizeof stage);
	arena_init(&stage.arena, stage.block, sizeof stage.block);
	stage.app.config = &stage.config;
	stage.app.loops = stage.loops;
	if (random_init(&stage.err) != STATUS_OK ||
	    config_load(&none, &stage.arena, &stage.config, NULL, &stage.err) != STATUS_OK ||
	    metrics_init(&stage.app.metrics, 2, &stage.arena, &stage.err) != STATUS_OK || !stage_open_store())
		return false;
	struct loop_handler handler = app_handler(&stage.app);
	handler.on_head = stage_on_head;
	if (loop_pool_open(&settings, &handler, &stage.loopback.pool, &stage.err) != STATUS_OK)
		return false;
	stage.app.pool = stage.loopback.pool;
	return true;
}

static inline void stage_close(void)
{
	atomic_store(&stage.app.stopping, true);
	loop_pool_close(stage.loopback.pool);
	blobs_close(stage.app.blobs);
	store_close(stage.app.store);
}

/* The reply's length; its text is in stage.reply. -1: there was none. */
static inline ssize_t stage_ask(const char *request, void (*act)(struct call *call))
{
	stage.act = act;
	return client_ask(&stage.loopback, str_from_c(request), stage.reply, sizeof stage.reply);
}

static inline bool stage_replied(const char *part)
{
	return strstr(stage.reply, part) != NULL;
}
