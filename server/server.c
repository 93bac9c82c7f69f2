#include "server/server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/pack.h"
#include "server/address.h"
#include "server/app.h"
#include "server/datadir.h"
#include "server/pack_registry.h"

#define PATHS_ARENA_BYTES KIB(64)
#define WATCH_MS          200

/* What is opened, in the order in which it is opened; closed in the reverse. */
struct parts {
	struct app *app;
	struct pack_registry packs;
	void *metrics_block;
	uint8_t paths_block[PATHS_ARENA_BYTES];
	struct arena paths;
};

static enum status open_packs(struct parts *parts, struct str data_dir, struct error *err)
{
	struct str directory = datadir_path(data_dir, DATADIR_PACKS, &parts->paths);

	TRY(arena_check(&parts->paths, err));
	TRY(pack_registry_open(&parts->packs, directory, err));
	atomic_store(&parts->app->packs, pack_registry_packs(&parts->packs));
	return STATUS_OK;
}

static enum status open_store(struct parts *parts, struct str data_dir, struct error *err)
{
	struct app *app = parts->app;
	const struct config *config = app->config;
	struct str directory = arena_copy(&parts->paths, data_dir);

	TRY(arena_check(&parts->paths, err));
	struct store_config store = { .engine = STORE_ENGINE_LMDB,
		                      .directory = directory.ptr,
		                      .map_initial = (size_t)config->store_map_bytes,
		                      .map_max = (size_t)config->store_map_max_bytes,
		                      .queue_max = (uint32_t)config->writer_queue,
		                      .sealer = sealer_hook(&app->sealer) };
	struct store_config blobs = store;
	blobs.map_initial = (size_t)config->blobs_map_bytes;
	blobs.map_max = (size_t)config->blobs_map_max_bytes;
	TRY(store_open(&store, &app->store, err));
	return blobs_open(&blobs, &app->blobs, err);
}

static unsigned loop_count(const struct config *config)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (config->loops > 0)
		return (unsigned)config->loops;
	return cores < 1 ? 1 : cores > LOOPS_MAX ? LOOPS_MAX : (unsigned)cores;
}

static enum status open_metrics(struct parts *parts, unsigned loops, struct error *err)
{
	size_t bytes = metrics_bytes(loops + 1);
	struct arena arena;

	parts->metrics_block = malloc(bytes);
	if (parts->metrics_block == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for the metrics");
	arena_init(&arena, parts->metrics_block, bytes);
	TRY(metrics_init(&parts->app->metrics, loops + 1, &arena, err));
	metric_set(metrics_shard(&parts->app->metrics, 0), METRIC_START_TIME_SECONDS, (int64_t)time(NULL));
	return STATUS_OK;
}

static enum status open_loops(struct parts *parts, unsigned loops, struct error *err)
{
	struct app *app = parts->app;
	const struct config *config = app->config;
	struct loop_settings settings = loop_settings_default();
	struct loop_handler handler = app_handler(app);
	struct address *address = ARENA_NEW(&parts->paths, struct address);

	app->loops = calloc(loops, sizeof *app->loops);
	if (app->loops == NULL || address == NULL)
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory for the loops");
	TRY(address_parse(config->listen, address, err));
	settings.address = address->host[0] == 0 ? NULL : address->host;
	settings.unix_path = address->unix_path[0] == 0 ? NULL : address->unix_path;
	settings.port = address->port;
	settings.loops = loops;
	settings.connections_max = (unsigned)config->connections_max;
	settings.exchanges_max = (unsigned)config->exchanges_max;
	settings.arena_bytes = (size_t)config->request_arena_bytes;
	settings.head_timeout_ms = (unsigned)config->header_timeout_ms;
	settings.body_idle_ms = (unsigned)config->body_timeout_ms;
	settings.body_rate_min = (unsigned)config->body_rate_min_bytes;
	settings.keep_alive_ms = (unsigned)config->idle_timeout_ms;
	settings.write_stall_ms = (unsigned)config->write_timeout_ms;
	settings.drain_ms = (unsigned)config->stop_timeout_ms;
	return loop_pool_open(&settings, &handler, &app->pool, err);
}

static enum status open_parts(struct parts *parts, struct str data_dir, struct error *err)
{
	struct app *app = parts->app;
	unsigned loops = loop_count(app->config);

	TRY(datadir_check(data_dir, &parts->paths, err));
	TRY(keystore_open(&app->keystore, data_dir, &parts->paths, err));
	app->service = app->config->service;
	app->policy = (struct policy){ .micro_minor = app->config->automation_limit,
		                       .comment_minor = app->config->comment_limit,
		                       .cosign_minor = app->config->second_signer_limit,
		                       .sample = (int32_t)app->config->second_signer_sample };
	if (!keystore_is_of(&app->keystore, app->service))
		return FAIL(err, PROBLEM_CONFIG_INVALID,
		            "service: the keys of this data directory were made for another one; set it "
		            "back, or make a "
		            "new directory with `sanbao init --service`");
	app->tokens = keystore_token_policy(&app->keystore, app->service, app->config->token_ttl_max_ms);
	app->sealer.keystore = &app->keystore;
	TRY(open_packs(parts, data_dir, err));
	TRY(open_store(parts, data_dir, err));
	TRY(pack_registry_keep(&parts->packs, app->store, err));
	TRY(open_metrics(parts, loops, err));
	return open_loops(parts, loops, err);
}

static void close_parts(struct parts *parts)
{
	struct app *app = parts->app;

	if (app->pool != NULL)
		loop_pool_close(app->pool);
	blobs_close(app->blobs);
	store_close(app->store);
	keystore_close(&app->keystore);
	free(app->loops);
	free(parts->metrics_block);
	pack_registry_close(&parts->packs);
}

/* --- until it is told to stop --- */

static void log_started(const struct app *app)
{
	struct log_line line;

	log_begin(&line, LOG_INFO, "server.started");
	log_text(&line, "listen", app->config->listen);
	log_int(&line, "port", loop_pool_port(app->pool));
	log_int(&line, "loops", loop_pool_count(app->pool));
	log_int(&line, "request_memory_bytes",
	        config_request_memory(app->config, loop_pool_count(app->pool)));
	log_int(&line, "map_space_bytes", config_map_space(app->config));
	log_text(&line, "service", app->service);
	log_end(&line);
}

/* Signals are blocked in every thread and taken here alone. */
static void block_signals(sigset_t *ret_signals)
{
	(void)sigemptyset(ret_signals);
	(void)sigaddset(ret_signals, SIGTERM);
	(void)sigaddset(ret_signals, SIGINT);
	(void)sigaddset(ret_signals, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, ret_signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

/* New packs, or the old ones and a line that says what is wrong with the new. */
static void reload_packs(struct parts *parts)
{
	enum log_level level = LOG_INFO;
	struct log_line line;
	struct error err;
	enum status status = pack_registry_reload(&parts->packs, &err);

	if (status == STATUS_OK) {
		/* what is in force can be read, so it is kept first */
		status = pack_registry_keep(&parts->packs, parts->app->store, &err);
		atomic_store(&parts->app->packs, pack_registry_packs(&parts->packs));
	}
	if (status != STATUS_OK)
		level = LOG_ERROR;
	log_begin(&line, level, status == STATUS_OK ? "packs.reloaded" : "packs.refused");
	if (status != STATUS_OK)
		log_error(&line, &err);
	log_end(&line);
}

static enum status watch(struct parts *parts, const sigset_t *signals, struct error *err)
{
	const struct timespec wait = { .tv_nsec = WATCH_MS * 1000000L };

	for (;;) {
		int number = sigtimedwait(signals, NULL, &wait);
		if (number == SIGHUP) {
			reload_packs(parts);
		} else if (number > 0) {
			log_event(LOG_INFO, "server.stopping");
			return STATUS_OK;
		}
		if (atomic_load(&parts->app->failed))
			return FAIL(err, PROBLEM_STORE_UNAVAILABLE,
			            "the store cannot go on; start the server again");
	}
}

enum status server_run(const struct config *config, struct str data_dir, struct error *err)
{
	struct parts *parts = calloc(1, sizeof *parts);
	struct app *app = calloc(1, sizeof *app);
	sigset_t signals;

	if (parts == NULL || app == NULL) {
		free(parts);
		free(app);
		return FAIL(err, PROBLEM_RESOURCE_EXHAUSTED, "there is no memory to start");
	}
	parts->app = app;
	arena_init(&parts->paths, parts->paths_block, sizeof parts->paths_block);
	app->config = config;
	block_signals(&signals);
	enum status status = open_parts(parts, data_dir, err);
	if (status == STATUS_OK) {
		log_started(app);
		status = watch(parts, &signals, err);
		atomic_store(&app->stopping, true);
	}
	close_parts(parts);
	log_event(LOG_INFO, "server.stopped");
	free(app);
	free(parts);
	return status;
}
