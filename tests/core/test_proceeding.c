#include <criterion/criterion.h>

#include "core/proceeding.h"

Test(proceeding, every_state_has_a_word_of_its_own)
{
	for (int i = 0; i < REQUEST_STATE_COUNT; i++)
		for (int j = 0; j < i; j++)
			cr_assert(!str_eq(request_state_slug((enum request_state)i),
			                  request_state_slug((enum request_state)j)));
	for (int i = 0; i < APPEAL_STATE_COUNT; i++)
		cr_assert_gt(appeal_state_slug((enum appeal_state)i).len, 0);
	for (int i = 0; i < CORRECTION_STATE_COUNT; i++)
		cr_assert_gt(correction_state_slug((enum correction_state)i).len, 0);
}
