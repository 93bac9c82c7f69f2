#include "pictures.h"

Test(rendition_jpeg, the_orientation_is_the_only_exif_left)
{
	struct bytes rendition = rendition_of(picture_read("located.jpg"));

	cr_assert(bytes_contain(rendition, STR("\xFF\xE1\0\x22"
	                                       "Exif\0\0MM\0*")));
	cr_assert_eq(probe.rendition.width, 1);
	cr_assert_eq(probe.rendition.height, 1);
}

Test(rendition_jpeg, what_lies_behind_the_end_is_cut_off)
{
	struct bytes rendition = rendition_of(picture_read("trailing.jpg"));

	cr_assert(memcmp(rendition.ptr + rendition.len - 2, "\xFF\xD9", 2) == 0);
	cr_assert_not(bytes_contain(rendition, STR("ftyp")));
}

Test(rendition_jpeg, one_that_is_cut_off_within_its_pixels_ends_there)
{
	struct bytes original = picture_read("plain.jpg");
	struct bytes cut = { original.ptr, original.len - 2 };

	cr_assert(bytes_eq(rendition_of(cut), cut));
}
