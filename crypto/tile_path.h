/* tile_path.h — where a log's tiles and bundles of entries lie (c2sp.org/tlog-tiles):
 * tile/0/x001/x234/067.p/8.
 *
 * The same below the URL of a log and in an exported folder. An index is written in groups of three digits,
 * all but the last after an x; a tile that is not full yet ends in .p/ and its width.
 */
#pragma once

#include "core/buf.h"

#define TILE_PATH_MAX      64
#define TILE_LEVEL_ENTRIES UINT8_MAX /* not of hashes: the entries themselves */

struct tile_place {
	uint8_t level; /* 0 to 7, or TILE_LEVEL_ENTRIES */
	uint64_t index;
	uint32_t width; /* 1 to MERKLE_TILE_WIDTH */
};

/* Without a slash at the beginning; at most TILE_PATH_MAX bytes. */
void tile_path_put(struct buf *buf, const struct tile_place *place);

/* Of such a path what stands behind "tile/". False: another form, also one that names a tile in a second way.
 */
bool tile_path_read(struct str text, struct tile_place *ret_place);

/* How many tiles of this level a tree of so many leaves has, the last of them perhaps not full. */
uint64_t tile_count(uint8_t level, uint64_t size);

/* How wide the tile is in a tree of so many leaves; 0 when it does not exist. Both take TILE_LEVEL_ENTRIES
 * for 0. */
uint32_t tile_width(uint8_t level, uint64_t index, uint64_t size);
