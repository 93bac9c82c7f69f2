#include "core/obligation.h"

static const struct str kinds[OBLIGATION_KIND_COUNT] = {
	[OBLIGATION_PAY] = STR_INIT("pay"),       [OBLIGATION_SHIP] = STR_INIT("ship"),
	[OBLIGATION_REPAIR] = STR_INIT("repair"), [OBLIGATION_PROVIDE] = STR_INIT("provide"),
	[OBLIGATION_ACT] = STR_INIT("act"),
};

static const struct str states[OBLIGATION_STATE_COUNT] = {
	[OBLIGATION_WAITING] = STR_INIT("waiting"),       [OBLIGATION_DUE] = STR_INIT("due"),
	[OBLIGATION_REPORTED] = STR_INIT("reported"),     [OBLIGATION_DONE] = STR_INIT("done"),
	[OBLIGATION_CONTESTED] = STR_INIT("contested"),   [OBLIGATION_OVERDUE] = STR_INIT("overdue"),
	[OBLIGATION_ENFORCED] = STR_INIT("enforced"),     [OBLIGATION_WAIVED] = STR_INIT("waived"),
	[OBLIGATION_IMPOSSIBLE] = STR_INIT("impossible"),
};

static const struct str legs[LEG_STATE_COUNT] = {
	[LEG_NONE] = STR_INIT(""),
	[LEG_AUTHORISED] = STR_INIT("authorised"),
	[LEG_LABEL_READY] = STR_INIT("label_ready"),
	[LEG_SHIPPED] = STR_INIT("shipped"),
	[LEG_IN_TRANSIT] = STR_INIT("in_transit"),
	[LEG_DELIVERED] = STR_INIT("delivered"),
	[LEG_INSPECTED] = STR_INIT("inspected"),
	[LEG_LOST] = STR_INIT("lost"),
	[LEG_EXPIRED] = STR_INIT("expired"),
	[LEG_REFUSED_DELIVERY] = STR_INIT("refused_delivery"),
};

struct str leg_state_slug(enum leg_state state)
{
	assert(state < LEG_STATE_COUNT);
	return legs[state];
}

bool leg_state_find(struct str slug, enum leg_state *ret_state)
{
	for (size_t i = 0; i < LEG_STATE_COUNT; i++) {
		if (!str_eq(legs[i], slug))
			continue;
		*ret_state = (enum leg_state)i;
		return true;
	}
	return false;
}

bool obligation_is_return(const struct obligation *obligation)
{
	return obligation->kind == OBLIGATION_SHIP && obligation->obligor == ACTOR_BUYER;
}

bool obligation_is_price(const struct obligation *obligation)
{
	static const struct str words[] = { STR_INIT("refund"), STR_INIT("partial_refund"),
		                            STR_INIT("price_reduction") };

	if (obligation->kind != OBLIGATION_PAY || obligation->obligor != ACTOR_SELLER)
		return false;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(obligation->what, words[i]))
			return true;
	return false;
}

struct str obligation_kind_slug(enum obligation_kind kind)
{
	assert(kind < OBLIGATION_KIND_COUNT);
	return kinds[kind];
}

struct str obligation_state_slug(enum obligation_state state)
{
	assert(state < OBLIGATION_STATE_COUNT);
	return states[state];
}

bool obligation_kind_find(struct str slug, enum obligation_kind *ret_kind)
{
	for (size_t i = 0; i < OBLIGATION_KIND_COUNT; i++) {
		if (!str_eq(kinds[i], slug))
			continue;
		*ret_kind = (enum obligation_kind)i;
		return true;
	}
	return false;
}

bool obligation_is_terminal(const struct obligation *obligation)
{
	assert(obligation->state < OBLIGATION_STATE_COUNT);

	switch (obligation->state) {
	case OBLIGATION_DONE:
	case OBLIGATION_ENFORCED:
	case OBLIGATION_WAIVED:
	case OBLIGATION_IMPOSSIBLE: return true;
	case OBLIGATION_WAITING:
	case OBLIGATION_DUE:
	case OBLIGATION_REPORTED:
	case OBLIGATION_CONTESTED:
	case OBLIGATION_OVERDUE:
	case OBLIGATION_STATE_COUNT: break;
	}
	return false;
}
