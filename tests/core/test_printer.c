#include "loaded_packs.h"

Test(printer, commas_stand_where_they_belong)
{
	struct arena arena;
	struct buf buf;
	struct printer p;

	arena_take(&arena, KIB(4));
	buf_init(&buf, &arena, 1024);
	printer_init(&p, &buf);
	print_object_begin(&p);
	print_member_string(&p, STR("s"), STR("x"));
	print_member_int(&p, STR("i"), -1);
	print_member_bool(&p, STR("b"), false);
	print_member_raw(&p, STR("r"), STR("[0]"));
	print_name(&p, STR("a"));
	print_array_begin(&p);
	print_null(&p);
	print_object_begin(&p);
	print_object_end(&p);
	print_array_begin(&p);
	print_array_end(&p);
	print_array_end(&p);
	print_object_end(&p);
	cr_assert(str_eq(buf_str(&buf),
	                 STR("{\"s\":\"x\",\"i\":-1,\"b\":false,\"r\":[0],\"a\":[null,{},[]]}")));
}

Test(printer, every_control_character_is_escaped_in_its_shortest_form)
{
	static const struct {
		const char *text;
		const char *printed;
	} rows[] = { { "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
		     { "\x01\x1f", "\"\\u0001\\u001f\"" },
		     { "\"\\/", "\"\\\"\\\\/\"" },
		     { "\x7f", "\"\x7f\"" },
		     { "处理", "\"处理\"" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct buf buf;
		struct printer p;
		arena_take(&arena, KIB(1));
		buf_init(&buf, &arena, 256);
		printer_init(&p, &buf);
		print_string(&p, str_from_c(rows[i].text));
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].printed)));
	}
}

Test(printer, a_failure_is_kept_by_the_buf)
{
	struct arena arena;
	struct buf buf;
	struct printer p;
	struct error err;

	arena_take(&arena, KIB(1));
	buf_init(&buf, &arena, 4);
	printer_init(&p, &buf);
	print_string(&p, STR("too long"));
	cr_assert_eq(buf_check(&buf, &err), STATUS_LIMIT);
}
