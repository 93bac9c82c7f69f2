#include "core/duty.h"

#define DAY_MS   (24 * HOUR_MS)
#define THURSDAY 4 /* 1970-01-01 */
#define SATURDAY 6

enum ladder { SILENT, LADDER };

static const struct duty_info infos[DUTY_ACTION_COUNT] = {
#define DUTY(name, slug_, hours_, hours_max_, grace, kind_, weight_, ladder_, command_, on_expiry_) \
	[DUTY_##name] = { .slug = STR_INIT(slug_),                                                  \
		          .hours = (hours_),                                                        \
		          .hours_max = (hours_max_),                                                \
		          .grace_hours = (grace),                                                   \
		          .kind = DUTY_KIND_##kind_,                                                \
		          .weight = DUTY_WEIGHT_##weight_,                                          \
		          .ladder = (ladder_) == LADDER,                                            \
		          .command = COMMAND_##command_,                                            \
		          .on_expiry = STR_INIT(on_expiry_) },
#include "core/duty.def"
#undef DUTY
};

const struct duty_info *duty_info(enum duty_action action)
{
	assert(action < DUTY_ACTION_COUNT);
	return &infos[action];
}

bool duty_action_find(struct str slug, enum duty_action *ret_action)
{
	assert(ret_action != NULL);

	for (size_t i = 0; i < DUTY_ACTION_COUNT; i++) {
		if (!str_eq(infos[i].slug, slug))
			continue;
		*ret_action = (enum duty_action)i;
		return true;
	}
	return false;
}

enum id_kind duty_subject(enum duty_action action)
{
	assert(action < DUTY_ACTION_COUNT);

	if (action == DUTY_ANSWER_OFFER)
		return ID_OFFER;
	return action == DUTY_ANSWER_REQUEST ? ID_REQUEST : ID_OBLIGATION;
}

struct str duty_kind_slug(enum duty_kind kind)
{
	return kind == DUTY_KIND_SOFT ? STR("soft") : STR("statutory");
}

int64_t duty_due(enum duty_action action, int64_t now_ms)
{
	return now_ms + duty_info(action)->hours * HOUR_MS;
}

static bool is_working_day(int64_t day)
{
	int64_t weekday = (day + THURSDAY) % 7;

	return weekday != 0 && weekday != SATURDAY;
}

int64_t duty_due_at_least(int64_t now_ms, int32_t working_hours)
{
	assert(now_ms >= 0 && working_hours >= 0);

	int64_t left_ms = working_hours * HOUR_MS;
	int64_t ahead_ms = zone_offset(DUTY_ZONE, now_ms) * HOUR_MS / 60; /* the zone has no summer time */
	int64_t local_ms = now_ms + ahead_ms;

	while (left_ms > 0) {
		int64_t day = local_ms / DAY_MS;
		int64_t rest_ms = (day + 1) * DAY_MS - local_ms;
		if (!is_working_day(day)) {
			local_ms += rest_ms;
			continue;
		}
		int64_t used_ms = left_ms < rest_ms ? left_ms : rest_ms;
		local_ms += used_ms;
		left_ms -= used_ms;
	}
	return local_ms - ahead_ms;
}

int64_t duty_expires(const struct duty *duty)
{
	return duty->due_at_ms + duty_info(duty->action)->grace_hours * HOUR_MS;
}

int64_t duty_latest(const struct duty *duty)
{
	return duty->opened_at_ms + duty_info(duty->action)->hours_max * HOUR_MS;
}

/* The n-th of: half the term, 24 hours before its end, 4 hours before; in the order in which they come. */
static int64_t step_time(const struct duty *duty, int32_t n)
{
	int64_t half_ms = duty->opened_at_ms + (duty->due_at_ms - duty->opened_at_ms) / 2;
	int64_t day_ms = duty->due_at_ms - DAY_MS;
	int64_t last_ms = duty->due_at_ms - 4 * HOUR_MS;
	int64_t times[DUTY_STEPS] = { half_ms, day_ms, last_ms };

	assert(n >= 0 && n < DUTY_STEPS);
	for (size_t i = 1; i < DUTY_STEPS; i++)
		for (size_t j = i; j > 0 && times[j - 1] > times[j]; j--) {
			int64_t later = times[j - 1];
			times[j - 1] = times[j];
			times[j] = later;
		}
	return times[n];
}

int32_t duty_steps_at(const struct duty *duty, int64_t at_ms)
{
	int32_t steps = 0;

	if (!duty_info(duty->action)->ladder)
		return DUTY_STEPS;
	while (steps < DUTY_STEPS && step_time(duty, steps) <= at_ms)
		steps++;
	return steps;
}

int64_t duty_alarm(const struct duty *duty)
{
	int32_t behind = duty_steps_at(duty, duty->opened_at_ms); /* steps that the term is too short for */

	assert(duty->step >= 0 && duty->step <= DUTY_STEPS);
	if (behind < duty->step)
		behind = duty->step;
	return behind < DUTY_STEPS ? step_time(duty, behind) : duty_expires(duty);
}
