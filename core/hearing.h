/* hearing.h — one command being decided: who asks, in what capacity, and the events written so far.
 *
 * A command may become several events, so the hearing keeps working copies of the two registers that the
 * later ones depend on: open duties and obligations. A minute is one event being written; whatever it does to
 * the registers goes into its data, so that folding needs no rules of its own. Internal to decide*.c and
 * plan.c. Everything lives in the arena.
 */
#pragma once

#include "core/decide.h"
#include "core/object.h"
#include "core/remedy.h"

struct hearing {
	const struct dispute *dispute;
	const struct command *command;
	struct arena *arena;
	enum command_kind kind; /* refined: the member of the family that the content means */
	enum capacity who;
	enum phase to;
	int64_t now_ms; /* whole seconds */
	size_t ids_used;

	struct duty *duties; /* working copies */
	size_t duty_count;
	struct obligation *obligations;
	size_t obligation_count;
	enum remedy_id ruled; /* REMEDY_COUNT: no ruling */
	int64_t credit_minor; /* of the respondent, to set off against what the outcome makes him pay */

	struct events events;
};

struct minute {
	struct hearing *hearing;
	enum event_type type;
	struct actor actor;
	bool automated;
	struct object data;
	struct array opened;
	struct array closed;
	struct array moved;
	struct array obligations;
	struct array states;
	struct array legs;
};

/* How much one event may do. */
#define MINUTE_MEMBERS_MAX  20
#define OBLIGATIONS_AT_ONCE 10

void hearing_init(struct hearing *hearing, const struct dispute *dispute, const struct command *command,
                  struct arena *arena);

/* A fresh id; command.id_count must suffice (asserted: COMMAND_IDS). */
struct id hearing_id(struct hearing *hearing);

/* The party with that role or capacity in this dispute. */
struct actor hearing_party(const struct hearing *hearing, enum capacity who);
const struct obligation *hearing_obligation(const struct hearing *hearing, struct id id);
bool hearing_has_duty(const struct hearing *hearing, enum duty_action action);
const struct policy *hearing_policy(const struct hearing *hearing);
bool hearing_waits_for_rules(const struct dispute *dispute);
bool hearing_is_performed(const struct hearing *hearing); /* every obligation is terminal */

/* Begins an event by the command's actor. Members that are not about registers: object_*(&minute->data). */
void minute_begin(struct minute *minute, struct hearing *hearing, enum event_type type);

/* The event is the system's; `automated`: no human decided it. */
void minute_by_system(struct minute *minute, bool automated);

/* An outcome ends the talks: with performance, nobody owes an answer to an offer or a request any more. */
void minute_phase(struct minute *minute, enum phase phase);
void minute_close_case(struct minute *minute, enum closed_reason reason); /* closes every duty, too */
void minute_open_duty(struct minute *minute, enum capacity who, enum duty_action action, int64_t due_at_ms,
                      struct id subject);
void minute_move_duty(struct minute *minute, struct id id, int64_t due_at_ms);
void minute_move_soft_duties(struct minute *minute, int64_t by_ms);
void minute_close_duty(struct minute *minute, struct id duty);
void minute_close_duties(struct minute *minute, enum duty_action action); /* all of that action */
void minute_close_duties_of(struct minute *minute, enum duty_action action, enum capacity who);
void minute_close_duties_about(struct minute *minute, struct id subject);
void minute_close_all_duties(struct minute *minute);
void minute_add_obligation(struct minute *minute, const struct obligation *obligation);
void minute_set_obligation(struct minute *minute, struct id id, enum obligation_state state,
                           int64_t due_at_ms);

void minute_stay_obligation(struct minute *minute, struct id id, bool stayed);
void minute_reduce_obligation(struct minute *minute, struct id id, struct money amount);
void minute_set_leg(struct minute *minute, struct id id, const struct leg *leg);

/* Text and language of a note, where it has them. */
void minute_note(struct minute *minute, struct str text, struct str language);

/* Appends the event to the hearing. */
void minute_end(struct minute *minute);

/* After the last event: STATUS_LIMIT when the arena ran out. */
NODISCARD enum status hearing_end(const struct hearing *hearing, struct events *ret_events,
                                  struct error *err);
