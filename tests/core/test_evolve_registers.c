#include "core/evolve_parts.h"
#include "tests/support/life.h"

static void fold(struct life *life, const char *data)
{
	struct event event = { .data = life_json(life, data), .type = EVENT_MESSAGE_POSTED };
	struct fold fold = { &life->dispute, &event, event.data, &life->arena };

	fold_registers(&fold);
}

Test(evolve_registers, an_event_without_changes_changes_nothing)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	size_t duties = life.dispute.duty_count;
	fold(&life, "{}");
	cr_assert_eq(life.dispute.duty_count, duties);
	cr_assert_eq(life.dispute.phase, PHASE_NEGOTIATION);
	life_end(&life);
}

Test(evolve_registers, words_of_a_later_release_are_passed_over)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	size_t duties = life.dispute.duty_count;
	fold(&life, "{\"phase\":\"limbo\",\"duties_opened\":[{\"actor\":\"nobody\",\"action\":\"respond\"},"
	            "{\"actor\":\"claimant\",\"action\":\"dance\"}],\"duties_closed\":[\"dty_0\"],"
	            "\"obligations\":[{\"kind\":\"sing\"}]}");
	cr_assert_eq(life.dispute.duty_count, duties);
	cr_assert_eq(life.dispute.obligation_count, 0);
	cr_assert_eq(life.dispute.phase, PHASE_NEGOTIATION);
	life_end(&life);
}

Test(evolve_registers, a_closed_case_has_its_reason)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	fold(&life, "{\"phase\":\"closed\",\"closed_reason\":\"void\"}");
	cr_assert_eq(life.dispute.phase, PHASE_CLOSED);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_VOID);
	life_end(&life);
}
