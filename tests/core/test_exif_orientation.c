#include <criterion/criterion.h>

#include "core/exif_orientation.h"

Test(exif_orientation, what_is_written_is_found_again)
{
	for (uint8_t way = 1; way <= 8; way++) {
		uint8_t tiff[EXIF_ORIENTATION_BYTES];
		exif_orientation_write(way, tiff);
		cr_assert_eq(exif_orientation_find((struct bytes){ tiff, sizeof tiff }), way);
	}
}

Test(exif_orientation, the_other_byte_order_is_read_as_well)
{
	static const uint8_t tiff[] = { 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3,
		                        0,   1,   0,  0, 0, 6, 0, 0, 0, 0, 0,    0,    0 };

	cr_assert_eq(exif_orientation_find((struct bytes){ tiff, sizeof tiff }), 6);
}

Test(exif_orientation, what_is_cut_off_or_out_of_range_says_nothing)
{
	uint8_t tiff[EXIF_ORIENTATION_BYTES];

	exif_orientation_write(3, tiff);
	for (size_t len = 0; len < 22; len++)
		cr_assert_eq(exif_orientation_find((struct bytes){ tiff, len }), 0, "%zu bytes", len);
	tiff[19] = 9;
	cr_assert_eq(exif_orientation_find((struct bytes){ tiff, sizeof tiff }), 0);
	tiff[4] = 0xFF;
	cr_assert_eq(exif_orientation_find((struct bytes){ tiff, sizeof tiff }), 0);
}
