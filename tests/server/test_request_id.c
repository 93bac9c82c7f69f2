#include <criterion/criterion.h>

#include "server/request_id.h"

Test(request_id, every_request_has_its_own_name)
{
	struct request_ids first;
	struct request_ids second;

	request_ids_init(&first, INT64_C(1764000000000), 0);
	request_ids_init(&second, INT64_C(1764000000000), 1);
	struct request_id a = request_ids_next(&first);
	struct request_id b = request_ids_next(&first);
	struct request_id c = request_ids_next(&second);

	cr_assert_str_eq(a.text, "r-19ab697e800-0-1");
	cr_assert_str_neq(a.text, b.text);
	cr_assert_str_neq(a.text, c.text);
}

Test(request_id, the_largest_one_fits)
{
	struct request_ids ids = { .started_ms = -1, .loop = UINT32_MAX, .count = UINT64_MAX - 1 };

	cr_assert_str_eq(request_ids_next(&ids).text, "r-ffffffffffffffff-ffffffff-ffffffffffffffff");
}
