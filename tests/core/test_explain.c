#include "core/explain.h"
#include "loaded_packs.h"

static const struct node *explained(const char *facts, enum language language)
{
	struct arena *arena = take(sizeof *arena);
	struct str text;
	struct error err;
	const struct node *node;

	arena_take(arena, MIB(1));
	cr_assert_eq(explanation_text(propose(load_shipped(), facts, false), (struct telling){ language, 1 },
	                              arena, &text, &err),
	             STATUS_OK);
	cr_assert_eq(node_parse(text, arena, &node, &err), STATUS_OK);
	return node;
}

#define LATE                                                                                           \
	"{\"claim.type\":\"quality\",\"defect.exists\":true,\"defect.kind\":\"performance_fault\","    \
	"\"goods.category\":\"tv_flat\",\"time.install_done_at\":\"2026-03-04\",\"order.paid_minor\":" \
	"499900,"                                                                                      \
	"\"defect.found_at\":{\"v\":\"2026-03-12\",\"st\":\"admitted\",\"exhibits\":[\"evd_7\"]},"     \
	"\"claim.requested\":[\"REFUND_FULL\",\"EXCHANGE_SAME\"]}"

Test(explain, it_speaks_both_languages_from_the_same_record)
{
	const struct node *zh = explained(LATE, LANGUAGE_ZH);
	const struct node *en = explained(LATE, LANGUAGE_EN);

	cr_assert(str_eq(node_text(zh, STR("language")), STR("zh-CN")));
	cr_assert(str_eq(node_text(en, STR("language")), STR("en")));
	cr_assert(str_eq(node_text(zh, STR("conclusion")), STR("调处建议：支持请求，更换同型号商品。")));
	cr_assert(str_eq(node_text(en, STR("conclusion")),
	                 STR("Proposal: the request is supported: exchange for the same model.")));
	cr_assert_eq(node_find(zh, STR("reasons"))->count, node_find(en, STR("reasons"))->count);
}

Test(explain, it_says_why_not_more)
{
	const struct node *why = node_find(explained(LATE, LANGUAGE_EN), STR("why_not"));
	bool is_said = false;

	for (size_t i = 0; i < why->count; i++)
		is_said = is_said || str_eq(node_text(&why->items[i], STR("rule")), STR("CN.3B.GEN.R7"));
	cr_assert(is_said);
}

Test(explain, it_quotes_the_articles_and_names_the_exhibits)
{
	const struct node *node = explained(LATE, LANGUAGE_ZH);
	const struct node *quotes = node_find(node, STR("quotes"));
	const struct node *facts = node_find(node, STR("facts"));
	size_t with_text = 0;

	for (size_t i = 0; i < quotes->count; i++)
		with_text += node_text(&quotes->items[i], STR("text")).len > 0 ? 1 : 0;
	cr_assert_gt(with_text, 2);
	cr_assert_eq(facts->count, 1);
	cr_assert(str_eq(node_find(&facts->items[0], STR("exhibits"))->items[0].string, STR("evd_7")));
}

Test(explain, every_explanation_says_what_stays_open)
{
	static const char *const all[] = { LATE, "{}",
		                           "{\"claim.type\":\"no_reason\",\"buyer.role\":\"business\"}" };

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		const struct node *node = explained(all[i], LANGUAGE_ZH);
		cr_assert_eq(node_find(node, STR("notices"))->count, 3);
		cr_assert_gt(node_text(node, STR("conclusion")).len, 0);
	}
}

Test(explain, amounts_are_written_for_people)
{
	const struct node *node =
		explained("{\"claim.type\":\"no_reason\",\"time.delivered_at\":\"2026-03-02\","
	                  "\"time.return_notice_at\":\"2026-03-05\",\"order.paid_minor\":29905}",
	                  LANGUAGE_EN);

	cr_assert(str_eq(node_find(node, STR("amounts"))->items[0].string, STR("to be repaid: 299.05")));
	cr_assert(str_eq(node_find(node, STR("terms"))->items[0].string,
	                 STR("The buyer pays for the return.")));
}
