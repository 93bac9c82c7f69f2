#include <criterion/criterion.h>

#include "core/duty.h"

Test(duty, every_duty_says_what_happens_otherwise)
{
	for (int i = 0; i < DUTY_ACTION_COUNT; i++) {
		const struct duty_info *info = duty_info((enum duty_action)i);
		enum duty_action found = DUTY_ACTION_COUNT;
		cr_assert_gt(info->on_expiry.len, 0);
		cr_assert_geq(info->hours, 0);
		cr_assert(duty_action_find(info->slug, &found));
		cr_assert_eq(found, i);
		cr_assert_eq(command_statement(info->command), NEED_NONE, "the system signs nothing");
	}
}

Test(duty, terms_are_those_of_the_domain_page)
{
	static const struct {
		enum duty_action action;
		int32_t hours;
	} rows[] = { { DUTY_RESPOND, 72 }, { DUTY_NEGOTIATE, 168 },           { DUTY_GIVE_EVIDENCE, 120 },
		     { DUTY_DECIDE, 48 },  { DUTY_CONFIRM_PERFORMANCE, 120 }, { DUTY_AWAIT_APPEAL, 336 },
		     { DUTY_SUBMIT, 336 } };

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(duty_due(rows[i].action, 1000), 1000 + rows[i].hours * HOUR_MS);
}

Test(duty, an_unknown_action_is_not_found)
{
	enum duty_action untouched = DUTY_COSIGN;

	cr_assert(!duty_action_find(STR("sleep"), &untouched));
	cr_assert_eq(untouched, DUTY_COSIGN);
	cr_assert(str_eq(duty_kind_slug(DUTY_KIND_STATUTORY), STR("statutory")));
}
