/* app.h — everything the running server consists of, built once in server.c and handed down.
 *
 * Thread: struct app is constant once the loops run; struct app_loop belongs to its loop. Nothing else is
 * shared.
 */
#pragma once

#include <stdatomic.h>
#include <threads.h>

#include "core/policy.h"
#include "server/call.h"
#include "server/config.h"
#include "server/keystore.h"
#include "server/loop.h"
#include "server/metrics.h"
#include "server/receipt_maker.h"
#include "server/sealer.h"
#include "storage/blobs.h"
#include "storage/store.h"

struct packset;
struct clockwork;
struct app;

/* What one loop keeps for itself. */
struct app_loop {
	struct app *app;
	struct loop *loop;
	struct store_client *store;
	struct blobs_client *blobs;
	struct token_cache tokens;
	struct metrics_shard *metrics;
	struct request_ids ids;
	struct log_memory log_memory; /* for receipts */
	struct clockwork *clockwork;  /* the deadline job, on loop 0 only; else NULL */
	thrd_t thread;
	atomic_bool
		polling; /* what this thread asks of the store now is polled before it returns to the loop */
	bool due;        /* something was asked since the last poll */
};

struct app {
	const struct config *config;
	/* In force now; another set after a reload. Read it anew in each callback, and keep no pointer to it.
	 */
	_Atomic(const struct packset *) packs;
	struct keystore keystore;
	struct sealer sealer;
	struct policy policy;       /* how much is decided by whom */
	struct str service;         /* what statements address */
	struct token_policy tokens; /* what is accepted as a token */
	struct store *store;
	struct blobs *blobs;
	struct metrics metrics;
	struct loop_pool *pool; /* of the thread that opened it; the loops run before this is set */
	struct app_loop *loops; /* one per loop */
	atomic_bool stopping;   /* set before the loops stop */
	atomic_bool failed;     /* the store cannot go on: the process has to end */
};

/* The handler of the loops; `app` must outlive them. */
struct loop_handler app_handler(struct app *app);

/* Counts an answer by its class. */
void app_count_reply(struct call *call, int status);
