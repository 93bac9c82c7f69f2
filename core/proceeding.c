#include "core/proceeding.h"

static const struct str requests[REQUEST_STATE_COUNT] = {
	[REQUEST_OPEN] = STR_INIT("open"),
	[REQUEST_ANSWERED] = STR_INIT("answered"),
	[REQUEST_UNANSWERED] = STR_INIT("unanswered"),
	[REQUEST_DROPPED] = STR_INIT("dropped"),
};

static const struct str appeals[APPEAL_STATE_COUNT] = {
	[APPEAL_OPEN] = STR_INIT("open"),
	[APPEAL_UPHELD] = STR_INIT("upheld"),
	[APPEAL_REVISED] = STR_INIT("revised"),
};

static const struct str corrections[CORRECTION_STATE_COUNT] = {
	[CORRECTION_REQUESTED] = STR_INIT("requested"),
	[CORRECTION_MADE] = STR_INIT("made"),
	[CORRECTION_REFUSED] = STR_INIT("refused"),
};

struct str request_state_slug(enum request_state state)
{
	assert(state < REQUEST_STATE_COUNT);
	return requests[state];
}

struct str appeal_state_slug(enum appeal_state state)
{
	assert(state < APPEAL_STATE_COUNT);
	return appeals[state];
}

struct str correction_state_slug(enum correction_state state)
{
	assert(state < CORRECTION_STATE_COUNT);
	return corrections[state];
}
