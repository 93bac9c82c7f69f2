#include "tests/support/life.h"

static const char note[] = "{\"text\":\"x\",\"language\":\"en\"}";
static const char performed[] = "{\"finding\":\"performed\",\"reasons\":\"The carrier says so.\"}";
static const char not_performed[] = "{\"finding\":\"not_performed\",\"reasons\":\"No parcel.\"}";

static struct id contested(struct life *life)
{
	life_begin(life);
	life_to_performance(life);
	struct id ship = life->dispute.obligations[0].id;
	life_refused(life, COMMAND_CONTEST_OBLIGATION, life_seller, note, ship, PROBLEM_OBLIGATION_NOT_OPEN);
	life_do(life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship);
	life_refused(life, COMMAND_CONTEST_OBLIGATION, life_buyer, note, ship, PROBLEM_DUTY_NOT_YOURS);
	life_do(life, COMMAND_CONTEST_OBLIGATION, life_seller, note, ship);
	cr_assert_eq(life->dispute.obligations[0].state, OBLIGATION_CONTESTED);
	return ship;
}

Test(decide_contest, both_show_what_happened_before_the_arbiter_finds_it)
{
	struct life life;
	struct id ship = contested(&life);

	life_refused(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter, performed, ship, PROBLEM_OPENS_LATER);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer,
	        "{\"kind\":\"return_tracking\",\"text\":\"SF123\",\"language\":\"en\"}", LIFE_NONE);
	life.now_ms += 50 * HOUR_MS;
	life_refused(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter, "{\"finding\":\"performed\"}", ship,
	             PROBLEM_REASONS_MISSING);
	life_do(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter, performed, ship);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_DONE);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DUE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_contest, what_was_not_performed_is_overdue)
{
	struct life life;
	struct id ship = contested(&life);

	life.now_ms += 50 * HOUR_MS;
	life_do(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter, not_performed, ship);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_OVERDUE);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_ENFORCE, ship) != NULL);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_contest, the_next_remedy_takes_the_place_of_what_cannot_be_done)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_MAKE_OFFER, life_seller, life_offer, LIFE_NONE);
	life_do(&life, COMMAND_ACCEPT_OFFER, life_buyer, "{\"alternative\":2}", life.dispute.offers[0].id);
	struct id back = life.dispute.obligations[0].id;
	life_do(&life, COMMAND_CONFIRM_OBLIGATION, life_seller, "{}", back);
	struct id ship = life.dispute.obligations[1].id;
	life_refused(&life, COMMAND_DECLARE_IMPOSSIBLE, life_buyer, note, ship, PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_DECLARE_IMPOSSIBLE, life_seller, note, ship);
	life.now_ms += 50 * HOUR_MS;
	life_refused(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter,
	             "{\"finding\":\"impossible\",\"reasons\":\"x\"}", ship, PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_RESOLVE_OBLIGATION, life_arbiter,
	        "{\"finding\":\"impossible\",\"reasons\":\"No longer made.\",\"substitute\":"
	        "{\"code\":\"next_remedy\",\"remedy\":\"REFUND_FULL\"}}",
	        ship);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_IMPOSSIBLE);
	cr_assert_eq(life.dispute.obligations[2].state, OBLIGATION_DONE, "the goods are back already");
	cr_assert_eq(life.dispute.obligations[3].state, OBLIGATION_DUE);
	cr_assert_eq(life.dispute.obligations[3].amount.minor, 239900);
	cr_assert_eq(life.dispute.ruling.version, 1);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_contest, who_waives_a_return_still_owes_the_refund)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct id ship = life.dispute.obligations[0].id;
	life_refused(&life, COMMAND_WAIVE_OBLIGATION, life_buyer, note, ship, PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_WAIVE_OBLIGATION, life_seller, note, ship);
	cr_assert_eq(life.dispute.obligations[0].state, OBLIGATION_WAIVED);
	cr_assert_eq(life.dispute.obligations[1].state, OBLIGATION_DUE);
	life_do(&life, COMMAND_WAIVE_OBLIGATION, life_buyer, note, life.dispute.obligations[1].id);
	life_do(&life, COMMAND_WAIVE_OBLIGATION, life_buyer, note, life.dispute.obligations[2].id);
	cr_assert_eq(life.dispute.phase, PHASE_PERFORMANCE, "an appeal could still come");
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_contest, an_arbiter_who_never_finds_it_is_recorded_and_the_case_waits)
{
	struct life life;

	(void)contested(&life);
	life.now_ms += 200 * HOUR_MS;
	for (int i = 0; i < 12; i++)
		cr_assert_eq(life_ring(&life), STATUS_OK, "%s", life.err.detail);
	bool waits = false;
	for (size_t i = 0; i < life.dispute.duty_count; i++)
		waits = waits || life.dispute.duties[i].action == DUTY_RESOLVE;
	cr_assert(waits);
	life_end(&life);
}
