#include <criterion/criterion.h>

#include "crypto/decimal.h"

Test(decimal, a_number_has_one_spelling)
{
	static const struct {
		struct str text;
		bool ok;
		uint64_t value;
	} rows[] = {
		{ STR_INIT("0"), true, 0 },
		{ STR_INIT("7"), true, 7 },
		{ STR_INIT("1000"), true, 1000 },
		{ STR_INIT("1001"), false, 0 },
		{ STR_INIT("2000"), false, 0 },
		{ STR_INIT("00"), false, 0 },
		{ STR_INIT("01"), false, 0 },
		{ STR_INIT(""), false, 0 },
		{ STR_INIT("-1"), false, 0 },
		{ STR_INIT("+1"), false, 0 },
		{ STR_INIT(" 1"), false, 0 },
		{ STR_INIT("1 "), false, 0 },
		{ STR_INIT("0x1"), false, 0 },
		{ STR_INIT("1e2"), false, 0 },
		{ STR_INIT("18446744073709551617"), false, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		uint64_t value = 0;
		cr_assert_eq(decimal_parse(rows[i].text, 1000, &value), rows[i].ok, "row %zu", i);
		cr_assert_eq(value, rows[i].value, "row %zu", i);
	}
}

Test(decimal, the_largest_number_is_the_last)
{
	uint64_t value = 0;

	cr_assert(decimal_parse(STR("18446744073709551615"), UINT64_MAX, &value));
	cr_assert_eq(value, UINT64_MAX);
	cr_assert_not(decimal_parse(STR("18446744073709551616"), UINT64_MAX, &value));
	cr_assert_not(decimal_parse(STR("99999999999999999999"), UINT64_MAX, &value));
}
