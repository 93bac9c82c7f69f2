#include <criterion/criterion.h>

#include "core/location_probe.h"

static bool found_in(struct bytes file, size_t step)
{
	struct location_probe probe = { 0 };

	for (size_t at = 0; at < file.len; at += step) {
		size_t left = file.len - at;
		location_probe_feed(&probe, (struct bytes){ file.ptr + at, left < step ? left : step });
	}
	return probe.found;
}

static const struct {
	struct str file;
	bool found;
} cases[] = {
	{ STR("....\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+31.23+121.47/"), true },
	{ STR("....\0\0\0\x20loci\0\0\0\0"), true },
	{ STR("com.apple.quicktime.location.ISO6709"), true },
	{ STR("\xff\xe1\0\x10"
	      "Exif\0\0MM"),
	  true },
	{ STR("infe\2\0\0\0\0\1\0\0"
	      "Exif"),
	  true },
	{ STR("<exif:GPSLatitude>31,14N"), true },
	{ STR("GPSCoordinates"), true },
	{ STR("film\xa9xyz and loci of a proof"), false },
	{ STR("Exif is a standard"), false },
	{ STR("loci is a word"), false },
	{ STR("latitude and longitude"), false },
};

Test(location_probe, a_mark_is_found_however_the_file_is_cut)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		for (size_t step = 1; step < 12; step++)
			cr_assert_eq(found_in(str_bytes(cases[i].file), step), cases[i].found,
			             "case %zu, step %zu", i, step);
	}
}
