/* config_value.h — one setting's value, as text and in its field.
 *
 * Depends on: server/config.h. Pure.
 * One spelling per value is printed; several are read: a SIZE may be 1048576 or 1MiB, a SPAN 90s or 1500ms.
 */
#pragma once

#include "server/config.h"

/* Writes the field of `config`. A TEXT is copied into the arena and NUL-terminated.
 * PROBLEM_CONFIG_INVALID: the detail says what is allowed. STATUS_LIMIT: the arena is exhausted. */
NODISCARD enum status config_value_parse(const struct config_row *row, struct str text, struct arena *arena,
                                         struct config *config, struct error *err);

/* The value as it would be written in the file. */
void config_value_put(struct buf *buf, const struct config *config, const struct config_row *row);

/* What is allowed, e.g. "a time from 100ms to 5m". */
void config_range_put(struct buf *buf, const struct config_row *row);
