#include <criterion/criterion.h>

#include "server/media_type.h"

Test(media_type, pictures_are_shown_and_documents_are_saved)
{
	cr_assert_eq(media_type_find(STR("image/jpeg"))->shown, MEDIA_INLINE);
	cr_assert_eq(media_type_find(STR("application/pdf"))->shown, MEDIA_ATTACHMENT);
	cr_assert_eq(media_type_find(STR("video/mp4"))->form, MEDIA_VIDEO);
}

Test(media_type, what_a_browser_would_run_is_not_accepted)
{
	static const char *const refused[] = { "text/html",
		                               "image/svg+xml",
		                               "application/javascript",
		                               "IMAGE/JPEG",
		                               "image/jpeg; x=y",
		                               "",
		                               "application/octet-stream" };

	for (size_t i = 0; i < COUNT_OF(refused); i++)
		cr_assert_null(media_type_find(str_from_c(refused[i])), "%s", refused[i]);
}

Test(media_type, all_are_listed)
{
	uint8_t block[4096];
	struct arena arena;
	struct buf buf;
	struct printer printer;
	const struct node *list;
	struct error err;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 2048);
	printer_init(&printer, &buf);
	media_types_print(&printer);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &list, &err), STATUS_OK);
	cr_assert_eq(list->count, 14);
	for (size_t i = 0; i < list->count; i++)
		cr_assert_not_null(media_type_find(list->items[i].string));
}
