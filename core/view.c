#include "core/view.h"

#include "core/action.h"
#include "core/reference.h"
#include "core/view_parts.h"

#define MESSAGES_BYTES_MAX VIEW_BYTES_MAX

static const struct str sides[SIDE_COUNT] = {
	[SIDE_BUYER] = STR_INIT("buyer"),
	[SIDE_SELLER] = STR_INIT("seller"),
	[SIDE_STAFF] = STR_INIT("staff"),
};

struct str side_slug(enum side side)
{
	assert(side < SIDE_COUNT);
	return sides[side];
}

bool view_is_open_to(const struct dispute *dispute, enum side side)
{
	if (dispute->filed_at_ms > 0)
		return true;
	return side != SIDE_STAFF && actor_eq(side_actor(dispute, side), dispute->claimant);
}

static bool is_sides_duty(const struct dispute *dispute, const struct duty *duty, enum side side)
{
	if (side == SIDE_STAFF)
		return duty->who == CAPACITY_ARBITER;
	if (duty->who != CAPACITY_CLAIMANT && duty->who != CAPACITY_RESPONDENT)
		return false;
	return actor_eq(*dispute_party(dispute, duty->who), side_actor(dispute, side));
}

/* From the duties alone: mine to do, mine to use, the other side's, else the platform's. */
static struct str your_turn(const struct dispute *dispute, enum side side)
{
	assert(dispute->version > 0);

	bool mine = false;
	bool other = false;

	if (dispute->phase == PHASE_CLOSED)
		return STR("done");
	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		bool acts = duty_info(duty->action)->weight == DUTY_WEIGHT_ACT;
		if (is_sides_duty(dispute, duty, side) && acts)
			return STR("act");
		mine = mine || is_sides_duty(dispute, duty, side);
		other = other ||
		        (acts && (duty->who == CAPACITY_CLAIMANT || duty->who == CAPACITY_RESPONDENT));
	}
	if (mine)
		return STR("optional");
	return other ? STR("wait_other") : STR("wait_platform");
}

static void print_order(const struct sight *sight)
{
	const struct order *order = &sight->dispute->order;
	struct printer *printer = sight->printer;

	print_name(printer, STR("order"));
	print_object_begin(printer);
	print_member_string(printer, STR("ref"), order->ref);
	print_member_string(printer, STR("title"), order->title);
	print_member_string(printer, STR("currency"), str_from_c(order->currency.code));
	sight_node(sight, STR("facts"), order->facts, STR("{}"));
	print_object_end(printer);
}

static void print_registers(const struct sight *sight)
{
	const struct dispute *dispute = sight->dispute;
	struct printer *printer = sight->printer;

	print_member_string(printer, STR("id"), id_text(sight->arena, ID_DISPUTE, dispute->id));
	print_member_string(printer, STR("reference"), reference_text(sight->arena, dispute->id));
	print_member_int(printer, STR("version"), dispute->version);
	print_member_string(printer, STR("head"), dispute_head(dispute));
	print_member_string(printer, STR("side"), side_slug(sight->side));
	print_member_string(printer, STR("phase"), phase_slug(dispute->phase));
	sight_text_or_null(sight, STR("hold"),
	                   dispute->hold == HOLD_NONE ? STR("") : hold_slug(dispute->hold));
	sight_text_or_null(sight, STR("closed_reason"), closed_slug(dispute->closed_reason));
	print_member_string(printer, STR("your_turn"), your_turn(dispute, sight->side));
}

static void print_case(const struct sight *sight)
{
	const struct dispute *dispute = sight->dispute;
	struct printer *printer = sight->printer;

	print_object_begin(printer);
	print_registers(sight);
	print_order(sight);
	sight_actor(sight, STR("claimant"), dispute->claimant);
	sight_actor(sight, STR("respondent"), dispute->respondent);
	sight_claim(sight);
	sight_response(sight);
	sight_facts(sight);
	sight_evidence(sight);
	sight_offers(sight);
	print_member_int(printer, STR("messages"), (int64_t)dispute->message_count);
	sight_duties(sight);
	sight_obligations(sight);
	sight_proposal(sight);
	sight_decision(sight);
	sight_ruling(sight);
	sight_timeline(sight);
	print_name(printer, STR("actions"));
	actions_print(printer, dispute, sight->side, sight->arena);
	sight_instant(sight, STR("updated_at"), dispute->updated_at_ms);
	print_object_end(printer);
}

static enum status finish(const struct buf *buf, const struct arena *arena, struct str *ret_text,
                          struct error *err)
{
	TRY(buf_check(buf, err));
	TRY(arena_check(arena, err));
	*ret_text = buf_str(buf);
	return STATUS_OK;
}

enum status view_print(const struct dispute *dispute, enum side side, struct arena *arena,
                       struct str *ret_text, struct error *err)
{
	assert(dispute->version > 0);
	assert(side < SIDE_COUNT);

	struct printer printer;
	struct buf buf;
	struct sight sight = { .printer = &printer, .dispute = dispute, .side = side, .arena = arena };

	buf_init(&buf, arena, VIEW_BYTES_MAX);
	printer_init(&printer, &buf);
	print_case(&sight);
	return finish(&buf, arena, ret_text, err);
}

/* What the side must watch: its own earliest duty, else the case's. */
static int64_t due_at(const struct dispute *dispute, enum side side)
{
	const struct duty *next = dispute_next_due(dispute);
	int64_t due_ms = 0;

	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		if (is_sides_duty(dispute, duty, side) && (due_ms == 0 || duty->due_at_ms < due_ms))
			due_ms = duty->due_at_ms;
	}
	if (due_ms == 0 && next != NULL)
		due_ms = next->due_at_ms;
	return due_ms;
}

enum status card_print(const struct dispute *dispute, enum side side, struct arena *arena,
                       struct str *ret_text, struct error *err)
{
	assert(dispute->version > 0);
	assert(side < SIDE_COUNT);

	struct printer printer;
	struct buf buf;
	struct sight sight = { .printer = &printer, .dispute = dispute, .side = side, .arena = arena };

	buf_init(&buf, arena, CARD_BYTES_MAX);
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_member_string(&printer, STR("id"), id_text(arena, ID_DISPUTE, dispute->id));
	print_member_string(&printer, STR("reference"), reference_text(arena, dispute->id));
	print_member_string(&printer, STR("phase"), phase_slug(dispute->phase));
	print_member_string(&printer, STR("your_turn"), your_turn(dispute, side));
	print_name(&printer, STR("order"));
	print_object_begin(&printer);
	print_member_string(&printer, STR("ref"), dispute->order.ref);
	print_member_string(&printer, STR("title"), dispute->order.title);
	print_object_end(&printer);
	sight_text_or_null(&sight, STR("reason"),
	                   dispute->claim.reason == NULL ? STR("") : dispute->claim.reason->code);
	sight_actor(&sight, STR("claimant"), dispute->claimant);
	sight_actor(&sight, STR("respondent"), dispute->respondent);
	sight_instant(&sight, STR("due_at"), due_at(dispute, side));
	print_member_int(&printer, STR("version"), dispute->version);
	sight_instant(&sight, STR("updated_at"), dispute->updated_at_ms);
	print_object_end(&printer);
	return finish(&buf, arena, ret_text, err);
}

enum status messages_print(const struct dispute *dispute, struct arena *arena, struct str *ret_text,
                           struct error *err)
{
	struct printer printer;
	struct buf buf;
	struct sight sight = { .printer = &printer, .dispute = dispute, .arena = arena };

	buf_init(&buf, arena, MESSAGES_BYTES_MAX);
	printer_init(&printer, &buf);
	print_object_begin(&printer);
	print_name(&printer, STR("items"));
	print_array_begin(&printer);
	for (size_t i = 0; i < dispute->message_count; i++) {
		const struct message *message = &dispute->messages[i];
		print_object_begin(&printer);
		print_member_string(&printer, STR("id"), id_text(arena, ID_EVENT, message->id));
		print_member_int(&printer, STR("seq"), message->seq);
		sight_instant(&sight, STR("at"), message->at_ms);
		sight_actor(&sight, STR("by"), message->by);
		print_member_string(&printer, STR("text"), message->text);
		print_member_string(&printer, STR("language"), message->language);
		print_object_end(&printer);
	}
	print_array_end(&printer);
	print_object_end(&printer);
	return finish(&buf, arena, ret_text, err);
}
