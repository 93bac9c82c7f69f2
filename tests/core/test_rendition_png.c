#include "pictures.h"

Test(rendition_png, the_orientation_is_the_only_exif_left)
{
	struct bytes rendition = rendition_of(picture_read("located.png"));

	cr_assert(bytes_contain(rendition, STR("\0\0\0\x1A"
	                                       "eXIfMM\0*")));
	cr_assert_not(bytes_contain(rendition, STR("tEXt")));
	cr_assert_not(bytes_contain(rendition, STR("iTXt")));
	cr_assert_eq(probe.rendition.width, 2);
}

Test(rendition_png, an_unknown_chunk_that_is_critical_refuses_the_picture)
{
	struct bytes original = picture_read("plain.png");

	picture_block[37] = 'X'; /* of IDAT */
	cr_assert_eq(rendition_of(original).len, 0);
	cr_assert_eq(probe.rendition.state, RENDITION_BROKEN);
}
