#include "core/operators.h"

/* Why apart from operate_amount.c: days are dates there; here hours run, and a clock has its zone. */

static bool all_ints(const struct value *values, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (values[i].kind != VALUE_INT)
			return false;
	}
	return true;
}

static bool is_service_day(struct service_day day)
{
	return day.opens >= 0 && day.opens < day.closes && day.closes <= 24;
}

/* The moment and the numbers; an open or missing one makes the result open or nothing. */
static bool read_hours(struct reckoner *reckoner, const struct expression *expression,
                       struct value *ret_values, struct value *ret_instead)
{
	struct value open = value_none();

	for (size_t i = 0; i < expression->count; i++) {
		ret_values[i] = reckon(reckoner, &expression->args[i]);
		if (value_is_open(ret_values[i]))
			open = value_merge_open(open, ret_values[i]);
	}
	*ret_instead = open;
	return !value_is_open(open) && ret_values[0].kind == VALUE_MOMENT &&
	       all_ints(ret_values, 1, expression->count) && ret_values[1].integer >= 0 &&
	       ret_values[1].integer <= MOMENT_HOURS_MAX;
}

struct value operate_AFTER_HOURS(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count >= 2 && expression->count <= 4);

	struct value v[4], instead;

	if (!read_hours(reckoner, expression, v, &instead))
		return instead;
	if (expression->count == 2)
		return value_moment(moment_add_hours(v[0].moment, v[1].integer));
	if (expression->count == 3)
		return value_none();
	struct service_day day = { .opens = v[2].integer, .closes = v[3].integer };
	if (!is_service_day(day))
		return value_none();
	return value_moment(moment_add_service_hours(v[0].moment, v[1].integer, day));
}

struct value operate_DAY_OF(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 1);

	struct value value = reckon(reckoner, &expression->args[0]);

	if (value_is_open(value))
		return value;
	return value.kind == VALUE_MOMENT ? value_date(moment_day(value.moment)) : value_none();
}
