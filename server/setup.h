/* setup.h — what most subcommands need first: the settings in force, the keys.
 *
 * Depends on: server/arguments.h, config.h, keystore.h. Reads files; for the command line only.
 */
#pragma once

#include "server/arguments.h"
#include "server/config.h"
#include "server/keystore.h"

/* The settings with where each came from. */
struct setup {
	struct config config;
	struct config_origin origins[SETTING_COUNT];
	struct str file_name; /* empty: no file was read */
	struct str data_dir;  /* of --data; empty when it was not given */
};

/* Reads --config, else DATA/sanbao.conf if there is one, else no file; then the environment, then flags.
 * Errors as config_load() and file_read(). */
NODISCARD enum status setup_load(const struct arguments *arguments, struct arena *arena,
                                 struct setup *ret_setup, struct error *err);

/* As setup_load(), and opens the keys of --data. The keystore is closed by the caller.
 * CONFIG_INVALID: the keys were made for another service than the settings name. */
NODISCARD enum status setup_keys(const struct arguments *arguments, struct arena *arena,
                                 struct setup *ret_setup, struct keystore *keystore, struct error *err);

/* The wall clock, in milliseconds since 1970: for what is signed on the command line. */
int64_t setup_now_ms(void);
