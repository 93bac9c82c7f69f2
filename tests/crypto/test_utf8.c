#include <criterion/criterion.h>

#include "crypto/utf8.h"

Test(utf8, what_rfc_3629_forbids_is_refused)
{
	static const struct str bad[] = {
		STR_INIT("\x80"),
		STR_INIT("\xc0\xaf"),
		STR_INIT("\xc1\xbf"),
		STR_INIT("\xe0\x9f\xbf"),
		STR_INIT("\xed\xa0\x80"),
		STR_INIT("\xed\xbf\xbf"),
		STR_INIT("\xf0\x8f\xbf\xbf"),
		STR_INIT("\xf4\x90\x80\x80"),
		STR_INIT("\xf5\x80\x80\x80"),
		STR_INIT("\xff"),
		STR_INIT("\xe4\xb8"),
		STR_INIT("a\xe4\xb8"
		         "a"),
		STR_INIT("\xe4"),
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		cr_assert_not(utf8_is_valid(bad[i]), "row %zu", i);
}

Test(utf8, code_points_are_read_at_every_length)
{
	struct str text = STR("A\xc2\x80\xe7\xba\xa0\xf0\x9f\x93\xb7\xf4\x8f\xbf\xbf");
	static const uint32_t expected[] = { 'A', 0x80, 0x7ea0, 0x1f4f7, 0x10ffff };
	size_t at = 0;

	cr_assert(utf8_is_valid(text));
	for (size_t i = 0; i < COUNT_OF(expected); i++)
		cr_assert_eq(utf8_next(text, &at), expected[i]);
	cr_assert_eq(at, text.len);
	cr_assert(utf8_is_valid((struct str){ 0 }));
}

Test(utf8, spaces_of_every_script_are_spaces)
{
	static const uint32_t spaces[] = {
		' ', '\t', '\n', 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x3000
	};
	static const uint32_t others[] = { 0, 'a', 0x200b, 0x2027, 0x3001, 0xfeff };

	for (size_t i = 0; i < COUNT_OF(spaces); i++)
		cr_assert(utf8_is_space(spaces[i]), "U+%04X", spaces[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		cr_assert_not(utf8_is_space(others[i]), "U+%04X", others[i]);
}
