#include "core/evolve_parts.h"

/* Phase, duties and obligations are changed by the same members in every event. */

static void add_duty(struct fold *fold, const struct node *node)
{
	assert(fold->dispute->duty_count <= fold->dispute->duty_capacity);

	struct dispute *dispute = fold->dispute;
	struct duty duty = { .id = node_id(node, STR("id"), ID_DUTY),
		             .due_at_ms = node_instant(node, STR("due_at")),
		             .opened_at_ms = fold->event->at_ms };
	struct duty *duties;

	if (!capacity_find(node_text(node, STR("actor")), &duty.who))
		return;
	if (!duty_action_find(node_text(node, STR("action")), &duty.action))
		return;
	duty.subject = node_id(node, STR("subject"), duty_subject(duty.action));
	duties = list_room(fold->arena, dispute->duties, dispute->duty_count, &dispute->duty_capacity,
	                   sizeof duty);
	if (duties == NULL)
		return;
	dispute->duties = duties;
	dispute->duties[dispute->duty_count++] = duty;
}

static void move_duty(struct dispute *dispute, const struct node *node)
{
	struct id id = node_id(node, STR("id"), ID_DUTY);

	for (size_t i = 0; i < dispute->duty_count; i++)
		if (id_eq(dispute->duties[i].id, id))
			dispute->duties[i].due_at_ms = node_instant(node, STR("due_at"));
}

static void remove_duty(struct dispute *dispute, struct str text)
{
	struct error ignored;
	struct id id;

	if (id_parse(ID_DUTY, text, &id, &ignored) != STATUS_OK)
		return;
	for (size_t i = 0; i < dispute->duty_count; i++) {
		if (!id_eq(dispute->duties[i].id, id))
			continue;
		memmove(&dispute->duties[i], &dispute->duties[i + 1],
		        (dispute->duty_count - i - 1) * sizeof dispute->duties[0]);
		dispute->duty_count--;
		return;
	}
}

static bool state_find(struct str slug, enum obligation_state *ret_state)
{
	for (size_t i = 0; i < OBLIGATION_STATE_COUNT; i++) {
		if (!str_eq(obligation_state_slug((enum obligation_state)i), slug))
			continue;
		*ret_state = (enum obligation_state)i;
		return true;
	}
	return false;
}

static void read_after(const struct node *after, struct obligation *obligation)
{
	struct error ignored;

	for (size_t i = 0; after != NULL && i < after->count && i < OBLIGATION_AFTER_MAX; i++)
		if (id_parse(ID_OBLIGATION, after->items[i].string, &obligation->after[i], &ignored) ==
		    STATUS_OK)
			obligation->after_count++;
}

static void read_amount(const struct node *node, struct obligation *obligation)
{
	const struct node *amount = node_object(node, STR("amount"));
	struct error ignored;

	obligation->has_amount =
		amount != NULL && money_decode(amount, "", &obligation->amount, &ignored) == STATUS_OK;
}

static void add_obligation(struct fold *fold, const struct node *node)
{
	struct dispute *dispute = fold->dispute;
	struct obligation obligation = {
		.id = node_id(node, STR("id"), ID_OBLIGATION),
		.what = node_text(node, STR("what")),
		.freight_by = node_text(node, STR("freight_by")),
		.hours = (int32_t)node_int(node, STR("hours"), 0),
		.due_at_ms = node_instant(node, STR("due_at")),
		.basis = node_array(node, STR("basis")),
	};
	bool known = obligation_kind_find(node_text(node, STR("kind")), &obligation.kind) &&
	             state_find(node_text(node, STR("state")), &obligation.state) &&
	             actor_role_find(node_text(node, STR("obligor")), &obligation.obligor) &&
	             actor_role_find(node_text(node, STR("obligee")), &obligation.obligee);

	if (!known)
		return;
	read_after(node_array(node, STR("after")), &obligation);
	read_amount(node, &obligation);
	struct obligation *list = list_room(fold->arena, dispute->obligations, dispute->obligation_count,
	                                    &dispute->obligation_capacity, sizeof obligation);
	if (list == NULL)
		return;
	dispute->obligations = list;
	dispute->obligations[dispute->obligation_count++] = obligation;
}

static void set_obligation(struct dispute *dispute, const struct node *node)
{
	struct id id = node_id(node, STR("id"), ID_OBLIGATION);

	for (size_t i = 0; i < dispute->obligation_count; i++) {
		struct obligation *obligation = &dispute->obligations[i];
		if (!id_eq(obligation->id, id))
			continue;
		if (state_find(node_text(node, STR("state")), &obligation->state))
			obligation->due_at_ms = node_instant(node, STR("due_at"));
		obligation->stayed = node_bool(node, STR("stayed"), obligation->stayed);
		if (node_object(node, STR("amount")) != NULL)
			read_amount(node, obligation);
	}
}

static void set_leg(struct dispute *dispute, const struct node *node)
{
	struct id id = node_id(node, STR("id"), ID_OBLIGATION);

	for (size_t i = 0; i < dispute->obligation_count; i++) {
		struct leg *leg = &dispute->obligations[i].leg;
		if (!id_eq(dispute->obligations[i].id, id))
			continue;
		(void)leg_state_find(node_text(node, STR("state")), &leg->state);
		leg->carrier = node_text(node, STR("carrier"));
		leg->tracking = node_text(node, STR("tracking"));
		leg->condition = node_text(node, STR("condition"));
		leg->instructions = node_text(node, STR("instructions"));
	}
}

/* Offers and requests end with the talks: nobody can accept one once an outcome stands or the case is closed.
 */
static void end_talks(struct dispute *dispute)
{
	assert(dispute->phase == PHASE_PERFORMANCE || dispute->phase == PHASE_CLOSED);

	for (size_t i = 0; i < dispute->offer_count; i++)
		if (dispute->offers[i].state == OFFER_OPEN)
			dispute->offers[i].state = OFFER_EXPIRED;
	for (size_t i = 0; i < dispute->request_count; i++)
		if (dispute->requests[i].state == REQUEST_OPEN)
			dispute->requests[i].state = REQUEST_DROPPED;
}

static void fold_phase(struct fold *fold)
{
	assert(fold->dispute->phase < PHASE_COUNT);

	struct dispute *dispute = fold->dispute;
	struct str reason = node_text(fold->data, STR("closed_reason"));

	if (!phase_find(node_text(fold->data, STR("phase")), &dispute->phase))
		return;
	dispute->closed_reason = CLOSED_NOT;
	dispute->closed_at_ms = dispute->phase == PHASE_CLOSED ? fold->event->at_ms : 0;
	if (reason.len > 0)
		(void)closed_find(reason, &dispute->closed_reason);
	if (dispute->phase == PHASE_PERFORMANCE || dispute->phase == PHASE_CLOSED)
		end_talks(dispute);
	if (dispute->phase != PHASE_REVIEW && dispute->phase != PHASE_APPEAL)
		dispute->decision.pending = false;
	if (dispute->phase == PHASE_CLOSED) {
		dispute->hold = HOLD_NONE;
		dispute->holding = (struct holding){ 0 };
	}
}

/* The registers are copied before they change: a copy of the struct made before keeps what it had. */
static void own_registers(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	size_t duties = dispute->duty_count;
	size_t obligations = dispute->obligation_count;
	struct duty *own_duties = ARENA_ARRAY(fold->arena, struct duty, duties + 1);
	struct obligation *own_obligations = ARENA_ARRAY(fold->arena, struct obligation, obligations + 1);

	if (own_duties == NULL || own_obligations == NULL)
		return;
	if (duties > 0)
		memcpy(own_duties, dispute->duties, duties * sizeof own_duties[0]);
	if (obligations > 0)
		memcpy(own_obligations, dispute->obligations, obligations * sizeof own_obligations[0]);
	dispute->duties = own_duties;
	dispute->duty_capacity = duties + 1;
	dispute->obligations = own_obligations;
	dispute->obligation_capacity = obligations + 1;
}

static void remind(struct fold *fold)
{
	struct dispute *dispute = fold->dispute;
	struct id id = node_id(fold->data, STR("duty_id"), ID_DUTY);

	for (size_t i = 0; i < dispute->duty_count; i++) {
		struct duty *duty = &dispute->duties[i];
		if (!id_eq(duty->id, id))
			continue;
		duty->step = (int32_t)node_int(fold->data, STR("step"), 0);
		duty->reminders++;
	}
}

static void fold_duties(struct fold *fold)
{
	const struct node *closed = node_array(fold->data, STR("duties_closed"));
	const struct node *opened = node_array(fold->data, STR("duties_opened"));
	const struct node *moved = node_array(fold->data, STR("duties_moved"));

	for (size_t i = 0; closed != NULL && i < closed->count; i++)
		remove_duty(fold->dispute, closed->items[i].string);
	for (size_t i = 0; opened != NULL && i < opened->count; i++)
		add_duty(fold, &opened->items[i]);
	for (size_t i = 0; moved != NULL && i < moved->count; i++)
		move_duty(fold->dispute, &moved->items[i]);
	if (fold->event->type == EVENT_DUTY_REMINDED)
		remind(fold);
}

static void fold_obligations(struct fold *fold)
{
	const struct node *added = node_array(fold->data, STR("obligations"));
	const struct node *states = node_array(fold->data, STR("obligation_states"));
	const struct node *legs = node_array(fold->data, STR("return_legs"));

	for (size_t i = 0; added != NULL && i < added->count; i++)
		add_obligation(fold, &added->items[i]);
	for (size_t i = 0; states != NULL && i < states->count; i++)
		set_obligation(fold->dispute, &states->items[i]);
	for (size_t i = 0; legs != NULL && i < legs->count; i++)
		set_leg(fold->dispute, &legs->items[i]);
}

void fold_registers(struct fold *fold)
{
	assert(fold->data != NULL);

	fold_phase(fold);
	own_registers(fold);
	fold_duties(fold);
	fold_obligations(fold);
}
