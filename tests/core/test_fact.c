#include "loaded_packs.h"

static const char *type_in_vocabulary(enum fact_type type)
{
	static const char *const names[FACT_TYPE_COUNT] = { "tri",      "int",     "money", "date",
		                                            "datetime", "enum",    "text",  "enum[]",
		                                            "date[]",   "money[]", "int[]", "list" };

	return names[type];
}

Test(fact, the_vocabulary_is_the_shared_one)
{
	struct arena arena;
	struct error err;
	const struct node *root;

	arena_take(&arena, MIB(1));
	cr_assert_eq(node_parse(read_file(LAW_DIR "vocabulary.json"), &arena, &root, &err), STATUS_OK, "%s",
	             err.detail);
	const struct node *facts = node_find(root, STR("facts"));
	cr_assert_eq(facts->count, FACT_COUNT);
	for (size_t i = 0; i < facts->count; i++) {
		enum fact_id id;
		struct str type = node_text(&facts->members[i].value, STR("type"));
		cr_assert(fact_find(facts->members[i].name, &id), STR_FMT, STR_ARG(facts->members[i].name));
		cr_assert(str_eq(type, str_from_c(type_in_vocabulary(fact_type(id)))), STR_FMT,
		          STR_ARG(facts->members[i].name));
	}
}

Test(fact, names_are_sorted_so_that_they_can_be_found)
{
	for (size_t i = 1; i < FACT_COUNT; i++)
		cr_assert_lt(str_compare(fact_name((enum fact_id)(i - 1)), fact_name((enum fact_id)i)), 0);
}

static enum status decode(const char *json, struct facts *facts, struct error *err)
{
	struct arena arena;
	const struct node *node;

	arena_take(&arena, KIB(64));
	cr_assert_eq(node_parse(str_from_c(json), &arena, &node, err), STATUS_OK);
	return facts_decode(node, &arena, facts, err);
}

Test(fact, a_fact_keeps_how_it_stands)
{
	static const struct {
		const char *json;
		enum fact_status status;
		enum value_kind kind;
	} rows[] = {
		{ "{\"goods.intact\":true}", FACT_STATUS_ESTABLISHED, VALUE_BOOL },
		{ "{\"goods.intact\":null}", FACT_STATUS_ESTABLISHED, VALUE_NONE },
		{ "{\"goods.intact\":{\"v\":null,\"st\":\"contested\"}}", FACT_STATUS_CONTESTED, VALUE_NONE },
		{ "{\"goods.intact\":{\"st\":\"unknown\"}}", FACT_STATUS_UNKNOWN, VALUE_NONE },
		{ "{\"goods.intact\":{\"v\":false,\"st\":\"proved\",\"standard\":\"high_probability\"}}",
		  FACT_STATUS_PROVED, VALUE_BOOL },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct facts facts;
		struct error err;
		cr_assert_eq(decode(rows[i].json, &facts, &err), STATUS_OK, "%s", err.detail);
		cr_assert_eq(facts.items[FACT_GOODS_INTACT].status, rows[i].status);
		cr_assert_eq(facts.items[FACT_GOODS_INTACT].value.kind, rows[i].kind);
		cr_assert_eq(facts.items[FACT_GOODS_USE].value.kind, VALUE_ABSENT);
	}
}

Test(fact, a_wrong_fact_is_named)
{
	static const struct {
		const char *json;
		const char *field;
	} rows[] = {
		{ "{\"goods.color\":1}", "/facts" },
		{ "{\"goods.intact\":1}", "/facts/goods.intact" },
		{ "{\"goods.intact\":{\"v\":true,\"st\":\"maybe\"}}", "/facts/goods.intact" },
		{ "{\"order.paid_minor\":-1}", "/facts/order.paid_minor" },
		{ "{\"time.today\":\"2026-02-30\"}", "/facts/time.today" },
		{ "{\"time.today\":\"1776-07-04\"}", "/facts/time.today" },
		{ "{\"goods.use\":\"opened\"}", "/facts/goods.use" },
		{ "{\"goods.use\":[1]}", "/facts/goods.use" },
		{ "{\"repairs\":[{\"out\":\"2026-01-01\"}]}", "/facts/repairs" },
		{ "{\"repairs\":[{\"in\":\"2026-01-02\",\"out\":\"2026-01-01\"}]}", "/facts/repairs" },
		{ "{\"repairs\":[1]}", "/facts/repairs" },
		{ "[]", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct facts facts;
		struct error err = { 0 };
		cr_assert_eq(decode(rows[i].json, &facts, &err), STATUS_INVALID, "%s", rows[i].json);
		cr_assert_str_eq(err.field, rows[i].field);
		cr_assert_gt(strlen(err.detail), 10);
	}
}

Test(fact, a_repair_knows_when_the_fault_came_back)
{
	struct facts facts;
	struct error err;

	cr_assert_eq(
		decode("{\"defect.found_at\":\"2026-02-18\",\"repairs\":["
	               "{\"in\":\"2026-01-12\",\"out\":\"2026-01-19\",\"fixed\":true,\"recorded\":true},"
	               "{\"in\":\"2025-11-03\",\"out\":\"2025-11-08\",\"fixed\":false,\"recorded\":true}]}",
	               &facts, &err),
		STATUS_OK);
	struct value repairs = facts.items[FACT_REPAIRS].value;
	cr_assert_eq(repairs.list.count, 2);
	cr_assert_eq(repairs.list.items[0].repair[REPAIR_RETURNED_AFTER].integer, 65);
	cr_assert_eq(repairs.list.items[1].repair[REPAIR_RETURNED_AFTER].integer, 30);
}
