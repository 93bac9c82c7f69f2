#include "core/duty.h"

static const struct duty_info infos[DUTY_ACTION_COUNT] = {
#define DUTY(name, slug, hours, kind, weight, command, on_expiry)                    \
	[DUTY_##name] = { STR_INIT(slug),       (hours),           DUTY_KIND_##kind, \
		          DUTY_WEIGHT_##weight, COMMAND_##command, STR_INIT(on_expiry) },
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

struct str duty_kind_slug(enum duty_kind kind)
{
	return kind == DUTY_KIND_SOFT ? STR("soft") : STR("statutory");
}

int64_t duty_due(enum duty_action action, int64_t now_ms)
{
	return now_ms + duty_info(action)->hours * HOUR_MS;
}
