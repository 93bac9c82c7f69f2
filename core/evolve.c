#include "core/evolve.h"

#include "core/evolve_parts.h"

static void fold_created(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *claimant = node_object(fold->data, STR("claimant"));
	const struct node *respondent = node_object(fold->data, STR("respondent"));
	struct error ignored;

	dispute->id = fold->event->dispute;
	dispute->created_at_ms = fold->event->at_ms;
	(void)actor_role_find(node_text(claimant, STR("role")), &dispute->claimant.role);
	(void)actor_role_find(node_text(respondent, STR("role")), &dispute->respondent.role);
	dispute->claimant.party = node_text(claimant, STR("party"));
	dispute->respondent.party = node_text(respondent, STR("party"));
	fold_claim(fold);
	/* decide() has read it already; when the arena runs out here, the caller's arena_check() says so. */
	if (order_decode(node_object(fold->data, STR("order")), fold->arena, &dispute->order, &ignored) !=
	    STATUS_OK)
		assert(fold->arena->exhausted);
}

/* The order is frozen at the filing: what the marketplace recorded since the draft comes with it. */
static void fold_submitted(struct fold *fold)
{
	const struct node *facts = node_object(fold->data, STR("order_facts"));

	fold->dispute->filed_at_ms = fold->event->at_ms;
	if (facts != NULL)
		fold->dispute->order.facts = facts;
	fold_claim(fold);
	fold_record(fold);
}

static void fold_proposal(struct fold *fold)
{
	fold->dispute->proposal = (struct proposed){
		.version = node_int(fold->data, STR("version"), 0),
		.at_ms = fold->event->at_ms,
		.sha256 = node_text(fold->data, STR("sha256")),
		.result = node_object(fold->data, STR("proposal")),
		.facts = node_object(fold->data, STR("facts")),
		.packs = node_array(fold->data, STR("packs")),
	};
	if (fold->dispute->decision.pending)
		fold->dispute->decision = (struct decision){ 0 }; /* it was about the one before */
}

static void add_decider(struct dispute *dispute, struct str party)
{
	if (dispute->decider_count < DECIDERS_MAX && !dispute_was_decided_by(dispute, party))
		dispute->deciders[dispute->decider_count++] = party;
}

static void fold_decision(struct fold *fold)
{
	fold->dispute->decision = (struct decision){
		.present = true,
		.decision = node_text(fold->data, STR("decision")),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.reasons = node_text(fold->data, STR("reasons")),
		.language = node_text(fold->data, STR("language")),
		.deviation = node_object(fold->data, STR("deviation")),
		.pending = node_object(fold->data, STR("awaits")) != NULL,
		.upholds = fold->event->type == EVENT_APPEAL_DECIDED &&
		           str_eq(node_text(fold->data, STR("decision")), STR("confirm")),
		.awaits = node_object(fold->data, STR("awaits")),
		.four_eyes = node_array(fold->data, STR("four_eyes")),
	};
	if (fold->event->type != EVENT_DECISION_REJECTED)
		add_decider(fold->dispute, fold->event->actor.party);
}

static void fold_cosigned(struct fold *fold)
{
	fold->dispute->decision.pending = false;
	fold->dispute->decision.awaits = NULL;
	fold->dispute->decision.cosigner = fold->event->actor;
	add_decider(fold->dispute, fold->event->actor.party);
}

static void fold_refused(struct fold *fold)
{
	fold->dispute->decision = (struct decision){ 0 };
}

static void fold_ruling(struct fold *fold)
{
	const struct node *node = node_object(fold->data, STR("ruling"));

	fold->dispute->ruling = (struct ruling){
		.present = true,
		.id = node_id(node, STR("id"), ID_RULING),
		.at_ms = fold->event->at_ms,
		.appeal_until_ms = node_instant(node, STR("appeal_until")),
		.version = node_int(node, STR("version"), 1),
		.final = node_bool(fold->data, STR("final"), false),
		.automated = fold->event->automated,
		.terms = node,
	};
}

static void fold_silence(struct fold *fold)
{
	fold->dispute->respondent_silent = node_bool(fold->data, STR("silence"), false);
}

static void fold_window(struct fold *fold)
{
	fold->dispute->evidence_closed = fold->event->type == EVENT_EVIDENCE_CLOSED;
}

static void fold_offer_accepted(struct fold *fold)
{
	fold_offer_ended(fold, OFFER_ACCEPTED);
}

static void fold_offer_declined(struct fold *fold)
{
	fold_offer_ended(fold, OFFER_DECLINED);
}

static void fold_offer_withdrawn(struct fold *fold)
{
	fold_offer_ended(fold, OFFER_WITHDRAWN);
}

static void fold_offer_expired(struct fold *fold)
{
	fold_offer_ended(fold, OFFER_EXPIRED);
}

static void fold_offer_countered(struct fold *fold)
{
	fold_offer_ended(fold, OFFER_COUNTERED);
	fold_offer_made(fold);
}

/* Types without a row change the registers only, which all events share. */
typedef void fold_function(struct fold *fold);

static fold_function *const folds[EVENT_COUNT] = {
	[EVENT_DRAFT_CREATED] = fold_created,
	[EVENT_DRAFT_AMENDED] = fold_claim,
	[EVENT_DISPUTE_SUBMITTED] = fold_submitted,
	[EVENT_CLAIM_AMENDED] = fold_amended,
	[EVENT_CLAIM_ACCEPTED] = fold_response,
	[EVENT_CLAIM_CONTESTED] = fold_response,
	[EVENT_NEGOTIATION_TIMED_OUT] = fold_silence,
	[EVENT_OFFER_MADE] = fold_offer_made,
	[EVENT_OFFER_COUNTERED] = fold_offer_countered,
	[EVENT_OFFER_ACCEPTED] = fold_offer_accepted,
	[EVENT_OFFER_DECLINED] = fold_offer_declined,
	[EVENT_OFFER_WITHDRAWN] = fold_offer_withdrawn,
	[EVENT_OFFER_EXPIRED] = fold_offer_expired,
	[EVENT_MESSAGE_POSTED] = fold_message,
	[EVENT_EVIDENCE_RETRACTED] = fold_exhibit,
	[EVENT_EVIDENCE_ADMITTED] = fold_exhibit,
	[EVENT_DISPUTE_REDACTED] = fold_exhibit,
	[EVENT_MESSAGES_IMPORTED] = fold_imported,
	[EVENT_FACT_RECORDED] = fold_recorded,
	[EVENT_FACT_ASSERTED] = fold_assertion,
	[EVENT_FACT_FOUND] = fold_finding,
	[EVENT_EVIDENCE_CLOSED] = fold_window,
	[EVENT_EVIDENCE_REOPENED] = fold_window,
	[EVENT_PROPOSAL_COMPUTED] = fold_proposal,
	[EVENT_DECISION_CONFIRMED] = fold_decision,
	[EVENT_DECISION_AMENDED] = fold_decision,
	[EVENT_DECISION_REJECTED] = fold_decision,
	[EVENT_DECISION_COSIGNED] = fold_cosigned,
	[EVENT_DECISION_REFUSED] = fold_refused,
	[EVENT_APPEAL_DECIDED] = fold_decision,
	[EVENT_RULING_ISSUED] = fold_ruling,
};

static void fold_type(struct fold *fold)
{
	assert(fold->event->type < EVENT_COUNT);

	if (folds[fold->event->type] != NULL)
		folds[fold->event->type](fold);
	fold_proceeding(fold);
}

static void fold_head(struct dispute *dispute, const struct event *event)
{
	if (event->head.len == 0)
		return;
	memmove(&dispute->heads[1], &dispute->heads[0], (DISPUTE_HEADS - 1) * sizeof dispute->heads[0]);
	dispute->heads[0] = event->head;
	if (dispute->head_count < DISPUTE_HEADS)
		dispute->head_count++;
}

/* Signed acts after the filing tell who is still talking (rows 8 and 9). */
static void fold_voice(struct dispute *dispute, const struct event *event)
{
	if (!event->statement.present)
		return;
	dispute->text_bytes += node_bytes(event->data);
	if (event->type == EVENT_DISPUTE_SUBMITTED)
		return;
	if (actor_eq(event->actor, dispute->claimant))
		dispute->claimant_spoke_at_ms = event->at_ms;
	if (actor_eq(event->actor, dispute->respondent) && dispute->respondent_spoke_at_ms == 0)
		dispute->respondent_spoke_at_ms = event->at_ms;
}

static void fold_timeline(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct event *event = fold->event;
	struct timeline_row *rows = list_room(fold->arena, dispute->timeline, dispute->timeline_count,
	                                      &dispute->timeline_capacity, sizeof *rows);

	if (rows == NULL)
		return;
	dispute->timeline = rows;
	dispute->timeline[dispute->timeline_count++] = (struct timeline_row){
		.seq = event->seq,
		.type = event->type,
		.at_ms = event->at_ms,
		.actor = event->actor,
		.statement = event->statement.present,
	};
}

void evolve(struct dispute *dispute, const struct event *event, struct arena *arena)
{
	assert(event->data != NULL);
	assert(event->seq == dispute->version + 1);

	struct fold fold = { .dispute = dispute, .event = event, .data = event->data, .arena = arena };

	fold_type(&fold);
	fold_evidence(&fold);
	fold_registers(&fold);
	fold_head(dispute, event);
	fold_voice(dispute, event);
	fold_timeline(&fold);
	dispute->version = event->seq;
	dispute->updated_at_ms = event->at_ms;
}

static enum status check_sequence(const struct dispute *dispute, const struct event *event, struct error *err)
{
	if (event->seq != dispute->version + 1)
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "event %u follows event %u", event->seq,
		            dispute->version);
	if (event->seq > 1 && !id_eq(event->dispute, dispute->id))
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "event %u belongs to another dispute", event->seq);
	if ((event->seq == 1) != (event->type == EVENT_DRAFT_CREATED))
		return FAIL(err, PROBLEM_RECORD_CORRUPT, "event %u cannot be of type %s", event->seq,
		            event_slug(event->type).ptr);
	return STATUS_OK;
}

enum status dispute_replay(const struct str *texts, size_t count, struct arena *arena,
                           struct dispute *ret_dispute, struct error *err)
{
	assert(texts != NULL || count == 0);
	assert(ret_dispute != NULL);

	struct dispute dispute = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct event event;
		TRY(event_parse(texts[i], arena, &event, err));
		TRY(check_sequence(&dispute, &event, err));
		evolve(&dispute, &event, arena);
		TRY(arena_check(arena, err));
	}
	*ret_dispute = dispute;
	return STATUS_OK;
}
