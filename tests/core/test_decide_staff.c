#include "tests/support/life.h"

static const char reason[] = "{\"text\":\"x\",\"language\":\"en\"}";

Test(decide_staff, an_inadmissible_case_is_closed_with_reasons_and_can_be_appealed)
{
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	life_refused(&life, COMMAND_DECLARE_INADMISSIBLE, life_arbiter, "{\"ground\":\"out_of_scope\"}",
	             LIFE_NONE, PROBLEM_REASONS_MISSING);
	life_refused(&life, COMMAND_DECLARE_INADMISSIBLE, life_system,
	             "{\"ground\":\"out_of_scope\",\"reasons\":\"x\"}", LIFE_NONE, PROBLEM_NOT_PERMITTED);
	life_do(&life, COMMAND_DECLARE_INADMISSIBLE, life_arbiter,
	        "{\"ground\":\"out_of_scope\",\"reasons\":\"Not our order.\"}", LIFE_NONE);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_INADMISSIBLE);
	life_refused(&life, COMMAND_FILE_APPEAL, life_seller,
	             "{\"ground\":\"procedure\",\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE,
	             PROBLEM_DUTY_NOT_YOURS);
	life_do(&life, COMMAND_FILE_APPEAL, life_buyer,
	        "{\"ground\":\"procedure\",\"text\":\"It is.\",\"language\":\"en\"}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_APPEAL);
	life_refused(&life, COMMAND_DECIDE_APPEAL, life_arbiter,
	             "{\"decision\":\"confirm\",\"reasons\":\"x\"}", LIFE_NONE, PROBLEM_CONFLICT_OF_INTEREST);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second,
	        "{\"decision\":\"reject\",\"reasons\":\"It is our order.\"}", LIFE_NONE);
	cr_assert_eq(life.dispute.phase, PHASE_EVIDENCE);
	cr_assert(dispute_find_duty_of(&life.dispute, DUTY_RESPOND, LIFE_NONE) != NULL);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, an_upheld_inadmissibility_closes_the_case_again)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life_do(&life, COMMAND_DECLARE_INADMISSIBLE, life_arbiter,
	        "{\"ground\":\"already_decided\",\"reasons\":\"x\"}", LIFE_NONE);
	life.now_ms += 336 * HOUR_MS - 1000;
	life_do(&life, COMMAND_FILE_APPEAL, life_buyer,
	        "{\"ground\":\"bias\",\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE);
	life_do(&life, COMMAND_DECIDE_APPEAL, life_second, "{\"decision\":\"confirm\",\"reasons\":\"x\"}",
	        LIFE_NONE);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_INADMISSIBLE);
	cr_assert_eq(life.dispute.appeals[0].state, APPEAL_UPHELD);
	life.now_ms += 1000;
	life_refused(&life, COMMAND_FILE_APPEAL, life_buyer,
	             "{\"ground\":\"procedure\",\"text\":\"x\",\"language\":\"en\"}", LIFE_NONE,
	             PROBLEM_APPEAL_WINDOW_CLOSED);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, only_the_assigned_arbiter_decides)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_ASSIGN, life_arbiter, "{\"arbiter\":\"a-second\"}", LIFE_NONE);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_NOT_ASSIGNED);
	life_do(&life, COMMAND_RELEASE, life_arbiter, "{}", LIFE_NONE);
	life_refused(&life, COMMAND_RELEASE, life_arbiter, "{}", LIFE_NONE, PROBLEM_DUTY_NOT_OPEN);
	life_do(&life, COMMAND_ASSIGN, life_arbiter, "{\"arbiter\":\"a-chen\"}", LIFE_NONE);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""), LIFE_NONE);
	life_refused(&life, COMMAND_ASSIGN, life_arbiter, "{\"arbiter\":\"b-li\"}", LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, whoever_declares_a_link_is_out_of_the_case)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_ASSIGN, life_arbiter, "{\"arbiter\":\"a-chen\"}", LIFE_NONE);
	life_do(&life, COMMAND_DECLARE_CONFLICT, life_arbiter, reason, LIFE_NONE);
	cr_assert_eq(life.dispute.assigned.party.len, 0);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_CONFLICT_OF_INTEREST);
	life_refused(&life, COMMAND_ASSIGN, life_second, "{\"arbiter\":\"a-chen\"}", LIFE_NONE,
	             PROBLEM_CONFLICT_OF_INTEREST);
	life_do(&life, COMMAND_CONFIRM_DECISION, life_second, life_verdict(&life, "confirm", ""), LIFE_NONE);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, soft_terms_are_extended_within_their_bound_and_statutory_ones_never)
{
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	struct id duty = dispute_find_duty_of(&life.dispute, DUTY_GIVE_EVIDENCE, LIFE_NONE)->id;
	life_do(&life, COMMAND_EXTEND_DUTY, life_arbiter, "{\"hours\":48,\"reason\":\"x\"}", duty);
	cr_assert_eq(dispute_find_duty(&life.dispute, duty)->due_at_ms, LIFE_START + 168 * HOUR_MS);
	life_refused(&life, COMMAND_EXTEND_DUTY, life_arbiter, "{\"hours\":200,\"reason\":\"x\"}", duty,
	             PROBLEM_TERM_NOT_EXTENDABLE);
	life_check_replay(&life);
	life_end(&life);
	life_begin(&life);
	life_to_performance(&life);
	duty = dispute_find_duty_of(&life.dispute, DUTY_AWAIT_APPEAL, LIFE_NONE)->id;
	life_refused(&life, COMMAND_EXTEND_DUTY, life_arbiter, "{\"hours\":1,\"reason\":\"x\"}", duty,
	             PROBLEM_TERM_NOT_EXTENDABLE);
	life_end(&life);
}

Test(decide_staff, a_redacted_exhibit_keeps_its_digest_and_names_what_replaces_it)
{
	char content[128];
	struct life life;

	life_begin(&life);
	life_to_evidence(&life);
	life.files[0] = (struct attachment){ STR("a.png"), STR("image/png"), 5, str_from_c(life_sha) };
	life.file_count = 1;
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, "{\"kind\":\"item_photo\"}", LIFE_NONE);
	life_do(&life, COMMAND_ADD_EVIDENCE, life_buyer, "{\"kind\":\"item_photo\"}", LIFE_NONE);
	life.file_count = 0;
	struct str other = id_text(&life.arena, ID_EVIDENCE, life.dispute.evidence[1].id);
	(void)snprintf(content, sizeof content, "{\"reason\":\"an address\",\"replacement\":\"%.*s\"}",
	               (int)other.len, other.ptr);
	life_refused(&life, COMMAND_REDACT, life_arbiter, content, life.dispute.evidence[1].id,
	             PROBLEM_INVALID_VALUE);
	life_do(&life, COMMAND_REDACT, life_arbiter, content, life.dispute.evidence[0].id);
	cr_assert(life.dispute.evidence[0].redacted);
	cr_assert(id_eq(life.dispute.evidence[0].replaced_by, life.dispute.evidence[1].id));
	cr_assert_eq(life.dispute.evidence[0].files->count, 1);
	life_refused(&life, COMMAND_REDACT, life_arbiter, content, life.dispute.evidence[0].id,
	             PROBLEM_DUTY_NOT_OPEN);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, a_case_is_voided_by_two_persons)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	life_refused(&life, COMMAND_VOID, life_arbiter, reason, LIFE_NONE, PROBLEM_SECOND_SIGNER_REQUIRED);
	life_do(&life, COMMAND_REQUEST_VOID, life_arbiter, reason, LIFE_NONE);
	life_refused(&life, COMMAND_VOID, life_arbiter, reason, LIFE_NONE, PROBLEM_SECOND_SIGNER_REQUIRED);
	life_do(&life, COMMAND_VOID, life_second, reason, LIFE_NONE);
	cr_assert_eq(life.dispute.closed_reason, CLOSED_VOID);
	cr_assert_eq(life.dispute.duty_count, 0);
	life_check_replay(&life);
	life_end(&life);
}

Test(decide_staff, a_referral_rests_the_case_and_a_link_names_another)
{
	struct life life;

	life_begin(&life);
	life_to_review(&life);
	life_do(&life, COMMAND_REFER, life_arbiter, "{\"body\":\"Court of Hangzhou\",\"reason\":\"sued\"}",
	        LIFE_NONE);
	cr_assert_eq(life.dispute.hold, HOLD_EXTERNAL);
	life_refused(&life, COMMAND_CONFIRM_DECISION, life_arbiter, life_verdict(&life, "confirm", ""),
	             LIFE_NONE, PROBLEM_HELD);
	life_do(&life, COMMAND_LINK, life_arbiter,
	        "{\"dispute\":\"dsp_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\",\"relation\":\"cross_claim\"}", LIFE_NONE);
	cr_assert_eq(life.dispute.link_count, 1);
	life_refused(&life, COMMAND_LINK, life_arbiter,
	             "{\"dispute\":\"evd_01JD9V6Q8N4T3Y2K7H5M0R1WXZ\",\"relation\":\"cross_claim\"}",
	             LIFE_NONE, PROBLEM_INVALID_VALUE);
	life_check_replay(&life);
	life_end(&life);
}
