#include "loaded_packs.h"

static struct error refused_expression(const char *expression)
{
	char sections[512];

	(void)snprintf(sections, sizeof sections, "\"definitions\":[{\"id\":\"X\",\"value\":%s}]",
	               expression);
	return refused_pack(sections);
}

Test(expression, what_is_not_in_the_language_is_refused_with_its_place)
{
	static const char *const texts[] = {
		"\"fact:goods.color\"",
		"\"def:NONE\"",
		"\"param:NONE\"",
		"\"config:none\"",
		"\"it:in\"",
		"{\"count\":[\"fact:repairs\",\"it:colour\"]}",
		"{\"run\":[1]}",
		"{\"not\":[true,false]}",
		"{\"all\":[]}",
		"{\"eq\":[1,2],\"lt\":[1,2]}",
		"{\"date\":\"2026-02-30\"}",
		"{\"date\":5}",
		"[true]",
		"{\"row\":[\"NONE\",\"fact:goods.category\",\"whole\"]}",
		"{\"in_table\":[\"fact:goods.category\",\"x\"]}",
		"{\"eq\":[\"fact:goods.declared_flaw\",\"x\"]}",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct error err = refused_expression(texts[i]);
		cr_assert_str_eq(err.field, "T/definitions/X", "%s", texts[i]);
		cr_assert_gt(strlen(err.detail), 10);
	}
}

Test(expression, text_for_people_may_be_asked_for_but_never_read)
{
	cr_assert(str_eq(
		value_of("{\"known\":\"fact:goods.declared_flaw\"}", "{\"goods.declared_flaw\":\"scratch\"}"),
		STR("true")));
	cr_assert(str_eq(value_of("{\"known\":\"fact:goods.declared_flaw\"}", "{}"), STR("false")));
}

Test(expression, the_facts_that_it_names_can_be_collected)
{
	const struct packset *packset = load_shipped();
	size_t with_facts = 0;

	for (size_t i = 0; i < packset->definition_count; i++) {
		struct support facts = { 0 };
		expression_collect_facts(&packset->definitions[i].value, &facts);
		with_facts += support_is_empty(facts) ? 0 : 1;
	}
	cr_assert_gt(with_facts, 20);
}

Test(expression, a_name_is_found_in_a_sorted_list)
{
	static const struct str names[] = { STR_INIT("a"), STR_INIT("ab"), STR_INIT("b") };
	size_t index = 9;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		cr_assert(symbol_find(names, COUNT_OF(names), names[i], &index));
		cr_assert_eq(index, i);
	}
	cr_assert_not(symbol_find(names, COUNT_OF(names), STR("c"), &index));
	cr_assert_not(symbol_find(names, 0, STR("a"), &index));
}
