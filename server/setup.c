#include "server/setup.h"

#include <time.h>
#include <unistd.h>

#include "server/datadir.h"
#include "server/file.h"

#define CONFIG_FILE_MAX KIB(256)

static enum status config_file_find(const struct arguments *arguments, struct str data_dir,
                                    struct arena *arena, struct str *ret_name, struct error *err)
{
	struct str named = argument_text(arguments, STR("config"));

	*ret_name = named;
	if (named.len > 0 || data_dir.len == 0)
		return STATUS_OK;

	struct str usual = datadir_path(data_dir, DATADIR_CONFIG, arena);
	TRY(arena_check(arena, err));
	if (file_exists(usual))
		*ret_name = usual;
	return STATUS_OK;
}

enum status setup_load(const struct arguments *arguments, struct arena *arena, struct setup *ret_setup,
                       struct error *err)
{
	struct setup setup = { .data_dir = argument_text(arguments, STR("data")) };
	struct config_flag *flags = ARENA_ARRAY(arena, struct config_flag, arguments->flag_count + 1);
	struct config_sources sources = { .environment = environ, .flags = flags };

	TRY(arena_check(arena, err));
	TRY(config_file_find(arguments, setup.data_dir, arena, &setup.file_name, err));
	if (setup.file_name.len > 0)
		TRY(file_read(setup.file_name, CONFIG_FILE_MAX, arena, &sources.file_text, err));
	sources.file_name = setup.file_name;
	for (size_t i = 0; i < arguments->flag_count; i++) {
		if (arguments->flags[i].setting)
			flags[sources.flag_count++] =
				(struct config_flag){ arguments->flags[i].name, arguments->flags[i].value };
	}
	TRY(config_load(&sources, arena, &setup.config, setup.origins, err));
	*ret_setup = setup;
	return STATUS_OK;
}

enum status setup_keys(const struct arguments *arguments, struct arena *arena, struct setup *ret_setup,
                       struct keystore *keystore, struct error *err)
{
	struct setup setup;

	TRY(setup_load(arguments, arena, &setup, err));
	TRY(datadir_check(setup.data_dir, arena, err));
	TRY(keystore_open(keystore, setup.data_dir, arena, err));
	if (!keystore_is_of(keystore, setup.config.service)) {
		keystore_close(keystore);
		return FAIL(err, PROBLEM_CONFIG_INVALID,
		            "service: the keys in " STR_FMT
		            "/keys were made for another service than \"" STR_FMT "\"",
		            STR_ARG(setup.data_dir), STR_ARG(setup.config.service));
	}
	*ret_setup = setup;
	return STATUS_OK;
}

int64_t setup_now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
