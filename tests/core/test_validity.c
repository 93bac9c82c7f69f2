#include <criterion/criterion.h>

#include "core/validity.h"

Test(validity, holds_from_its_first_day_to_the_day_before_its_end)
{
	static const struct {
		int32_t from, to, day;
		bool holds;
	} rows[] = {
		{ 10, 20, 9, false },
		{ 10, 20, 10, true },
		{ 10, 20, 19, true },
		{ 10, 20, 20, false },
		{ INT32_MIN, 20, 0, true },
		{ 10, INT32_MIN, 99999, true },
		{ 10, 20, INT32_MIN, false }, /* an unknown day is the latest */
		{ 10, INT32_MIN, INT32_MIN, true },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct validity validity = { { rows[i].from }, { rows[i].to } };
		cr_assert_eq(validity_has(validity, (struct date){ rows[i].day }), rows[i].holds, "row %zu",
		             i);
	}
}
