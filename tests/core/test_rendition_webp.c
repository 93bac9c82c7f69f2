#include "pictures.h"

/* The extended picture with an EXIF chunk behind it that says orientation 6 and a name. */
static struct bytes with_exif(void)
{
	struct bytes picture = picture_read("extended.webp");
	static const uint8_t exif[] = { 'E', 'X', 'I', 'F', 30, 0, 0,    0, 'M', 'M', 0,   42, 0,
		                        0,   0,   8,   0,   1,  1, 0x12, 0, 3,   0,   0,   0,  1,
		                        0,   6,   0,   0,   0,  0, 0,    0, 'W', 'a', 'n', 'g' };

	memcpy(picture_block + picture.len, exif, sizeof exif);
	picture.len += sizeof exif;
	picture_block[4] = (uint8_t)(picture.len - 8);
	picture_block[20] |= 0x08 | 0x04;
	return picture;
}

Test(rendition_webp, the_orientation_is_the_only_exif_left_and_is_announced)
{
	struct bytes rendition = rendition_of(with_exif());

	cr_assert_eq(probe.rendition.state, RENDITION_DONE);
	cr_assert_eq(probe.rendition.orientation, 6);
	cr_assert_not(bytes_contain(rendition, STR("Wang")));
	cr_assert(bytes_contain(rendition, STR("EXIF\x1A\0\0\0MM")));
	cr_assert_eq(rendition.ptr[20], 0x08, "no XMP is announced any more");
	cr_assert_eq(rendition.ptr[4] + 8u, rendition.len);
}

Test(rendition_webp, one_that_claims_more_than_came_is_broken)
{
	struct bytes picture = picture_read("plain.webp");

	cr_assert_eq(rendition_of((struct bytes){ picture.ptr, picture.len - 1 }).len, 0);
	cr_assert_eq(probe.rendition.state, RENDITION_BROKEN);
}
