#include <criterion/criterion.h>

#include "core/language.h"

Test(language, a_tag_is_read_by_its_first_part)
{
	static const struct {
		const char *tag;
		bool is_known;
		enum language language;
	} cases[] = {
		{ "zh", true, LANGUAGE_ZH },
		{ "zh-CN", true, LANGUAGE_ZH },
		{ "zh-Hant-TW", true, LANGUAGE_ZH },
		{ "EN-gb", true, LANGUAGE_EN },
		{ "bg", true, LANGUAGE_BG },
		{ "pl-PL", true, LANGUAGE_PL },
		{ "hu", true, LANGUAGE_HU },
		{ "hun", false, 0 },
		{ "fr", false, 0 },
		{ "", false, 0 },
		{ "z", false, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum language language = LANGUAGE_COUNT;
		struct str tag = { cases[i].tag, strlen(cases[i].tag) };
		cr_assert_eq(language_find(tag, &language), cases[i].is_known, "%s", cases[i].tag);
		cr_assert(!cases[i].is_known || language == cases[i].language, "%s", cases[i].tag);
	}
}

Test(language, locales_are_sorted_so_that_printed_members_are)
{
	for (size_t i = 1; i < LANGUAGE_COUNT; i++)
		cr_assert_lt(str_compare(language_locale((enum language)(i - 1)),
		                         language_locale((enum language)i)),
		             0);
}

Test(language, a_sentence_that_is_not_translated_is_told_in_english)
{
	struct wording wording = { { [LANGUAGE_EN] = STR("cat"), [LANGUAGE_PL] = STR("kot") } };

	cr_assert(str_eq(wording_in(&wording, LANGUAGE_PL), STR("kot")));
	cr_assert(str_eq(wording_in(&wording, LANGUAGE_HU), STR("cat")));
	cr_assert(!wording_is_whole(&wording));
	cr_assert(!wording_is_empty(&wording));
	cr_assert(wording_is_empty(&(struct wording){ 0 }));
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		wording.in[i] = language_code((enum language)i);
	cr_assert(wording_is_whole(&wording));
}

Test(language, a_wording_prints_the_languages_that_it_has)
{
	static uint8_t block[KIB(4)];
	struct wording wording = { { [LANGUAGE_EN] = STR("cat"), [LANGUAGE_ZH] = STR("猫") } };
	struct arena arena;
	struct printer printer;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, KIB(1));
	printer_init(&printer, &buf);
	print_wording(&printer, &wording);
	cr_assert(str_eq(buf_str(&buf), STR("{\"en\":\"cat\",\"zh-CN\":\"猫\"}")));
}

Test(language, the_printed_locales_are_those_of_the_labels)
{
	static _Alignas(max_align_t) char block[KIB(16)];
	struct arena arena;
	struct printer printer;
	struct buf buf;
	const struct node *node = NULL;
	struct error err;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, KIB(1));
	printer_init(&printer, &buf);
	locales_print(&printer);
	cr_assert_eq(node_parse(buf_str(&buf), &arena, &node, &err), STATUS_OK, "%s", err.detail);
	const struct node *items = node_find(node, STR("items"));
	cr_assert_eq(items->count, LANGUAGE_COUNT);
	for (size_t i = 0; i < items->count; i++) {
		enum language language = (enum language)i;
		cr_assert(str_eq(node_text(&items->items[i], STR("locale")), language_locale(language)));
		cr_assert(str_eq(node_text(&items->items[i], STR("language")), language_code(language)));
	}
}
