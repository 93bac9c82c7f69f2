#include "core/explain.h"
#include "loaded_packs.h"

static const struct node *explained(const char *facts, enum language language, int depth)
{
	struct arena *arena = take(sizeof *arena);
	struct str text;
	struct error err;
	const struct node *node;

	arena_take(arena, MIB(1));
	cr_assert_eq(explanation_text(propose(load_shipped(), facts, false),
	                              (struct telling){ language, depth }, arena, &text, &err),
	             STATUS_OK);
	cr_assert_eq(node_parse(text, arena, &node, &err), STATUS_OK);
	return node;
}

#define RETURN                                                                                             \
	"{\"claim.type\":\"no_reason\",\"order.channel\":\"online\",\"time.delivered_at\":\"2026-03-02\"," \
	"\"time.return_notice_at\":{\"v\":\"2026-03-05\",\"st\":\"admitted\",\"exhibits\":[\"evd_7\"]},"   \
	"\"goods.intact\":true,\"order.paid_minor\":29905,\"claim.requested\":[\"WITHDRAWAL_REFUND\"]}"

static bool has_text(const struct node *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++) {
		if (str_eq(node_text(&list->items[i], STR("text")), str_from_c(text)))
			return true;
		const struct node *because = node_find(&list->items[i], STR("because"));
		if (because != NULL && has_text(because, text))
			return true;
	}
	return false;
}

static int depth_of(const struct node *list)
{
	int deepest = 0;

	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const struct node *because = node_find(&list->items[i], STR("because"));
		int depth = because == NULL ? 0 : 1 + depth_of(because);
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

Test(explain_reasons, facts_are_named_in_words_with_their_exhibits)
{
	const struct node *reasons = node_find(explained(RETURN, LANGUAGE_EN, 4), STR("reasons"));

	cr_assert(has_text(reasons, "Return announced on: 5 March 2026"));
	cr_assert(has_text(node_find(explained(RETURN, LANGUAGE_HU, 4), STR("reasons")),
	                   "A visszaküldés bejelentésének napja: 2026. március 5."));
}

Test(explain_reasons, one_level_deeper_is_told_on_demand)
{
	for (int depth = 0; depth <= 3; depth++) {
		int told = depth_of(node_find(explained(RETURN, LANGUAGE_EN, depth), STR("reasons")));
		cr_assert_leq(told, depth, "%d", depth);
		cr_assert(depth == 0 || told > 0, "%d", depth);
	}
}

Test(explain_reasons, what_opens_something_else_is_no_reason)
{
	const struct node *node = explained(
		"{\"claim.type\":\"quality\",\"defect.exists\":true,\"defect.kind\":\"performance_fault\","
		"\"goods.category\":\"tv_flat\",\"time.install_done_at\":\"2026-03-04\",\"order.paid_minor\":"
		"499900,"
		"\"defect.found_at\":\"2026-03-06\",\"claim.requested\":[\"REFUND_FULL\"]}",
		LANGUAGE_EN, 1);
	const struct node *quotes = node_find(node, STR("quotes"));

	for (size_t i = 0; i < quotes->count; i++) {
		struct str id = node_text(&quotes->items[i], STR("id"));
		cr_assert_not(str_eq(id, STR("CN.3B.GEN.10")), "the fifteen days are no reason for a refund");
		cr_assert_not(str_eq(id, STR("CN.3B.GEN.11")), "nor are repairs that there were not");
		cr_assert_not(str_eq(id, STR("CN.3B.GEN.13")));
	}
}

Test(explain_reasons, every_why_not_says_why)
{
	const struct node *why = node_find(explained("{\"claim.type\":\"no_reason\",\"order.channel\":"
	                                             "\"online\",\"time.delivered_at\":\"2026-03-02\","
	                                             "\"time.return_notice_at\":\"2026-03-15\",\"goods."
	                                             "intact\":true,\"order.paid_minor\":29905,"
	                                             "\"claim.requested\":[\"WITHDRAWAL_REFUND\"]}",
	                                             LANGUAGE_PL, 1),
	                                   STR("why_not"));

	cr_assert_gt(why->count, 0);
	for (size_t i = 0; i < why->count; i++)
		cr_assert_gt(node_text(&why->items[i], STR("text")).len, 0);
}
