#include <unistd.h>

#include "server/datadir.h"
#include "server/server.h"
#include "server/setup.h"

/* What the limits add up to, so that nobody has to find out under load. */
static void limits_log(const struct config *config)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int64_t loops = config->loops > 0 ? config->loops : (cores > 0 ? cores : 1);
	struct log_line line;

	log_begin(&line, LOG_INFO, "server.limits");
	log_int(&line, "loops", loops);
	log_int(&line, "connections_max", config->connections_max);
	log_int(&line, "exchanges_max", config->exchanges_max * loops);
	log_int(&line, "request_memory_bytes", config_request_memory(config, loops));
	log_int(&line, "map_space_bytes", config_map_space(config));
	log_int(&line, "writer_queue", config->writer_queue);
	log_end(&line);
}

enum status command_serve(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct setup setup;

	TRY(setup_load(arguments, arena, &setup, err));
	TRY(datadir_check(setup.data_dir, arena, err));
	log_level_set(setup.config.log_level);
	limits_log(&setup.config);
	return server_run(&setup.config, setup.data_dir, err);
}
