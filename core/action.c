#include "core/action.h"

#include "core/decide.h"
#include "core/object.h"

enum action_target {
	TARGET_CASE,
	TARGET_STAFF,
	TARGET_OFFER,
	TARGET_OBLIGATION,
	TARGET_RESOLVED,
	TARGET_RETURN,
	TARGET_CORRECTION,
	TARGET_REQUEST,
	TARGET_EXHIBIT,
	TARGET_ADMITTED,
	TARGET_COUNT
};

#define DUTY_NONE DUTY_ACTION_COUNT
#define HREF_MAX  160

static const struct action {
	enum command_kind command;
	struct str method;
	struct str path;
	enum action_target target;
	enum duty_action duty;
} actions[] = {
#define ACTION(command, method, path, target, duty) \
	{ COMMAND_##command, STR_INIT(method), STR_INIT(path), TARGET_##target, DUTY_##duty },
#include "core/action.def"
#undef ACTION
};

/* Where the thing that an action is about stands in its path; nothing for the case itself. */
static const struct {
	struct str segment;
	enum id_kind kind;
	bool staff;
} targets[TARGET_COUNT] = {
	[TARGET_STAFF] = { .staff = true },
	[TARGET_OFFER] = { STR_INIT("/offers/"), ID_OFFER, false },
	[TARGET_OBLIGATION] = { STR_INIT("/obligations/"), ID_OBLIGATION, false },
	[TARGET_RESOLVED] = { STR_INIT("/obligations/"), ID_OBLIGATION, true },
	[TARGET_RETURN] = { STR_INIT("/returns/"), ID_OBLIGATION, false },
	[TARGET_CORRECTION] = { STR_INIT("/corrections/"), ID_CORRECTION, true },
	[TARGET_REQUEST] = { STR_INIT("/requests/"), ID_REQUEST, false },
	[TARGET_EXHIBIT] = { STR_INIT("/evidence/"), ID_EVIDENCE, false },
	[TARGET_ADMITTED] = { STR_INIT("/evidence/"), ID_EVIDENCE, true },
};

static size_t target_count(const struct dispute *dispute, enum action_target target)
{
	switch (target) {
	case TARGET_OFFER: return dispute->offer_count;
	case TARGET_RESOLVED:
	case TARGET_RETURN:
	case TARGET_OBLIGATION: return dispute->obligation_count;
	case TARGET_CORRECTION: return dispute->correction_count;
	case TARGET_REQUEST: return dispute->request_count;
	case TARGET_EXHIBIT:
	case TARGET_ADMITTED: return dispute->evidence_count;
	case TARGET_CASE:
	case TARGET_STAFF: return 1;
	case TARGET_COUNT: break;
	}
	assert(false && "an action about nothing");
	return 0;
}

static struct id target_id(const struct dispute *dispute, enum action_target target, size_t n)
{
	assert(n < target_count(dispute, target));

	switch (target) {
	case TARGET_OFFER: return dispute->offers[n].id;
	case TARGET_RESOLVED:
	case TARGET_RETURN:
	case TARGET_OBLIGATION: return dispute->obligations[n].id;
	case TARGET_CORRECTION: return dispute->corrections[n].id;
	case TARGET_REQUEST: return dispute->requests[n].id;
	case TARGET_EXHIBIT:
	case TARGET_ADMITTED: return dispute->evidence[n].id;
	case TARGET_CASE:
	case TARGET_STAFF:
	case TARGET_COUNT: break;
	}
	return (struct id){ 0 };
}

struct actor side_actor(const struct dispute *dispute, enum side side)
{
	if (side == SIDE_STAFF)
		return (struct actor){ .role = ACTOR_ARBITER };
	if ((side == SIDE_BUYER) == (dispute->claimant.role == ACTOR_BUYER))
		return dispute->claimant;
	return dispute->respondent;
}

static struct str href_of(const struct action *action, const struct dispute *dispute, struct id target,
                          struct arena *arena)
{
	struct buf buf;

	assert((targets[action->target].segment.len == 0) == id_is_zero(target));
	buf_init(&buf, arena, HREF_MAX);
	buf_put(&buf, targets[action->target].staff ? STR("/v1/admin/disputes/") : STR("/v1/disputes/"));
	id_put(&buf, ID_DISPUTE, dispute->id);
	if (!id_is_zero(target)) {
		buf_put(&buf, targets[action->target].segment);
		id_put(&buf, targets[action->target].kind, target);
	}
	buf_put(&buf, action->path);
	return buf.failed ? (struct str){ 0 } : buf_str(&buf);
}

/* The table alone rules out most actions; asking it first spares the wording of refusals that nobody reads.
 */
static bool may_be_open(const struct action *action, const struct dispute *dispute, struct actor actor)
{
	const struct edge *edge = lifecycle_edge(dispute->phase, action->command);
	struct error ignored;
	enum capacity who;

	assert(dispute->version > 0);
	if (!edge->offered)
		return false;
	return dispute_capacity(dispute, actor, &who, &ignored) == STATUS_OK && (edge->who & 1u << who) != 0;
}

/* The duty of this very side that the action would fulfil. */
static const struct duty *duty_of(const struct action *action, const struct dispute *dispute,
                                  struct actor actor, struct id target)
{
	struct error ignored;
	enum capacity who;

	if (dispute_capacity(dispute, actor, &who, &ignored) != STATUS_OK)
		return NULL;
	for (size_t i = 0; i < dispute->duty_count; i++) {
		const struct duty *duty = &dispute->duties[i];
		bool mine = duty->who == who || action->command == COMMAND_CLOSE_EVIDENCE;
		if (mine && duty->action == action->duty && id_eq(duty->subject, target))
			return duty;
	}
	return NULL;
}

static void print_action(struct printer *printer, const struct action *action, const struct dispute *dispute,
                         struct actor actor, struct id target, struct arena *arena)
{
	const struct duty *duty = duty_of(action, dispute, actor, target);
	struct str statement = statement_slug(command_statement(action->command));
	struct command command = {
		.kind = action->command, .actor = actor, .target = target, .at_ms = dispute->updated_at_ms
	};
	struct error ignored;
	int64_t opens_at_ms = 0;

	if (decide_opens(dispute, &command, &opens_at_ms, &ignored) != STATUS_OK)
		return;
	print_object_begin(printer);
	print_member_string(printer, STR("action"), command_slug(action->command));
	print_member_string(printer, STR("method"), action->method);
	print_member_string(printer, STR("href"), href_of(action, dispute, target, arena));
	print_name(printer, STR("statement"));
	if (statement.len > 0)
		print_string(printer, statement);
	else
		print_null(printer);
	print_name(printer, STR("due_at"));
	if (duty != NULL)
		print_string(printer, instant_text(arena, duty->due_at_ms));
	else
		print_null(printer);
	if (duty != NULL)
		print_member_string(printer, STR("consequence"), duty_info(duty->action)->on_expiry);
	if (opens_at_ms > dispute->updated_at_ms)
		print_member_string(printer, STR("opens_at"), instant_text(arena, opens_at_ms));
	print_object_end(printer);
}

void actions_print(struct printer *printer, const struct dispute *dispute, enum side side,
                   struct arena *arena)
{
	struct actor actor = side_actor(dispute, side);

	print_array_begin(printer);
	assert(side < SIDE_COUNT);
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		const struct action *action = &actions[i];
		if (!may_be_open(action, dispute, actor))
			continue;
		for (size_t j = 0; j < target_count(dispute, action->target); j++)
			print_action(printer, action, dispute, actor, target_id(dispute, action->target, j),
			             arena);
	}
	print_array_end(printer);
}
