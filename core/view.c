#include "core/view.h"

#include "core/action.h"
#include "core/reference.h"
#include "core/view_parts.h"

#define MESSAGES_BYTES_MAX VIEW_BYTES_MAX

static const struct str side_names[SIDE_COUNT] = {
	[SIDE_BUYER] = STR_INIT("buyer"),
	[SIDE_SELLER] = STR_INIT("seller"),
	[SIDE_STAFF] = STR_INIT("staff"),
};

struct str side_slug(enum side side)
{
	assert(side < SIDE_COUNT);
	return side_names[side];
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
		return duty->who == CAPACITY_ARBITER || duty->who == CAPACITY_SENIOR;
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
	if (order->items != NULL)
		sight_node(sight, STR("items"), order->items, STR("[]"));
	if (order->promises != NULL)
		sight_node(sight, STR("promises"), order->promises, STR("[]"));
	if (order->warranties != NULL)
		sight_node(sight, STR("warranties"), order->warranties, STR("[]"));
	print_object_end(printer);
}

/* --- the members, in their order --- */

static void print_identity(const struct sight *sight)
{
	const struct dispute *dispute = sight->dispute;
	struct printer *printer = sight->printer;

	print_member_string(printer, STR("id"), id_text(sight->arena, ID_DISPUTE, dispute->id));
	print_member_string(printer, STR("reference"), reference_text(sight->arena, dispute->id));
	print_member_int(printer, STR("version"), dispute->version);
	print_member_string(printer, STR("head"), dispute_head(dispute));
}

static void print_side(const struct sight *sight)
{
	print_member_string(sight->printer, STR("side"), side_slug(sight->side));
}

static void print_phase(const struct sight *sight)
{
	const struct dispute *dispute = sight->dispute;

	print_member_string(sight->printer, STR("phase"), phase_slug(dispute->phase));
	sight_text_or_null(sight, STR("hold"),
	                   dispute->hold == HOLD_NONE ? STR("") : hold_slug(dispute->hold));
	sight_text_or_null(sight, STR("closed_reason"), closed_slug(dispute->closed_reason));
}

static void print_turn(const struct sight *sight)
{
	print_member_string(sight->printer, STR("your_turn"), your_turn(sight->dispute, sight->side));
}

static void print_parties(const struct sight *sight)
{
	sight_actor(sight, STR("claimant"), sight->dispute->claimant);
	sight_actor(sight, STR("respondent"), sight->dispute->respondent);
}

static void print_messages(const struct sight *sight)
{
	print_member_int(sight->printer, STR("messages"), (int64_t)sight->dispute->message_count);
}

static void print_actions(const struct sight *sight)
{
	print_name(sight->printer, STR("actions"));
	actions_print(sight->printer, sight->dispute, sight->side, sight->arena);
}

static void print_updated(const struct sight *sight)
{
	sight_instant(sight, STR("updated_at"), sight->dispute->updated_at_ms);
}

/* How far the sides see the same. */
enum likeness { ALIKE, BY_CAMP /* the parties alike, staff otherwise */, BY_SIDE, LIKENESS_COUNT };

/* Bits of a piece's sides. */
enum { SEES_BUYER = 1u << SIDE_BUYER, SEES_SELLER = 1u << SIDE_SELLER, SEES_STAFF = 1u << SIDE_STAFF };

/* The sides that see the same, each group printed once. */
static const uint8_t groups[LIKENESS_COUNT][SIDE_COUNT] = {
	[ALIKE] = { SEES_BUYER | SEES_SELLER | SEES_STAFF },
	[BY_CAMP] = { SEES_BUYER | SEES_SELLER, SEES_STAFF },
	[BY_SIDE] = { SEES_BUYER, SEES_SELLER, SEES_STAFF },
};

static const struct view_member {
	void (*print)(const struct sight *sight);
	enum likeness likeness;
} members[] = {
	{ print_identity, ALIKE }, { print_side, BY_SIDE },      { print_phase, ALIKE },
	{ print_turn, BY_SIDE },   { print_order, ALIKE },       { print_parties, ALIKE },
	{ sight_claim, ALIKE },    { sight_response, ALIKE },    { sight_facts, ALIKE },
	{ sight_evidence, ALIKE }, { sight_offers, BY_CAMP },    { print_messages, ALIKE },
	{ sight_duties, BY_CAMP }, { sight_obligations, ALIKE }, { sight_returns, ALIKE },
	{ sight_proposal, ALIKE }, { sight_decision, ALIKE },    { sight_ruling, ALIKE },
	{ sight_appeals, ALIKE },  { sight_hold, ALIKE },        { sight_requests, ALIKE },
	{ sight_staff, ALIKE },    { sight_timeline, ALIKE },    { print_actions, BY_SIDE },
	{ print_updated, ALIKE },
};

/* and the object's brackets */
static_assert(COUNT_OF(members) * SIDE_COUNT + 2 <= VIEW_PIECES_MAX, "every member of every side fits");

/* --- the pieces --- */

/* The views while they are being printed. */
struct composing {
	struct buf buf;
	struct printer printer;
	struct sight sight;
	struct view_piece *pieces;
	size_t count;
	uint8_t open; /* the sides that see the case */
};

static void add_piece(struct composing *composing, struct view_piece piece)
{
	assert(composing->pieces != NULL);

	struct view_piece *last = composing->count == 0 ? NULL : &composing->pieces[composing->count - 1];

	if (last != NULL && last->sides == piece.sides) {
		last->len += piece.len;
		return;
	}
	assert(composing->count < VIEW_PIECES_MAX);
	composing->pieces[composing->count++] = piece;
}

static enum side first_side(uint8_t sides)
{
	unsigned side = 0;

	assert(sides != 0);
	while ((sides & 1u << side) == 0)
		side++;
	return (enum side)side;
}

/* What these sides see of the member. */
static struct view_piece compose_group(struct composing *composing, const struct view_member *member,
                                       uint8_t sides)
{
	size_t before = composing->buf.len;

	composing->sight.side = first_side(sides);
	member->print(&composing->sight);
	return (struct view_piece){ .sides = sides, .len = (uint32_t)(composing->buf.len - before) };
}

/* Whether the text's last two pieces are equal. */
static bool ends_twice(struct str text, size_t len)
{
	return text.len >= 2 * len &&
	       memcmp(text.ptr + text.len - len, text.ptr + text.len - 2 * len, len) == 0;
}

/* Groups that happen to see the same share one piece. */
static void compose_member(struct composing *composing, const struct view_member *member)
{
	struct view_piece seen[SIDE_COUNT];
	size_t count = 0;

	for (unsigned i = 0; i < SIDE_COUNT; i++) {
		uint8_t sides = groups[member->likeness][i] & composing->open;
		if (sides == 0)
			continue;
		struct view_piece piece = compose_group(composing, member, sides);
		struct view_piece *last = count == 0 ? NULL : &seen[count - 1];
		if (last != NULL && last->len == piece.len &&
		    ends_twice(buf_str(&composing->buf), piece.len)) {
			buf_cut(&composing->buf, composing->buf.len - piece.len);
			last->sides |= sides;
		} else {
			seen[count++] = piece;
		}
	}
	for (size_t i = 0; i < count; i++)
		add_piece(composing, seen[i]);
}

static void compose_bracket(struct composing *composing, void (*print)(struct printer *printer))
{
	print(&composing->printer);
	add_piece(composing, (struct view_piece){ .sides = composing->open, .len = 1 });
}

static enum status compose(const struct dispute *dispute, uint8_t open, struct arena *arena,
                           struct views *ret_views, struct error *err)
{
	struct composing composing = { .sight = { .dispute = dispute, .arena = arena }, .open = open };

	assert(dispute->version > 0);
	composing.pieces = arena_alloc_dirty(arena, VIEW_PIECES_MAX, sizeof(struct view_piece),
	                                     _Alignof(struct view_piece));
	TRY(arena_check(arena, err));
	buf_init(&composing.buf, arena, VIEW_BYTES_MAX);
	buf_reserve(&composing.buf, VIEW_BYTES_USUAL);
	printer_init(&composing.printer, &composing.buf);
	composing.sight.printer = &composing.printer;
	compose_bracket(&composing, print_object_begin);
	for (size_t i = 0; i < COUNT_OF(members); i++)
		compose_member(&composing, &members[i]);
	compose_bracket(&composing, print_object_end);
	TRY(buf_check(&composing.buf, err));
	TRY(arena_check(arena, err));
	*ret_views = (struct views){ .text = buf_str(&composing.buf),
		                     .pieces = composing.pieces,
		                     .piece_count = composing.count };
	return STATUS_OK;
}

enum status views_print(const struct dispute *dispute, struct arena *arena, struct views *ret_views,
                        struct error *err)
{
	uint8_t open = 0;

	for (unsigned side = 0; side < SIDE_COUNT; side++) {
		if (view_is_open_to(dispute, (enum side)side))
			open |= (uint8_t)(1u << side);
	}
	return compose(dispute, open, arena, ret_views, err);
}

void views_put(const struct views *views, enum side side, struct buf *buf)
{
	const char *at = views->text.ptr;

	assert(side < SIDE_COUNT);
	for (size_t i = 0; i < views->piece_count; i++) {
		if ((views->pieces[i].sides & 1u << side) != 0)
			buf_put(buf, (struct str){ at, views->pieces[i].len });
		at += views->pieces[i].len;
	}
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
	struct views views;

	assert(side < SIDE_COUNT);
	TRY(compose(dispute, (uint8_t)(1u << side), arena, &views, err));
	assert(views.piece_count == 1);
	*ret_text = views.text;
	return STATUS_OK;
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
		sight_text_or_null(&sight, STR("language"), message->language);
		sight_text_or_null(&sight, STR("source"), message->source);
		print_object_end(&printer);
	}
	print_array_end(&printer);
	print_object_end(&printer);
	return finish(&buf, arena, ret_text, err);
}
