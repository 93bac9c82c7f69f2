#include "core/lifecycle.h"

enum offered { LATER, NOW };

enum capacities {
#define CAPACITY_BIT(name)    (1 << CAPACITY_##name)
#define CAPACITIES(name, set) BY_##name = (set),
#include "core/lifecycle.def"
#undef CAPACITY_BIT
};

static const struct edge edges[PHASE_COUNT][COMMAND_COUNT] = {
#define EDGE(from_, command_, who_, to_, offered_) \
	[PHASE_##from_][COMMAND_##command_] = { true, (offered_) == NOW, BY_##who_, PHASE_##to_ },
#include "core/lifecycle.def"
};

static const struct str phases[PHASE_COUNT] = {
#define PHASE(name, slug) [PHASE_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const struct str holds[HOLD_COUNT] = {
#define HOLD(name, slug) [HOLD_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const struct str reasons[CLOSED_COUNT] = {
#define CLOSED(name, slug) [CLOSED_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const struct str capacities[CAPACITY_COUNT] = {
#define CAPACITY(name, slug) [CAPACITY_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const struct str events[EVENT_COUNT] = {
#define EVENT(name, slug) [EVENT_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const struct str commands[COMMAND_COUNT] = {
#define COMMAND(name, slug, statement) [COMMAND_##name] = STR_INIT(slug),
#include "core/lifecycle.def"
};

static const enum statement_need needs[COMMAND_COUNT] = {
#define COMMAND(name, slug, statement) [COMMAND_##name] = NEED_##statement,
#include "core/lifecycle.def"
};

static const struct str statements[NEED_COUNT] = {
	[NEED_NONE] = STR_INIT(""),
	[NEED_FILING] = STR_INIT("filing"),
	[NEED_EVIDENCE] = STR_INIT("evidence"),
	[NEED_RESPONSE] = STR_INIT("response"),
	[NEED_WITHDRAWAL] = STR_INIT("withdrawal"),
	[NEED_RULING] = STR_INIT("ruling"),
};

const struct edge *lifecycle_edge(enum phase from, enum command_kind command)
{
	assert(from < PHASE_COUNT);
	assert(command < COMMAND_COUNT);
	return &edges[from][command];
}

static bool is_party(enum capacity who)
{
	return who == CAPACITY_CLAIMANT || who == CAPACITY_RESPONDENT;
}

/* The other side could give this command: a matter of turn, not of rights. */
static enum status refuse_capacity(const struct edge *edge, enum command_kind command, enum capacity who,
                                   struct error *err)
{
	struct str name = commands[command];

	if (is_party(who) && (edge->who & BY_PARTIES) != 0)
		return FAIL(err, PROBLEM_DUTY_NOT_YOURS, "%s is for the other side to do", name.ptr);
	return FAIL(err, PROBLEM_NOT_PERMITTED, "%s is not for the %s to do", name.ptr, capacities[who].ptr);
}

enum status lifecycle_next(enum phase from, enum command_kind command, enum capacity who, enum phase *ret_to,
                           struct error *err)
{
	assert(who < CAPACITY_COUNT);
	assert(ret_to != NULL);

	const struct edge *edge = lifecycle_edge(from, command);

	if (!edge->present)
		return FAIL(err, PROBLEM_WRONG_PHASE, "%s is not possible while the phase is \"%s\"",
		            commands[command].ptr, phases[from].ptr);
	if ((edge->who & 1u << who) == 0)
		return refuse_capacity(edge, command, who, err);
	if (!edge->offered)
		return FAIL(err, PROBLEM_NOT_OFFERED_YET, "%s comes with a later release",
		            commands[command].ptr);
	*ret_to = edge->to;
	return STATUS_OK;
}

struct str phase_slug(enum phase phase)
{
	assert(phase < PHASE_COUNT);
	return phases[phase];
}

struct str hold_slug(enum hold hold)
{
	assert(hold < HOLD_COUNT);
	return holds[hold];
}

struct str closed_slug(enum closed_reason reason)
{
	assert(reason < CLOSED_COUNT);
	return reasons[reason];
}

struct str capacity_slug(enum capacity capacity)
{
	assert(capacity < CAPACITY_COUNT);
	return capacities[capacity];
}

struct str event_slug(enum event_type type)
{
	assert(type < EVENT_COUNT);
	return events[type];
}

struct str command_slug(enum command_kind command)
{
	assert(command < COMMAND_COUNT);
	return commands[command];
}

struct str statement_slug(enum statement_need need)
{
	assert(need < NEED_COUNT);
	return statements[need];
}

enum statement_need command_statement(enum command_kind command)
{
	assert(command < COMMAND_COUNT);
	return needs[command];
}

/* The index of the word in the table, or count. */
static size_t word_find(const struct str *words, size_t count, struct str slug)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(words[i], slug))
			return i;
	return count;
}

bool phase_find(struct str slug, enum phase *ret_phase)
{
	size_t at = word_find(phases, PHASE_COUNT, slug);

	if (at == PHASE_COUNT)
		return false;
	*ret_phase = (enum phase)at;
	return true;
}

bool hold_find(struct str slug, enum hold *ret_hold)
{
	size_t at = word_find(holds, HOLD_COUNT, slug);

	if (at == HOLD_COUNT)
		return false;
	*ret_hold = (enum hold)at;
	return true;
}

bool closed_find(struct str slug, enum closed_reason *ret_reason)
{
	size_t at = word_find(reasons, CLOSED_COUNT, slug);

	if (at == CLOSED_COUNT)
		return false;
	*ret_reason = (enum closed_reason)at;
	return true;
}

bool capacity_find(struct str slug, enum capacity *ret_capacity)
{
	size_t at = word_find(capacities, CAPACITY_COUNT, slug);

	if (at == CAPACITY_COUNT)
		return false;
	*ret_capacity = (enum capacity)at;
	return true;
}

bool event_type_find(struct str slug, enum event_type *ret_type)
{
	size_t at = word_find(events, EVENT_COUNT, slug);

	if (at == EVENT_COUNT)
		return false;
	*ret_type = (enum event_type)at;
	return true;
}

bool command_find(struct str slug, enum command_kind *ret_command)
{
	size_t at = word_find(commands, COMMAND_COUNT, slug);

	if (at == COMMAND_COUNT)
		return false;
	*ret_command = (enum command_kind)at;
	return true;
}
