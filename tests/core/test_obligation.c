#include <criterion/criterion.h>

#include "core/obligation.h"

Test(obligation, kinds_are_found_by_their_words)
{
	for (int i = 0; i < OBLIGATION_KIND_COUNT; i++) {
		enum obligation_kind found = OBLIGATION_KIND_COUNT;
		cr_assert(obligation_kind_find(obligation_kind_slug((enum obligation_kind)i), &found));
		cr_assert_eq(found, i);
	}
	enum obligation_kind untouched = OBLIGATION_ACT;
	cr_assert(!obligation_kind_find(STR("sing"), &untouched));
	cr_assert_eq(untouched, OBLIGATION_ACT);
}

Test(obligation, four_states_are_final)
{
	static const bool final[OBLIGATION_STATE_COUNT] = { [OBLIGATION_DONE] = true,
		                                            [OBLIGATION_ENFORCED] = true,
		                                            [OBLIGATION_WAIVED] = true,
		                                            [OBLIGATION_IMPOSSIBLE] = true };

	for (int i = 0; i < OBLIGATION_STATE_COUNT; i++) {
		struct obligation obligation = { .state = (enum obligation_state)i };
		cr_assert_eq(obligation_is_terminal(&obligation), final[i]);
		cr_assert_gt(obligation_state_slug((enum obligation_state)i).len, 0);
	}
}
