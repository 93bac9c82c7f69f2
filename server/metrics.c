#include "server/metrics.h"

#include <stdatomic.h>

#include "storage/outcome.h"

enum metric_kind { KIND_COUNTER, KIND_GAUGE, KIND_SECONDS };

enum metric_label {
	LABEL_NONE,
	LABEL_CODE,
	LABEL_OPERATION,
	LABEL_ACT,
	LABEL_OUTCOME,
	LABEL_DECISION,
	LABEL_COUNT
};

static const char *const code_names[CODE_COUNT] = { "1xx", "2xx", "3xx", "4xx", "5xx" };
static const char *const outcome_names[] = {
	[OUTCOME_APPLIED] = "applied", [OUTCOME_NOT_APPLIED] = "not_applied", [OUTCOME_UNKNOWN] = "unknown"
};
static const char *const decision_names[DECIDED_COUNT] = { "confirm", "amend", "reject" };
static const char *const act_names[SIGNED_COUNT] = { "filing", "evidence", "response", "withdrawal",
	                                             "ruling" };

/* clang-format off */
static const char *const operation_names[] = {
#define ROUTE(method, path, operation, who, body, body_max, idempotent, handler) #operation,
#include "server/routes.def"
#undef ROUTE
};

enum {
	OPERATION_COUNT = 0
#define ROUTE(method, path, operation, who, body, body_max, idempotent, handler) + 1
#include "server/routes.def"
#undef ROUTE
};

/* Upper bounds of a histogram's buckets; the last bucket has none. */
static const struct bucket {
	uint64_t microseconds;
	const char *seconds;
} buckets[] = {
	{ 100, "0.0001" },  { 250, "0.00025" }, { 500, "0.0005" },  { 1000, "0.001" },
	{ 2500, "0.0025" }, { 5000, "0.005" },  { 10000, "0.01" },  { 25000, "0.025" },
	{ 50000, "0.05" },  { 100000, "0.1" },  { 250000, "0.25" }, { 1000000, "1" },
	{ 5000000, "5" },   { 30000000, "30" },
};

/* The cells of a shard. A label's value has one cell; in a histogram one per bucket, one beyond, and the
 * sum. */
enum {
	BUCKET_COUNT = sizeof(buckets) / sizeof(buckets[0]),
	SUM_CELL = BUCKET_COUNT + 1,
	WIDTH_COUNTER = 1,
	WIDTH_GAUGE = 1,
	WIDTH_SECONDS = BUCKET_COUNT + 2,
	VALUES_NONE = 1,
	VALUES_CODE = CODE_COUNT,
	VALUES_OPERATION = OPERATION_COUNT,
	VALUES_ACT = SIGNED_COUNT,
	VALUES_OUTCOME = COUNT_OF(outcome_names),
	VALUES_DECISION = DECIDED_COUNT
};

enum {
#define METRIC(name, kind, exposed, label, help) \
	CELL_##name, LAST_##name = CELL_##name + WIDTH_##kind * VALUES_##label - 1,
#include "server/metrics.def"
#undef METRIC
	CELL_COUNT
};

static const struct label {
	const char *name;
	size_t count;
	const char *const *values;
} labels[LABEL_COUNT] = {
	[LABEL_NONE]      = { NULL, 1, NULL },
	[LABEL_CODE]      = { "code", CODE_COUNT, code_names },
	[LABEL_OPERATION] = { "operation", OPERATION_COUNT, operation_names },
	[LABEL_ACT]       = { "act", SIGNED_COUNT, act_names },
	[LABEL_OUTCOME]   = { "outcome", VALUES_OUTCOME, outcome_names },
	[LABEL_DECISION]  = { "decision", DECIDED_COUNT, decision_names },
};

static const struct metric_row {
	enum metric_kind kind;
	struct str exposed;
	enum metric_label label;
	struct str help;
	size_t cell;
} rows[METRIC_COUNT] = {
#define METRIC(name, kind, exposed, label, help) \
	{ KIND_##kind, STR_INIT(exposed), LABEL_##label, STR_INIT(help), CELL_##name },
#include "server/metrics.def"
#undef METRIC
};
/* clang-format on */

/* Aligned so that no two loops write to one cache line. */
struct metrics_shard {
	_Alignas(64) _Atomic uint64_t cells[CELL_COUNT];
};

size_t metrics_bytes(size_t shard_count)
{
	return shard_count * sizeof(struct metrics_shard) + _Alignof(struct metrics_shard);
}

enum status metrics_init(struct metrics *metrics, size_t shard_count, struct arena *arena, struct error *err)
{
	assert(shard_count > 0);
	struct metrics_shard *shards = ARENA_ARRAY(arena, struct metrics_shard, shard_count);

	TRY(arena_check(arena, err));
	*metrics = (struct metrics){ .shards = shards, .shard_count = shard_count };
	return STATUS_OK;
}

struct metrics_shard *metrics_shard(struct metrics *metrics, size_t index)
{
	assert(index < metrics->shard_count);
	return &metrics->shards[index];
}

/* One writer per shard: a load and a store are enough, and cost no bus lock. */
static void cell_add(struct metrics_shard *shard, size_t cell, uint64_t count)
{
	uint64_t before = atomic_load_explicit(&shard->cells[cell], memory_order_relaxed);

	atomic_store_explicit(&shard->cells[cell], before + count, memory_order_relaxed);
}

void metric_add(struct metrics_shard *shard, enum metric metric, size_t label, uint64_t count)
{
	assert(metric < METRIC_COUNT);
	assert(rows[metric].kind == KIND_COUNTER);
	assert(label < labels[rows[metric].label].count);
	cell_add(shard, rows[metric].cell + label, count);
}

void metric_set(struct metrics_shard *shard, enum metric metric, int64_t value)
{
	assert(metric < METRIC_COUNT);
	assert(rows[metric].kind == KIND_GAUGE);
	atomic_store_explicit(&shard->cells[rows[metric].cell], (uint64_t)value, memory_order_relaxed);
}

void metric_observe(struct metrics_shard *shard, enum metric metric, size_t label, uint64_t microseconds)
{
	assert(metric < METRIC_COUNT);
	assert(rows[metric].kind == KIND_SECONDS);
	assert(label < labels[rows[metric].label].count);
	size_t cell = rows[metric].cell + label * WIDTH_SECONDS;
	size_t bucket = 0;

	while (bucket < BUCKET_COUNT && microseconds > buckets[bucket].microseconds)
		bucket++;
	cell_add(shard, cell + bucket, 1);
	cell_add(shard, cell + SUM_CELL, microseconds);
}

enum metric_code metric_code_of(int http_status)
{
	assert(http_status >= 100 && http_status <= 599);
	return (enum metric_code)(http_status / 100 - 1);
}

static uint64_t cell_sum(const struct metrics *metrics, size_t cell)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < metrics->shard_count; i++)
		sum += atomic_load_explicit(&metrics->shards[i].cells[cell], memory_order_relaxed);
	return sum;
}

/* `{operation="getCase",le="0.1"}`, or nothing at all. */
static void labels_put(struct buf *buf, const struct label *label, size_t value, const char *bound)
{
	if (label->name == NULL && bound == NULL)
		return;
	buf_put_char(buf, '{');
	if (label->name != NULL)
		buf_putf(buf, "%s=\"%s\"%s", label->name, label->values[value], bound == NULL ? "" : ",");
	if (bound != NULL)
		buf_putf(buf, "le=\"%s\"", bound);
	buf_put_char(buf, '}');
}

static void histogram_put(struct buf *buf, const struct metrics *metrics, const struct metric_row *row,
                          size_t value)
{
	const struct label *label = &labels[row->label];
	size_t cell = row->cell + value * WIDTH_SECONDS;
	uint64_t sum = cell_sum(metrics, cell + SUM_CELL);
	uint64_t count = 0;

	for (size_t i = 0; i <= BUCKET_COUNT; i++) {
		count += cell_sum(metrics, cell + i);
		buf_putf(buf, STR_FMT "_bucket", STR_ARG(row->exposed));
		labels_put(buf, label, value, i == BUCKET_COUNT ? "+Inf" : buckets[i].seconds);
		buf_putf(buf, " %llu\n", (unsigned long long)count);
	}
	buf_putf(buf, STR_FMT "_sum", STR_ARG(row->exposed));
	labels_put(buf, label, value, NULL);
	buf_putf(buf, " %llu.%06llu\n", (unsigned long long)(sum / 1000000),
	         (unsigned long long)(sum % 1000000));
	buf_putf(buf, STR_FMT "_count", STR_ARG(row->exposed));
	labels_put(buf, label, value, NULL);
	buf_putf(buf, " %llu\n", (unsigned long long)count);
}

static bool histogram_is_used(const struct metrics *metrics, const struct metric_row *row, size_t value)
{
	size_t cell = row->cell + value * WIDTH_SECONDS;

	for (size_t i = 0; i <= BUCKET_COUNT; i++) {
		if (cell_sum(metrics, cell + i) != 0)
			return true;
	}
	return false;
}

static void series_put(struct buf *buf, const struct metrics *metrics, const struct metric_row *row,
                       size_t value)
{
	if (row->kind == KIND_SECONDS) {
		if (row->label == LABEL_NONE || histogram_is_used(metrics, row, value))
			histogram_put(buf, metrics, row, value);
		return;
	}
	buf_put(buf, row->exposed);
	labels_put(buf, &labels[row->label], value, NULL);
	buf_put_char(buf, ' ');
	buf_put_int(buf, (int64_t)cell_sum(metrics, row->cell + value));
	buf_put_char(buf, '\n');
}

void metrics_put(struct buf *buf, const struct metrics *metrics)
{
	static const char *const kinds[] = { "counter", "gauge", "histogram" };

	for (size_t i = 0; i < METRIC_COUNT; i++) {
		buf_putf(buf, "# HELP " STR_FMT " " STR_FMT "\n", STR_ARG(rows[i].exposed),
		         STR_ARG(rows[i].help));
		buf_putf(buf, "# TYPE " STR_FMT " %s\n", STR_ARG(rows[i].exposed), kinds[rows[i].kind]);
		for (size_t value = 0; value < labels[rows[i].label].count; value++)
			series_put(buf, metrics, &rows[i], value);
	}
}
