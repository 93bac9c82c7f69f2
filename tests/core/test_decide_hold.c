#include "tests/support/life.h"

static const char *until(const struct life *life, const char *kind, int64_t hours)
{
	static char text[128];
	static uint8_t block[256];
	struct arena arena;
	struct str instant;

	arena_init(&arena, block, sizeof block);
	instant = instant_text(&arena, life->now_ms + hours * HOUR_MS);
	(void)snprintf(text, sizeof text, "{\"kind\":\"%s\",\"until\":\"%.*s\"}", kind, (int)instant.len,
	               instant.ptr);
	return text;
}

static int64_t due(const struct life *life, enum duty_action action)
{
	return dispute_find_duty_of(&life->dispute, action, LIFE_NONE)->due_at_ms;
}

Test(decide_hold, a_side_rests_once_for_a_day_and_soft_terms_move_by_exactly_that)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	int64_t respond = due(&life, DUTY_RESPOND);
	life.now_ms += HOUR_MS;
	life_do(&life, COMMAND_START_HOLD, life_seller, until(&life, "cooloff", 24), LIFE_NONE);
	cr_assert_eq(life.dispute.hold, HOLD_COOLOFF);
	cr_assert_eq(due(&life, DUTY_RESPOND), respond + 24 * HOUR_MS);
	life_refused(&life, COMMAND_ESCALATE, life_buyer, "{}", LIFE_NONE, PROBLEM_HELD);
	life_do(&life, COMMAND_POST_MESSAGE, life_buyer, "{\"text\":\"ok\",\"language\":\"en\"}", LIFE_NONE);
	life_refused(&life, COMMAND_RESUME, life_buyer, "{}", LIFE_NONE, PROBLEM_DUTY_NOT_YOURS);
	life.now_ms += 10 * HOUR_MS;
	life_do(&life, COMMAND_RESUME, life_seller, "{}", LIFE_NONE);
	cr_assert_eq(life.dispute.hold, HOLD_NONE);
	cr_assert_eq(due(&life, DUTY_RESPOND), respond + 10 * HOUR_MS, "as long as it really rested");
	life_refused(&life, COMMAND_START_HOLD, life_seller, until(&life, "cooloff", 2), LIFE_NONE,
	             PROBLEM_HOLD_USED_UP);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_hold, a_longer_pause_begins_when_the_other_side_agrees)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_do(&life, COMMAND_START_HOLD, life_buyer, until(&life, "cooloff", 72), LIFE_NONE);
	cr_assert_eq(life.dispute.hold, HOLD_NONE);
	cr_assert(life.dispute.hold_request.present);
	life_do(&life, COMMAND_START_HOLD, life_seller, until(&life, "cooloff", 72), LIFE_NONE);
	cr_assert_eq(life.dispute.hold, HOLD_COOLOFF);
	cr_assert(life.dispute.holding.by_consent);
	life_refused(&life, COMMAND_START_HOLD, life_seller, until(&life, "cooloff", 1), LIFE_NONE,
	             PROBLEM_HELD);
	life_expire(&life, DUTY_END_HOLD);
	cr_assert_eq(life.dispute.hold, HOLD_NONE);
	cr_assert_eq(due(&life, DUTY_RESPOND), LIFE_START + 144 * HOUR_MS);
	life_refused(&life, COMMAND_START_HOLD, life_buyer, until(&life, "cooloff", 200), LIFE_NONE,
	             PROBLEM_INVALID_VALUE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_hold, statutory_terms_run_on)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	struct id ship = life.dispute.obligations[0].id;
	int64_t perform = dispute_find_duty_of(&life.dispute, DUTY_PERFORM, ship)->due_at_ms;
	int64_t appeal = due(&life, DUTY_AWAIT_APPEAL);
	life_do(&life, COMMAND_HOLD_CASE, life_arbiter, until(&life, "staff", 100), LIFE_NONE);
	cr_assert_eq(dispute_find_duty_of(&life.dispute, DUTY_PERFORM, ship)->due_at_ms, perform);
	cr_assert_eq(due(&life, DUTY_AWAIT_APPEAL), appeal);
	life_do(&life, COMMAND_REPORT_OBLIGATION, life_buyer, "{}", ship);
	life_do(&life, COMMAND_END_HOLD, life_second, "{}", LIFE_NONE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_hold, each_holds_for_his_own_causes)
{
	static const struct {
		enum command_kind command;
		struct actor actor;
		const char *kind;
		enum status status;
	} rows[] = {
		{ COMMAND_START_HOLD, { ACTOR_BUYER, { "b-li", 4 } }, "staff", STATUS_INVALID },
		{ COMMAND_HOLD_CASE, { ACTOR_BUYER, { "b-li", 4 } }, "staff", STATUS_FORBIDDEN },
		{ COMMAND_HOLD_CASE, { ACTOR_ARBITER, { "a-chen", 6 } }, "cooloff", STATUS_INVALID },
		{ COMMAND_HOLD_CASE, { ACTOR_ARBITER, { "a-chen", 6 } }, "calamity", STATUS_INVALID },
		{ COMMAND_HOLD_CASE, { ACTOR_PLATFORM, { "p-shop", 6 } }, "staff", STATUS_INVALID },
		{ COMMAND_HOLD_CASE, { ACTOR_PLATFORM, { "p-shop", 6 } }, "external", STATUS_OK },
		{ COMMAND_HOLD_CASE, { ACTOR_PLATFORM, { "p-shop", 6 } }, "calamity", STATUS_OK },
		{ COMMAND_HOLD_CASE, { ACTOR_ARBITER, { "a-chen", 6 } }, "external", STATUS_OK },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct life life;
		life_begin(&life);
		life_to_evidence(&life);
		cr_assert_eq(life_try(&life, rows[i].command, rows[i].actor, until(&life, rows[i].kind, 20),
		                      LIFE_NONE),
		             rows[i].status, "row %zu: %s", i, life.err.detail);
		life_end(&life);
	}
}

Test(decide_hold, no_reminder_rings_while_a_soft_term_rests)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life.now_ms += 35 * HOUR_MS;
	life_do(&life, COMMAND_HOLD_CASE, life_arbiter, until(&life, "external", 300), LIFE_NONE);
	const struct duty *respond = dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE);
	cr_assert_eq(dispute_alarm(&life.dispute, respond), life.now_ms + 300 * HOUR_MS + 1000);
	while (life.dispute.phase != PHASE_CLOSED && life.dispute.phase != PHASE_REVIEW)
		cr_assert_eq(life_ring(&life), STATUS_OK, "%s", life.err.detail);
	life_check_replay(&life);
	life_end(&life);
}
