/* pack_embed.h — the rule packs that the program carries: the files of core/packs, as they were when it was
 * built.
 *
 * The table is made at build time (pack_embed.cmake), sorted by file name, each with the SHA-256 of its text.
 * Constant; any thread.
 */
#pragma once

#include "core/pack.h"

const struct pack_source *pack_sources(size_t *ret_count);
