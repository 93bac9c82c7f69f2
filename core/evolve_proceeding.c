#include "core/evolve_parts.h"

/* What the procedure adds: holds, requests, who is assigned, links. */

static void fold_hold_started(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *hold = node_object(fold->data, STR("hold"));
	bool by_consent = node_bool(hold, STR("by_consent"), false);

	if (!hold_find(node_text(hold, STR("kind")), &dispute->hold))
		return;
	dispute->holding = (struct holding){
		.by = fold->event->actor,
		.by_consent = by_consent,
		.since_ms = fold->event->at_ms,
		.until_ms = node_instant(hold, STR("until")),
		.text = node_text(fold->data, STR("text")),
		.language = node_text(fold->data, STR("language")),
	};
	if (dispute->hold == HOLD_COOLOFF && !by_consent)
		dispute->cooled_off[actor_eq(fold->event->actor, dispute->respondent)] = true;
	dispute->hold_request = (struct hold_request){ 0 };
}

static void fold_hold_requested(struct fold *fold)
{
	fold->dispute->hold_request = (struct hold_request){
		.present = true,
		.by = fold->event->actor,
		.until_ms = node_instant(fold->data, STR("until")),
	};
}

static void fold_hold_ended(struct fold *fold)
{
	fold->dispute->hold = HOLD_NONE;
	fold->dispute->holding = (struct holding){ 0 };
}

static void fold_request(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *asked = node_object(fold->data, STR("request"));
	struct request *list = list_room(fold->arena, dispute->requests, dispute->request_count,
	                                 &dispute->request_capacity, sizeof *list);
	struct request request = {
		.id = node_id(asked, STR("id"), ID_REQUEST),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.due_at_ms = node_instant(asked, STR("due_at")),
		.asked = asked,
	};

	if (list == NULL || !actor_role_find(node_text(asked, STR("to")), &request.to))
		return;
	dispute->requests = list;
	dispute->requests[dispute->request_count++] = request;
}

static void fold_request_ended(struct fold *fold)
{
	assert(fold->dispute->version > 0);

	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("request_id"), ID_REQUEST);

	for (size_t i = 0; i < dispute->request_count; i++) {
		struct request *request = &dispute->requests[i];
		if (!id_eq(request->id, id))
			continue;
		request->state =
			fold->event->type == EVENT_REQUEST_ANSWERED ? REQUEST_ANSWERED : REQUEST_UNANSWERED;
		request->answered_at_ms = fold->event->at_ms;
		request->answer = node_text(fold->data, STR("text"));
		request->language = node_text(fold->data, STR("language"));
	}
	fold_presumed(fold);
}

static void fold_inadmissible(struct fold *fold)
{
	fold->dispute->inadmissibility = (struct inadmissibility){
		.present = true,
		.by = fold->event->actor,
		.ground = node_text(fold->data, STR("ground")),
		.reasons = node_text(fold->data, STR("reasons")),
		.language = node_text(fold->data, STR("language")),
		.appeal_until_ms = node_instant(fold->data, STR("appeal_until")),
	};
}

static void fold_reopened(struct fold *fold)
{
	fold->dispute->reopened = true;
}

static void fold_assigned(struct fold *fold)
{
	fold->dispute->assigned =
		(struct actor){ .role = ACTOR_ARBITER, .party = node_text(fold->data, STR("arbiter")) };
}

static void fold_released(struct fold *fold)
{
	fold->dispute->assigned = (struct actor){ 0 };
}

static void fold_conflict(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct str party = fold->event->actor.party;

	if (dispute->recused_count == RECUSED_MAX)
		return;
	dispute->recused[dispute->recused_count++] = party;
	if (str_eq(dispute->assigned.party, party))
		fold_released(fold);
}

static void fold_linked(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;

	if (dispute->link_count == LINKS_MAX)
		return;
	dispute->links[dispute->link_count++] = (struct link){
		.dispute = node_id(fold->data, STR("linked"), ID_DISPUTE),
		.relation = node_text(fold->data, STR("relation")),
		.at_ms = fold->event->at_ms,
	};
}

static void fold_void_requested(struct fold *fold)
{
	fold->dispute->void_by = fold->event->actor;
}

static void fold_comment(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;

	if (dispute->comment_count == COMMENTS_MAX)
		return;
	dispute->comments[dispute->comment_count++] = (struct comment){
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.version = node_int(fold->data, STR("version"), 0),
		.text = node_text(fold->data, STR("text")),
		.language = node_text(fold->data, STR("language")),
	};
}

/* The case is free for somebody who has not decided it. */
static void fold_appeal(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *node = node_object(fold->data, STR("appeal"));

	dispute->assigned = (struct actor){ 0 };
	if (dispute->appeal_count == APPEALS_MAX)
		return;
	dispute->appeals[dispute->appeal_count++] = (struct appeal){
		.id = node_id(node, STR("id"), ID_APPEAL),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.ground = node_text(node, STR("ground")),
		.text = node_text(node, STR("text")),
		.language = node_text(node, STR("language")),
	};
}

/* The appeal ends when the case leaves it, whoever signed last. */
static void fold_appeal_ended(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct str phase = node_text(fold->data, STR("phase"));
	bool ruled = fold->event->type == EVENT_RULING_ISSUED;
	bool admitted = str_eq(phase, phase_slug(PHASE_EVIDENCE));

	if (phase.len == 0 || dispute->phase != PHASE_APPEAL || dispute->appeal_count == 0)
		return;
	dispute->appeals[dispute->appeal_count - 1].state =
		ruled || admitted ? APPEAL_REVISED : APPEAL_UPHELD;
	dispute->ruling.final = dispute->ruling.present;
	if (admitted)
		dispute->inadmissibility = (struct inadmissibility){ 0 };
}

static void fold_correction(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	const struct node *node = node_object(fold->data, STR("correction"));

	if (dispute->correction_count == CORRECTIONS_MAX)
		return;
	dispute->corrections[dispute->correction_count++] = (struct correction){
		.id = node_id(node, STR("id"), ID_CORRECTION),
		.by = fold->event->actor,
		.at_ms = fold->event->at_ms,
		.ground = node_text(node, STR("ground")),
		.text = node_text(node, STR("text")),
		.language = node_text(node, STR("language")),
	};
}

static void fold_correction_answered(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("correction_id"), ID_CORRECTION);
	bool made = fold->event->type == EVENT_CORRECTION_MADE;

	for (size_t i = 0; i < dispute->correction_count; i++) {
		struct correction *correction = &dispute->corrections[i];
		if (!id_eq(correction->id, id))
			continue;
		correction->state = made ? CORRECTION_MADE : CORRECTION_REFUSED;
		correction->answer = node_text(fold->data, STR("text"));
	}
}

static void add_refund(struct dispute *dispute, const struct node *node, int64_t at_ms)
{
	struct refund refund = { .reference = node_text(node, STR("reference")), .at_ms = at_ms };
	struct error ignored;

	if (dispute->refund_count == REFUNDS_MAX)
		return;
	if (money_decode(node_object(node, STR("amount")), "", &refund.amount, &ignored) == STATUS_OK)
		dispute->refunds[dispute->refund_count++] = refund;
}

static void fold_refund(struct fold *fold)
{
	add_refund(fold->dispute, fold->data, fold->event->at_ms);
}

/* Those that the order had before anybody disputed it. */
static void fold_refunds_before(struct fold *fold)
{
	const struct node *refunds = node_array(fold->data, STR("refunds"));

	for (size_t i = 0; refunds != NULL && i < refunds->count; i++)
		add_refund(fold->dispute, &refunds->items[i], node_instant(&refunds->items[i], STR("at")));
}

static void fold_acknowledged(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("obligation_id"), ID_OBLIGATION);
	struct str reference = node_text(fold->data, STR("reference"));

	for (size_t i = 0; reference.len > 0 && i < dispute->obligation_count; i++)
		if (id_eq(dispute->obligations[i].id, id))
			dispute->obligations[i].enforcement = reference;
}

typedef void fold_function(struct fold *fold);

static const struct {
	enum event_type type;
	fold_function *fold;
} folds[] = {
	{ EVENT_HOLD_STARTED, fold_hold_started },
	{ EVENT_HOLD_REQUESTED, fold_hold_requested },
	{ EVENT_HOLD_ENDED, fold_hold_ended },
	{ EVENT_REQUEST_ISSUED, fold_request },
	{ EVENT_REQUEST_ANSWERED, fold_request_ended },
	{ EVENT_REQUEST_UNANSWERED, fold_request_ended },
	{ EVENT_DISPUTE_INADMISSIBLE, fold_inadmissible },
	{ EVENT_DISPUTE_REOPENED, fold_reopened },
	{ EVENT_DISPUTE_ASSIGNED, fold_assigned },
	{ EVENT_DISPUTE_RELEASED, fold_released },
	{ EVENT_CONFLICT_DECLARED, fold_conflict },
	{ EVENT_DISPUTE_LINKED, fold_linked },
	{ EVENT_DISPUTE_REFERRED, fold_hold_started },
	{ EVENT_DISPUTE_VOID_REQUESTED, fold_void_requested },
	{ EVENT_PROPOSAL_COMMENTED, fold_comment },
	{ EVENT_APPEAL_FILED, fold_appeal },
	{ EVENT_APPEAL_DECIDED, fold_appeal_ended },
	{ EVENT_DECISION_COSIGNED, fold_appeal_ended },
	{ EVENT_RULING_ISSUED, fold_appeal_ended },
	{ EVENT_CORRECTION_REQUESTED, fold_correction },
	{ EVENT_CORRECTION_MADE, fold_correction_answered },
	{ EVENT_CORRECTION_REFUSED, fold_correction_answered },
	{ EVENT_EXTERNAL_REFUND_SEEN, fold_refund },
	{ EVENT_DISPUTE_SUBMITTED, fold_refunds_before },
	{ EVENT_OBLIGATION_ACKNOWLEDGED, fold_acknowledged },
	{ EVENT_OBLIGATION_ENFORCED, fold_acknowledged },
};

void fold_proceeding(struct fold *fold)
{
	assert(fold->data != NULL);

	for (size_t i = 0; i < COUNT_OF(folds); i++)
		if (folds[i].type == fold->event->type)
			folds[i].fold(fold);
}
