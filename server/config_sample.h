/* config_sample.h — the configuration written out for people: the values in force, and the sample file.
 *
 * Depends on: server/config.h. Pure. deploy/sanbao.conf is exactly what config_sample_put() writes; a test
 * compares.
 */
#pragma once

#include "server/config.h"

/* "name = value", and behind a # where it came from, one line per setting in the order of the table. */
void config_print(struct buf *buf, const struct config *config, const struct config_origin *origins,
                  struct str file_name);

/* Every setting with its prose, what is allowed, and its default, commented out. */
void config_sample_put(struct buf *buf);
