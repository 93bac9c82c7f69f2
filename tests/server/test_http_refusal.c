#include <criterion/criterion.h>

#include "server/http_refusal.h"

Test(http_refusal, every_refusal_has_an_error_status_and_texts)
{
	for (int i = REFUSAL_NONE + 1; i < REFUSAL_COUNT; i++) {
		const struct http_refusal_info *info = http_refusal_info((enum http_refusal)i);

		cr_assert(info->status >= 400 && info->status <= 599);
		cr_assert_gt(strlen(info->slug), 0);
		cr_assert_null(strpbrk(info->title, "\"\\"));
	}
	cr_assert_not(http_fault_is(HTTP_FINE));
	cr_assert(http_fault_is(http_malformed("x")));
}
