#include <criterion/criterion.h>

#include "crypto/lines.h"

Test(lines, they_come_one_by_one_and_only_when_complete)
{
	struct str text = STR("one\n\nlast");
	struct str line;

	cr_assert(line_take(&text, &line));
	cr_assert(str_eq(line, STR("one")));
	cr_assert(line_take(&text, &line));
	cr_assert_eq(line.len, 0);
	cr_assert_not(line_take(&text, &line));
	cr_assert(str_eq(text, STR("last")));
	text = (struct str){ 0 };
	cr_assert_not(line_take(&text, &line));
}

Test(lines, one_with_another_start_is_left_where_it_is)
{
	struct str text = STR("name log\n");
	struct str rest;

	cr_assert_not(line_take_after(&text, STR("seed "), &rest));
	cr_assert(str_eq(text, STR("name log\n")));
	cr_assert(line_take_after(&text, STR("name "), &rest));
	cr_assert(str_eq(rest, STR("log")));
	cr_assert_eq(text.len, 0);
}
