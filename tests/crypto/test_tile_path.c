#include <criterion/criterion.h>

#include "crypto/tile_path.h"

static const struct {
	struct tile_place place;
	const char *path;
} rows[] = {
	{ { 0, 0, 256 }, "tile/0/000" },
	{ { 0, 0, 1 }, "tile/0/000.p/1" },
	{ { 0, 999, 256 }, "tile/0/999" },
	{ { 0, 1000, 256 }, "tile/0/x001/000" },
	{ { 3, 1234067, 255 }, "tile/3/x001/x234/067.p/255" }, /* the specification's example */
	{ { TILE_LEVEL_ENTRIES, 1234067, 256 }, "tile/entries/x001/x234/067" },
	{ { 0, UINT64_C(1) << 48, 8 }, "tile/0/x281/x474/x976/x710/656.p/8" },
};

Test(tile_path, paths_are_those_of_the_specification)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint8_t block[256];
		struct arena arena;
		struct buf buf;

		arena_init(&arena, block, sizeof block);
		buf_init(&buf, &arena, TILE_PATH_MAX);
		tile_path_put(&buf, &rows[i].place);
		cr_assert_not(buf.failed);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].path)), "%s", rows[i].path);
	}
}

/* The specification's examples: trees of 70,000 and of 256. */
Test(tile_path, the_tiles_of_a_tree_are_those_of_the_specification)
{
	cr_assert_eq(tile_count(0, 70000), 274);
	cr_assert_eq(tile_width(0, 272, 70000), 256);
	cr_assert_eq(tile_width(0, 273, 70000), 112);
	cr_assert_eq(tile_width(0, 274, 70000), 0);
	cr_assert_eq(tile_count(1, 70000), 2);
	cr_assert_eq(tile_width(1, 0, 70000), 256);
	cr_assert_eq(tile_width(1, 1, 70000), 17);
	cr_assert_eq(tile_count(2, 70000), 1);
	cr_assert_eq(tile_width(2, 0, 70000), 1);
	cr_assert_eq(tile_count(3, 70000), 0);
	cr_assert_eq(tile_width(0, 0, 256), 256);
	cr_assert_eq(tile_width(1, 0, 256), 1);
	cr_assert_eq(tile_width(TILE_LEVEL_ENTRIES, 273, 70000), 112);
	cr_assert_eq(tile_count(0, 0), 0);
}

Test(tile_path, what_is_written_is_read_back)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str path = str_from_c(rows[i].path + strlen("tile/"));
		struct tile_place place;

		cr_assert(tile_path_read(path, &place), "%s", rows[i].path);
		cr_assert_eq(place.level, rows[i].place.level);
		cr_assert_eq(place.index, rows[i].place.index);
		cr_assert_eq(place.width, rows[i].place.width);
	}
}

Test(tile_path, a_second_form_of_a_path_is_none)
{
	static const char *const others[] = {
		"",
		"0",
		"0/",
		"0/0",
		"0/00",
		"0/0000",
		"00/000",
		"8/000",
		"63/000",
		"-1/000",
		"entry/000",
		"entries",
		"0/x000/001",
		"0/x1/001",
		"0/x001",
		"0/x001/",
		"0/001/002",
		"0/000/",
		"0/000.p",
		"0/000.p/",
		"0/000.p/0",
		"0/000.p/01",
		"0/000.p/256",
		"0/000.p/257",
		"0/000.p/1000",
		"0/000.p/1/",
		"0//000",
		"0/000.p/+1",
		"0/x999/x999/x999/x999/x999/x999/x999/999",
	};
	struct tile_place place;

	for (size_t i = 0; i < COUNT_OF(others); i++)
		cr_assert_not(tile_path_read(str_from_c(others[i]), &place), "%s", others[i]);
}
