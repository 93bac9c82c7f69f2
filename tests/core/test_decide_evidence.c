#include "tests/support/life.h"

static const char photo[] = "{\"kind\":\"item_photo\",\"text\":\"The crack.\",\"language\":\"en\","
			    "\"facts\":[\"defect.exists\"]}";

Test(decide_evidence, exhibits_are_numbered_for_each_side)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_seller, photo, LIFE_NONE);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE);
	cr_assert(str_eq(life.dispute.evidence[0].exhibit, STR("B-1")));
	cr_assert(str_eq(life.dispute.evidence[1].exhibit, STR("S-1")));
	cr_assert(str_eq(life.dispute.evidence[2].exhibit, STR("B-2")));
	cr_assert(!life.dispute.evidence[2].late);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_evidence, evidence_is_refused_for_what_it_gets_wrong)
{
	static const struct {
		const char *content;
		const char *field;
	} rows[] = {
		{ "{\"kind\":\"rumour\",\"text\":\"x\"}", "/kind" },
		{ "{\"kind\":\"item_photo\"}", "/text" },
		{ "{\"kind\":\"item_photo\",\"text\":\"x\",\"facts\":[\"goods.intact\"]}", "/facts/0" },
		{ "{\"kind\":\"item_photo\",\"text\":\"x\",\"facts\":[1]}", "/facts/0" },
		{ "{\"kind\":\"item_photo\",\"text\":\"bell\\u0007\"}", "/text" },
	};
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(life_try(&life, COMMAND_ADD_EVIDENCE, life_buyer, rows[i].content, LIFE_NONE),
		             STATUS_INVALID, "%s", rows[i].content);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

Test(decide_evidence, evidence_after_its_time_is_marked_and_counts_once_it_is_admitted)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life.now_ms += 123 * HOUR_MS;
	life_do(&life, COMMAND_ADD_EVIDENCE, life_seller, photo, LIFE_NONE);
	cr_assert(life.dispute.evidence[0].late);
	cr_assert_eq(life_expire_next(&life), STATUS_OK);
	cr_assert_eq(life.dispute.phase, PHASE_REVIEW);
	life_propose(&life, NULL);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_seller, photo, LIFE_NONE);
	cr_assert(life.dispute.evidence[1].late);
	cr_assert(!evidence_counts(&life.dispute.evidence[1]));
	life_refused(
		&life, COMMAND_FIND_FACT, life_arbiter,
		"{\"fact\":\"goods.intact\",\"value\":true,\"standard\":\"probable\",\"reason\":\"seen\","
		"\"cites\":[{\"exhibit\":\"S-2\",\"page\":1}]}",
		LIFE_NONE, PROBLEM_EVIDENCE_LATE);
	life_do(&life, COMMAND_ADMIT_EVIDENCE, life_arbiter, "{\"reason\":\"It came with the post.\"}",
	        life.dispute.evidence[1].id);
	cr_assert(evidence_counts(&life.dispute.evidence[1]));
	life_propose(&life, NULL);
	life_refused(&life, COMMAND_ADMIT_EVIDENCE, life_arbiter, "{\"reason\":\"again\"}",
	             life.dispute.evidence[1].id, PROBLEM_DUTY_NOT_OPEN);
	life_do(&life, COMMAND_FIND_FACT, life_arbiter,
	        "{\"fact\":\"goods.intact\",\"value\":true,\"standard\":\"probable\",\"reason\":\"seen\","
	        "\"cites\":[{\"exhibit\":\"S-2\",\"page\":1,\"region\":\"left edge\"}]}",
	        LIFE_NONE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_evidence, the_evidence_of_a_case_has_a_limit)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life.files[0] = (struct attachment){ STR("v.mp4"), STR("video/mp4"), DISPUTE_BYTES_MAX,
		                             str_from_c(life_sha) };
	life.file_count = 1;
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE);
	life.files[0].size = 1;
	life_refused(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE, PROBLEM_SIZE_EXCEEDED);
	life.file_count = 0;
	for (int i = 1; i < DISPUTE_EVIDENCE_MAX; i++)
		life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE);
	life_refused(&life, COMMAND_ADD_EVIDENCE, life_buyer, photo, LIFE_NONE, PROBLEM_SIZE_EXCEEDED);
	life_end(&life);
}

Test(decide_evidence, the_arbiter_closes_at_will_and_the_system_on_time)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	const struct duty *duty = dispute_find_duty_of(&life.dispute, DUTY_GIVE_EVIDENCE, LIFE_NONE);
	life_refused(&life, COMMAND_CLOSE_EVIDENCE, life_system, NULL, duty->id, PROBLEM_OPENS_LATER);
	life_refused(&life, COMMAND_CLOSE_EVIDENCE, life_buyer, NULL, LIFE_NONE, PROBLEM_NOT_PERMITTED);
	life_do(&life, COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	cr_assert(life.dispute.evidence_closed);
	cr_assert_eq(life.dispute.duty_count, 1);
	cr_assert_eq(life.dispute.duties[0].action, DUTY_COMPUTE_PROPOSAL);
	cr_assert_eq(life.dispute.duties[0].who, CAPACITY_SYSTEM);
	life_end(&life);
}

Test(decide_evidence, a_finding_stands_and_makes_the_rules_run_again)
{
	static const char finding[] =
		"{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"high_probability\","
		"\"reason\":\"B-1 shows it.\"}";
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_FIND_FACT, life_arbiter, finding, LIFE_NONE);
	cr_assert_eq(dispute_find_entry(&life.dispute, STR("defect.exists"))->status, ENTRY_FOUND);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_PROPOSAL_OUTDATED);
	life_propose(&life, NULL);
	cr_assert_eq(life.dispute.proposal.version, 2);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_evidence, a_finding_needs_its_standard_reason_and_a_known_fact)
{
	static const struct {
		const char *content;
		const char *field;
	} rows[] = {
		{ "{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"sure\",\"reason\":\"x\"}",
		  "/standard" },
		{ "{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"probable\"}", "/reason" },
		{ "{\"fact\":\"defect.exists\",\"standard\":\"probable\",\"reason\":\"x\"}", "/value" },
		{ "{\"fact\":\"no.such\",\"value\":true,\"standard\":\"probable\",\"reason\":\"x\"}",
		  "/value" },
	};
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cr_assert_eq(life_try(&life, COMMAND_FIND_FACT, life_arbiter, rows[i].content, LIFE_NONE),
		             STATUS_INVALID);
		cr_assert_str_eq(life.err.field, rows[i].field);
	}
	life_end(&life);
}

Test(decide_evidence, nobody_decides_in_his_own_case)
{
	struct actor biased = { ACTOR_ARBITER, STR("b-li") };
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_refused(&life, COMMAND_CONFIRM_DECISION, biased, life_verdict(&life, "confirm", ""), LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_refused(&life, COMMAND_FIND_FACT, biased,
	             "{\"fact\":\"defect.exists\",\"value\":true,\"standard\":\"probable\",\"reason\":\"x\"}",
	             LIFE_NONE, PROBLEM_CONFLICT_OF_INTEREST);
	life_end(&life);
}
