#include "core/pleading.h"

static const struct str statuses[ENTRY_STATUS_COUNT] = {
	[ENTRY_CLAIMED] = STR_INIT("claimed"),     [ENTRY_ADMITTED] = STR_INIT("admitted"),
	[ENTRY_CONTESTED] = STR_INIT("contested"), [ENTRY_FOUND] = STR_INIT("found"),
	[ENTRY_PRESUMED] = STR_INIT("presumed"),   [ENTRY_PLATFORM] = STR_INIT("platform"),
};

static const struct str offers[OFFER_STATE_COUNT] = {
	[OFFER_OPEN] = STR_INIT("open"),         [OFFER_ACCEPTED] = STR_INIT("accepted"),
	[OFFER_DECLINED] = STR_INIT("declined"), [OFFER_WITHDRAWN] = STR_INIT("withdrawn"),
	[OFFER_EXPIRED] = STR_INIT("expired"),   [OFFER_COUNTERED] = STR_INIT("countered"),
};

bool evidence_counts(const struct evidence *evidence)
{
	if (evidence->retracted)
		return false;
	return !evidence->late || evidence->admitted;
}

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
