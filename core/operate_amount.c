#include "core/amount.h"
#include "core/operators.h"

/* Why apart from operate_condition.c: here are dates, numbers and lists, and every result has a kind of its
 * own. */

/* The operands of a computation; false when one is open or of another kind, and *ret_instead says so. */
static bool operands(struct reckoner *reckoner, const struct expression *expression,
                     const enum value_kind *kinds, struct value *ret_values, struct value *ret_instead)
{
	assert(expression->count <= 4);
	assert(ret_values != NULL && ret_instead != NULL);

	bool is_good = true;
	bool is_hopeless = false; /* an operand is of another kind: no answer to what is open will help */

	*ret_instead = value_none();
	for (size_t i = 0; i < expression->count; i++) {
		ret_values[i] = reckon(reckoner, &expression->args[i]);
		if (value_is_open(ret_values[i]))
			*ret_instead = value_merge_open(*ret_instead, ret_values[i]);
		else if (ret_values[i].kind != kinds[i])
			is_hopeless = true;
		is_good = is_good && ret_values[i].kind == kinds[i];
	}
	if (is_hopeless)
		*ret_instead = value_none();
	return is_good;
}

static const enum value_kind ints[4] = { VALUE_INT, VALUE_INT, VALUE_INT, VALUE_INT };

/* --- dates and periods --- */

static bool to_days(int64_t integer, int32_t *ret_days)
{
	assert(ret_days != NULL);

	if (integer < -PERIOD_LENGTH_MAX || integer > PERIOD_LENGTH_MAX)
		return false;
	*ret_days = (int32_t)integer;
	return true;
}

struct value operate_AFTER(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 2 || expression->count == 3);

	static const enum value_kind kinds[3] = { VALUE_DATE, VALUE_INT, VALUE_INT };
	const struct expression *length = &expression->args[1];
	struct period period = { .unit = PERIOD_MONTH };
	struct value values[3], instead;
	int32_t pause = 0;

	if (!operands(reckoner, expression, kinds, values, &instead))
		return instead;
	if (length->op == EXPRESSION_PARAMETER) {
		period.unit = reckoner->packset->parameters[length->index].unit;
		period.count = reckoner->packset->parameters[length->index].count_from;
	}
	if (!to_days(values[1].integer, &period.length) || period.length < 0)
		return value_none();
	if (expression->count == 3 && (!to_days(values[2].integer, &pause) || pause < 0))
		return value_none();
	struct date end = period_nominal_end(values[0].date, period, reckoner->calendar);
	return value_date(date_add_days(end, pause));
}

struct value operate_ROLL(struct reckoner *reckoner, const struct expression *expression)
{
	struct value value = reckon(reckoner, &expression->args[0]);

	if (value.kind != VALUE_DATE)
		return value;
	reckoner_need_calendar(reckoner, value.date);
	return value_date(date_roll(value.date, reckoner->calendar));
}

struct value operate_ADD_DAYS(struct reckoner *reckoner, const struct expression *expression)
{
	static const enum value_kind kinds[2] = { VALUE_DATE, VALUE_INT };
	struct value values[2], instead;
	int32_t days;

	if (!operands(reckoner, expression, kinds, values, &instead))
		return instead;
	if (!to_days(values[1].integer, &days))
		return value_none();
	return value_date(date_add_days(values[0].date, days));
}

struct value operate_DAYS(struct reckoner *reckoner, const struct expression *expression)
{
	static const enum value_kind kinds[2] = { VALUE_DATE, VALUE_DATE };
	struct value values[2], instead;

	if (!operands(reckoner, expression, kinds, values, &instead))
		return instead;
	return value_int(date_days_between(values[0].date, values[1].date));
}

/* --- numbers and amounts --- */

/* The only way in which an amount's formula fails is by leaving int64. */
static struct value settle(struct reckoner *reckoner, enum status status, const int64_t *amount)
{
	assert(amount != NULL);

	if (status == STATUS_OK)
		return value_int(*amount);
	reckoner->overflowed = true;
	return value_none();
}

struct value operate_ADD(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count >= 2);

	struct value values[4], instead;
	struct error err;
	int64_t sum = 0;

	if (!operands(reckoner, expression, ints, values, &instead))
		return instead;
	for (size_t i = 0; i < expression->count; i++) {
		if (minor_add(sum, values[i].integer, &sum, &err) != STATUS_OK)
			reckoner->overflowed = true;
	}
	return value_int(sum);
}

static struct value larger(int64_t a, int64_t b)
{
	return value_int(a > b ? a : b);
}

static bool has_order(struct value value)
{
	return value.kind == VALUE_INT || value.kind == VALUE_DATE;
}

/* The one of two numbers, or of two days, that comes first (-1) or last (1). */
static struct value outermost(struct reckoner *reckoner, const struct expression *expression, int wanted)
{
	assert(expression->count == 2);

	struct value a = reckon(reckoner, &expression->args[0]);
	struct value b = reckon(reckoner, &expression->args[1]);
	bool a_fits = value_is_open(a) || has_order(a);
	bool b_fits = value_is_open(b) || has_order(b);
	int order = 0;

	if (!a_fits || !b_fits)
		return value_none();
	if (value_is_open(a) || value_is_open(b))
		return value_merge_open(a, b);
	if (!value_compare(a, b, &order))
		return value_none();
	return order == -wanted ? b : a;
}

struct value operate_MIN(struct reckoner *reckoner, const struct expression *expression)
{
	return outermost(reckoner, expression, -1);
}

struct value operate_MAX(struct reckoner *reckoner, const struct expression *expression)
{
	return outermost(reckoner, expression, 1);
}

/* What is owed is never below zero. */
struct value operate_SUB(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 2);

	struct value v[2], instead;
	struct error err;
	int64_t difference = 0;

	if (!operands(reckoner, expression, ints, v, &instead))
		return instead;
	if (minor_sub(v[0].integer, v[1].integer, &difference, &err) != STATUS_OK)
		reckoner->overflowed = true;
	return larger(difference, 0);
}

static bool all_natural(const struct value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (values[i].integer < 0)
			return false;
	}
	return true;
}

/* Three operands, none below zero; as operands(). */
static bool naturals(struct reckoner *reckoner, const struct expression *expression, struct value *ret_values,
                     struct value *ret_instead)
{
	assert(expression->count == 3);

	if (!operands(reckoner, expression, ints, ret_values, ret_instead))
		return false;
	return all_natural(ret_values, expression->count);
}

struct value operate_DEPRECIATE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead) || v[1].integer > INT32_MAX)
		return instead;
	return settle(reckoner, amount_depreciation(v[0].integer, v[1].integer, v[2].integer, &amount, &err),
	              &amount);
}

struct value operate_MUL_PPM(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead))
		return instead;
	return settle(reckoner,
	              minor_mul_ppm(v[0].integer, v[1].integer, v[2].integer, ROUND_DOWN, &amount, &err),
	              &amount);
}

struct value operate_USE_FEE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead))
		return instead;
	return settle(reckoner, amount_use_fee(v[0].integer, v[1].integer, v[2].integer, &amount, &err),
	              &amount);
}

static struct value ratio(struct reckoner *reckoner, const struct expression *expression,
                          enum rounding rounding)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead) || v[2].integer == 0)
		return instead;
	return settle(reckoner,
	              minor_mul_ratio(v[0].integer, v[1].integer, v[2].integer, rounding, &amount, &err),
	              &amount);
}

struct value operate_RATIO(struct reckoner *reckoner, const struct expression *expression)
{
	return ratio(reckoner, expression, ROUND_DOWN);
}

struct value operate_RATIO_UP(struct reckoner *reckoner, const struct expression *expression)
{
	return ratio(reckoner, expression, ROUND_UP);
}

struct value operate_MULTIPLE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead))
		return instead;
	return settle(reckoner, amount_multiple(v[0].integer, v[1].integer, v[2].integer, &amount, &err),
	              &amount);
}

struct value operate_EARNEST(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t amount = 0;

	if (!naturals(reckoner, expression, v, &instead) || v[2].integer > 1000000)
		return instead;
	return settle(reckoner, amount_earnest(v[0].integer, v[1].integer, v[2].integer, &amount, &err),
	              &amount);
}

/* Millionths as a decimal text without trailing zeros: 2741950000 is "2741.95". */
static struct value decimal_text(struct reckoner *reckoner, int64_t millionths)
{
	assert(millionths >= 0);

	struct buf buf;
	int64_t rest = millionths % 1000000;

	buf_init(&buf, reckoner->arena, 32);
	buf_put_int(&buf, millionths / 1000000);
	for (int64_t unit = 100000; rest > 0; unit /= 10) {
		if (unit == 100000)
			buf_put_char(&buf, '.');
		buf_put_char(&buf, (char)('0' + rest / unit));
		rest %= unit;
	}
	return buf.failed ? value_none() : value_token(buf_str(&buf));
}

/* A product in millionths before it is rounded, for people to check. */
struct value operate_EXACT(struct reckoner *reckoner, const struct expression *expression)
{
	struct value v[3], instead;
	struct error err;
	int64_t product;

	if (!naturals(reckoner, expression, v, &instead))
		return instead;
	if (minor_mul_ratio(v[0].integer, v[1].integer, 1, ROUND_DOWN, &product, &err) != STATUS_OK ||
	    minor_mul_ratio(product, v[2].integer, 1, ROUND_DOWN, &product, &err) != STATUS_OK)
		return value_none();
	return decimal_text(reckoner, product);
}

/* --- lists --- */

struct value operate_COUNT(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 1 || expression->count == 2);

	struct value list = reckon(reckoner, &expression->args[0]);
	const struct value *outer = reckoner->it;
	struct value open = value_none();
	int64_t count = 0;

	if (value_is_open(list))
		return list;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list.count; i++) {
		struct value holds = value_bool(true);
		reckoner->it = list.list.items[i].kind == VALUE_REPAIR ? list.list.items[i].repair : NULL;
		if (expression->count == 2)
			holds = reckon(reckoner, &expression->args[1]);
		if (value_is_open(holds))
			open = value_merge_open(open, holds);
		count += value_truth(holds) == TRUTH_TRUE ? 1 : 0;
	}
	reckoner->it = outer;
	return value_is_open(open) ? open : value_int(count);
}

/* The largest value of the second operand over the items; items without one do not count. */
struct value operate_LATEST(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 2);

	struct value list = reckon(reckoner, &expression->args[0]);
	const struct value *outer = reckoner->it;
	struct value latest = value_none();
	int order;

	if (value_is_open(list))
		return list;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list.count; i++) {
		reckoner->it = list.list.items[i].kind == VALUE_REPAIR ? list.list.items[i].repair : NULL;
		struct value value = reckon(reckoner, &expression->args[1]);
		if (value_is_open(value))
			latest = value_is_open(latest) ? value_merge_open(latest, value) : value;
		else if (latest.kind == VALUE_NONE || (value_compare(value, latest, &order) && order > 0))
			latest = value_is_known(value) ? value : latest;
	}
	reckoner->it = outer;
	return latest;
}

struct value operate_SUM(struct reckoner *reckoner, const struct expression *expression)
{
	struct value list = reckon(reckoner, &expression->args[0]);
	struct error err;
	int64_t sum = 0;

	if (list.kind != VALUE_LIST)
		return value_is_open(list) ? list : value_none();
	for (size_t i = 0; i < list.list.count; i++) {
		if (list.list.items[i].kind != VALUE_INT)
			return value_none();
		if (minor_add(sum, list.list.items[i].integer, &sum, &err) != STATUS_OK)
			reckoner->overflowed = true;
	}
	return value_int(sum);
}

struct value operate_LAST(struct reckoner *reckoner, const struct expression *expression)
{
	struct value list = reckon(reckoner, &expression->args[0]);

	if (list.kind != VALUE_LIST)
		return value_is_open(list) ? list : value_none();
	return list.list.count == 0 ? value_none() : list.list.items[list.list.count - 1];
}

struct value operate_MOST(struct reckoner *reckoner, const struct expression *expression)
{
	struct value list = reckon(reckoner, &expression->args[0]);

	if (list.kind != VALUE_LIST || list.list.count == 0)
		return value_is_open(list) ? list : value_none();

	struct value most = list.list.items[0];
	for (size_t i = 0; i < list.list.count; i++) {
		if (list.list.items[i].kind != VALUE_INT)
			return value_none();
		if (list.list.items[i].integer > most.integer)
			most = list.list.items[i];
	}
	return most;
}

/* Started days of 24 hours, each repair by itself (car rules 40). */
struct value operate_DAYS_OF_HOURS(struct reckoner *reckoner, const struct expression *expression)
{
	struct value hours = reckon(reckoner, &expression->args[0]);
	const struct value *items = hours.kind == VALUE_LIST ? hours.list.items : &hours;
	size_t count = hours.kind == VALUE_LIST ? hours.list.count : 1;
	int64_t days = 0;

	if (value_is_open(hours))
		return hours;
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind != VALUE_INT || items[i].integer < 0)
			return value_none();
		days += period_days_of_hours(&items[i].integer, 1);
	}
	return count == 0 ? value_none() : value_int(days);
}

/* Days of one repair; an open one runs to `until`, and is none when that is not known. */
static int64_t repair_length(const struct value *repair, struct value until)
{
	assert(repair != NULL && repair[REPAIR_IN].kind == VALUE_DATE);

	struct value end = repair[REPAIR_OUT].kind == VALUE_DATE ? repair[REPAIR_OUT] : until;

	if (end.kind != VALUE_DATE || end.date.day < repair[REPAIR_IN].date.day)
		return 0;
	return date_days_between(repair[REPAIR_IN].date, end.date);
}

struct value operate_REPAIR_DAYS(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 3);

	struct value list = reckon(reckoner, &expression->args[0]);
	struct value until = reckon(reckoner, &expression->args[1]);
	struct value from = reckon(reckoner, &expression->args[2]);
	int64_t days = 0;

	if (value_is_open(list) || value_is_open(from))
		return value_merge_open(list, from);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list.count; i++) {
		const struct value *repair = list.list.items[i].repair;
		if (repair == NULL)
			return value_none();
		if (from.kind == VALUE_DATE && repair[REPAIR_IN].date.day < from.date.day)
			continue;
		days += repair_length(repair, until);
	}
	return value_int(days);
}
