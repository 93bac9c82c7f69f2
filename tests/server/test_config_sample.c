#include <criterion/criterion.h>
#include <stdio.h>

#include "server/config_sample.h"

static uint8_t block[MIB(1)];
static struct arena arena;

static struct str sample(void)
{
	struct buf buf;

	arena_init(&arena, block, sizeof(block));
	buf_init(&buf, &arena, KIB(64));
	config_sample_put(&buf);
	cr_assert_not(buf.failed);
	return buf_str(&buf);
}

Test(config_sample, the_shipped_file_is_the_one_that_the_table_makes)
{
	static char shipped[KIB(64)];
	FILE *file = fopen(SOURCE_DIR "/deploy/sanbao.conf", "r");
	struct str text = sample();

	cr_assert_not_null(file);
	size_t len = fread(shipped, 1, sizeof(shipped), file);
	fclose(file);
	cr_assert(str_eq(text, (struct str){ shipped, len }),
	          "deploy/sanbao.conf is out of date: write it anew with `sanbao check-config --sample`");
}

Test(config_sample, the_sample_changes_nothing_when_it_is_loaded_with_its_comments_removed)
{
	static char text[KIB(64)];
	struct str made = sample();
	struct config config;
	struct config fresh;
	struct error err;
	size_t len = 0;

	for (size_t i = 0; i < made.len; i++) {
		bool commented = made.ptr[i] == '#' && i + 1 < made.len && made.ptr[i + 1] >= 'a' &&
		                 made.ptr[i + 1] <= 'z';

		if (!commented)
			text[len++] = made.ptr[i];
	}
	struct config_sources sources = { .file_name = STR("f"), .file_text = { text, len } };
	cr_assert_eq(config_load(&sources, &arena, &config, NULL, &err), STATUS_OK, "%s", err.detail);
	cr_assert_eq(config_load(&(struct config_sources){ 0 }, &arena, &fresh, NULL, &err), STATUS_OK);
	cr_assert_eq(config.token_ttl_max_ms, fresh.token_ttl_max_ms);
	cr_assert_eq(config.loops, fresh.loops);
	cr_assert(str_eq(config.service, fresh.service));
}

Test(config_sample, the_values_in_force_say_where_they_come_from)
{
	char variable[] = "SANBAO_LOOPS=2";
	char *environment[] = { variable, NULL };
	struct config_flag flag = { STR("service"), STR("a.example") };
	struct config_sources sources = {
		.file_name = STR("my.conf"),
		.file_text = STR("\nwriter_queue = 5\n"),
		.environment = environment,
		.flags = &flag,
		.flag_count = 1,
	};
	struct config_origin origins[SETTING_COUNT];
	struct config config;
	struct error err;
	struct buf buf;

	arena_init(&arena, block, sizeof(block));
	cr_assert_eq(config_load(&sources, &arena, &config, origins, &err), STATUS_OK, "%s", err.detail);
	buf_init(&buf, &arena, KIB(16));
	config_print(&buf, &config, origins, sources.file_name);
	buf_put_char(&buf, '\0');
	cr_assert_not_null(
		strstr(buf.ptr, "loops                   = 2                             # SANBAO_LOOPS\n"),
		"%s", buf.ptr);
	cr_assert_not_null(
		strstr(buf.ptr, "writer_queue            = 5                             # my.conf:2\n"));
	cr_assert_not_null(
		strstr(buf.ptr, "service                 = a.example                     # command line\n"));
	cr_assert_not_null(
		strstr(buf.ptr, "token_ttl               = 12h                           # default\n"));
}
