#include "tests/support/life.h"

/* What the procedure records is still there after a replay, whole. */
Test(evolve_proceeding, a_life_with_every_kind_of_procedure_replays)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ASSIGN, life_arbiter, "{\"arbiter\":\"a-chen\"}", LIFE_NONE);
	life_do(&life, COMMAND_ISSUE_REQUEST, life_arbiter,
	        "{\"to\":\"buyer\",\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE);
	life_do(&life, COMMAND_ANSWER_REQUEST, life_buyer, "{\"text\":\"y\"}", life.dispute.requests[0].id);
	life_do(&life, COMMAND_DECLARE_CONFLICT, life_second, "{\"text\":\"x\",\"language\":\"en\"}",
	        LIFE_NONE);
	life_do(&life, COMMAND_REQUEST_VOID, life_arbiter, "{\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE);
	struct dispute again;
	cr_assert_eq(dispute_replay(life.texts, life.text_count, &life.arena, &again, &life.err), STATUS_OK);
	cr_assert(str_eq(again.assigned.party, STR("a-chen")));
	cr_assert(str_eq(again.requests[0].answer, STR("y")));
	cr_assert(dispute_has_recused(&again, STR("a-second")));
	cr_assert(str_eq(again.void_by.party, STR("a-chen")));
	life_check_replay(&life);
	life_end(&life);
}
