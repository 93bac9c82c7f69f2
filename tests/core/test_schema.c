#include <criterion/criterion.h>
#include <stddef.h>
#include <stdlib.h>

#include "core/schema.h"

struct sample {
	struct str text;
	struct str token;
	struct str line;
	struct str word;
	int64_t number;
	int64_t when;
	bool flag;
	const struct node *list;
	const struct node *object;
	const struct node *any;
};

#define AT(member) .offset = offsetof(struct sample, member)

static const struct field fields[] = {
	{ STR_INIT("text"), FIELD_TEXT, FIELD_REQUIRED, AT(text), .min = 1, .max = 5 },
	{ STR_INIT("token"), FIELD_TOKEN, FIELD_OPTIONAL, AT(token), .min = 1, .max = 5 },
	{ STR_INIT("line"), FIELD_LINE, FIELD_OPTIONAL, AT(line), .min = 0, .max = 5 },
	{ STR_INIT("word"), FIELD_WORD, FIELD_OPTIONAL, AT(word), .words = STR_INIT("red|green") },
	{ STR_INIT("number"), FIELD_INT, FIELD_OPTIONAL, AT(number), .min = -2, .max = 9 },
	{ STR_INIT("when"), FIELD_INSTANT, FIELD_OPTIONAL, AT(when) },
	{ STR_INIT("flag"), FIELD_BOOL, FIELD_OPTIONAL, AT(flag) },
	{ STR_INIT("list"), FIELD_ARRAY, FIELD_OPTIONAL, AT(list), .min = 1, .max = 2 },
	{ STR_INIT("object"), FIELD_OBJECT, FIELD_OPTIONAL, AT(object), .min = 0, .max = 1 },
	{ STR_INIT("any"), FIELD_ANY, FIELD_OPTIONAL, AT(any) },
};

static const struct schema schema = { fields, COUNT_OF(fields) };

static enum status decode(const char *json, enum strictness strictness, struct sample *ret, struct error *err)
{
	static uint8_t block[KIB(64)];
	struct arena arena;
	const struct node *node = NULL;

	arena_init(&arena, block, sizeof block);
	cr_assert_eq(node_parse(str_from_c(json), &arena, &node, err), STATUS_OK, "%s", err->detail);
	*ret = (struct sample){ 0 };
	return schema_decode(&schema, node, strictness, "/at", ret, err);
}

Test(schema, a_whole_document_fills_the_struct)
{
	struct sample sample;
	struct error err;

	cr_assert_eq(decode("{\"text\":\"a\\nb\",\"token\":\"t\",\"line\":\"a "
	                    "b\",\"word\":\"green\",\"number\":-2,"
	                    "\"when\":\"1970-01-01T00:00:01Z\",\"flag\":true,\"list\":[1],\"object\":{},"
	                    "\"any\":7}",
	                    SCHEMA_WHOLE, &sample, &err),
	             STATUS_OK, "%s", err.detail);
	cr_assert(str_eq(sample.word, STR("green")));
	cr_assert_eq(sample.number, -2);
	cr_assert_eq(sample.when, 1000);
	cr_assert(sample.flag);
	cr_assert_eq(sample.list->count, 1);
	cr_assert_eq(sample.any->integer, 7);
}

Test(schema, what_breaks_the_table_is_refused_at_its_pointer)
{
	static const struct {
		const char *json;
		const char *field;
		enum problem problem;
	} rows[] = {
		{ "{}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "[]", "/at", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"more\":1}", "/at/more", PROBLEM_UNKNOWN_MEMBER },
		{ "{\"text\":\"\"}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"123456\"}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\\u0001\"}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\\u0085\"}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\\u007f\"}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":1}", "/at/text", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"token\":\"a b\"}", "/at/token", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"line\":\"a\\nb\"}", "/at/line", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"word\":\"blue\"}", "/at/word", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"word\":1}", "/at/word", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"number\":10}", "/at/number", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"number\":\"1\"}", "/at/number", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"when\":\"today\"}", "/at/when", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"flag\":0}", "/at/flag", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"list\":[]}", "/at/list", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"list\":{}}", "/at/list", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"object\":{\"a\":1,\"b\":2}}", "/at/object", PROBLEM_INVALID_VALUE },
		{ "{\"text\":\"a\",\"any\":null}", "/at/any", PROBLEM_INVALID_VALUE },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sample sample;
		struct error err;
		cr_assert_eq(decode(rows[i].json, SCHEMA_WHOLE, &sample, &err), STATUS_INVALID, "%s",
		             rows[i].json);
		cr_assert_str_eq(err.field, rows[i].field);
		cr_assert_eq(err.problem, rows[i].problem);
	}
}

Test(schema, lengths_count_characters_not_bytes)
{
	struct sample sample;
	struct error err;

	cr_assert_eq(decode("{\"text\":\"五个汉字也\"}", SCHEMA_WHOLE, &sample, &err), STATUS_OK, "%s",
	             err.detail);
	cr_assert_eq(decode("{\"text\":\"六个汉字不行\"}", SCHEMA_WHOLE, &sample, &err), STATUS_INVALID);
}

Test(schema, a_draft_may_lack_what_is_required_but_not_break_it)
{
	struct sample sample;
	struct error err;

	cr_assert_eq(decode("{}", SCHEMA_DRAFT, &sample, &err), STATUS_OK);
	cr_assert_eq(decode("{\"text\":1}", SCHEMA_DRAFT, &sample, &err), STATUS_INVALID);
}

Test(schema, a_pointer_that_is_too_long_is_cut)
{
	char name[300];

	memset(name, 'a', sizeof name);
	struct pointer pointer = pointer_member("/x", (struct str){ name, sizeof name });
	cr_assert_eq(strlen(pointer.text), ERROR_FIELD_MAX - 1);
	cr_assert_str_eq(pointer_item("/list", 3).text, "/list/3");
}
