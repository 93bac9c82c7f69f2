/* metrics.h — what the server counts about itself, in Prometheus text.
 *
 * Depends on: core, the tables metrics.def and routes.def. No floating point: durations are summed in
 * microseconds. Thread: each loop owns one shard and is its only writer; anyone may read while it is written
 * (relaxed atomics, no lock). A number that belongs to the whole process is set on the shard of whoever knows
 * it, and on no other. Limits: the number of series is fixed when this is compiled; a label never carries an
 * id.
 */
#pragma once

#include "core/buf.h"

enum metric {
#define METRIC(name, kind, exposed, label, help) METRIC_##name,
#include "server/metrics.def"
#undef METRIC
	METRIC_COUNT
};

/* Values of the labels. OPERATION's are the rows of routes.def in order; OUTCOME's are enum store_outcome. */
enum metric_code { CODE_1XX, CODE_2XX, CODE_3XX, CODE_4XX, CODE_5XX, CODE_COUNT };
enum metric_decision { DECIDED_CONFIRM, DECIDED_AMEND, DECIDED_REJECT, DECIDED_COUNT };
enum metric_act {
	SIGNED_FILING,
	SIGNED_EVIDENCE,
	SIGNED_RESPONSE,
	SIGNED_WITHDRAWAL,
	SIGNED_RULING,
	SIGNED_COUNT
};

struct metrics_shard;

/* One shard per loop, and shard 0 besides for the main thread. */
struct metrics {
	struct metrics_shard *shards;
	size_t shard_count;
};

/* Shards come from the arena, which must outlive every use. STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status metrics_init(struct metrics *metrics, size_t shard_count, struct arena *arena,
                                   struct error *err);
size_t metrics_bytes(size_t shard_count); /* of arena that metrics_init() needs */
struct metrics_shard *metrics_shard(struct metrics *metrics, size_t index);

/* `label` is the value's number within its set; 0 for a metric without label. Out of range is our own bug. */
void metric_add(struct metrics_shard *shard, enum metric metric, size_t label, uint64_t count);
void metric_set(struct metrics_shard *shard, enum metric metric, int64_t value); /* a gauge */
void metric_observe(struct metrics_shard *shard, enum metric metric, size_t label, uint64_t microseconds);

/* The class of a status: 204 is CODE_2XX. */
enum metric_code metric_code_of(int http_status);

/* The exposition: counters and gauges summed over the shards, in the order of the table. Series that never
 * moved are printed as 0, except by OPERATION, where only those that were used appear. */
void metrics_put(struct buf *buf, const struct metrics *metrics);
