#include <criterion/criterion.h>

#include "server/config_value.h"

static uint8_t block[KIB(64)];
static struct arena arena;

static enum status parse(struct str name, const char *text, struct config *config, struct error *err)
{
	arena_init(&arena, block, sizeof(block));
	return config_value_parse(config_row_find(name), str_from_c(text), &arena, config, err);
}

static struct str printed(struct str name, const struct config *config)
{
	struct buf buf;

	buf_init(&buf, &arena, 1024);
	config_value_put(&buf, config, config_row_find(name));
	return buf_str(&buf);
}

Test(config_value, several_spellings_are_read_and_one_is_printed)
{
	static const struct {
		struct str name;
		const char *read;
		const char *printed;
	} rows[] = {
		{ STR_INIT("request_arena"), "1048576", "1MiB" },
		{ STR_INIT("request_arena"), "1024KiB", "1MiB" },
		{ STR_INIT("request_arena"), "65537", "65537" },
		{ STR_INIT("body_rate_min"), "0", "0" },
		{ STR_INIT("store_map_max"), "2TiB", "2TiB" },
		{ STR_INIT("idle_timeout"), "90s", "90s" },
		{ STR_INIT("idle_timeout"), "60000ms", "1m" },
		{ STR_INIT("stop_timeout"), "0s", "0ms" },
		{ STR_INIT("token_ttl_max"), "168h", "7d" },
		{ STR_INIT("loops"), "12", "12" },
		{ STR_INIT("log_level"), "debug", "debug" },
		{ STR_INIT("service"), "a.example", "a.example" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct config config = { 0 };
		struct error err;

		cr_assert_eq(parse(rows[i].name, rows[i].read, &config, &err), STATUS_OK, "%s", err.detail);
		struct str text = printed(rows[i].name, &config);
		cr_assert(str_eq(text, str_from_c(rows[i].printed)), "%s: " STR_FMT, rows[i].read,
		          STR_ARG(text));
	}
}

Test(config_value, what_is_no_value_is_refused_and_nothing_is_written)
{
	static const struct {
		struct str name;
		const char *text;
	} rows[] = {
		{ STR_INIT("loops"), "" },
		{ STR_INIT("loops"), "01" },
		{ STR_INIT("loops"), "+1" },
		{ STR_INIT("loops"), "1 " },
		{ STR_INIT("loops"), "-1" },
		{ STR_INIT("loops"), "65" },
		{ STR_INIT("loops"), "0x1" },
		{ STR_INIT("loops"), "1k" },
		{ STR_INIT("idle_timeout"), "5" },
		{ STR_INIT("idle_timeout"), "s" },
		{ STR_INIT("idle_timeout"), "1.5s" },
		{ STR_INIT("idle_timeout"), "99ms" },
		{ STR_INIT("idle_timeout"), "61m" },
		{ STR_INIT("request_arena"), "1kib" },
		{ STR_INIT("store_map_max"), "9223372036854775807TiB" },
		{ STR_INIT("store_map_max"), "99999999999999999999" },
		{ STR_INIT("service"), "ab" },
		{ STR_INIT("service"), "a\tb.example" },
		{ STR_INIT("log_level"), "INFO" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct config config = { .loops = 77, .idle_timeout_ms = 77, .service = STR_INIT("x") };
		struct error err;

		cr_assert_eq(parse(rows[i].name, rows[i].text, &config, &err), STATUS_INVALID, "%s",
		             rows[i].text);
		cr_assert_not_null(strstr(err.detail, rows[i].name.ptr), "%s", err.detail);
		cr_assert_not_null(strstr(err.detail, "it takes"), "%s", err.detail);
		cr_assert_eq(config.loops, 77);
		cr_assert_eq(config.idle_timeout_ms, 77);
		cr_assert_eq(config.service.len, 1);
	}
}

Test(config_value, every_default_is_in_the_spelling_that_is_printed)
{
	const struct config_row *settings = config_rows();

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct config config = { 0 };
		struct error err;

		cr_assert_eq(parse(settings[i].name, settings[i].initial.ptr, &config, &err), STATUS_OK, "%s",
		             err.detail);
		cr_assert(str_eq(printed(settings[i].name, &config), settings[i].initial), STR_FMT,
		          STR_ARG(settings[i].name));
	}
}

Test(config_value, a_text_needs_room_in_the_arena)
{
	struct config config = { 0 };
	struct error err;

	arena_init(&arena, block, 4);
	cr_assert_eq(
		config_value_parse(config_row_find(STR("service")), STR("a.example"), &arena, &config, &err),
		STATUS_LIMIT);
	cr_assert_eq(config.service.len, 0);
}
