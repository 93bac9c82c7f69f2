#include "core/dispute.h"

struct str dispute_head(const struct dispute *dispute)
{
	return dispute->head_count == 0 ? STR(HEAD_START) : dispute->heads[0];
}

/* A case that saw few statements still knows where it started. */
bool dispute_knows_head(const struct dispute *dispute, struct str head)
{
	assert(dispute->head_count <= DISPUTE_HEADS);

	for (size_t i = 0; i < dispute->head_count; i++)
		if (str_eq(dispute->heads[i], head))
			return true;
	return dispute->head_count < DISPUTE_HEADS && str_eq(head, STR(HEAD_START));
}

enum status dispute_capacity(const struct dispute *dispute, struct actor actor, enum capacity *ret_capacity,
                             struct error *err)
{
	assert(ret_capacity != NULL);

	switch (actor.role) {
	case ACTOR_BUYER:
	case ACTOR_SELLER: break;
	case ACTOR_ARBITER: *ret_capacity = CAPACITY_ARBITER; return STATUS_OK;
	case ACTOR_PLATFORM: *ret_capacity = CAPACITY_PLATFORM; return STATUS_OK;
	case ACTOR_ADMIN: *ret_capacity = CAPACITY_ADMIN; return STATUS_OK;
	case ACTOR_SYSTEM: *ret_capacity = CAPACITY_SYSTEM; return STATUS_OK;
	case ACTOR_ROLE_COUNT: assert(false && "a role of nobody"); break;
	}
	if (dispute->version == 0 || actor_eq(actor, dispute->claimant)) {
		*ret_capacity = CAPACITY_CLAIMANT;
		return STATUS_OK;
	}
	if (!actor_eq(actor, dispute->respondent))
		return FAIL(err, PROBLEM_NOT_PARTY, "this dispute is between other parties");
	*ret_capacity = CAPACITY_RESPONDENT;
	return STATUS_OK;
}

enum capacity dispute_other(enum capacity party)
{
	assert(party == CAPACITY_CLAIMANT || party == CAPACITY_RESPONDENT);
	return party == CAPACITY_CLAIMANT ? CAPACITY_RESPONDENT : CAPACITY_CLAIMANT;
}

const struct actor *dispute_party(const struct dispute *dispute, enum capacity party)
{
	assert(party == CAPACITY_CLAIMANT || party == CAPACITY_RESPONDENT);
	return party == CAPACITY_CLAIMANT ? &dispute->claimant : &dispute->respondent;
}

const struct ledger_entry *dispute_find_entry(const struct dispute *dispute, struct str key)
{
	for (size_t i = 0; i < dispute->entry_count; i++)
		if (str_eq(dispute->entries[i].key, key))
			return &dispute->entries[i];
	return NULL;
}

const struct offer *dispute_find_offer(const struct dispute *dispute, struct id id)
{
	for (size_t i = 0; i < dispute->offer_count; i++)
		if (id_eq(dispute->offers[i].id, id))
			return &dispute->offers[i];
	return NULL;
}

const struct offer *dispute_open_offer(const struct dispute *dispute, struct actor by)
{
	for (size_t i = 0; i < dispute->offer_count; i++)
		if (dispute->offers[i].state == OFFER_OPEN && actor_eq(dispute->offers[i].by, by))
			return &dispute->offers[i];
	return NULL;
}

const struct evidence *dispute_find_evidence(const struct dispute *dispute, struct id id)
{
	for (size_t i = 0; i < dispute->evidence_count; i++)
		if (id_eq(dispute->evidence[i].id, id))
			return &dispute->evidence[i];
	return NULL;
}

const struct request *dispute_find_request(const struct dispute *dispute, struct id id)
{
	for (size_t i = 0; i < dispute->request_count; i++)
		if (id_eq(dispute->requests[i].id, id))
			return &dispute->requests[i];
	return NULL;
}

size_t dispute_open_requests(const struct dispute *dispute, struct actor by)
{
	size_t count = 0;

	assert(dispute->request_count <= REQUESTS_MAX);
	for (size_t i = 0; i < dispute->request_count; i++)
		count += dispute->requests[i].state == REQUEST_OPEN && actor_eq(dispute->requests[i].by, by);
	return count;
}

bool dispute_has_open_request(const struct dispute *dispute)
{
	for (size_t i = 0; i < dispute->request_count; i++)
		if (dispute->requests[i].state == REQUEST_OPEN)
			return true;
	return false;
}

bool dispute_has_recused(const struct dispute *dispute, struct str party)
{
	assert(dispute->recused_count <= RECUSED_MAX);

	for (size_t i = 0; i < dispute->recused_count; i++)
		if (str_eq(dispute->recused[i], party))
			return true;
	return false;
}

const struct obligation *dispute_find_obligation(const struct dispute *dispute, struct id id)
{
	for (size_t i = 0; i < dispute->obligation_count; i++)
		if (id_eq(dispute->obligations[i].id, id))
			return &dispute->obligations[i];
	return NULL;
}

const struct duty *dispute_find_duty(const struct dispute *dispute, struct id id)
{
	for (size_t i = 0; i < dispute->duty_count; i++)
		if (id_eq(dispute->duties[i].id, id))
			return &dispute->duties[i];
	return NULL;
}

const struct duty *dispute_find_duty_of(const struct dispute *dispute, enum duty_action action,
                                        struct id subject)
{
	assert(action < DUTY_ACTION_COUNT);

	for (size_t i = 0; i < dispute->duty_count; i++)
		if (dispute->duties[i].action == action && id_eq(dispute->duties[i].subject, subject))
			return &dispute->duties[i];
	return NULL;
}

int64_t dispute_alarm(const struct dispute *dispute, const struct duty *duty)
{
	int64_t alarm_ms = duty_alarm(duty);
	int64_t after_ms = dispute->holding.until_ms + 1000; /* the hold ends first */
	bool rests = dispute->hold != HOLD_NONE && duty_info(duty->action)->kind == DUTY_KIND_SOFT;

	return rests && alarm_ms < after_ms ? after_ms : alarm_ms;
}

bool dispute_was_decided_by(const struct dispute *dispute, struct str party)
{
	assert(dispute->decider_count <= DECIDERS_MAX);

	for (size_t i = 0; i < dispute->decider_count; i++)
		if (str_eq(dispute->deciders[i], party))
			return true;
	return false;
}

const struct duty *dispute_next_due(const struct dispute *dispute)
{
	const struct duty *next = NULL;

	for (size_t i = 0; i < dispute->duty_count; i++)
		if (next == NULL || dispute->duties[i].due_at_ms < next->due_at_ms)
			next = &dispute->duties[i];
	return next;
}
