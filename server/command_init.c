#include "server/config_sample.h"
#include "server/datadir.h"
#include "server/demo.h"
#include "server/file.h"
#include "server/setup.h"
#include "storage/blobs.h"
#include "storage/store.h"

#define CONFIG_TEXT_MAX KIB(128)

/* What a step of making a data directory works on. */
struct making {
	struct str path; /* of the draft */
	const struct config *config;
	struct arena *arena;
	bool demo;
};

static enum status make_keys(const struct making *making, struct error *err)
{
	return keystore_create(making->path, making->config->service, making->arena, err);
}

/* Opening creates; the log's first leaf is somebody's first act. */
static enum status make_store(const struct making *making, struct error *err)
{
	struct store_config config = { .engine = STORE_ENGINE_LMDB, .directory = making->path.ptr };
	struct store *store;
	struct blobs *blobs;

	config.map_initial = (size_t)making->config->store_map_bytes;
	config.map_max = (size_t)making->config->store_map_max_bytes;
	TRY(store_open(&config, &store, err));
	store_close(store);
	config.map_initial = (size_t)making->config->blobs_map_bytes;
	config.map_max = (size_t)making->config->blobs_map_max_bytes;
	TRY(blobs_open(&config, &blobs, err));
	blobs_close(blobs);
	return STATUS_OK;
}

/* The sample, and above it the one value that must never change by accident. */
static enum status make_config(const struct making *making, struct error *err)
{
	struct str path = datadir_path(making->path, DATADIR_CONFIG, making->arena);
	struct buf buf;

	buf_init(&buf, making->arena, CONFIG_TEXT_MAX);
	buf_put(&buf, STR("# The keys of this directory were made for this service.\nservice = "));
	buf_put(&buf, making->config->service);
	buf_put(&buf, STR("\n\n"));
	config_sample_put(&buf);
	TRY(buf_check(&buf, err));
	return file_write(path, FILE_PUBLIC, buf_str(&buf), err);
}

static enum status make_demo(const struct making *making, struct error *err)
{
	if (!making->demo)
		return STATUS_OK;
	return demo_load(making->config, making->path, setup_now_ms(), err);
}

typedef enum status making_step(const struct making *making, struct error *err);

static enum status make_all(const struct making *making, struct error *err)
{
	static making_step *const steps[] = { make_keys, make_store, make_config, make_demo };

	for (size_t i = 0; i < COUNT_OF(steps); i++)
		TRY(steps[i](making, err));
	return STATUS_OK;
}

static enum status service_choose(const struct arguments *arguments, struct arena *arena,
                                  struct config *ret_config, struct error *err)
{
	struct str service = argument_text(arguments, STR("service"));
	struct config_flag flag = { STR("service"), service };
	struct config_sources sources = { .flags = &flag, .flag_count = service.len > 0 ? 1 : 0 };

	return config_load(&sources, arena, ret_config, NULL, err);
}

enum status command_init(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct datadir_draft draft;
	struct config config;
	struct buf said;

	TRY(service_choose(arguments, arena, &config, err));
	TRY(datadir_begin(argument_text(arguments, STR("data")), arena, &draft, err));
	struct making making = { draft.path, &config, arena, argument_is_set(arguments, STR("demo")) };
	enum status status = make_all(&making, err);
	if (status == STATUS_OK)
		status = datadir_commit(&draft, err);
	if (status != STATUS_OK) {
		datadir_abandon(&draft);
		return status;
	}
	buf_init(&said, arena, KIB(8));
	buf_putf(&said, "made " STR_FMT " for the service " STR_FMT "\n", STR_ARG(draft.place),
	         STR_ARG(config.service));
	TRY(buf_check(&said, err));
	return file_print(buf_str(&said), err);
}
