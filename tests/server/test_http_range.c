#include <criterion/criterion.h>

#include "server/http_range.h"

Test(http_range, one_range_is_served_and_everything_else_is_the_whole)
{
	static const struct {
		const char *header;
		uint64_t size;
		enum range_verdict verdict;
		uint64_t first, last;
	} table[] = {
		{ "bytes=0-99", 1000, RANGE_PART, 0, 99 },
		{ "bytes=900-", 1000, RANGE_PART, 900, 999 },
		{ "bytes=900-5000", 1000, RANGE_PART, 900, 999 },
		{ "bytes=-100", 1000, RANGE_PART, 900, 999 },
		{ "bytes=-5000", 1000, RANGE_PART, 0, 999 },
		{ "bytes=999-999", 1000, RANGE_PART, 999, 999 },
		{ "bytes=1000-", 1000, RANGE_UNSATISFIABLE, 0, 0 },
		{ "bytes=-0", 1000, RANGE_UNSATISFIABLE, 0, 0 },
		{ "bytes=0-0,5-6", 1000, RANGE_WHOLE, 0, 0 },
		{ "bytes=9-5", 1000, RANGE_WHOLE, 0, 0 },
		{ "bytes=-", 1000, RANGE_WHOLE, 0, 0 },
		{ "bytes=a-b", 1000, RANGE_WHOLE, 0, 0 },
		{ "bytes=5", 1000, RANGE_WHOLE, 0, 0 },
		{ "lines=1-2", 1000, RANGE_WHOLE, 0, 0 },
		{ "", 1000, RANGE_WHOLE, 0, 0 },
		{ "bytes=99999999999999999999-", 1000, RANGE_WHOLE, 0, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		uint64_t first = 0, last = 0;
		cr_assert_eq(http_range_read(str_from_c(table[i].header), table[i].size, &first, &last),
		             table[i].verdict, "%s", table[i].header);
		if (table[i].verdict == RANGE_PART) {
			cr_assert_eq(first, table[i].first, "%s", table[i].header);
			cr_assert_eq(last, table[i].last, "%s", table[i].header);
		}
	}
}
