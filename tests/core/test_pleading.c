#include <criterion/criterion.h>

#include "core/pleading.h"

Test(pleading, every_status_has_its_own_word)
{
	for (int i = 0; i < ENTRY_STATUS_COUNT; i++)
		for (int j = 0; j < ENTRY_STATUS_COUNT; j++)
			cr_assert_eq(str_eq(entry_status_slug((enum entry_status)i),
			                    entry_status_slug((enum entry_status)j)),
			             i == j);
	for (int i = 0; i < OFFER_STATE_COUNT; i++)
		for (int j = 0; j < OFFER_STATE_COUNT; j++)
			cr_assert_eq(str_eq(offer_state_slug((enum offer_state)i),
			                    offer_state_slug((enum offer_state)j)),
			             i == j);
}

Test(pleading, a_standard_is_found_by_its_word)
{
	for (int i = STANDARD_NONE + 1; i < STANDARD_COUNT; i++) {
		enum standard found = STANDARD_NONE;
		cr_assert(standard_find(standard_slug((enum standard)i), &found));
		cr_assert_eq(found, i);
	}
	enum standard untouched = STANDARD_HIGH;
	cr_assert(!standard_find(STR(""), &untouched));
	cr_assert_eq(untouched, STANDARD_HIGH);
}
