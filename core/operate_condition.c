#include "core/operators.h"

/* --- conditions --- */

/* Kleene: `stop` settles the whole at once; unknowns add up. */
static struct value join(struct reckoner *reckoner, const struct expression *expression, enum truth stop)
{
	assert(expression->count > 0);
	assert(stop != TRUTH_UNKNOWN);

	struct value open = value_bool(stop == TRUTH_FALSE);

	for (size_t i = 0; i < expression->count; i++) {
		struct value value = reckon(reckoner, &expression->args[i]);
		enum truth truth = value_truth(value);
		if (truth == stop)
			return value_bool(stop == TRUTH_TRUE);
		if (truth == TRUTH_UNKNOWN)
			open = value_merge_open(open, value);
	}
	return open;
}

struct value operate_ALL(struct reckoner *reckoner, const struct expression *expression)
{
	return join(reckoner, expression, TRUTH_FALSE);
}

struct value operate_ANY(struct reckoner *reckoner, const struct expression *expression)
{
	return join(reckoner, expression, TRUTH_TRUE);
}

struct value operate_NOT(struct reckoner *reckoner, const struct expression *expression)
{
	struct value value = reckon(reckoner, &expression->args[0]);

	return value_is_open(value) ? value : value_bool(value_truth(value) == TRUTH_FALSE);
}

static bool is_nothing(struct value value)
{
	return value.kind == VALUE_NONE || value.kind == VALUE_ABSENT;
}

struct value operate_EQ(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 2);

	struct value a = reckon(reckoner, &expression->args[0]);
	struct value b = reckon(reckoner, &expression->args[1]);

	if (value_is_open(a) || value_is_open(b))
		return value_merge_open(a, b);
	if (is_nothing(a) || is_nothing(b))
		return value_bool(is_nothing(a) && is_nothing(b));
	return value_bool(value_eq(a, b));
}

static bool list_contains(struct value list, struct value item)
{
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list.count; i++) {
		if (value_eq(list.list.items[i], item))
			return true;
	}
	return false;
}

struct value operate_IN(struct reckoner *reckoner, const struct expression *expression)
{
	struct value item = reckon(reckoner, &expression->args[0]);

	if (value_is_open(item))
		return item;
	return value_bool(list_contains(reckon(reckoner, &expression->args[1]), item));
}

struct value operate_HAS(struct reckoner *reckoner, const struct expression *expression)
{
	struct value set = reckon(reckoner, &expression->args[0]);
	struct value wanted = reckon(reckoner, &expression->args[1]);

	if (value_is_open(set))
		return set;
	if (wanted.kind != VALUE_LIST)
		return value_bool(list_contains(set, wanted));
	for (size_t i = 0; i < wanted.list.count; i++) {
		if (list_contains(set, wanted.list.items[i]))
			return value_bool(true);
	}
	return value_bool(false);
}

/* The order of two values; false when one is open or they have none, and *ret_instead says which. */
static bool ordered(struct reckoner *reckoner, const struct expression *expression, int *ret_order,
                    struct value *ret_instead)
{
	assert(expression->count == 2);
	assert(ret_order != NULL && ret_instead != NULL);

	struct value a = reckon(reckoner, &expression->args[0]);
	struct value b = reckon(reckoner, &expression->args[1]);

	*ret_instead = value_bool(false);
	if (is_nothing(a) || is_nothing(b))
		return false; /* whatever the other turns out to be */
	if (value_is_open(a) || value_is_open(b)) {
		*ret_instead = value_merge_open(a, b);
		return false;
	}
	return value_compare(a, b, ret_order);
}

struct value operate_LT(struct reckoner *reckoner, const struct expression *expression)
{
	struct value instead;
	int order;

	return ordered(reckoner, expression, &order, &instead) ? value_bool(order < 0) : instead;
}

struct value operate_LE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value instead;
	int order;

	return ordered(reckoner, expression, &order, &instead) ? value_bool(order <= 0) : instead;
}

struct value operate_GT(struct reckoner *reckoner, const struct expression *expression)
{
	struct value instead;
	int order;

	return ordered(reckoner, expression, &order, &instead) ? value_bool(order > 0) : instead;
}

struct value operate_GE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value instead;
	int order;

	return ordered(reckoner, expression, &order, &instead) ? value_bool(order >= 0) : instead;
}

struct value operate_KNOWN(struct reckoner *reckoner, const struct expression *expression)
{
	struct value value = reckon(reckoner, &expression->args[0]);

	return value_is_open(value) ? value : value_bool(value_is_known(value));
}

struct value operate_STATUS(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->args[0].op == EXPRESSION_FACT);

	if (reckoner->statuses == NULL)
		return value_none();
	return value_token(fact_status_name(reckoner->statuses[expression->args[0].index]));
}

struct value operate_GIVEN(struct reckoner *reckoner, const struct expression *expression)
{
	if (reckon(reckoner, &expression->args[0]).kind == VALUE_ABSENT)
		return value_bool(true);
	return reckon(reckoner, &expression->args[1]);
}

struct value operate_IF(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->count == 3);

	struct value condition = reckon(reckoner, &expression->args[0]);
	enum truth truth = value_truth(condition);

	if (truth != TRUTH_UNKNOWN)
		return reckon(reckoner, &expression->args[truth == TRUTH_TRUE ? 1 : 2]);
	struct value yes = reckon(reckoner, &expression->args[1]);
	struct value no = reckon(reckoner, &expression->args[2]);
	return value_eq(yes, no) ? yes : condition;
}

struct value operate_FIRST(struct reckoner *reckoner, const struct expression *expression)
{
	struct value value = value_absent();

	for (size_t i = 0; i < expression->count; i++) {
		value = reckon(reckoner, &expression->args[i]);
		if (value_is_known(value) || value_is_open(value))
			return value;
	}
	return value;
}

/* --- tables --- */

static const struct table_row *find_row(const struct table *table, struct str key)
{
	assert(table != NULL);

	size_t low = 0;
	size_t high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(key, table->rows[middle].key);
		if (order == 0)
			return &table->rows[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const struct table *table_in_force(const struct reckoner *reckoner, size_t index)
{
	const struct packset *packset = reckoner->packset;
	const struct table *table = &packset->tables[index];

	while (!reckoner->is_valid[table->pack] && index + 1 < packset->symbols.table_count &&
	       str_eq(packset->tables[index + 1].id, table->id))
		table = &packset->tables[++index];
	return table;
}

/* The row of an expression's key; NULL when there is none or the key is open, and *ret_key tells which. */
static const struct table_row *look_up(struct reckoner *reckoner, const struct expression *expression,
                                       struct value *ret_key)
{
	assert(expression->index < reckoner->packset->symbols.table_count);

	*ret_key = reckon(reckoner, &expression->args[1]);
	if (ret_key->kind != VALUE_TOKEN)
		return NULL;
	const struct table_row *row = find_row(table_in_force(reckoner, expression->index), ret_key->token);
	if (reckoner->current != SIZE_MAX && row != NULL)
		reckoner->definitions[reckoner->current].row = row;
	return row;
}

struct value operate_ROW(struct reckoner *reckoner, const struct expression *expression)
{
	struct value key;
	const struct table_row *row = look_up(reckoner, expression, &key);

	if (value_is_open(key))
		return key;
	return row == NULL ? value_none() : row->cells[expression->column];
}

struct value operate_IN_TABLE(struct reckoner *reckoner, const struct expression *expression)
{
	struct value key;
	const struct table_row *row = look_up(reckoner, expression, &key);

	return value_is_open(key) ? key : value_bool(row != NULL);
}

/* --- leaves --- */

static struct value reckon_parameter(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->index < reckoner->packset->symbols.parameter_count);

	const struct dated_value *dated = reckoner->parameters[expression->index];

	return dated == NULL ? value_none() : dated->value;
}

static struct value reckon_constant(struct reckoner *reckoner, const struct expression *expression)
{
	(void)reckoner;
	return expression->constant;
}

static struct value reckon_fact(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->index < FACT_COUNT);

	return reckoner->facts[expression->index];
}

static struct value reckon_reference(struct reckoner *reckoner, const struct expression *expression)
{
	return reckon_definition(reckoner, expression->index);
}

static struct value reckon_config(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->index < SETTINGS_MAX);

	reckoner->settings_read |= UINT32_C(1) << expression->index;
	return value_token(reckoner->settings[expression->index]);
}

static struct value reckon_it(struct reckoner *reckoner, const struct expression *expression)
{
	return reckoner->it == NULL ? value_none() : reckoner->it[expression->index];
}

static operator_function *const functions[EXPRESSION_OP_COUNT] = {
	[EXPRESSION_CONSTANT] = reckon_constant,    [EXPRESSION_FACT] = reckon_fact,
	[EXPRESSION_DEFINITION] = reckon_reference, [EXPRESSION_PARAMETER] = reckon_parameter,
	[EXPRESSION_CONFIG] = reckon_config,        [EXPRESSION_IT] = reckon_it,
#define OPERATOR(ident, name, least, most) [EXPRESSION_##ident] = operate_##ident,
#include "core/expression.def"
#undef OPERATOR
};

struct value reckon(struct reckoner *reckoner, const struct expression *expression)
{
	assert(expression->op < EXPRESSION_OP_COUNT);
	return functions[expression->op](reckoner, expression);
}
