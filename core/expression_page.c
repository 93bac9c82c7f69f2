#include "core/expression_page.h"

static const struct str names[EXPRESSION_OP_COUNT] = {
#define OPERATOR(ident, name, least, most) [EXPRESSION_##ident] = STR_INIT(name),
#include "core/expression.def"
#undef OPERATOR
};

/* Operators that stand between their operands. */
static const struct str infix[EXPRESSION_OP_COUNT] = {
	[EXPRESSION_ALL] = STR_INIT(" and "), [EXPRESSION_ANY] = STR_INIT(" or "),
	[EXPRESSION_EQ] = STR_INIT(" = "),    [EXPRESSION_LT] = STR_INIT(" < "),
	[EXPRESSION_LE] = STR_INIT(" ≤ "),    [EXPRESSION_GT] = STR_INIT(" > "),
	[EXPRESSION_GE] = STR_INIT(" ≥ "),    [EXPRESSION_IN] = STR_INIT(" in "),
	[EXPRESSION_HAS] = STR_INIT(" has "), [EXPRESSION_ADD] = STR_INIT(" + "),
	[EXPRESSION_SUB] = STR_INIT(" − "),
};

static void put_constant(struct buf *buf, struct value value)
{
	struct printer printer;

	if (value.kind == VALUE_TOKEN) {
		buf_put(buf, value.token);
		return;
	}
	if (value.kind == VALUE_NONE || value.kind == VALUE_ABSENT) {
		buf_put(buf, STR("nothing"));
		return;
	}
	printer_init(&printer, buf);
	print_value(&printer, value);
}

static struct str name_at(const struct str *list, size_t count, size_t index)
{
	return index < count ? list[index] : STR("?");
}

static void put_leaf(struct buf *buf, const struct expression *expression, const struct symbols *symbols)
{
	size_t index = expression->index;

	if (expression->op == EXPRESSION_CONSTANT)
		put_constant(buf, expression->constant);
	if (expression->op == EXPRESSION_FACT)
		buf_put(buf, fact_name((enum fact_id)index));
	if (expression->op == EXPRESSION_DEFINITION)
		buf_putf(buf, "[" STR_FMT "]",
		         STR_ARG(name_at(symbols->definitions, symbols->definition_count, index)));
	if (expression->op == EXPRESSION_PARAMETER)
		buf_putf(buf, "{" STR_FMT "}",
		         STR_ARG(name_at(symbols->parameters, symbols->parameter_count, index)));
	if (expression->op == EXPRESSION_CONFIG)
		buf_putf(buf, "setting " STR_FMT,
		         STR_ARG(name_at(symbols->settings, symbols->setting_count, index)));
	if (expression->op == EXPRESSION_IT)
		buf_putf(buf, "its field %zu", index);
}

static bool is_leaf(const struct expression *expression)
{
	return names[expression->op].len == 0;
}

static bool is_joined(const struct expression *expression)
{
	return infix[expression->op].len > 0 && expression->count > 1;
}

static void put_operand(struct buf *buf, const struct expression *operand, const struct symbols *symbols)
{
	bool needs_brackets = is_joined(operand);

	buf_put(buf, needs_brackets ? STR("(") : STR(""));
	expression_page_put(buf, operand, symbols);
	buf_put(buf, needs_brackets ? STR(")") : STR(""));
}

/* Recursion ends with the depth of the expression, JSON_DEPTH_MAX. */
void expression_page_put(struct buf *buf, const struct expression *expression, const struct symbols *symbols)
{
	assert(buf != NULL && expression != NULL && symbols != NULL);

	struct str between = is_joined(expression) ? infix[expression->op] : STR(", ");

	if (is_leaf(expression)) {
		put_leaf(buf, expression, symbols);
		return;
	}
	if (expression->op == EXPRESSION_NOT) {
		buf_put(buf, STR("not "));
		put_operand(buf, &expression->args[0], symbols);
		return;
	}
	if (!is_joined(expression))
		buf_putf(buf, STR_FMT "(", STR_ARG(names[expression->op]));
	for (size_t i = 0; i < expression->count; i++) {
		buf_put(buf, i == 0 ? STR("") : between);
		put_operand(buf, &expression->args[i], symbols);
	}
	buf_put(buf, is_joined(expression) ? STR("") : STR(")"));
}
