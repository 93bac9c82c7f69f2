#include <criterion/criterion.h>
#include <stdlib.h>

#include "core/evidence_kind.h"
#include "core/fact.h"
#include "core/reason.h"
#include "core/remedy.h"

Test(reason, there_are_fifty_and_each_is_found)
{
	cr_assert_eq(reason_count(), 50);
	for (size_t i = 0; i < reason_count(); i++)
		cr_assert_eq(reason_find(reason_at(i)->code), reason_at(i));
	cr_assert(reason_find(STR("nc.nothing")) == NULL);
}

Test(reason, every_word_in_its_lists_is_known)
{
	for (size_t i = 0; i < reason_count(); i++) {
		const struct reason *reason = reason_at(i);
		struct str asks = reason->asks;
		struct str facts = reason->facts;
		struct str evidence = reason->evidence;
		enum remedy_id remedy;
		enum fact_id fact;

		cr_assert_gt(asks.len, 0);
		while (asks.len > 0) {
			cr_assert(remedy_find(list_next(&asks), &remedy), "%s", reason->code.ptr);
			cr_assert(remedy_info(remedy)->may_ask);
		}
		while (facts.len > 0)
			cr_assert(fact_find(list_next(&facts), &fact), "%s", reason->code.ptr);
		while (evidence.len > 0)
			cr_assert(evidence_kind_is_known(list_next(&evidence)), "%s", reason->code.ptr);
	}
}

Test(reason, only_safety_counterfeit_and_threats_skip_the_talks)
{
	size_t direct = 0;

	for (size_t i = 0; i < reason_count(); i++)
		direct += reason_at(i)->direct;
	cr_assert_eq(direct, 4);
	cr_assert(reason_find(STR("nc.unsafe"))->direct);
	cr_assert(reason_find(STR("nr.late"))->after_due);
	cr_assert_eq(reason_find(STR("sb.return_fraud"))->filer, FILER_SELLER);
}

Test(reason, a_list_is_taken_item_by_item)
{
	struct str list = STR("a|bc|d");

	cr_assert(str_eq(list_next(&list), STR("a")));
	cr_assert(str_eq(list_next(&list), STR("bc")));
	cr_assert(str_eq(list_next(&list), STR("d")));
	cr_assert_eq(list.len, 0);
}

Test(reason, the_catalogue_is_printed_with_its_families)
{
	struct arena arena;
	struct printer printer;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_init(&arena, malloc(MIB(2)), MIB(2));
	buf_init(&buf, &arena, KIB(128));
	printer_init(&printer, &buf);
	reasons_print(&printer);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK);
	cr_assert_eq(node_find(node, STR("families"))->count, 9);
	cr_assert_eq(node_find(node, STR("reasons"))->count, 50);
	free(arena.base);
}
