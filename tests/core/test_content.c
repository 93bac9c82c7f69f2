#include <criterion/criterion.h>

#include "core/content.h"

static uint8_t block[KIB(64)];

static const struct node *json(struct arena *arena, const char *text)
{
	const struct node *node = NULL;
	struct error err;

	arena_init(arena, block, sizeof block);
	cr_assert_eq(node_parse(str_from_c(text), arena, &node, &err), STATUS_OK);
	return node;
}

Test(content, every_document_has_a_table_and_refuses_what_is_not_in_it)
{
	for (int i = 0; i < DOCUMENT_COUNT; i++) {
		struct arena arena;
		struct error err;
		uint8_t room[512];
		cr_assert_gt(content_schema((enum document)i)->count, 0);
		cr_assert_eq(
			content_decode((enum document)i, json(&arena, "{\"surprise\":1}"), "", room, &err),
			STATUS_INVALID);
		cr_assert_eq(err.problem, PROBLEM_UNKNOWN_MEMBER);
		cr_assert_str_eq(err.field, "/surprise");
	}
}

Test(content, a_claim_is_read_into_its_struct)
{
	struct arena arena;
	struct claim_content claim;
	struct error err;
	const struct node *node =
		json(&arena, "{\"reason\":\"nc.defect\",\"ask\":[\"REFUND_FULL\"],\"text\":\"x\","
	                     "\"language\":\"zh-CN\",\"facts\":{\"defect.exists\":true}}");

	cr_assert_eq(content_decode_claim(node, SCHEMA_WHOLE, "", &arena, &claim, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert(str_eq(claim.reason, STR("nc.defect")));
	cr_assert_eq(claim.ask->count, 1);
	cr_assert_eq(claim.facts->count, 1);
}

Test(content, facts_have_their_types)
{
	static const struct {
		const char *facts;
		bool good;
	} rows[] = {
		{ "{\"defect.exists\":true}", true },
		{ "{\"defect.found_at\":\"2026-02-28\"}", true },
		{ "{\"order.paid_minor\":100}", true },
		{ "{\"goods.nature\":[\"perishable\"]}", true },
		{ "{\"defect.exists\":1}", false },
		{ "{\"defect.found_at\":\"2026-02-30\"}", false },
		{ "{\"order.paid_minor\":\"100\"}", false },
		{ "{\"defect.exists\":null}", false },
		{ "{\"time.today\":\"2026-02-28\"}", false },
		{ "{\"evidence.phase\":\"closed\"}", false },
		{ "{\"defect.exists\":{\"v\":true,\"st\":\"admitted\"}}", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct error err;
		const struct node *facts = json(&arena, rows[i].facts);
		cr_assert_eq(content_check_facts(facts, "/facts", &arena, &err) == STATUS_OK, rows[i].good,
		             "%s", rows[i].facts);
	}
}

Test(content, asks_are_distinct_remedies_that_may_be_asked)
{
	static const struct {
		const char *asks;
		const char *field;
	} rows[] = { { "[\"REPAIR\"]", "/ask/0" },
		     { "[1]", "/ask/0" },
		     { "[\"REFUND_FULL\",\"PLATFORM_ADVANCE\"]", "/ask/1" },
		     { "[\"DELIVER\",\"DELIVER\"]", "/ask/1" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct error err;
		cr_assert_eq(content_check_asks(json(&arena, rows[i].asks), "/ask", &err), STATUS_INVALID);
		cr_assert_str_eq(err.field, rows[i].field);
	}
}

Test(content, a_statement_of_facts_refuses_words_that_the_vocabulary_does_not_have)
{
	static const struct {
		const char *facts;
		const char *field;
	} rows[] = {
		{ "{\"defect.kind\":\"banana\"}", "/facts/defect.kind" },
		{ "{\"defect.exists\":true,\"defect.cause\":\"magic\"}", "/facts/defect.cause" },
		{ "{\"repairs\":[{\"in\":\"2026-03-02\",\"delay_cause\":\"weather\"}]}", "/facts/repairs" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct error err = { 0 };
		const struct node *facts = json(&arena, rows[i].facts);
		cr_assert_eq(content_check_facts(facts, "/facts", &arena, &err), STATUS_INVALID, "%s",
		             rows[i].facts);
		cr_assert_eq(err.problem, PROBLEM_INVALID_VALUE);
		cr_assert_str_eq(err.field, rows[i].field);
	}
}
