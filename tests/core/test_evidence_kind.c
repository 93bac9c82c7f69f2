#include <criterion/criterion.h>

#include "core/evidence_kind.h"

Test(evidence_kind, there_are_thirty_six_with_both_labels)
{
	static uint8_t block[KIB(64)];
	struct arena arena;
	struct printer printer;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, KIB(16));
	printer_init(&printer, &buf);
	evidence_kinds_print(&printer);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK);
	cr_assert_eq(node->count, 36);
	for (size_t i = 0; i < node->count; i++) {
		cr_assert(evidence_kind_is_known(node_text(&node->items[i], STR("kind"))));
		cr_assert_gt(node_text(node_find(&node->items[i], STR("label")), STR("zh-CN")).len, 0);
	}
	cr_assert(!evidence_kind_is_known(STR("rumour")));
}

Test(evidence_kind, a_bare_file_is_judged_by_its_type)
{
	cr_assert(str_eq(evidence_kind_of_type(STR("image/jpeg")), STR("item_photo")));
	cr_assert(str_eq(evidence_kind_of_type(STR("video/mp4")), STR("item_video")));
	cr_assert(str_eq(evidence_kind_of_type(STR("application/pdf")), STR("other")));
}
