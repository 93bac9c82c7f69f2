#include "tests/support/life.h"

Test(decide_performance, a_report_is_confirmed_or_confirms_itself)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct id ship = life.dispute.obligations[0].id;
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{\"text\":\"sent\",\"language\":\"en\"}",
	        ship);
	life_refused(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship, PROBLEM_OBLIGATION_NOT_OPEN);
	life_refused(&life, COMMAND_REPORT_OBLIGATION, life_seller, "{}", ship, PROBLEM_DUTY_NOT_YOURS);
	life_refused(&life, COMMAND_CONFIRM_OBLIGATION, life_buyer, "{}", ship, PROBLEM_DUTY_NOT_YOURS);
	life_refused(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", life_fresh(&life),
	             PROBLEM_NO_SUCH_RESOURCE);
	life_expire(&life, DUTY_CONFIRM_PERFORMANCE);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_DONE);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DUE);
	life_refused(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", ship, PROBLEM_OBLIGATION_NOT_OPEN);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_performance, what_the_claimant_never_does_lapses_with_what_depends_on_it)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	for (int i = 0; i < 12 && life.dispute.phase != PHASE_CLOSED; i++)
		cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_CLOSED);
	for (size_t i = 0; i < life.dispute.obligation_count; i++)
		cr_assert_eq(life.dispute.obligations[i].state, OBLIGATION_WAIVED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_performance, what_the_respondent_never_does_is_handed_to_the_marketplace)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", life.dispute.obligations[0].id);
	for (int i = 0; i < 12 && life.dispute.phase != PHASE_CLOSED; i++)
		cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_DONE);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_ENFORCED);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_PERFORMED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_performance, an_overdue_obligation_can_still_be_performed)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct id ship = life.dispute.obligations[0].id;
	life_expire(&life, DUTY_PERFORM);
	cr_assert_eq(dispute_find_obligation(&life.dispute, ship)->state, OBLIGATION_OVERDUE);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_ENFORCE, ship) != NULL);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_ENFORCE, ship) == NULL);
	life_end(&life);
}

Test(decide_performance, the_appeal_window_ends_alone_while_something_is_owed)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life.now_ms = life.dispute.ruling.appeal_until_ms;
	const struct duty *window = dispute_find_duty_of(&life.dispute, DUTY_AWAIT_APPEAL, LIFE_NONE);
	life_refused(&life, COMMAND_CLOSE, life_system, NULL, window->id, PROBLEM_PREDECESSOR_OPEN);
	life_do(&life, COMMAND_EXPIRE_DUTY, life_system, NULL, window->id);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_AWAIT_APPEAL, LIFE_NONE) == NULL);
	cr_assert_gt(life.dispute.duty_count, 0);
	for (int i = 0; i < 12 && life.dispute.phase != PHASE_CLOSED; i++)
		cr_assert_eq(life_expire_next(&life), STATUS_OK, "%s", life.err.detail);
	cr_assert_eq(life.dispute.phase, PHASE_CLOSED);
	life_end(&life);
}
