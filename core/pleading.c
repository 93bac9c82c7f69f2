#include "core/pleading.h"

static const struct str statuses[ENTRY_STATUS_COUNT] = {
	[ENTRY_CLAIMED] = STR_INIT("claimed"),     [ENTRY_ADMITTED] = STR_INIT("admitted"),
	[ENTRY_CONTESTED] = STR_INIT("contested"), [ENTRY_FOUND] = STR_INIT("found"),
	[ENTRY_PRESUMED] = STR_INIT("presumed"),   [ENTRY_PLATFORM] = STR_INIT("platform"),
};

static const struct str offers[OFFER_STATE_COUNT] = {
	[OFFER_OPEN] = STR_INIT("open"),         [OFFER_ACCEPTED] = STR_INIT("accepted"),
	[OFFER_DECLINED] = STR_INIT("declined"), [OFFER_WITHDRAWN] = STR_INIT("withdrawn"),
	[OFFER_EXPIRED] = STR_INIT("expired"),
};

static const struct str standards[STANDARD_COUNT] = {
	[STANDARD_NONE] = STR_INIT(""),
	[STANDARD_PROBABLE] = STR_INIT("probable"),
	[STANDARD_HIGH] = STR_INIT("high_probability"),
	[STANDARD_BEYOND_DOUBT] = STR_INIT("beyond_reasonable_doubt"),
};

struct str entry_status_slug(enum entry_status status)
{
	assert(status < ENTRY_STATUS_COUNT);
	return statuses[status];
}

struct str offer_state_slug(enum offer_state state)
{
	assert(state < OFFER_STATE_COUNT);
	return offers[state];
}

struct str standard_slug(enum standard standard)
{
	assert(standard < STANDARD_COUNT);
	return standards[standard];
}

bool standard_find(struct str slug, enum standard *ret_standard)
{
	assert(ret_standard != NULL);

	for (size_t i = 1; i < STANDARD_COUNT; i++) {
		if (!str_eq(standards[i], slug))
			continue;
		*ret_standard = (enum standard)i;
		return true;
	}
	return false;
}
