#include "core/fact.h"
#include "core/ledger.h"
#include "tests/support/life.h"

static const struct node *facts(struct life *life)
{
	const struct node *node = NULL;

	cr_assert_eq(ledger_facts(&life->dispute, life->now_ms, &life->arena, &node, &life->err), STATUS_OK);
	return node;
}

static struct str status_of(struct life *life, struct str key)
{
	const struct node *fact = node_find(facts(life), key);

	cr_assert(fact != NULL);
	return fact->kind == NODE_OBJECT ? node_text(fact, STR("st")) : STR("plain");
}

Test(ledger, the_case_adds_what_only_it_knows)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life.now_ms += 17 * HOUR_MS;
	const struct node *node = facts(&life);
	cr_assert(str_eq(node_text(node, STR("jurisdiction")), STR("CN")));
	cr_assert(str_eq(node_text(node, STR("claim.type")), STR("quality")));
	cr_assert_eq(node_find(node, STR("claim.requested"))->count, 2);
	cr_assert(str_eq(node_text(node, STR("claim.filed_at")), STR("2026-11-25")));
	cr_assert(str_eq(node_text(node, STR("evidence.phase")), STR("open")));
	cr_assert(str_eq(node_text(node, STR("time.today")), STR("2026-11-26")),
	          "it is tomorrow in Shanghai");
	life_end(&life);
}

Test(ledger, a_status_is_how_the_fact_stands)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	cr_assert(str_eq(status_of(&life, STR("order.paid_minor")), STR("plain")));
	cr_assert(str_eq(status_of(&life, STR("defect.exists")), STR("contested")));
	cr_assert(str_eq(status_of(&life, STR("defect.found_at")), STR("admitted")));
	cr_assert(str_eq(status_of(&life, STR("defect.kind")), STR("claimed")));
	cr_assert(str_eq(status_of(&life, STR("defect.cause")), STR("seller_claimed")));
	life_do(&life, COMMAND_FIND_FACT, life_arbiter,
	        "{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"probable\",\"reason\":\"x\"}",
	        LIFE_NONE);
	cr_assert(str_eq(status_of(&life, STR("defect.exists")), STR("proved")));
	cr_assert(str_eq(node_text(node_find(facts(&life), STR("defect.exists")), STR("standard")),
	                 STR("probable")));
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	cr_assert(str_eq(status_of(&life, STR("defect.kind")), STR("uncontested")));
	cr_assert(str_eq(status_of(&life, STR("defect.cause")), STR("seller_claimed")));
	cr_assert(str_eq(node_text(facts(&life), STR("evidence.phase")), STR("closed")));
	life_end(&life);
}

Test(ledger, exhibits_stand_beside_the_facts_they_show)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer,
	        "{\"kind\":\"item_photo\",\"text\":\"x\",\"facts\":[\"defect.exists\",\"order.paid_minor\"]}",
	        LIFE_NONE);
	const struct node *exhibits =
		node_find(node_find(facts(&life), STR("defect.exists")), STR("exhibits"));
	cr_assert_eq(exhibits->count, 1);
	cr_assert(str_eq(exhibits->items[0].string, STR("B-1")));
	cr_assert(str_eq(status_of(&life, STR("order.paid_minor")), STR("platform_recorded")));
	life_end(&life);
}

Test(ledger, the_rules_can_read_it_and_its_names_are_sorted)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	const struct node *node = facts(&life);
	struct facts *decoded = ARENA_NEW(&life.arena, struct facts);
	cr_assert_eq(facts_decode(node, &life.arena, decoded, &life.err), STATUS_OK, "%s %s", life.err.field,
	             life.err.detail);
	for (size_t i = 1; i < node->count; i++)
		cr_assert_lt(str_compare(node->members[i - 1].name, node->members[i].name), 0);
	life_end(&life);
}

Test(ledger, a_draft_has_nothing_to_assess)
{
	struct life life;
	struct str text;

	life_begin(&life);
	life_draft(&life);
	cr_assert_eq(ledger_print(&life.dispute, life.now_ms, &life.arena, &text, &life.err),
	             STATUS_CONFLICT);
	life_do(&life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert_eq(ledger_print(&life.dispute, life.now_ms, &life.arena, &text, &life.err), STATUS_OK);
	cr_assert(str_has_prefix(text, STR("{\"buyer.role\":\"consumer\",\"claim.filed_at\":")));
	life_end(&life);
}

Test(ledger, a_day_is_that_of_the_order_s_place)
{
	static const struct {
		const char *facts;
		const char *day;
	} rows[] = {
		{ "{}", "2026-07-02" },
		{ "{\"jurisdiction\":\"CN-ZJ\"}", "2026-07-02" },
		{ "{\"jurisdiction\":\"PL\"}", "2026-07-02" },
		{ "{\"jurisdiction\":\"GB\"}", "2026-07-01" },
		{ "{\"jurisdiction\":\"US\"}", "2026-07-01" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		static uint8_t block[KIB(16)];
		struct arena arena;
		struct error err;
		const struct node *facts;
		struct date day;
		int64_t at_ms;
		arena_init(&arena, block, sizeof(block));
		cr_assert_eq(node_parse(str_from_c(rows[i].facts), &arena, &facts, &err), STATUS_OK);
		cr_assert_eq(instant_parse(STR("2026-07-01T22:30:00Z"), &at_ms, &err), STATUS_OK);
		cr_assert_eq(date_parse(str_from_c(rows[i].day), &day, &err), STATUS_OK);
		cr_expect_eq(ledger_day(facts, at_ms).day, day.day, "%s", rows[i].facts);
	}
}
