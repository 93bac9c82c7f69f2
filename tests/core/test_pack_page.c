#include "core/pack_page.h"
#include "tests/core/loaded_packs.h"

/* A NUL-terminated copy, to look into. */
static const char *page_of(const char *id, enum language language)
{
	struct pack_source sources[COUNT_OF(shipped_packs)];
	const struct packset *packs;
	const struct node *root;
	struct arena arena;
	struct error err;
	struct buf buf;
	size_t pack = 0;

	while (strcmp(shipped_packs[pack], id) != 0)
		pack++;
	read_packs(sources);
	packs = load_sources(sources, COUNT_OF(shipped_packs));
	arena_take(&arena, MIB(16));
	cr_assert_eq(node_parse(sources[pack].rules, &arena, &root, &err), STATUS_OK);
	buf_init(&buf, &arena, PACK_PAGE_BYTES_MAX);
	pack_page_put(&buf, packs, pack, root, language);
	buf_put_char(&buf, '\0');
	cr_assert_eq(buf_check(&buf, &err), STATUS_OK);
	return buf.ptr;
}

Test(pack_page, it_has_metadata_numbers_with_sources_and_rules_with_the_law)
{
	const char *page = page_of("CN.7D", LANGUAGE_EN);

	cr_assert_not_null(strstr(page, "# CN.7D"));
	cr_assert_not_null(strstr(page, "| legal_valid |"));
	cr_assert_not_null(strstr(
		page, "| CN.CPL.no_reason.window | 7 day (after) | 2014-03-15 | – | CN.CPL.25, CN.7D.10"));
	cr_assert_not_null(strstr(page, "### CN.7D.R10.OPEN"));
	cr_assert_not_null(strstr(page, "- when: "));
	cr_assert_not_null(strstr(page, "`CN.7D.10`"));
	cr_assert_not_null(strstr(page, "> 消费者有权自收到商品之日起七日内退货"), "the quotation");
}

Test(pack_page, sentences_are_in_the_language_that_is_asked_for)
{
	cr_assert_not_null(strstr(page_of("CN.7D", LANGUAGE_ZH), "无需说明理由；商品应当完好"));
	cr_assert_null(strstr(page_of("CN.7D", LANGUAGE_PL), "no-reason"));
}
