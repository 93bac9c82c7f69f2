/* duty.h — the only form of deadline: who must do what, until when, and what happens otherwise.
 *
 * The catalogue is duty.def. A duty is opened and closed by events alone; when its term is over the system
 * gives the command EXPIRE_DUTY with its id, and the catalogue says which command that stands for.
 * Pure data; nothing here fails.
 */
#pragma once

#include "core/id.h"
#include "core/lifecycle.h"

#define HOUR_MS ((int64_t)3600 * 1000)

enum duty_action {
#define DUTY(name, slug, hours, kind, weight, command, on_expiry) DUTY_##name,
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
	enum duty_kind kind;
	enum duty_weight weight;
	enum command_kind command;
	struct str on_expiry;
};

struct duty {
	struct id id;
	enum capacity who;
	enum duty_action action;
	int64_t due_at_ms;
	struct id subject; /* the offer or obligation it is about; zero when none */
};

const struct duty_info *duty_info(enum duty_action action);
bool duty_action_find(struct str slug, enum duty_action *ret_action);
struct str duty_kind_slug(enum duty_kind kind);

/* The default due time of a duty opened now. */
int64_t duty_due(enum duty_action action, int64_t now_ms);
