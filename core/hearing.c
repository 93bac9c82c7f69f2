#include "core/hearing.h"

#include <stdalign.h>

#define SECOND_MS 1000

static void *copy_list(struct arena *arena, const void *items, size_t count, size_t capacity, size_t size)
{
	void *copy = arena_alloc(arena, capacity, size, alignof(max_align_t));

	if (copy != NULL && count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

void hearing_init(struct hearing *hearing, const struct dispute *dispute, const struct command *command,
                  struct arena *arena)
{
	assert(dispute->duty_count <= DISPUTE_DUTIES_MAX);
	assert(command->at_ms >= 0);

	*hearing = (struct hearing){
		.dispute = dispute,
		.command = command,
		.arena = arena,
		.kind = command->kind,
		.now_ms = command->at_ms - command->at_ms % SECOND_MS,
		.duty_count = dispute->duty_count,
		.obligation_count = dispute->obligation_count,
		.ruled = REMEDY_COUNT,
	};
	(void)remedy_find(node_text(dispute->ruling.terms, STR("remedy")), &hearing->ruled);
	hearing->duties = copy_list(arena, dispute->duties, dispute->duty_count, DISPUTE_DUTIES_MAX,
	                            sizeof(struct duty));
	hearing->obligations =
		copy_list(arena, dispute->obligations, dispute->obligation_count,
	                  dispute->obligation_count + OBLIGATIONS_AT_ONCE, sizeof(struct obligation));
}

struct id hearing_id(struct hearing *hearing)
{
	assert(hearing->ids_used < hearing->command->id_count);
	return hearing->command->ids[hearing->ids_used++];
}

struct actor hearing_party(const struct hearing *hearing, enum capacity who)
{
	if (who == CAPACITY_CLAIMANT || who == CAPACITY_RESPONDENT)
		return *dispute_party(hearing->dispute, who);
	assert(who == CAPACITY_PLATFORM);
	return (struct actor){ .role = ACTOR_PLATFORM };
}

const struct obligation *hearing_obligation(const struct hearing *hearing, struct id id)
{
	for (size_t i = 0; i < hearing->obligation_count; i++)
		if (id_eq(hearing->obligations[i].id, id))
			return &hearing->obligations[i];
	return NULL;
}

bool hearing_has_duty(const struct hearing *hearing, enum duty_action action)
{
	for (size_t i = 0; i < hearing->duty_count; i++)
		if (hearing->duties[i].action == action)
			return true;
	return false;
}

const struct policy *hearing_policy(const struct hearing *hearing)
{
	static const struct policy standard = POLICY_INIT;

	return hearing->command->policy == NULL ? &standard : hearing->command->policy;
}

bool hearing_waits_for_rules(const struct dispute *dispute)
{
	return dispute_find_duty_of(dispute, DUTY_COMPUTE_PROPOSAL, (struct id){ 0 }) != NULL;
}

bool hearing_is_performed(const struct hearing *hearing)
{
	for (size_t i = 0; i < hearing->obligation_count; i++)
		if (!obligation_is_terminal(&hearing->obligations[i]))
			return false;
	return true;
}

void minute_begin(struct minute *minute, struct hearing *hearing, enum event_type type)
{
	*minute = (struct minute){ .hearing = hearing, .type = type, .actor = hearing->command->actor };
	minute->automated = hearing->who == CAPACITY_SYSTEM;
	object_init(&minute->data, hearing->arena, MINUTE_MEMBERS_MAX);
	array_init(&minute->opened, hearing->arena, DISPUTE_DUTIES_MAX);
	array_init(&minute->closed, hearing->arena, DISPUTE_DUTIES_MAX);
	array_init(&minute->moved, hearing->arena, 2 * DISPUTE_DUTIES_MAX);
	array_init(&minute->obligations, hearing->arena, OBLIGATIONS_AT_ONCE);
	array_init(&minute->states, hearing->arena, 3 * DISPUTE_OBLIGATIONS_MAX);
	array_init(&minute->legs, hearing->arena, DISPUTE_OBLIGATIONS_MAX);
}

void minute_by_system(struct minute *minute, bool automated)
{
	minute->actor = (struct actor){ .role = ACTOR_SYSTEM };
	minute->automated = automated;
}

void minute_close_case(struct minute *minute, enum closed_reason reason)
{
	minute_phase(minute, PHASE_CLOSED);
	object_text(&minute->data, STR("closed_reason"), closed_slug(reason));
	minute_close_all_duties(minute);
}

static void put_subject(struct object *object, enum duty_action action, struct id subject)
{
	if (!id_is_zero(subject))
		object_id(object, STR("subject"), duty_subject(action), subject);
}

void minute_open_duty(struct minute *minute, enum capacity who, enum duty_action action, int64_t due_at_ms,
                      struct id subject)
{
	struct hearing *hearing = minute->hearing;
	struct duty duty = { .id = hearing_id(hearing),
		             .who = who,
		             .action = action,
		             .due_at_ms = due_at_ms,
		             .opened_at_ms = hearing->now_ms,
		             .subject = subject };
	const struct duty_info *info = duty_info(action);
	struct object object;

	if (hearing->duties == NULL)
		return;
	assert(hearing->duty_count < DISPUTE_DUTIES_MAX);
	hearing->duties[hearing->duty_count++] = duty;
	object_init(&object, hearing->arena, 7);
	object_id(&object, STR("id"), ID_DUTY, duty.id);
	object_text(&object, STR("actor"), capacity_slug(who));
	object_text(&object, STR("action"), info->slug);
	object_instant(&object, STR("due_at"), due_at_ms);
	object_text(&object, STR("kind"), duty_kind_slug(info->kind));
	object_text(&object, STR("on_expiry"), info->on_expiry);
	put_subject(&object, action, subject);
	array_add(&minute->opened, object_end(&object));
}

void minute_move_duty(struct minute *minute, struct id id, int64_t due_at_ms)
{
	struct hearing *hearing = minute->hearing;
	struct object object;

	for (size_t i = 0; hearing->duties != NULL && i < hearing->duty_count; i++)
		if (id_eq(hearing->duties[i].id, id))
			hearing->duties[i].due_at_ms = due_at_ms;
	object_init(&object, hearing->arena, 2);
	object_id(&object, STR("id"), ID_DUTY, id);
	object_instant(&object, STR("due_at"), due_at_ms);
	array_add(&minute->moved, object_end(&object));
}

void minute_move_soft_duties(struct minute *minute, int64_t by_ms)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = 0; hearing->duties != NULL && i < hearing->duty_count; i++) {
		const struct duty *duty = &hearing->duties[i];
		if (duty_info(duty->action)->kind == DUTY_KIND_SOFT)
			minute_move_duty(minute, duty->id, duty->due_at_ms + by_ms);
	}
}

static void close_at(struct minute *minute, size_t index)
{
	struct hearing *hearing = minute->hearing;

	array_text(&minute->closed, id_text(hearing->arena, ID_DUTY, hearing->duties[index].id));
	memmove(&hearing->duties[index], &hearing->duties[index + 1],
	        (hearing->duty_count - index - 1) * sizeof(struct duty));
	hearing->duty_count--;
}

void minute_close_duty(struct minute *minute, struct id duty)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = hearing->duties == NULL ? 0 : hearing->duty_count; i > 0; i--)
		if (id_eq(hearing->duties[i - 1].id, duty))
			close_at(minute, i - 1);
}

void minute_close_duties(struct minute *minute, enum duty_action action)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = hearing->duties == NULL ? 0 : hearing->duty_count; i > 0; i--)
		if (hearing->duties[i - 1].action == action)
			close_at(minute, i - 1);
}

void minute_close_duties_of(struct minute *minute, enum duty_action action, enum capacity who)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = hearing->duties == NULL ? 0 : hearing->duty_count; i > 0; i--)
		if (hearing->duties[i - 1].action == action && hearing->duties[i - 1].who == who)
			close_at(minute, i - 1);
}

void minute_close_duties_about(struct minute *minute, struct id subject)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = hearing->duties == NULL ? 0 : hearing->duty_count; i > 0; i--)
		if (id_eq(hearing->duties[i - 1].subject, subject))
			close_at(minute, i - 1);
}

void minute_phase(struct minute *minute, enum phase phase)
{
	object_text(&minute->data, STR("phase"), phase_slug(phase));
	if (phase == PHASE_PERFORMANCE) {
		minute_close_duties(minute, DUTY_ANSWER_OFFER);
		minute_close_duties(minute, DUTY_ANSWER_REQUEST);
	}
}

void minute_close_all_duties(struct minute *minute)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = hearing->duties == NULL ? 0 : hearing->duty_count; i > 0; i--)
		close_at(minute, i - 1);
}

static struct node after_node(const struct hearing *hearing, const struct obligation *obligation)
{
	struct array after;

	array_init(&after, hearing->arena, OBLIGATION_AFTER_MAX);
	for (size_t i = 0; i < obligation->after_count; i++)
		array_text(&after, id_text(hearing->arena, ID_OBLIGATION, obligation->after[i]));
	return array_end(&after);
}

void minute_add_obligation(struct minute *minute, const struct obligation *obligation)
{
	struct hearing *hearing = minute->hearing;
	struct object object;

	assert(obligation->basis != NULL && obligation->basis->count > 0);
	if (hearing->obligations == NULL)
		return;
	assert(hearing->obligation_count < hearing->dispute->obligation_count + OBLIGATIONS_AT_ONCE);
	hearing->obligations[hearing->obligation_count++] = *obligation;
	object_init(&object, hearing->arena, 12);
	object_id(&object, STR("id"), ID_OBLIGATION, obligation->id);
	object_text(&object, STR("kind"), obligation_kind_slug(obligation->kind));
	object_text(&object, STR("obligor"), actor_role_slug(obligation->obligor));
	object_text(&object, STR("obligee"), actor_role_slug(obligation->obligee));
	if (obligation->has_amount)
		object_money(&object, STR("amount"), obligation->amount);
	object_text(&object, STR("what"), obligation->what);
	if (obligation->freight_by.len > 0)
		object_text(&object, STR("freight_by"), obligation->freight_by);
	object_node(&object, STR("after"), after_node(hearing, obligation));
	object_int(&object, STR("hours"), obligation->hours);
	object_text(&object, STR("state"), obligation_state_slug(obligation->state));
	if (obligation->due_at_ms > 0)
		object_instant(&object, STR("due_at"), obligation->due_at_ms);
	object_copy(&object, STR("basis"), obligation->basis);
	array_add(&minute->obligations, object_end(&object));
}

void minute_set_obligation(struct minute *minute, struct id id, enum obligation_state state,
                           int64_t due_at_ms)
{
	struct hearing *hearing = minute->hearing;
	struct object object;

	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		if (!id_eq(hearing->obligations[i].id, id))
			continue;
		hearing->obligations[i].state = state;
		hearing->obligations[i].due_at_ms = due_at_ms;
	}
	object_init(&object, hearing->arena, 3);
	object_id(&object, STR("id"), ID_OBLIGATION, id);
	object_text(&object, STR("state"), obligation_state_slug(state));
	if (due_at_ms > 0)
		object_instant(&object, STR("due_at"), due_at_ms);
	array_add(&minute->states, object_end(&object));
}

static struct obligation *find_mutable(struct hearing *hearing, struct id id)
{
	for (size_t i = 0; hearing->obligations != NULL && i < hearing->obligation_count; i++)
		if (id_eq(hearing->obligations[i].id, id))
			return &hearing->obligations[i];
	return NULL;
}

void minute_stay_obligation(struct minute *minute, struct id id, bool stayed)
{
	struct hearing *hearing = minute->hearing;
	struct obligation *obligation = find_mutable(hearing, id);
	struct object object;

	if (obligation != NULL)
		obligation->stayed = stayed;
	object_init(&object, hearing->arena, 2);
	object_id(&object, STR("id"), ID_OBLIGATION, id);
	object_bool(&object, STR("stayed"), stayed);
	array_add(&minute->states, object_end(&object));
}

void minute_reduce_obligation(struct minute *minute, struct id id, struct money amount)
{
	struct hearing *hearing = minute->hearing;
	struct obligation *obligation = find_mutable(hearing, id);
	struct object object;

	if (obligation != NULL)
		obligation->amount = amount;
	object_init(&object, hearing->arena, 2);
	object_id(&object, STR("id"), ID_OBLIGATION, id);
	object_money(&object, STR("amount"), amount);
	array_add(&minute->states, object_end(&object));
}

void minute_set_leg(struct minute *minute, struct id id, const struct leg *leg)
{
	struct hearing *hearing = minute->hearing;
	struct obligation *obligation = find_mutable(hearing, id);
	struct object object;

	if (obligation != NULL)
		obligation->leg = *leg;
	object_init(&object, hearing->arena, 6);
	object_id(&object, STR("id"), ID_OBLIGATION, id);
	object_text(&object, STR("state"), leg_state_slug(leg->state));
	object_text(&object, STR("carrier"), leg->carrier);
	object_text(&object, STR("tracking"), leg->tracking);
	object_text(&object, STR("condition"), leg->condition);
	object_text(&object, STR("instructions"), leg->instructions);
	array_add(&minute->legs, object_end(&object));
}

void minute_note(struct minute *minute, struct str text, struct str language)
{
	if (text.len > 0)
		object_text(&minute->data, STR("text"), text);
	if (language.len > 0)
		object_text(&minute->data, STR("language"), language);
}

static void put_register(struct minute *minute, struct str name, const struct array *array)
{
	if (array->count > 0)
		object_node(&minute->data, name, array_end(array));
}

void minute_end(struct minute *minute)
{
	struct hearing *hearing = minute->hearing;
	const struct command *command = hearing->command;
	bool first = hearing->events.count == 0;

	assert(hearing->events.count < EVENTS_PER_COMMAND_MAX);
	put_register(minute, STR("obligations"), &minute->obligations);
	put_register(minute, STR("obligation_states"), &minute->states);
	put_register(minute, STR("return_legs"), &minute->legs);
	put_register(minute, STR("duties_closed"), &minute->closed);
	put_register(minute, STR("duties_opened"), &minute->opened);
	put_register(minute, STR("duties_moved"), &minute->moved);

	struct event *event = &hearing->events.items[hearing->events.count++];
	*event = (struct event){
		.id = hearing_id(hearing),
		.dispute = command->dispute,
		.seq = hearing->dispute->version + (uint32_t)hearing->events.count,
		.type = minute->type,
		.at_ms = hearing->now_ms,
		.actor = minute->actor,
		.automated = minute->automated,
		.data = object_keep(&minute->data),
	};
	if (first && command->statement.present) {
		event->statement = command->statement;
		event->head = command->statement.head_after;
	}
}

enum status hearing_end(const struct hearing *hearing, struct events *ret_events, struct error *err)
{
	assert(hearing->events.count > 0);

	TRY(arena_check(hearing->arena, err));
	*ret_events = hearing->events;
	return STATUS_OK;
}
