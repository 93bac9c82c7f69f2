/* lifecycle.h — which command moves a dispute from which phase to which, and who may give it.
 *
 * The whole table is lifecycle.def (domain.md, "Transition table"); lifecycle.c is the only code that reads
 * its edges, and everything shown elsewhere (GET /v1/meta/machine, actions[], the README's picture) is
 * printed from here. Guards that look beyond the phase are in decide_*.c.
 * Pure: no clock, no I/O, no allocation.
 */
#pragma once

#include "core/status.h"

enum phase {
#define PHASE(name, slug) PHASE_##name,
#include "core/lifecycle.def"
	PHASE_COUNT
};

enum hold {
#define HOLD(name, slug) HOLD_##name,
#include "core/lifecycle.def"
	HOLD_COUNT
};

enum closed_reason {
#define CLOSED(name, slug) CLOSED_##name,
#include "core/lifecycle.def"
	CLOSED_COUNT
};

/* In which capacity somebody acts in one dispute: a buyer is its claimant or its respondent. */
enum capacity {
#define CAPACITY(name, slug) CAPACITY_##name,
#include "core/lifecycle.def"
	CAPACITY_COUNT
};

enum event_type {
#define EVENT(name, slug) EVENT_##name,
#include "core/lifecycle.def"
	EVENT_COUNT
};

enum command_kind {
#define COMMAND(name, slug, statement) COMMAND_##name,
#include "core/lifecycle.def"
	COMMAND_COUNT
};

/* The kinds of signed statements (integrity.md 1.4) that a command may need. */
enum statement_need {
	NEED_NONE,
	NEED_FILING,
	NEED_EVIDENCE,
	NEED_RESPONSE,
	NEED_WITHDRAWAL,
	NEED_RULING,
	NEED_COUNT
};

/* One cell of the total matrix. Not present: there is no such move. */
struct edge {
	bool present;
	bool offered;
	unsigned who; /* set of 1 << capacity */
	enum phase to;
};

const struct edge *lifecycle_edge(enum phase from, enum command_kind command);

/* Sets *ret_to on STATUS_OK. STATUS_CONFLICT (WRONG_PHASE): there is no such move from this phase.
 * STATUS_FORBIDDEN (NOT_PARTY, NOT_PERMITTED) or STATUS_CONFLICT (DUTY_NOT_YOURS): it belongs to another
 * capacity. STATUS_UNSUPPORTED (NOT_OFFERED_YET): a later release has it. */
NODISCARD enum status lifecycle_next(enum phase from, enum command_kind command, enum capacity who,
                                     enum phase *ret_to, struct error *err);

/* The public words. */
struct str phase_slug(enum phase phase);
struct str hold_slug(enum hold hold);
struct str closed_slug(enum closed_reason reason);
struct str capacity_slug(enum capacity capacity);
struct str event_slug(enum event_type type);
struct str command_slug(enum command_kind command);
struct str statement_slug(enum statement_need need); /* "" for none */

enum statement_need command_statement(enum command_kind command);

/* False when there is no such word; *ret is then untouched. */
bool phase_find(struct str slug, enum phase *ret_phase);
bool hold_find(struct str slug, enum hold *ret_hold);
bool closed_find(struct str slug, enum closed_reason *ret_reason);
bool capacity_find(struct str slug, enum capacity *ret_capacity);
bool event_type_find(struct str slug, enum event_type *ret_type);
bool command_find(struct str slug, enum command_kind *ret_command);
