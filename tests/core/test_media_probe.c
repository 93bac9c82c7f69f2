#include "pictures.h"

Test(media_probe, families_and_sizes_come_together)
{
	probe_run(picture_read("plain.png"));
	cr_assert_eq(probe.family, MEDIA_FAMILY_PNG);
	cr_assert(media_probe_is_bearable(&probe));
	probe_run(str_bytes(STR("no picture")));
	cr_assert_eq(probe.family, MEDIA_FAMILY_TEXT);
	cr_assert(media_probe_is_bearable(&probe));
}

Test(media_probe, a_picture_of_more_than_a_hundred_million_pixels_is_a_bomb)
{
	static const struct {
		uint32_t width, height;
		bool bearable;
	} cases[] = { { 10000, 10000, true }, { 10001, 10000, false }, { 50000, 50000, false } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bytes png = picture_read("plain.png");
		for (int byte = 0; byte < 4; byte++) {
			picture_block[16 + byte] = (uint8_t)(cases[i].width >> (24 - 8 * byte));
			picture_block[20 + byte] = (uint8_t)(cases[i].height >> (24 - 8 * byte));
		}
		probe_run(png);
		cr_assert_eq(media_probe_is_bearable(&probe), cases[i].bearable, "case %zu", i);
	}
}
