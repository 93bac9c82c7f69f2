#include "crypto/tile_path.h"

#include "crypto/merkle.h"

#define GROUP            UINT64_C(1000)
#define GROUP_DIGITS     3
#define GROUPS_MAX       7 /* of 64 bits */
#define INDEX_GROUPS_MAX 6 /* of an index that is read: less than 64 bits, and more than MERKLE_SIZE_MAX */
#define LEVEL_BITS       8
#define LEVELS_LIMIT     8 /* 256 to this power is more than MERKLE_SIZE_MAX */

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

/* --- reading --- */

static bool prefix_take(struct str *text, struct str prefix)
{
	if (text->len < prefix.len || memcmp(text->ptr, prefix.ptr, prefix.len) != 0)
		return false;
	text->ptr += prefix.len;
	text->len -= prefix.len;
	return true;
}

/* Digits, as many as there are up to `max`; 0 when there is none. Whether they are the shortest form, the
 * comparison in tile_path_read() finds out. */
static uint64_t number_take(struct str *text, size_t max)
{
	uint64_t number = 0;

	for (size_t i = 0; i < max && text->len > 0 && text->ptr[0] >= '0' && text->ptr[0] <= '9'; i++) {
		number = number * 10 + (uint64_t)(text->ptr[0] - '0');
		text->ptr++;
		text->len--;
	}
	return number;
}

static uint64_t index_take(struct str *text)
{
	uint64_t index = 0;

	for (size_t i = 1; i < INDEX_GROUPS_MAX && prefix_take(text, STR("x")); i++) {
		index = index * GROUP + number_take(text, GROUP_DIGITS);
		if (!prefix_take(text, STR("/")))
			break;
	}
	return index * GROUP + number_take(text, GROUP_DIGITS);
}

bool tile_path_read(struct str text, struct tile_place *ret_place)
{
	struct tile_place place = { .width = MERKLE_TILE_WIDTH };
	uint8_t block[2 * TILE_PATH_MAX];
	struct str rest = text;
	struct arena arena;
	struct buf again;

	place.level =
		prefix_take(&rest, STR("entries")) ? TILE_LEVEL_ENTRIES : (uint8_t)number_take(&rest, 1);
	if (!prefix_take(&rest, STR("/")) ||
	    (place.level >= LEVELS_LIMIT && place.level != TILE_LEVEL_ENTRIES))
		return false;
	place.index = index_take(&rest);
	if (prefix_take(&rest, STR(".p/")))
		place.width = (uint32_t)number_take(&rest, GROUP_DIGITS);
	if (place.width < 1 || place.width > MERKLE_TILE_WIDTH)
		return false;

	/* every tile has one path alone: the one that is written for it */
	arena_init(&arena, block, sizeof block);
	buf_init(&again, &arena, TILE_PATH_MAX);
	tile_path_put(&again, &place);
	struct str path = buf_str(&again);
	if (again.failed || !prefix_take(&path, STR("tile/")) || !str_eq(path, text))
		return false;
	*ret_place = place;
	return true;
}

/* --- how much there is --- */

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
