#include "core/expression_page.h"
#include "tests/core/loaded_packs.h"

Test(expression_page, a_condition_reads_from_left_to_right)
{
	static const struct {
		const char *expression;
		const char *page;
	} rows[] = {
		{ "{\"eq\":[\"fact:buyer.role\",\"consumer\"]}", "buyer.role = consumer" },
		{ "{\"all\":[\"fact:defect.exists\",{\"any\":[\"fact:goods.is_gift\",\"fact:goods.intact\"]}]"
		  "}",
		  "defect.exists and (goods.is_gift or goods.intact)" },
		{ "{\"not\":{\"known\":\"fact:time.today\"}}", "not known(time.today)" },
		{ "{\"gt\":[{\"days\":[\"fact:time.delivered_at\",\"fact:time.today\"]},7]}",
		  "days(time.delivered_at, time.today) > 7" },
		{ "{\"eq\":[\"fact:defect.cause\",null]}", "defect.cause = nothing" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char sections[512];
		struct arena arena;
		struct buf buf;

		(void)snprintf(sections, sizeof sections, "\"definitions\":[{\"id\":\"X\",\"value\":%s}]",
		               rows[i].expression);
		struct pack_source source = small_pack(sections);
		const struct packset *packs = load_sources(&source, 1);
		arena_take(&arena, KIB(16));
		buf_init(&buf, &arena, KIB(8));
		expression_page_put(&buf, &packs->definitions[0].value, &packs->symbols);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].page)), STR_FMT, STR_ARG(buf_str(&buf)));
	}
}
