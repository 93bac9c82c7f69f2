#include <criterion/criterion.h>
#include <stdio.h>

#include "server/metrics.h"

static uint8_t block[MIB(1)];
static uint8_t text_block[MIB(1)];
static struct arena arena;
static struct metrics metrics;

static void begin(size_t shards)
{
	struct error err;

	arena_init(&arena, block, metrics_bytes(shards));
	cr_assert_eq(metrics_init(&metrics, shards, &arena, &err), STATUS_OK);
}

static const char *exposition(void)
{
	static struct arena texts;
	struct buf buf;

	arena_init(&texts, text_block, sizeof(text_block));
	buf_init(&buf, &texts, KIB(512));
	metrics_put(&buf, &metrics);
	buf_put_char(&buf, '\0');
	cr_assert_not(buf.failed);
	return buf.ptr;
}

Test(metrics, shards_are_summed)
{
	begin(3);
	metric_add(metrics_shard(&metrics, 0), METRIC_HTTP_REQUESTS, CODE_2XX, 2);
	metric_add(metrics_shard(&metrics, 2), METRIC_HTTP_REQUESTS, CODE_2XX, 3);
	metric_add(metrics_shard(&metrics, 1), METRIC_HTTP_REQUESTS, metric_code_of(404), 1);
	metric_set(metrics_shard(&metrics, 1), METRIC_HTTP_CONNECTIONS, 4);
	metric_set(metrics_shard(&metrics, 2), METRIC_HTTP_CONNECTIONS, 5);
	metric_set(metrics_shard(&metrics, 2), METRIC_HTTP_CONNECTIONS, 6);

	const char *text = exposition();
	cr_assert_not_null(strstr(text, "sanbao_http_requests_total{code=\"2xx\"} 5\n"), "%s", text);
	cr_assert_not_null(strstr(text, "sanbao_http_requests_total{code=\"4xx\"} 1\n"));
	cr_assert_not_null(strstr(text, "sanbao_http_requests_total{code=\"5xx\"} 0\n"));
	cr_assert_not_null(strstr(text, "\nsanbao_http_connections 10\n"));
}

Test(metrics, a_histogram_counts_upwards_and_sums_without_floating_point)
{
	begin(2);
	metric_observe(metrics_shard(&metrics, 0), METRIC_COMMIT_SECONDS, 0, 100);
	metric_observe(metrics_shard(&metrics, 1), METRIC_COMMIT_SECONDS, 0, 101);
	metric_observe(metrics_shard(&metrics, 1), METRIC_COMMIT_SECONDS, 0, 90000000);

	const char *text = exposition();
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_bucket{le=\"0.0001\"} 1\n"), "%s",
	                   text);
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_bucket{le=\"0.00025\"} 2\n"));
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_bucket{le=\"30\"} 2\n"));
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_bucket{le=\"+Inf\"} 3\n"));
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_sum 90.000201\n"));
	cr_assert_not_null(strstr(text, "sanbao_commit_duration_seconds_count 3\n"));
}

Test(metrics, operations_appear_once_they_were_used)
{
	begin(1);
	cr_assert_null(strstr(exposition(), "sanbao_http_request_duration_seconds_count"));
	metric_observe(metrics_shard(&metrics, 0), METRIC_HTTP_REQUEST_SECONDS, 0, 5);

	const char *text = exposition();
	cr_assert_not_null(strstr(text, "sanbao_http_request_duration_seconds_bucket{operation="
	                                "\"getLiveness\",le=\"0.0001\"} 1\n"),
	                   "%s", text);
	cr_assert_not_null(strstr(
		text, "sanbao_http_request_duration_seconds_sum{operation=\"getLiveness\"} 0.000005\n"));
}

Test(metrics, every_metric_follows_the_conventions)
{
	static const struct {
		const char *name;
		const char *kind;
		const char *help;
	} rows[] = {
#define METRIC(name, kind, exposed, label, help) { exposed, #kind, help },
#include "server/metrics.def"
#undef METRIC
	};

	for (size_t i = 0; i < METRIC_COUNT; i++) {
		size_t len = strlen(rows[i].name);
		bool total = len > 6 && strcmp(rows[i].name + len - 6, "_total") == 0;
		bool seconds = len > 8 && strcmp(rows[i].name + len - 8, "_seconds") == 0;

		cr_assert(strncmp(rows[i].name, "sanbao_", 7) == 0, "%s", rows[i].name);
		cr_assert_eq(total, strcmp(rows[i].kind, "COUNTER") == 0, "%s", rows[i].name);
		cr_assert(strcmp(rows[i].kind, "SECONDS") != 0 || seconds, "%s", rows[i].name);
		cr_assert_gt(strlen(rows[i].help), 10, "%s", rows[i].name);
		cr_assert_eq(rows[i].help[strlen(rows[i].help) - 1], '.', "%s", rows[i].name);
		for (size_t j = 0; j < i; j++)
			cr_assert_str_neq(rows[i].name, rows[j].name);
	}
}

Test(metrics, shards_need_their_room)
{
	struct error err;

	arena_init(&arena, block, 64);
	cr_assert_eq(metrics_init(&metrics, 2, &arena, &err), STATUS_LIMIT);
}
