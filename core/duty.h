/* duty.h — the only form of deadline: who must do what, until when, and what happens otherwise.
 *
 * The catalogue is duty.def. A duty is opened and closed by events alone; when its term is over the system
 * gives the command EXPIRE_DUTY with its id, and the catalogue says which command that stands for. Before
 * that it is reminded of, up to three times; a reminder whose time went by unused is skipped, never sent late
 * in a row with the next.
 * Working days are Monday to Friday in DUTY_ZONE. Pure data; nothing here fails.
 */
#pragma once

#include "core/id.h"
#include "core/lifecycle.h"
#include "core/zone.h"

#define DUTY_ZONE       ZONE_CHINA /* by whose clock working days begin */
#define HOUR_MS         ((int64_t)3600 * 1000)
#define DUTY_STEPS      3 /* of the ladder of reminders */
#define REMINDERS_LEAST 2 /* on record before a case lapses (domain.md row 9) */

enum duty_action {
#define DUTY(name, slug, hours, hours_max, grace, kind, weight, ladder, command, on_expiry) DUTY_##name,
#include "core/duty.def"
#undef DUTY
	DUTY_ACTION_COUNT
};

enum duty_kind { DUTY_KIND_SOFT, DUTY_KIND_STATUTORY };

/* ACT: the case waits for it. OPTIONAL: the term may pass unused. */
enum duty_weight { DUTY_WEIGHT_ACT, DUTY_WEIGHT_OPTIONAL };

struct duty_info {
	struct str slug;
	int32_t hours;
	int32_t hours_max;
	int32_t grace_hours;
	enum duty_kind kind;
	enum duty_weight weight;
	bool ladder;
	enum command_kind command;
	struct str on_expiry;
};

struct duty {
	struct id id;
	enum capacity who;
	enum duty_action action;
	int64_t due_at_ms;
	int64_t opened_at_ms;
	int32_t step;      /* of the ladder: reminders that are behind it, sent or skipped */
	int32_t reminders; /* that were sent */
	struct id subject; /* what it is about, see duty_subject(); zero when none */
};

const struct duty_info *duty_info(enum duty_action action);
bool duty_action_find(struct str slug, enum duty_action *ret_action);
enum id_kind duty_subject(enum duty_action action);
struct str duty_kind_slug(enum duty_kind kind);

/* The default due time of a duty opened now. */
int64_t duty_due(enum duty_action action, int64_t now_ms);

/* The earliest instant that leaves so many hours of working days from now. */
int64_t duty_due_at_least(int64_t now_ms, int32_t working_hours);

/* When the consequence comes: the due time and its grace. */
int64_t duty_expires(const struct duty *duty);

/* As late as it may be extended to. */
int64_t duty_latest(const struct duty *duty);

/* Reminders whose time has come by then, 0 to DUTY_STEPS. */
int32_t duty_steps_at(const struct duty *duty, int64_t at_ms);

/* When the clockwork must look at it next: a reminder, or the end. */
int64_t duty_alarm(const struct duty *duty);
