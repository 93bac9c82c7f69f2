#include <criterion/criterion.h>
#include <stdlib.h>

#include "server/explanation_page.h"

Test(explanation_page, the_conclusion_comes_first_and_nothing_is_left_out)
{
	void *block = malloc(KIB(64));
	const struct node *node;
	struct arena arena;
	struct error err;
	struct buf buf;

	arena_init(&arena, block, KIB(64));
	cr_assert_eq(
		node_parse(STR("{\"amounts\":[],\"conclusion\":\"granted\",\"language\":\"en\",\"reasons\":["
	                       "{\"rule\":\"R\",\"cite\":[\"A\"]}],\"would_change\":[\"x\"]}"),
	                   &arena, &node, &err),
		STATUS_OK);
	buf_init(&buf, &arena, KIB(16));
	explanation_page_put(&buf, node);
	cr_assert(str_eq(buf_str(&buf), STR("conclusion: granted\n"
	                                    "reasons:\n  - \n    rule: R\n    cite:\n      - A\n"
	                                    "language: en\nwould_change:\n  - x\n")),
	          STR_FMT, STR_ARG(buf_str(&buf)));
	free(block);
}
