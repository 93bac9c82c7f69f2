#define _GNU_SOURCE /* memmem */
#include "loaded_packs.h"

#define FACTS                                                                                            \
	"{\"claim.type\":\"no_reason\",\"time.delivered_at\":\"2026-03-02\",\"order.paid_minor\":29900," \
	"\"time.return_notice_at\":{\"v\":\"2026-03-09\",\"st\":\"recorded\",\"exhibits\":[\"evd_1\"]}}"

static struct str text_of(const struct proposal *proposal)
{
	struct arena arena;
	struct str text;
	struct error err;

	arena_take(&arena, KIB(256));
	cr_assert_eq(proposal_text(proposal, &arena, &text, &err), STATUS_OK);
	return text;
}

Test(proposal, it_has_the_agreed_members_in_order)
{
	static const char *const names[] = { "alternatives",   "amounts",
		                             "burden_bearer",  "chooser",
		                             "cited",          "computed",
		                             "derivation",     "flags",
		                             "freight_payer",  "missing_facts",
		                             "not_applied",    "outcome",
		                             "readings",       "remedies_available",
		                             "remedy_proposed" };
	struct arena arena;
	struct error err;
	const struct node *node;

	arena_take(&arena, KIB(512));
	cr_assert_eq(node_parse(text_of(propose(load_shipped(), FACTS, false)), &arena, &node, &err),
	             STATUS_OK);
	cr_assert_eq(node->count, COUNT_OF(names));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		cr_assert(str_eq(node->members[i].name, str_from_c(names[i])));
}

Test(proposal, the_derivation_names_facts_with_their_exhibits)
{
	struct str text = text_of(propose(load_shipped(), FACTS, false));
	static const char *const parts[] = {
		"{\"exhibits\":[\"evd_1\"],\"id\":\"time.return_notice_at\",\"status\":\"recorded\","
		"\"value\":\"2026-03-09\"}",
		"\"rule\":\"CN.7D.R10.OPEN\",\"truth\":\"true\"",
		"\"definition\":\"CN.7D.WINDOW_END\",\"value\":\"2026-03-09\"",
		"\"engine\":\"sanbao-rules/1\"",
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		cr_assert_not_null(memmem(text.ptr, text.len, parts[i], strlen(parts[i])), "%s", parts[i]);
}

Test(proposal, the_same_facts_give_the_same_bytes)
{
	const struct packset *packset = load_shipped();
	struct str first = text_of(propose(packset, FACTS, false));

	for (size_t i = 0; i < 5; i++)
		cr_assert(str_eq(first, text_of(propose(packset, FACTS, false))));
}

Test(proposal, what_was_computed_can_be_asked_for)
{
	const struct proposal *proposal = propose(load_shipped(), FACTS, false);

	cr_assert_eq(proposal_computed(proposal, STR("window_end")).date.day,
	             date_from_civil(2026, 3, 9).day);
	cr_assert_eq(proposal_computed(proposal, STR("no_such_thing")).kind, VALUE_ABSENT);
}
