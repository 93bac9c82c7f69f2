#include "core/hearing.h"
#include "tests/support/life.h"

static struct hearing begin(struct life *life, const struct command *command)
{
	struct hearing hearing;

	hearing_init(&hearing, &life->dispute, command, &life->arena);
	hearing.who = CAPACITY_ARBITER;
	return hearing;
}

Test(hearing, a_minute_records_what_it_does_to_the_registers)
{
	struct life life;
	struct minute minute;
	struct events events;

	life_begin(&life);
	life_to_negotiation(&life);
	struct command command = life_command(&life, COMMAND_POST_MESSAGE, life_arbiter, "{}", LIFE_NONE);
	struct hearing hearing = begin(&life, &command);
	minute_begin(&minute, &hearing, EVENT_MESSAGE_POSTED);
	minute_close_duties(&minute, DUTY_RESPOND);
	minute_open_duty(&minute, CAPACITY_ARBITER, DUTY_DECIDE, life.now_ms, LIFE_NONE);
	cr_assert(hearing_has_duty(&hearing, DUTY_DECIDE));
	cr_assert(!hearing_has_duty(&hearing, DUTY_RESPOND));
	minute_end(&minute);
	cr_assert_eq(hearing_end(&hearing, &events, &life.err), STATUS_OK);
	cr_assert_eq(events.count, 1);
	const struct node *data = events.items[0].data;
	cr_assert_eq(node_array(data, STR("duties_closed"))->count, 1);
	cr_assert_eq(node_array(data, STR("duties_opened"))->count, 1);
	cr_assert_eq(dispute_find_duty_of(&life.dispute, DUTY_DECIDE, LIFE_NONE), NULL,
	             "the dispute is untouched");
	life_end(&life);
}

Test(hearing, closing_the_case_closes_also_what_was_just_opened)
{
	struct life life;
	struct minute minute;

	life_begin(&life);
	life_to_negotiation(&life);
	struct command command = life_command(&life, COMMAND_POST_MESSAGE, life_arbiter, "{}", LIFE_NONE);
	struct hearing hearing = begin(&life, &command);
	minute_begin(&minute, &hearing, EVENT_MESSAGE_POSTED);
	minute_open_duty(&minute, CAPACITY_ARBITER, DUTY_DECIDE, life.now_ms, LIFE_NONE);
	minute_end(&minute);
	minute_begin(&minute, &hearing, EVENT_DISPUTE_CLOSED);
	minute_by_system(&minute, true);
	minute_close_case(&minute, CLOSED_VOID);
	minute_end(&minute);
	cr_assert_eq(hearing.duty_count, 0);
	cr_assert_eq(hearing.events.count, 2);
	cr_assert(hearing.events.items[0].statement.present, "the first carries the statement");
	cr_assert(!hearing.events.items[1].statement.present);
	cr_assert(hearing.events.items[1].automated);
	cr_assert_eq(hearing.events.items[1].seq, hearing.events.items[0].seq + 1);
	life_end(&life);
}
