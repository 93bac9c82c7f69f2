#include "crypto/tile_path.h"

#include "crypto/merkle.h"

#define GROUP        UINT64_C(1000)
#define GROUPS_MAX   7 /* of 64 bits */
#define LEVEL_BITS   8
#define LEVELS_LIMIT 8 /* 256 to this power is more than MERKLE_SIZE_MAX */

static void group_put(struct buf *buf, uint64_t group)
{
	buf_put_char(buf, (char)('0' + group / 100));
	buf_put_char(buf, (char)('0' + group / 10 % 10));
	buf_put_char(buf, (char)('0' + group % 10));
}

static void index_put(struct buf *buf, uint64_t index)
{
	uint64_t groups[GROUPS_MAX];
	size_t count = 0;

	do {
		groups[count++] = index % GROUP;
		index /= GROUP;
	} while (index > 0);
	while (count-- > 1) {
		buf_put_char(buf, 'x');
		group_put(buf, groups[count]);
		buf_put_char(buf, '/');
	}
	group_put(buf, groups[0]);
}

void tile_path_put(struct buf *buf, const struct tile_place *place)
{
	assert(place->level < LEVELS_LIMIT || place->level == TILE_LEVEL_ENTRIES);
	assert(place->width >= 1 && place->width <= MERKLE_TILE_WIDTH);

	buf_put(buf, STR("tile/"));
	if (place->level == TILE_LEVEL_ENTRIES)
		buf_put(buf, STR("entries"));
	else
		buf_put_int(buf, place->level);
	buf_put_char(buf, '/');
	index_put(buf, place->index);
	if (place->width == MERKLE_TILE_WIDTH)
		return;
	buf_put(buf, STR(".p/"));
	buf_put_int(buf, place->width);
}

/* The full subtrees of 256^level leaves: what the hashes of a level are of. */
static uint64_t hashes_of(uint8_t level, uint64_t size)
{
	unsigned height = level == TILE_LEVEL_ENTRIES ? 0 : level;

	assert(height < LEVELS_LIMIT);
	return size >> (LEVEL_BITS * height);
}

uint64_t tile_count(uint8_t level, uint64_t size)
{
	uint64_t hashes = hashes_of(level, size);

	return hashes / MERKLE_TILE_WIDTH + (hashes % MERKLE_TILE_WIDTH != 0);
}

uint32_t tile_width(uint8_t level, uint64_t index, uint64_t size)
{
	uint64_t hashes = hashes_of(level, size);

	if (index >= tile_count(level, size))
		return 0;
	uint64_t left = hashes - index * MERKLE_TILE_WIDTH;
	return left < MERKLE_TILE_WIDTH ? (uint32_t)left : MERKLE_TILE_WIDTH;
}
