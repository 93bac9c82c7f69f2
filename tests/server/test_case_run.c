#include "tests/server/docket.h"

TestSuite(case_run, .init = docket_begin, .fini = docket_end);

static bool happened(enum event_type type)
{
	for (size_t i = 0; i < docket.run.event_count; i++) {
		if (docket.run.events[i].type == type)
			return true;
	}
	return false;
}

Test(case_run, a_filing_becomes_an_event_on_the_folded_dispute)
{
	docket_draft();
	cr_assert_eq(docket.life.dispute.version, 1);
	cr_assert_eq(docket.run.before.version, 0);
	docket_do(COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	cr_assert(happened(EVENT_DISPUTE_SUBMITTED));
	cr_assert_eq(docket.life.dispute.phase, PHASE_NEGOTIATION);
	cr_assert_eq(docket.run.before.version, 1, "the version before is kept for the check");
	cr_assert_eq(docket.life.dispute.version, 1 + docket.run.event_count);
}

Test(case_run, a_proposal_follows_at_once_when_the_evidence_closes)
{
	docket_to_evidence();
	docket_do(COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	cr_assert(happened(EVENT_EVIDENCE_CLOSED));
	cr_assert(happened(EVENT_PROPOSAL_COMPUTED));
	cr_assert_eq(docket.life.dispute.phase, PHASE_REVIEW);
	cr_assert_eq(docket.life.dispute.proposal.version, 1);
	cr_assert_eq(docket.life.dispute.proposal.sha256.len, 64);
	cr_assert_null(dispute_find_duty_of(&docket.life.dispute, DUTY_COMPUTE_PROPOSAL, LIFE_NONE));
	const struct docket_copy *card = docket_card();
	cr_assert_eq(card->version, docket.life.dispute.version, "both are one commit");
}

/* The same when nobody closes it but time does. */
Test(case_run, a_proposal_follows_when_the_term_for_evidence_ends)
{
	struct life *life = &docket.life;

	docket_to_evidence();
	for (int i = 0; i < 8 && life->dispute.phase == PHASE_EVIDENCE; i++) {
		const struct duty *duty = dispute_next_due(&life->dispute);
		docket_move(duty_expires(duty));
		docket_do(COMMAND_EXPIRE_DUTY, life_system, NULL, duty->id);
	}
	cr_assert_eq(life->dispute.phase, PHASE_REVIEW);
	cr_assert(happened(EVENT_PROPOSAL_COMPUTED));
}

Test(case_run, a_refusal_leaves_the_run_as_it_was)
{
	docket_to_negotiation();
	uint32_t version = docket.life.dispute.version;
	cr_assert_eq(docket_try(COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE), STATUS_CONFLICT);
	cr_assert_eq(docket.run.event_count, 0);
	cr_assert_eq(docket.life.dispute.version, version);
	cr_assert_eq(docket.life.dispute.phase, PHASE_NEGOTIATION);
}

Test(case_run, what_was_run_can_be_replayed_from_the_store)
{
	struct life *life = &docket.life;

	docket_to_evidence();
	docket_do(COMMAND_CLOSE_EVIDENCE, life_arbiter, NULL, LIFE_NONE);
	for (uint32_t seq = 1; seq <= life->dispute.version; seq++) {
		struct key key = case_seq_key(life->id, seq);
		const struct docket_copy *row = docket_row(RECORD_EVENT, key_bytes(&key));
		cr_assert(row->found, "event %u", seq);
		life->texts[life->text_count++] = row->body;
	}
	life_check_replay(life);
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		cr_assert(str_eq(docket_view((enum side)side),
		                 life_view(life, &life->dispute, (enum side)side)));
}

Test(case_run, a_case_that_moved_meanwhile_is_a_conflict)
{
	struct life *life = &docket.life;

	docket_to_negotiation();
	cr_assert_eq(docket_try(COMMAND_CONTEST_CLAIM, life_seller, life_contest, LIFE_NONE), STATUS_OK);
	struct change *late = docket.change;
	struct change *first = docket_change();
	struct key key = case_key(life->id);
	cr_assert_eq(docket_commit(late), STORE_OK);
	memcpy(first, late, sizeof *first);
	cr_assert_eq(docket_commit(first), STORE_CONFLICT);
	cr_assert_eq(first->commit.actual_version, life->dispute.version);
	cr_assert_eq(docket_row(RECORD_DISPUTE, key_bytes(&key))->version, life->dispute.version);
}

Test(case_run, fresh_ids_carry_the_time_and_differ)
{
	struct arena *arena = &docket.life.arena;
	const struct id *ids = fresh_ids(arena, LIFE_START);
	const struct id *more = fresh_ids(arena, LIFE_START);

	cr_assert(ids != NULL && more != NULL);
	for (size_t i = 0; i < COMMAND_IDS; i++) {
		cr_assert_eq(memcmp(ids[i].bytes, ids[0].bytes, 6), 0, "48 bits of time");
		cr_assert_not(id_eq(ids[i], more[i]));
		for (size_t k = 0; k < i; k++)
			cr_assert_not(id_eq(ids[i], ids[k]));
	}
}

Test(case_run, an_exhausted_arena_is_told)
{
	struct life *life = &docket.life;
	static uint8_t block[KIB(512)];
	enum status status = STATUS_LIMIT;

	docket_draft();
	struct dispute before = life->dispute;
	struct command command = life_command(life, COMMAND_SUBMIT, life_buyer, life_claim, LIFE_NONE);
	for (size_t size = 0; size <= sizeof block && status != STATUS_OK; size += 256) {
		struct case_run run;
		struct arena arena;
		life->dispute = before;
		arena_init(&arena, block, size);
		status = case_run_init(&run, docket.packs, &life->dispute, life->id, &arena, &life->err);
		if (status == STATUS_OK)
			status = case_run_command(&run, &command, &life->err);
		cr_assert(status == STATUS_OK || status == STATUS_LIMIT, "%zu: %s", size, life->err.detail);
	}
	cr_assert_eq(status, STATUS_OK);
	cr_assert_eq(life->dispute.phase, PHASE_NEGOTIATION);
}
