#include "core/command.h"

static const struct str roles[ACTOR_ROLE_COUNT] = {
	[ACTOR_BUYER] = STR_INIT("buyer"),     [ACTOR_SELLER] = STR_INIT("seller"),
	[ACTOR_ARBITER] = STR_INIT("arbiter"), [ACTOR_PLATFORM] = STR_INIT("platform"),
	[ACTOR_ADMIN] = STR_INIT("admin"),     [ACTOR_SYSTEM] = STR_INIT("system"),
};

struct str actor_role_slug(enum actor_role role)
{
	assert(role < ACTOR_ROLE_COUNT);
	return roles[role];
}

bool actor_role_find(struct str slug, enum actor_role *ret_role)
{
	assert(ret_role != NULL);

	for (size_t i = 0; i < ACTOR_ROLE_COUNT; i++) {
		if (!str_eq(roles[i], slug))
			continue;
		*ret_role = (enum actor_role)i;
		return true;
	}
	return false;
}

bool actor_eq(struct actor a, struct actor b)
{
	return a.role == b.role && str_eq(a.party, b.party);
}
