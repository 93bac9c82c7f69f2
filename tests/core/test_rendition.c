#include "pictures.h"

static const char *const pictures[] = { "plain.jpg", "plain.png", "plain.webp", "extended.webp" };

Test(rendition, what_has_no_metadata_stays_as_it_is)
{
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		struct bytes original = picture_read(pictures[i]);
		cr_assert(bytes_eq(rendition_of(original), original), "%s", pictures[i]);
		cr_assert_eq(probe.rendition.state, RENDITION_DONE);
	}
}

Test(rendition, what_breaks_off_before_its_pixels_has_none)
{
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		struct bytes original = picture_read(pictures[i]);
		for (size_t len = 0; len < 24; len++) {
			cr_assert_eq(rendition_of((struct bytes){ original.ptr, len }).len, 0, "%s",
			             pictures[i]);
			cr_assert_eq(probe.rendition.state, RENDITION_BROKEN);
		}
	}
}

Test(rendition, nothing_that_located_its_maker_is_left)
{
	static const char *const located[] = { "located.jpg", "located.png", "trailing.jpg" };
	static const struct str marks[] = { STR_INIT("Wang"), STR_INIT("Acme"), STR_INIT("GPS"),
		                            STR_INIT("xmp") };

	for (size_t i = 0; i < COUNT_OF(located); i++) {
		struct bytes original = picture_read(located[i]);
		struct bytes rendition = rendition_of(original);
		cr_assert_eq(probe.rendition.state, RENDITION_DONE);
		cr_assert_eq(probe.rendition.orientation, 6);
		cr_assert(bytes_contain(original, marks[0]));
		for (size_t m = 0; m < COUNT_OF(marks); m++)
			cr_assert_not(bytes_contain(rendition, marks[m]), "%s in %s", marks[m].ptr,
			              located[i]);
	}
}
