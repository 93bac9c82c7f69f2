#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/remedy.h"

static const struct node *vocabulary(struct arena *arena)
{
	FILE *file = fopen(SOURCE_DIR "/../shared/law/vocabulary.json", "rb");
	const struct node *node = NULL;
	struct error err;
	char *text = malloc(MIB(2));

	cr_assert(file != NULL);
	size_t len = fread(text, 1, MIB(2), file);
	(void)fclose(file);
	arena_init(arena, malloc(MIB(16)), MIB(16));
	cr_assert_eq(node_parse((struct str){ text, len }, arena, &node, &err), STATUS_OK, "%s", err.detail);
	free(text);
	return node;
}

Test(remedy, the_catalogue_is_the_vocabularys)
{
	struct arena arena;
	const struct node *names = node_find(vocabulary(&arena), STR("remedies"));

	cr_assert_eq(names->count, REMEDY_COUNT);
	for (size_t i = 0; i < names->count; i++) {
		enum remedy_id remedy;
		cr_assert(remedy_find(names->items[i].string, &remedy), STR_FMT,
		          STR_ARG(names->items[i].string));
	}
	free(arena.base);
}

Test(remedy, steps_are_in_order_and_form_no_circle)
{
	for (int r = 0; r < REMEDY_COUNT; r++)
		for (size_t n = 0; remedy_step((enum remedy_id)r, n) != NULL; n++) {
			const struct step *step = remedy_step((enum remedy_id)r, n);
			cr_assert_lt(step->after, (int)n);
			cr_assert_gt(step->hours, 0);
			cr_assert_neq(step->obligor, step->obligee);
			cr_assert_eq(step->amount.len > 0, step->kind == OBLIGATION_PAY);
			cr_assert_eq(step->amount.len > 0 &&
			                     remedy_info((enum remedy_id)r)->money == MONEY_NONE,
			             false);
		}
}

Test(remedy, what_may_be_asked_obliges_somebody)
{
	for (int r = 0; r < REMEDY_COUNT; r++)
		cr_assert(!remedy_info((enum remedy_id)r)->may_ask ||
		          remedy_step((enum remedy_id)r, 0) != NULL);
	enum remedy_id untouched = REMEDY_LOANER;
	cr_assert(!remedy_find(STR("GIFT"), &untouched));
	cr_assert_eq(untouched, REMEDY_LOANER);
}

Test(remedy, it_is_printed_with_both_labels)
{
	struct arena arena;
	struct printer printer;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_init(&arena, malloc(MIB(1)), MIB(1));
	buf_init(&buf, &arena, KIB(64));
	printer_init(&printer, &buf);
	remedies_print(&printer);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK);
	for (size_t i = 0; i < node->count; i++) {
		cr_assert_gt(node_text(node_find(&node->items[i], STR("label")), STR("zh-CN")).len, 0);
		cr_assert_gt(node_text(node_find(&node->items[i], STR("label")), STR("en")).len, 0);
	}
	free(arena.base);
}
