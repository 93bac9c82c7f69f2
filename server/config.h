/* config.h — what the operator decided, as one constant struct.
 *
 * Depends on: core, server/log.h, the table config.def. Pure: files and the environment come in as text.
 * Precedence: flag, then environment, then file, then the default of the table; each value knows its origin.
 * Every value lies within the range of its row, so nobody else checks it again.
 * Ownership: texts live in the arena given to config_load() and are NUL-terminated besides.
 */
#pragma once

#include "core/buf.h"
#include "server/log.h"

/* clang-format off */
#define FIELD_WHOLE(name) int64_t name;
#define FIELD_SIZE(name)  int64_t name##_bytes;
#define FIELD_SPAN(name)  int64_t name##_ms;
#define FIELD_TEXT(name)  struct str name;
#define FIELD_LEVEL(name) enum log_level name;

struct config {
#define SETTING(name, type, initial, min, max, unit, prose) FIELD_##type(name)
#include "server/config.def"
#undef SETTING
};

#undef FIELD_WHOLE
#undef FIELD_SIZE
#undef FIELD_SPAN
#undef FIELD_TEXT
#undef FIELD_LEVEL

enum {
	SETTING_COUNT = 0
#define SETTING(name, type, initial, min, max, unit, prose) + 1
#include "server/config.def"
#undef SETTING
};
/* clang-format on */

enum config_type { CONFIG_WHOLE, CONFIG_SIZE, CONFIG_SPAN, CONFIG_TEXT, CONFIG_LEVEL };

/* One row of the table. */
struct config_row {
	struct str name;
	enum config_type type;
	struct str initial;
	int64_t min;
	int64_t max;
	struct str unit;
	struct str prose;
	size_t offset; /* of its field in struct config */
};

enum origin_kind { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_FLAG };

/* Where a value came from; `line` counts from 1 and is meant for ORIGIN_FILE. */
struct config_origin {
	enum origin_kind kind;
	int line;
};

/* A flag of the command line that sets a setting: `--idle-timeout 5s` is { "idle_timeout", "5s" }. */
struct config_flag {
	struct str name;
	struct str value;
};

struct config_sources {
	struct str file_name; /* for messages; empty when there is no file */
	struct str file_text;
	char *const *environment; /* "NAME=value" strings, NULL at the end; NULL for none */
	const struct config_flag *flags;
	size_t flag_count;
};

const struct config_row *config_rows(void); /* SETTING_COUNT rows */

/* The row of that name, or NULL. */
const struct config_row *config_row_find(struct str name);

/* The name of the row that `name` was probably meant to be; empty when none is near. */
struct str config_row_nearest(struct str name);

/* Copies texts into the arena. `ret_origins` (SETTING_COUNT of them) may be NULL.
 * PROBLEM_CONFIG_INVALID: an unknown setting, one given twice, or a value outside its range; the detail names
 * file and line (or variable, or flag), the setting, and what is allowed. */
NODISCARD enum status config_load(const struct config_sources *sources, struct arena *arena,
                                  struct config *ret_config, struct config_origin *ret_origins,
                                  struct error *err);

/* The most memory that the limits allow `loops` loops to use for requests, and the most address space for
 * maps. */
int64_t config_request_memory(const struct config *config, int64_t loops);
int64_t config_map_space(const struct config *config);
