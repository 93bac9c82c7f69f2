#include <criterion/criterion.h>

#include "crypto/random.h"

Test(random, it_may_be_started_more_than_once)
{
	struct error err;

	cr_assert_eq(random_init(&err), STATUS_OK);
	cr_assert_eq(random_init(&err), STATUS_OK);
}

Test(random, two_fills_differ_and_stay_within_their_length)
{
	struct error err;
	uint8_t a[40] = { 0 }, b[40] = { 0 };

	cr_assert_eq(random_init(&err), STATUS_OK);
	random_fill(a, 32);
	random_fill(b, 32);
	cr_assert_arr_neq(a, b, 32);
	cr_assert_arr_eq(a + 32, ((uint8_t[8]){ 0 }), 8);
	random_fill(NULL, 0);
}
