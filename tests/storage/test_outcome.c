#include <criterion/criterion.h>

#include "storage/outcome.h"

Test(outcome, one_status_alone_is_applied_and_one_alone_unknown)
{
	int applied = 0, unknown = 0;

	for (int status = 0; status < STORE_STATUS_COUNT; status++) {
		applied += store_outcome((enum store_status)status) == OUTCOME_APPLIED;
		unknown += store_outcome((enum store_status)status) == OUTCOME_UNKNOWN;
		cr_assert_gt(strlen(store_status_name((enum store_status)status)), 0);
		cr_assert_gt(strlen(store_status_text((enum store_status)status)), 0);
	}
	cr_assert_eq(applied, 1);
	cr_assert_eq(unknown, 1);
	cr_assert_eq(store_outcome(STORE_OK), OUTCOME_APPLIED);
	cr_assert_eq(store_outcome(STORE_UNKNOWN), OUTCOME_UNKNOWN);
}
