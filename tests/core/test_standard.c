#include <criterion/criterion.h>

#include "core/standard.h"

Test(standard, the_words_stand_in_the_order_of_certainty)
{
	static const struct str words[] = { STR_INIT("probable"), STR_INIT("high_probability"),
		                            STR_INIT("beyond_reasonable_doubt") };
	enum standard before = STANDARD_NONE;

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		enum standard standard;
		cr_assert(standard_find(words[i], &standard));
		cr_assert_gt(standard, before);
		cr_assert(str_eq(standard_slug(standard), words[i]));
		before = standard;
	}
	cr_assert_not(standard_find(STR("certain"), &before));
}
