#include "core/decide_table.h"
#include "core/four_eyes.h"

/* The second signature: row 18 of domain.md. What the first person decided waits, whole, until another person
 * has signed the same or sent it back. */

static struct node reasons_node(struct arena *arena, unsigned reasons)
{
	struct array array;

	array_init(&array, arena, FOUR_EYES_COUNT);
	for (unsigned i = 0; i < FOUR_EYES_COUNT; i++)
		if ((reasons & 1u << i) != 0)
			array_text(&array, four_eyes_slug((enum four_eyes)i));
	return array_end(&array);
}

void decision_wait(struct minute *minute, const struct terms *terms, unsigned reasons)
{
	struct hearing *hearing = minute->hearing;
	struct object object;

	assert(reasons != 0);
	object_init(&object, hearing->arena, 4);
	object_text(&object, STR("remedy"), remedy_info(terms->remedy)->name);
	object_copy(&object, STR("amounts"), terms->amounts);
	object_text(&object, STR("freight_payer"), terms->freight_payer);
	object_copy(&object, STR("basis"), terms->basis);
	object_node(&minute->data, STR("awaits"), object_end(&object));
	object_node(&minute->data, STR("four_eyes"), reasons_node(hearing->arena, reasons));
	minute_close_duties(minute, DUTY_DECIDE);
	minute_close_duties(minute, DUTY_DECIDE_APPEAL);
	minute_close_duties(minute, DUTY_COMMENT);
	minute_open_duty(minute, CAPACITY_SENIOR, DUTY_COSIGN, duty_due(DUTY_COSIGN, hearing->now_ms),
	                 (struct id){ 0 });
}

static enum status check_signer(const struct approach *approach, struct error *err)
{
	const struct dispute *dispute = approach->dispute;
	struct str party = approach->actor.party;

	if (!dispute->decision.pending)
		return FAIL(err, PROBLEM_DUTY_NOT_OPEN, "no decision waits for a second signature");
	if (str_eq(party, dispute->decision.by.party))
		return FAIL(err, PROBLEM_SECOND_SIGNER_REQUIRED, "you decided it: another person signs");
	if (str_eq(party, dispute->claimant.party) || str_eq(party, dispute->respondent.party) ||
	    dispute_has_recused(dispute, party))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you have a link to this case");
	if (dispute->phase == PHASE_APPEAL && dispute_was_decided_by(dispute, party))
		return FAIL(err, PROBLEM_CONFLICT_OF_INTEREST, "you took part in the decision under appeal");
	return STATUS_OK;
}

enum status guard_cosign(struct approach *approach, struct error *err)
{
	return check_signer(approach, err);
}

static enum status awaited_terms(const struct dispute *dispute, struct terms *ret_terms, struct error *err)
{
	const struct node *awaits = dispute->decision.awaits;
	struct terms terms = { .amounts = node_object(awaits, STR("amounts")),
		               .freight_payer = node_text(awaits, STR("freight_payer")),
		               .basis = node_array(awaits, STR("basis")) };

	if (!remedy_find(node_text(awaits, STR("remedy")), &terms.remedy) || terms.basis == NULL)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "the decision that waits has no terms");
	*ret_terms = terms;
	return STATUS_OK;
}

static enum status check_same(const struct dispute *dispute, const struct cosignature_content *content,
                              struct error *err)
{
	if (content->proposal_version == dispute->proposal.version &&
	    str_eq(content->proposal_sha256, dispute->proposal.sha256))
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_PROPOSAL_OUTDATED, "/proposal_version",
	               "the decision rests on proposal %lld", (long long)dispute->proposal.version);
}

enum status act_cosign_decision(struct hearing *hearing, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;
	struct cosignature_content content;
	struct terms terms;
	struct minute minute;

	assert(dispute->decision.pending);
	TRY(content_decode(DOCUMENT_cosignature, hearing->command->content, "", &content, err));
	TRY(check_same(dispute, &content, err));
	TRY(awaited_terms(dispute, &terms, err));
	minute_begin(&minute, hearing, EVENT_DECISION_COSIGNED);
	minute_note(&minute, content.text, content.language);
	minute_close_duties(&minute, DUTY_COSIGN);
	decision_conclude(&minute, &terms, dispute->decision.upholds);
	return STATUS_OK;
}

/* Sent back: the first decision falls, and the case waits for a new one. */
enum status act_refuse_cosignature(struct hearing *hearing, struct error *err)
{
	bool appeal = hearing->dispute->phase == PHASE_APPEAL;
	enum duty_action again = appeal ? DUTY_DECIDE_APPEAL : DUTY_DECIDE;
	struct cause_content cause;
	struct minute minute;

	TRY(content_decode(DOCUMENT_cause, hearing->command->content, "", &cause, err));
	minute_begin(&minute, hearing, EVENT_DECISION_REFUSED);
	minute_note(&minute, cause.text, cause.language);
	minute_close_duties(&minute, DUTY_COSIGN);
	minute_open_duty(&minute, CAPACITY_ARBITER, again, duty_due(again, hearing->now_ms),
	                 (struct id){ 0 });
	minute_end(&minute);
	return STATUS_OK;
}
