#include <criterion/criterion.h>

#include "server/config.h"

static uint8_t block[MIB(1)];
static struct arena arena;
static struct config config;
static struct config_origin origins[SETTING_COUNT];
static struct error err;

static enum status load(const char *text, char *const *environment, const struct config_flag *flags,
                        size_t count)
{
	struct config_sources sources = {
		.file_name = STR("sanbao.conf"),
		.file_text = str_from_c(text),
		.environment = environment,
		.flags = flags,
		.flag_count = count,
	};

	arena_init(&arena, block, sizeof(block));
	return config_load(&sources, &arena, &config, origins, &err);
}

static struct config_origin origin_of(struct str name)
{
	return origins[config_row_find(name) - config_rows()];
}

Test(config, the_defaults_of_the_table_are_all_allowed)
{
	cr_assert_eq(load("", NULL, NULL, 0), STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(config.listen, STR("127.0.0.1:8080")));
	cr_assert_eq(config.listen.ptr[config.listen.len], '\0');
	cr_assert_eq(config.header_timeout_ms, 10000);
	cr_assert_eq(config.document_max_bytes, INT64_C(25) * 1048576);
	cr_assert_eq(config.log_level, LOG_INFO);
	cr_assert_eq(config.token_ttl_max_ms, INT64_C(30) * 86400000);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		cr_assert_eq(origins[i].kind, ORIGIN_DEFAULT);
}

Test(config, a_flag_wins_over_the_environment_and_that_over_the_file)
{
	char listen[] = "SANBAO_LISTEN=127.0.0.1:2";
	char loops[] = "SANBAO_LOOPS=5";
	char other[] = "PATH=/bin";
	char *environment[] = { other, listen, loops, NULL };
	struct config_flag flag = { STR("listen"), STR("127.0.0.1:3") };

	cr_assert_eq(load("listen = 127.0.0.1:1\nloops=4 # four\nwriter_queue = 9\n", environment, &flag, 1),
	             STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(config.listen, STR("127.0.0.1:3")));
	cr_assert_eq(config.loops, 5);
	cr_assert_eq(config.writer_queue, 9);
	cr_assert_eq(origin_of(STR("listen")).kind, ORIGIN_FLAG);
	cr_assert_eq(origin_of(STR("loops")).kind, ORIGIN_ENVIRONMENT);
	cr_assert_eq(origin_of(STR("writer_queue")).kind, ORIGIN_FILE);
	cr_assert_eq(origin_of(STR("writer_queue")).line, 3);
}

Test(config, a_wrong_line_is_named_with_file_line_setting_and_range)
{
	static const struct {
		const char *text;
		const char *said;
	} rows[] = {
		{ "loops = 4\nidle_timeout = 5\n",
		  "sanbao.conf:2: idle_timeout = 5 is not allowed: it takes a time from 100ms to 1h" },
		{ "idle_timeuot = 5s\n",
		  "there is no setting \"idle_timeuot\"; did you mean \"idle_timeout\"?" },
		{ "frobnicate = 1\n", "sanbao.conf:1: there is no setting \"frobnicate\"" },
		{ "loops = 1\nloops = 2\n", "sanbao.conf:2: loops is set twice" },
		{ "loops\n", "sanbao.conf:1: a line is `name = value`" },
		{ "log_level = loud\n", "debug, info, warning or error" },
		{ "loops = 65\n", "a whole number from 0 to 64" },
		{ "document_max = 1.5MiB\n", "a size from 1KiB to 2GiB" },
		{ "listen = nowhere\n", "listen: " },
		{ "service = Shop!\n", "service: " },
		{ "store_map = 1GiB\nstore_map_max = 1MiB\n", "store_map: must not exceed store_map_max" },
		{ "token_ttl = 2d\ntoken_ttl_max = 1d\n", "token_ttl: must not exceed" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(load(rows[i].text, NULL, NULL, 0), STATUS_INVALID, "%s", rows[i].text);
		cr_assert_eq(err.problem, PROBLEM_CONFIG_INVALID);
		cr_assert_not_null(strstr(err.detail, rows[i].said), "%s", err.detail);
	}
}

Test(config, a_misspelt_variable_is_refused_and_a_foreign_one_is_not)
{
	char near[] = "SANBAO_LISTNE=127.0.0.1:1";
	char far[] = "SANBAO_FROBNICATE=1";
	char *misspelt[] = { near, NULL };
	char *foreign[] = { far, NULL };

	cr_assert_eq(load("", misspelt, NULL, 0), STATUS_INVALID);
	cr_assert_not_null(strstr(err.detail, "SANBAO_LISTNE"), "%s", err.detail);
	cr_assert_eq(load("", foreign, NULL, 0), STATUS_OK);
}

Test(config, a_refused_configuration_leaves_the_old_one_as_it_was)
{
	cr_assert_eq(load("loops = 3\n", NULL, NULL, 0), STATUS_OK);
	cr_assert_eq(load("loops = 7\nfrobnicate = 1\n", NULL, NULL, 0), STATUS_INVALID);
	cr_assert_eq(config.loops, 3);
}

Test(config, comments_and_blanks_mean_nothing)
{
	cr_assert_eq(load("# comment\n\n   \t\n  loops\t=  2\t# two\n#loops = 3", NULL, NULL, 0), STATUS_OK,
	             "%s", err.detail);
	cr_assert_eq(config.loops, 2);
}

Test(config, the_sums_are_products_of_the_limits)
{
	cr_assert_eq(load("exchanges_max = 10\nrequest_arena = 1MiB\n", NULL, NULL, 0), STATUS_OK);
	cr_assert_eq(config_request_memory(&config, 2), INT64_C(20) * 1048576);
	cr_assert_eq(config_map_space(&config), config.store_map_max_bytes + config.blobs_map_max_bytes);
}

Test(config, every_setting_says_what_it_is_for)
{
	const struct config_row *settings = config_rows();

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		cr_assert_gt(settings[i].prose.len, 10);
		cr_assert_eq(settings[i].prose.ptr[settings[i].prose.len - 1], '.', STR_FMT,
		             STR_ARG(settings[i].name));
		cr_assert_gt(settings[i].unit.len, 0);
		cr_assert_leq(settings[i].min, settings[i].max);
		cr_assert_eq(config_row_find(settings[i].name), &settings[i]);
	}
}
