#include "core/calendar.h"
#include "core/decide_table.h"
#include "core/ledger.h"

/* Draft, submission, withdrawal: rows 1, 1a, 2, 2a and 25 of domain.md. */

static struct node actor_node(struct arena *arena, struct actor actor)
{
	struct object object;

	object_init(&object, arena, 2);
	object_text(&object, STR("role"), actor_role_slug(actor.role));
	object_text(&object, STR("party"), actor.party);
	return object_end(&object);
}

static bool is_side_of(const struct order *order, struct actor actor)
{
	if (actor.role == ACTOR_BUYER)
		return str_eq(order->buyer, actor.party);
	return actor.role == ACTOR_SELLER && str_eq(order->seller, actor.party);
}

static struct actor counterpart(const struct order *order, struct actor actor)
{
	if (actor.role == ACTOR_BUYER)
		return (struct actor){ ACTOR_SELLER, order->seller };
	return (struct actor){ ACTOR_BUYER, order->buyer };
}

static enum status refuse_duplicate(const struct command *command, struct error *err)
{
	if (command->order_in_dispute)
		return FAIL(err, PROBLEM_DUPLICATE_DISPUTE, "another dispute about this order is still open");
	return STATUS_OK;
}

static enum status check_filer(const struct reason *reason, struct actor claimant, const char *at,
                               struct error *err)
{
	if (reason == NULL || reason->filer == FILER_EITHER)
		return STATUS_OK;
	if ((reason->filer == FILER_BUYER) == (claimant.role == ACTOR_BUYER))
		return STATUS_OK;
	return FAIL_AT(err, PROBLEM_INVALID_VALUE, at, STR_FMT " is a reason of the other side",
	               STR_ARG(reason->code));
}

/* The body of a draft: {"order", "claim"}. *ret_claim is NULL when there is no claim yet. */
static enum status decode_draft(struct hearing *hearing, struct actor claimant, const struct node **ret_claim,
                                struct error *err)
{
	struct draft_content draft;
	struct claim_content claim;

	TRY(content_decode(DOCUMENT_draft, hearing->command->content, "", &draft, err));
	*ret_claim = draft.claim;
	if (draft.claim == NULL)
		return STATUS_OK;
	TRY(content_decode_claim(draft.claim, SCHEMA_DRAFT, "/claim", hearing->arena, &claim, err));
	return check_filer(reason_find(claim.reason), claimant, "/claim/reason", err);
}

enum status act_create_draft(struct hearing *hearing, struct error *err)
{
	assert(hearing->dispute->version == 0);

	const struct command *command = hearing->command;
	const struct node *claim;
	struct order order;
	struct minute minute;

	if (command->order == NULL)
		return FAIL_AT(err, PROBLEM_ORDER_UNKNOWN, "/order",
		               "the marketplace has not told us of this order");
	TRY(order_decode(command->order, hearing->arena, &order, err));
	if (!is_side_of(&order, command->actor))
		return FAIL_AT(err, PROBLEM_NOT_PARTY, "/order", "this order is between other parties");
	TRY(refuse_duplicate(command, err));
	TRY(decode_draft(hearing, command->actor, &claim, err));

	minute_begin(&minute, hearing, EVENT_DRAFT_CREATED);
	object_node(&minute.data, STR("claimant"), actor_node(hearing->arena, command->actor));
	object_node(&minute.data, STR("respondent"),
	            actor_node(hearing->arena, counterpart(&order, command->actor)));
	object_copy(&minute.data, STR("order"), command->order);
	if (claim != NULL)
		object_copy(&minute.data, STR("claim"), claim);
	minute_phase(&minute, hearing->to);
	minute_open_duty(&minute, CAPACITY_CLAIMANT, DUTY_SUBMIT, duty_due(DUTY_SUBMIT, hearing->now_ms),
	                 (struct id){ 0 });
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_amend_draft(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_CLAIMANT);

	const struct node *claim;
	struct minute minute;

	TRY(decode_draft(hearing, hearing->dispute->claimant, &claim, err));
	if (claim == NULL)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/claim",
		               "\"claim\" is missing: there is nothing to amend");
	minute_begin(&minute, hearing, EVENT_DRAFT_AMENDED);
	object_copy(&minute.data, STR("claim"), claim);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_discard_draft(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_CLAIMANT);

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_DRAFT_DISCARDED);
	minute_close_case(&minute, CLOSED_EXPIRED_DRAFT);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_expire_draft(struct hearing *hearing, struct error *err)
{
	assert(hearing->who == CAPACITY_SYSTEM);

	struct minute minute;

	(void)err;
	minute_begin(&minute, hearing, EVENT_DRAFT_EXPIRED);
	minute_close_case(&minute, CLOSED_EXPIRED_DRAFT);
	minute_end(&minute);
	return STATUS_OK;
}

/* The order as it is at the filing; the draft may be two weeks old. */
static const struct node *facts_at_filing(const struct hearing *hearing)
{
	const struct node *facts = node_object(hearing->command->order, STR("facts"));

	return facts == NULL ? hearing->dispute->order.facts : facts;
}

/* What the marketplace recorded since the draft was begun goes into the filing, where it is frozen. */
static void freeze_order(struct minute *minute)
{
	const struct hearing *hearing = minute->hearing;
	const struct node *record = node_object(hearing->command->order, STR("record"));
	const struct node *refunds = node_array(record, STR("refunds"));
	const struct node *facts = facts_at_filing(hearing);

	if (!node_eq(facts, hearing->dispute->order.facts))
		object_copy(&minute->data, STR("order_facts"), facts);
	if (refunds != NULL && refunds->count > 0)
		object_copy(&minute->data, STR("refunds"), refunds);
}

/* nr.*: nothing is late before the promised day has passed. */
static enum status check_due_day(const struct hearing *hearing, const struct reason *reason,
                                 struct error *err)
{
	struct str promised = node_text(facts_at_filing(hearing), STR("order.delivery_due"));
	struct date due;
	struct error ignored;

	if (!reason->after_due)
		return STATUS_OK;
	if (date_parse(promised, &due, &ignored) != STATUS_OK)
		return STATUS_OK;
	if (date_days_between(due, ledger_today(hearing->dispute, hearing->now_ms)) > 0)
		return STATUS_OK;
	return FAIL(err, PROBLEM_OPENS_LATER,
	            "delivery is promised until " STR_FMT "; file from the day after", STR_ARG(promised));
}

enum status claim_check(struct hearing *hearing, const struct claim_content *claim, struct error *err)
{
	const struct dispute *dispute = hearing->dispute;

	const struct reason *reason = reason_find(claim->reason);
	assert(reason != NULL);
	TRY(check_filer(reason, dispute->claimant, "/reason", err));
	TRY(check_due_day(hearing, reason, err));
	size_t facts = claim->facts == NULL ? 0 : claim->facts->count;
	size_t standing = dispute->filed_at_ms > 0 ? dispute->entry_count : facts_at_filing(hearing)->count;
	if (standing + facts > DISPUTE_FACTS_MAX)
		return FAIL_AT(err, PROBLEM_SIZE_EXCEEDED, "/facts", "a case holds at most %d facts",
		               DISPUTE_FACTS_MAX);
	return STATUS_OK;
}

enum status act_submit(struct hearing *hearing, struct error *err)
{
	assert(hearing->dispute->filed_at_ms == 0);

	struct claim_content claim;
	struct minute minute;
	struct id none = { 0 };
	bool direct = hearing->kind == COMMAND_SUBMIT_DIRECT;

	TRY(refuse_duplicate(hearing->command, err));
	TRY(content_decode_claim(hearing->command->content, SCHEMA_WHOLE, "", hearing->arena, &claim, err));
	TRY(claim_check(hearing, &claim, err));

	minute_begin(&minute, hearing, EVENT_DISPUTE_SUBMITTED);
	object_copy(&minute.data, STR("claim"), hearing->command->content);
	object_bool(&minute.data, STR("direct"), direct);
	freeze_order(&minute);
	TRY(exhibit_attach(&minute, err));
	minute_phase(&minute, hearing->to);
	minute_close_duties(&minute, DUTY_SUBMIT);
	minute_open_duty(&minute, CAPACITY_RESPONDENT, DUTY_RESPOND, duty_due(DUTY_RESPOND, hearing->now_ms),
	                 none);
	if (direct)
		evidence_open(&minute, duty_due(DUTY_GIVE_EVIDENCE, hearing->now_ms));
	else
		minute_open_duty(&minute, CAPACITY_CLAIMANT, DUTY_NEGOTIATE,
		                 duty_due(DUTY_NEGOTIATE, hearing->now_ms), none);
	minute_end(&minute);
	return STATUS_OK;
}

enum status act_withdraw(struct hearing *hearing, struct error *err)
{
	assert(hearing->to == PHASE_CLOSED);

	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	minute_begin(&minute, hearing, EVENT_DISPUTE_WITHDRAWN);
	minute_note(&minute, note.text, note.language);
	minute_close_case(&minute, CLOSED_WITHDRAWN);
	minute_end(&minute);
	return STATUS_OK;
}
