#include "core/view_parts.h"

/* The registers, the rules' proposal and what was decided, as the view shows them. */

/* Parties are named by their role, which is what a reader knows of himself. */
static struct str who_slug(const struct dispute *dispute, enum capacity who)
{
	if (who == CAPACITY_CLAIMANT || who == CAPACITY_RESPONDENT)
		return actor_role_slug(dispute_party(dispute, who)->role);
	return capacity_slug(who);
}

static void one_duty(const struct sight *sight, const struct duty *duty)
{
	const struct duty_info *info = duty_info(duty->action);
	enum id_kind kind = duty_subject(duty->action);
	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_DUTY, duty->id));
	print_member_string(printer, STR("actor"), who_slug(sight->dispute, duty->who));
	print_member_string(printer, STR("action"), info->slug);
	sight_instant(sight, STR("due_at"), duty->due_at_ms);
	print_member_string(printer, STR("kind"), duty_kind_slug(info->kind));
	sight_instant(sight, STR("expires_at"), duty_expires(duty));
	print_member_int(printer, STR("reminders"), duty->reminders);
	print_member_string(printer, STR("on_expiry"), info->on_expiry);
	if (!id_is_zero(duty->subject))
		print_member_string(printer, STR("subject"), id_text(sight->arena, kind, duty->subject));
	print_object_end(printer);
}

/* That an offer waits for an answer tells of the offer: staff do not see those duties. */
void sight_duties(const struct sight *sight)
{
	assert(sight->dispute->duty_count <= DISPUTE_DUTIES_MAX);

	print_name(sight->printer, STR("duties"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->duty_count; i++) {
		const struct duty *duty = &sight->dispute->duties[i];
		if (sight->side == SIDE_STAFF && duty->action == DUTY_ANSWER_OFFER)
			continue;
		one_duty(sight, duty);
	}
	print_array_end(sight->printer);
}

static void one_obligation(const struct sight *sight, const struct obligation *obligation)
{
	assert(obligation->basis != NULL);

	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_OBLIGATION, obligation->id));
	print_member_string(printer, STR("kind"), obligation_kind_slug(obligation->kind));
	print_member_string(printer, STR("obligor"), actor_role_slug(obligation->obligor));
	print_member_string(printer, STR("obligee"), actor_role_slug(obligation->obligee));
	if (obligation->has_amount) {
		print_name(printer, STR("amount"));
		print_money(printer, obligation->amount);
	}
	print_member_string(printer, STR("what"), obligation->what);
	if (obligation->freight_by.len > 0)
		print_member_string(printer, STR("freight_by"), obligation->freight_by);
	print_name(printer, STR("after"));
	print_array_begin(printer);
	for (size_t i = 0; i < obligation->after_count; i++)
		print_string(printer, id_text(sight->arena, ID_OBLIGATION, obligation->after[i]));
	print_array_end(printer);
	sight_instant(sight, STR("due_at"), obligation->due_at_ms);
	print_member_string(printer, STR("state"), obligation_state_slug(obligation->state));
	print_member_bool(printer, STR("stayed"), obligation->stayed);
	if (obligation->enforcement.len > 0)
		print_member_string(printer, STR("enforcement"), obligation->enforcement);
	sight_node(sight, STR("basis"), obligation->basis, STR("[]"));
	print_object_end(printer);
}

void sight_obligations(const struct sight *sight)
{
	assert(sight->dispute->obligation_count <= DISPUTE_OBLIGATIONS_MAX);

	print_name(sight->printer, STR("obligations"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->obligation_count; i++)
		one_obligation(sight, &sight->dispute->obligations[i]);
	print_array_end(sight->printer);
}

static void one_leg(const struct sight *sight, const struct obligation *obligation)
{
	const struct leg *leg = &obligation->leg;
	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_member_string(printer, STR("obligation"), id_text(sight->arena, ID_OBLIGATION, obligation->id));
	print_member_string(printer, STR("state"), leg_state_slug(leg->state));
	sight_text_or_null(sight, STR("carrier"), leg->carrier);
	sight_text_or_null(sight, STR("tracking"), leg->tracking);
	sight_text_or_null(sight, STR("condition"), leg->condition);
	sight_text_or_null(sight, STR("instructions"), leg->instructions);
	print_object_end(printer);
}

void sight_returns(const struct sight *sight)
{
	print_name(sight->printer, STR("returns"));
	print_array_begin(sight->printer);
	for (size_t i = 0; i < sight->dispute->obligation_count; i++)
		if (sight->dispute->obligations[i].leg.state != LEG_NONE)
			one_leg(sight, &sight->dispute->obligations[i]);
	print_array_end(sight->printer);
}

void sight_proposal(const struct sight *sight)
{
	const struct proposed *proposal = &sight->dispute->proposal;
	const struct node *result = proposal->result;
	struct printer *printer = sight->printer;

	print_name(printer, STR("proposal"));
	if (proposal->version == 0) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_int(printer, STR("version"), proposal->version);
	sight_instant(sight, STR("at"), proposal->at_ms);
	print_member_string(printer, STR("sha256"), proposal->sha256);
	print_member_string(printer, STR("outcome"), node_text(result, STR("outcome")));
	sight_text_or_null(sight, STR("remedy"), node_text(result, STR("remedy_proposed")));
	sight_node(sight, STR("amounts"), node_object(result, STR("amounts")), STR("{}"));
	sight_text_or_null(sight, STR("freight_payer"), node_text(result, STR("freight_payer")));
	print_object_end(printer);
}

void sight_decision(const struct sight *sight)
{
	const struct decision *decision = &sight->dispute->decision;
	struct printer *printer = sight->printer;

	print_name(printer, STR("decision"));
	if (!decision->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("decision"), decision->decision);
	sight_actor(sight, STR("by"), decision->by);
	sight_instant(sight, STR("at"), decision->at_ms);
	print_member_string(printer, STR("reasons"), decision->reasons);
	print_member_string(printer, STR("language"), decision->language);
	sight_node(sight, STR("deviation"), decision->deviation, STR("null"));
	print_member_bool(printer, STR("awaits_second_signer"), decision->pending);
	sight_node(sight, STR("four_eyes"), decision->four_eyes, STR("[]"));
	if (decision->cosigner.party.len > 0)
		sight_actor(sight, STR("cosigned_by"), decision->cosigner);
	print_object_end(printer);
}

void sight_ruling(const struct sight *sight)
{
	const struct ruling *ruling = &sight->dispute->ruling;
	struct printer *printer = sight->printer;

	print_name(printer, STR("ruling"));
	if (!ruling->present) {
		print_null(printer);
		return;
	}
	print_object_begin(printer);
	print_member_string(printer, STR("id"), id_text(sight->arena, ID_RULING, ruling->id));
	sight_instant(sight, STR("at"), ruling->at_ms);
	print_member_string(printer, STR("remedy"), node_text(ruling->terms, STR("remedy")));
	sight_node(sight, STR("amounts"), node_object(ruling->terms, STR("amounts")), STR("{}"));
	sight_text_or_null(sight, STR("freight_payer"), node_text(ruling->terms, STR("freight_payer")));
	sight_instant(sight, STR("appeal_until"), ruling->appeal_until_ms);
	print_member_int(printer, STR("version"), ruling->version);
	print_member_bool(printer, STR("final"), ruling->final);
	print_member_bool(printer, STR("automated"), ruling->automated);
	sight_node(sight, STR("basis"), node_array(ruling->terms, STR("basis")), STR("[]"));
	print_object_end(printer);
}

void sight_timeline(const struct sight *sight)
{
	assert(sight->dispute->timeline_count == sight->dispute->version);

	struct printer *printer = sight->printer;

	print_name(printer, STR("timeline"));
	print_array_begin(printer);
	for (size_t i = 0; i < sight->dispute->timeline_count; i++) {
		const struct timeline_row *row = &sight->dispute->timeline[i];
		print_object_begin(printer);
		print_member_int(printer, STR("seq"), row->seq);
		print_member_string(printer, STR("type"), event_slug(row->type));
		sight_instant(sight, STR("at"), row->at_ms);
		sight_actor(sight, STR("actor"), row->actor);
		print_member_bool(printer, STR("statement"), row->statement);
		print_object_end(printer);
	}
	print_array_end(printer);
}
