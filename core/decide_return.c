#include "core/decide_table.h"

/* Goods on their way back, and money that came back outside of the case: rows 20 and 21 of domain.md. A
 * return leg is the obligation of the buyer to ship; what happens to the parcel is the obligation's
 * performance. */

static enum status check_leg(const struct approach *approach, const struct obligation **ret_obligation,
                             struct error *err)
{
	TRY(obligation_check(approach, ret_obligation, err));
	if (!obligation_is_return(*ret_obligation))
		return FAIL(err, PROBLEM_NO_SUCH_RESOURCE, "this obligation is no return");
	if ((*ret_obligation)->state == OBLIGATION_CONTESTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the arbiter finds what happened");
	return STATUS_OK;
}

static enum status check_receiver(const struct approach *approach, const struct obligation *obligation,
                                  struct error *err)
{
	if (approach->who == CAPACITY_PLATFORM || obligation->obligee == approach->actor.role)
		return STATUS_OK;
	return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "the %s receives the return",
	            actor_role_slug(obligation->obligee).ptr);
}

enum status guard_prepare_return(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(check_leg(approach, &obligation, err));
	TRY(check_receiver(approach, obligation, err));
	if (obligation->leg.state != LEG_AUTHORISED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the return is already %s",
		            leg_state_slug(obligation->leg.state).ptr);
	return STATUS_OK;
}

static void begin_leg(struct minute *minute, struct hearing *hearing, const struct obligation *obligation,
                      const struct leg *leg)
{
	assert(hearing->now_ms > 0 && obligation != NULL && leg != NULL);

	minute_begin(minute, hearing, EVENT_RETURN_UPDATED);
	object_id(&minute->data, STR("obligation_id"), ID_OBLIGATION, obligation->id);
	minute_set_leg(minute, obligation->id, leg);
}

static void close_about(struct minute *minute, enum duty_action action, struct id subject)
{
	const struct duty *duty = dispute_find_duty_of(minute->hearing->dispute, action, subject);

	if (duty != NULL)
		minute_close_duty(minute, duty->id);
}

/* The buyer's time to send it begins when he knows where to. */
enum status act_prepare_return(struct hearing *hearing, struct error *err)
{
	struct obligation obligation = *hearing_obligation(hearing, hearing->command->target);
	const struct duty *perform = dispute_find_duty_of(hearing->dispute, DUTY_PERFORM, obligation.id);
	int64_t due_ms = hearing->now_ms + obligation.hours * HOUR_MS;
	struct leg leg = obligation.leg;
	struct preparation_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_preparation, hearing->command->content, "", &content, err));
	leg.state = LEG_LABEL_READY;
	leg.carrier = content.carrier;
	leg.instructions = content.instructions;
	begin_leg(&minute, hearing, &obligation, &leg);
	close_about(&minute, DUTY_PREPARE_RETURN, obligation.id);
	if (perform != NULL && perform->due_at_ms < due_ms) {
		minute_move_duty(&minute, perform->id, due_ms);
		minute_set_obligation(&minute, obligation.id, obligation.state, due_ms);
	}
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_ship_return(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(check_leg(approach, &obligation, err));
	if (obligation->obligor != approach->actor.role)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "the %s sends the goods back",
		            actor_role_slug(obligation->obligor).ptr);
	if (obligation->state == OBLIGATION_REPORTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "you have already sent it");
	return STATUS_OK;
}

enum status act_ship_return(struct hearing *hearing, struct error *err)
{
	struct obligation obligation = *hearing_obligation(hearing, hearing->command->target);
	struct leg leg = obligation.leg;
	struct shipment_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_shipment, hearing->command->content, "", &content, err));
	leg.state = LEG_SHIPPED;
	leg.carrier = content.carrier;
	leg.tracking = content.tracking;
	begin_leg(&minute, hearing, &obligation, &leg);
	minute_note(&minute, content.text, content.language);
	TRY(exhibit_attach(&minute, err));
	minute_close_duties_about(&minute, obligation.id);
	plan_await_confirmation(&minute, &obligation);
	minute_set_obligation(&minute, obligation.id, OBLIGATION_REPORTED, obligation.due_at_ms);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_receive_return(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(check_leg(approach, &obligation, err));
	TRY(check_receiver(approach, obligation, err));
	if (obligation->leg.state == LEG_DELIVERED && approach->who != CAPACITY_PLATFORM)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the return has already arrived");
	if (obligation->leg.state == LEG_DELIVERED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "the return was delivered");
	return STATUS_OK;
}

/* From now on the seller has two days to look at it; after that it counts as accepted. */
static void deliver(struct minute *minute, const struct obligation *obligation)
{
	struct hearing *hearing = minute->hearing;

	minute_close_duties_about(minute, obligation->id);
	minute_open_duty(minute, obligation_capacity(hearing->dispute, obligation->obligee),
	                 DUTY_INSPECT_RETURN, duty_due(DUTY_INSPECT_RETURN, hearing->now_ms), obligation->id);
	minute_set_obligation(minute, obligation->id, OBLIGATION_REPORTED, obligation->due_at_ms);
}

enum status act_receive_return(struct hearing *hearing, struct error *err)
{
	struct obligation obligation = *hearing_obligation(hearing, hearing->command->target);
	struct leg leg = obligation.leg;
	struct note_content note;
	struct minute minute;

	TRY(content_decode(DOCUMENT_note, hearing->command->content, "", &note, err));
	leg.state = LEG_DELIVERED;
	begin_leg(&minute, hearing, &obligation, &leg);
	minute_note(&minute, note.text, note.language);
	deliver(&minute, &obligation);
	minute_end(&minute);
	return STATUS_OK;
}

/* What the carrier told the marketplace. A parcel that is lost or turned away is for the arbiter. */
enum status act_track_return(struct hearing *hearing, struct error *err)
{
	struct obligation obligation = *hearing_obligation(hearing, hearing->command->target);
	struct leg leg = obligation.leg;
	struct passage_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_passage, hearing->command->content, "", &content, err));
	bool known = leg_state_find(content.state, &leg.state);
	assert(known);
	if (content.carrier.len > 0)
		leg.carrier = content.carrier;
	if (content.tracking.len > 0)
		leg.tracking = content.tracking;
	begin_leg(&minute, hearing, &obligation, &leg);
	if (leg.state == LEG_DELIVERED)
		deliver(&minute, &obligation);
	if (leg.state == LEG_LOST || leg.state == LEG_REFUSED_DELIVERY)
		contest_open(&minute, obligation.id);
	minute_end(&minute);
	return STATUS_OK;
}

enum status guard_inspect_return(struct approach *approach, struct error *err)
{
	const struct obligation *obligation;

	TRY(check_leg(approach, &obligation, err));
	TRY(check_receiver(approach, obligation, err));
	if (obligation->state != OBLIGATION_REPORTED)
		return FAIL(err, PROBLEM_OBLIGATION_NOT_OPEN, "nothing has been sent yet");
	return STATUS_OK;
}

/* In order: accepted, and what follows is due. Anything else is for the arbiter, with evidence from both. */
enum status act_inspect_return(struct hearing *hearing, struct error *err)
{
	struct obligation obligation = *hearing_obligation(hearing, hearing->command->target);
	struct leg leg = obligation.leg;
	struct inspection_content content;
	struct minute minute;

	TRY(content_decode(DOCUMENT_inspection, hearing->command->content, "", &content, err));
	leg.state = LEG_INSPECTED;
	leg.condition = content.condition;
	begin_leg(&minute, hearing, &obligation, &leg);
	minute_note(&minute, content.text, content.language);
	TRY(exhibit_attach(&minute, err));
	if (str_eq(content.condition, STR("ok"))) {
		obligation_finish(&minute, obligation.id);
		return STATUS_OK;
	}
	contest_open(&minute, obligation.id);
	minute_end(&minute);
	return STATUS_OK;
}

/* --- row 21: money that came back outside of the case --- */

static enum status check_refund(const struct dispute *dispute, const struct refund_content *content,
                                struct money *ret_amount, struct error *err)
{
	TRY(money_decode(content->amount, "/amount", ret_amount, err));
	if (!str_eq(str_from_c(ret_amount->currency.code), str_from_c(dispute->order.currency.code)))
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/amount/currency", "the order is in %s",
		               dispute->order.currency.code);
	if (ret_amount->minor == 0)
		return FAIL_AT(err, PROBLEM_INVALID_VALUE, "/amount/minor", "a refund of nothing is none");
	if (dispute->refund_count >= REFUNDS_MAX)
		return FAIL(err, PROBLEM_SIZE_EXCEEDED, "a case holds at most %d refunds", REFUNDS_MAX);
	for (size_t i = 0; i < dispute->refund_count; i++)
		if (str_eq(dispute->refunds[i].reference, content->reference))
			return FAIL_AT(err, PROBLEM_DUTY_NOT_OPEN, "/reference",
			               "this refund is on record already");
	return STATUS_OK;
}

/* Sets it off against what the seller still has to give back; returns what is left over. */
static int64_t net(struct minute *minute, int64_t minor)
{
	struct hearing *hearing = minute->hearing;

	for (size_t i = 0; minor > 0 && hearing->obligations != NULL && i < hearing->obligation_count; i++) {
		struct obligation obligation = hearing->obligations[i];
		if (!obligation_is_price(&obligation) || obligation_is_terminal(&obligation))
			continue;
		int64_t part = obligation.amount.minor < minor ? obligation.amount.minor : minor;
		minor -= part;
		obligation.amount.minor -= part;
		minute_reduce_obligation(minute, obligation.id, obligation.amount);
		if (obligation.amount.minor > 0)
			continue;
		minute_close_duties_about(minute, obligation.id);
		minute_set_obligation(minute, obligation.id, OBLIGATION_DONE, 0);
		plan_advance(minute, obligation.id);
	}
	return minor;
}

enum status act_record_refund(struct hearing *hearing, struct error *err)
{
	struct refund_content content;
	struct money amount;
	struct minute minute;

	TRY(content_decode(DOCUMENT_refund, hearing->command->content, "", &content, err));
	TRY(check_refund(hearing->dispute, &content, &amount, err));
	minute_begin(&minute, hearing, EVENT_EXTERNAL_REFUND_SEEN);
	object_money(&minute.data, STR("amount"), amount);
	object_text(&minute.data, STR("reference"), content.reference);
	int64_t over = net(&minute, amount.minor);
	if (over > 0 && hearing->dispute->obligation_count > 0)
		object_int(&minute.data, STR("over_minor"), over);
	minute_end(&minute);
	if (hearing->dispute->obligation_count > 0)
		performance_end(hearing);
	return STATUS_OK;
}
