#include "loaded_packs.h"

static enum status parse(const char *text, size_t len, const struct node **ret_node, struct error *err)
{
	static uint8_t block[MIB(1)];
	static struct arena arena;

	arena_init(&arena, block, sizeof block);
	return node_parse((struct str){ text, len }, &arena, ret_node, err);
}

Test(json, what_is_not_strict_is_refused)
{
	static const char *const texts[] = {
		"",
		"{",
		"{}x",
		"{} {}",
		"{\"a\":1,\"a\":2}",
		"1.0",
		"1e3",
		"-",
		"01",
		"9223372036854775808",
		"nul",
		"'a'",
		"[1,]",
		"{\"a\":1,}",
		"\"\\x\"",
		"\"\\ud800\"",
		"\"\xff\"",
		"\"\n\"",
		"// c\n1",
		"{a:1}",
		"NaN",
		"Infinity",
		"\"a\\u0000b\"",
		"\"\xed\xa0\x80\"",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const struct node *node = NULL;
		struct error err;
		cr_assert_eq(parse(texts[i], strlen(texts[i]), &node, &err), STATUS_INVALID, "%s", texts[i]);
		cr_assert_null(node);
	}
}

Test(json, nesting_has_a_limit)
{
	char text[128];
	const struct node *node;
	struct error err;

	for (size_t depth = 1; depth <= 40; depth++) {
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		enum status status = parse(text, depth * 2, &node, &err);
		cr_assert_eq(status, depth <= JSON_DEPTH_MAX ? STATUS_OK : STATUS_INVALID, "%zu", depth);
	}
}

/* Whatever was read can be printed, alone and within what we print around it. */
Test(json, the_deepest_value_is_printed_within_another)
{
	char text[2 * JSON_DEPTH_MAX];
	static uint8_t block[KIB(64)];
	const struct node *node;
	struct printer printer;
	struct arena scratch;
	struct error err;
	struct buf buf;

	memset(text, '[', JSON_DEPTH_MAX);
	memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
	cr_assert_eq(parse(text, sizeof text, &node, &err), STATUS_OK);
	arena_init(&scratch, block, sizeof block);
	buf_init(&buf, &scratch, KIB(1));
	printer_init(&printer, &buf);
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		print_array_begin(&printer);
	print_node(&printer, node);
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		print_array_end(&printer);
	cr_assert_eq(buf.len, 4 * JSON_DEPTH_MAX);
}

Test(json, a_value_is_printed_as_it_was_read)
{
	static const char *const texts[] = { "null",
		                             "true",
		                             "-5",
		                             "9223372036854775807",
		                             "\"\"",
		                             "[]",
		                             "{}",
		                             "{\"b\":[1,\"x\",null],\"a\":{\"c\":false}}",
		                             "\"\\u0001\\t\\\"\\\\\xe8\xb0\x83\"" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const struct node *node;
		struct error err;
		struct arena arena;
		struct buf buf;
		struct printer printer;
		cr_assert_eq(parse(texts[i], strlen(texts[i]), &node, &err), STATUS_OK, "%s", texts[i]);
		static uint8_t block[KIB(4)];
		arena_init(&arena, block, sizeof block);
		buf_init(&buf, &arena, 1024);
		printer_init(&printer, &buf);
		print_node(&printer, node);
		cr_assert(str_eq(buf_str(&buf), str_from_c(texts[i])), STR_FMT, STR_ARG(buf_str(&buf)));
	}
}

Test(json, members_are_found_or_fall_back)
{
	static const char *const text = "{\"t\":\"x\",\"n\":5,\"b\":true}";
	const struct node *node;
	struct error err;

	cr_assert_eq(parse(text, strlen(text), &node, &err), STATUS_OK);
	cr_assert(str_eq(node_text(node, STR("t")), STR("x")));
	cr_assert_eq(node_text(node, STR("n")).len, 0);
	cr_assert_eq(node_int(node, STR("n"), -1), 5);
	cr_assert_eq(node_int(node, STR("t"), -1), -1);
	cr_assert(node_bool(node, STR("b"), false));
	cr_assert_not(node_bool(node, STR("n"), false));
	cr_assert_null(node_find(node, STR("none")));
	cr_assert_null(node_find(NULL, STR("none")));
}

Test(json, a_small_arena_gives_a_limit)
{
	for (size_t size = 0; size < 200; size += 8) {
		struct arena arena;
		struct error err;
		const struct node *node;
		static uint8_t block[200];
		arena_init(&arena, block, size);
		enum status status = node_parse(STR("{\"a\":[1,2,3]}"), &arena, &node, &err);
		cr_assert_eq(status, STATUS_LIMIT, "%zu", size);
	}
}

Test(json, every_escape_is_read)
{
	static const char *const text =
		"{\"k\\u0065y\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u8c03\\ud83d\\ude00 "
		"\xf0\x9f\x98\x80\xc3\xa9\"}";
	const struct node *node;
	struct error err;

	cr_assert_eq(parse(text, strlen(text), &node, &err), STATUS_OK);
	cr_assert(str_eq(node_text(node, STR("key\n")),
	                 STR("\"\\/\b\f\n\r\t\xc3\xa9\xe8\xb0\x83\xf0\x9f\x98\x80 "
	                     "\xf0\x9f\x98\x80\xc3\xa9")));
}

Test(json, malformed_utf8_and_escapes_are_refused)
{
	static const char *const texts[] = {
		"\"\x80\"",
		"\"\xc0\xaf\"",
		"\"\xc2\"",
		"\"\xe0\x9f\xbf\"",
		"\"\xe8\xb0\"",
		"\"\xf0\x8f\xbf\xbf\"",
		"\"\xf4\x90\x80\x80\"",
		"\"\xf5\x80\x80\x80\"",
		"\"\\u12\"",
		"\"\\udc00\"",
		"\"\\ud800\\u0041\"",
		"\"\\ud800\\n\"",
		"\"\\",
		"\"\\u",
		"\"abc",
		"\"\x7f\x1f\"",
		"\"\\\xc3\xa9\"",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const struct node *node = NULL;
		struct error err;
		cr_assert_eq(parse(texts[i], strlen(texts[i]), &node, &err), STATUS_INVALID, "%s", texts[i]);
	}
}

Test(json, a_repeated_name_is_found_among_many)
{
	for (size_t count = 1; count <= 100; count++) {
		for (size_t twice = 0; twice < 2; twice++) {
			char text[2048] = "{";
			const struct node *node = NULL;
			struct error err;
			size_t len = 1;
			for (size_t i = 0; i < count; i++)
				len += (size_t)snprintf(text + len, sizeof text - len, "\"n%zu\":%zu,", i, i);
			len += (size_t)snprintf(text + len, sizeof text - len, "\"%s\":0}",
			                        twice == 1 ? "n0" : "other");
			enum status status = parse(text, len, &node, &err);
			cr_assert_eq(status, twice == 1 ? STATUS_INVALID : STATUS_OK, "%s", text);
			if (twice == 1)
				continue;
			cr_assert_eq(node->count, count + 1);
			for (size_t i = 0; i < count; i++)
				cr_assert_eq(node->members[i].value.integer, (int64_t)i);
		}
	}
}

Test(json, the_ends_of_64_bits_are_exact)
{
	const struct node *node;
	struct error err;

	cr_assert_eq(parse("-9223372036854775808", 20, &node, &err), STATUS_OK);
	cr_assert_eq(node->integer, INT64_MIN);
	cr_assert_eq(parse("-9223372036854775809", 20, &node, &err), STATUS_INVALID);
	cr_assert_eq(parse("9223372036854775807", 19, &node, &err), STATUS_OK);
	cr_assert_eq(node->integer, INT64_MAX);
	cr_assert_eq(parse("99999999999999999999", 20, &node, &err), STATUS_INVALID);
	cr_assert_eq(parse("-0", 2, &node, &err), STATUS_OK);
	cr_assert_eq(node->integer, 0);
}

Test(json, a_refusal_says_where)
{
	const struct node *node;
	struct error err;

	cr_assert_eq(parse("{\"a\":\"x\\ny\",\n \"b\":tru}", 23, &node, &err), STATUS_INVALID);
	cr_assert_str_eq(err.detail, "line 2, column 6: a value is expected");
}
