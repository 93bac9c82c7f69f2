#include "core/explain.h"
#include "loaded_packs.h"

#define RETURN                                                                                             \
	"{\"claim.type\":\"no_reason\",\"order.channel\":\"online\",\"time.delivered_at\":\"2026-03-02\"," \
	"\"time.return_notice_at\":\"2026-03-05\",\"goods.intact\":true,\"order.paid_minor\":29905,"       \
	"\"claim.requested\":[\"WITHDRAWAL_REFUND\"]}"

static const struct node *changes_of(enum language language, size_t foresight)
{
	struct configuration configuration = { .is_worked_case = true, .foresight = foresight };
	struct arena *arena = take(sizeof *arena);
	const struct proposal *proposal;
	const struct node *node;
	struct facts *facts = take(sizeof *facts);
	struct error err = { 0 };
	struct str text;

	arena_take(arena, MIB(4));
	cr_assert_eq(node_parse(STR(RETURN), arena, &node, &err), STATUS_OK);
	cr_assert_eq(facts_decode(node, arena, facts, &err), STATUS_OK);
	cr_assert_eq(evaluate(load_shipped(), &configuration, facts, arena, &proposal, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(explanation_text(proposal, (struct telling){ language, 0 }, arena, &text, &err),
	             STATUS_OK);
	cr_assert_eq(node_parse(text, arena, &node, &err), STATUS_OK);
	return node_find(node, STR("would_change"));
}

static const struct node *change_with(const struct node *changes, const char *text)
{
	for (size_t i = 0; i < changes->count; i++) {
		if (str_eq(node_text(&changes->items[i], STR("text")), str_from_c(text)))
			return &changes->items[i];
	}
	return NULL;
}

Test(explain_change, a_change_is_told_as_a_sentence_in_each_language)
{
	static const char *const sentences[LANGUAGE_COUNT] = {
		[LANGUAGE_BG] = "Ако се установи това: Връщането е обявено на: 10 март 2026 г. или по-късно, "
				"предложението ще бъде: искането не се подкрепя.",
		[LANGUAGE_EN] =
			"If this were established: Return announced on: 10 March 2026 or later, the proposal "
			"would be: the request is not supported.",
		[LANGUAGE_HU] =
			"Ha ez bizonyosodna be: A visszaküldés bejelentésének napja: 2026. március 10. vagy "
			"később, a javaslat ez lenne: a kérés nem támogatható.",
		[LANGUAGE_PL] = "Gdyby ustalono: Zwrot zgłoszono dnia: 10 marca 2026 lub później, propozycja "
				"brzmiałaby: żądanie nie znajduje poparcia.",
		[LANGUAGE_ZH] = "如果查明：提出退货日期：2026年3月10日或更晚，调处建议将是：不支持请求。",
	};

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		const struct node *changes = changes_of((enum language)i, 1000);
		const struct node *change = change_with(changes, sentences[i]);
		cr_assert_not_null(change, "%s", sentences[i]);
		cr_assert(str_eq(node_text(change, STR("favours")), STR("seller")));
	}
}

Test(explain_change, values_that_lead_to_the_same_are_told_together)
{
	const struct node *changes = changes_of(LANGUAGE_EN, 1000);

	cr_assert_not_null(change_with(
		changes,
		"If this were established: Special kind of goods: made to order, perishable, digital, "
		"opened, newspaper or magazine, the proposal would be: the request is not supported."));
}

Test(explain_change, without_foresight_nothing_is_told)
{
	cr_assert_eq(changes_of(LANGUAGE_EN, 0)->count, 0);
}
