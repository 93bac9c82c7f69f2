#include "core/expression.h"

struct operator_info {
	struct str name;
	size_t least;
	size_t most;
};

static const struct operator_info operators[EXPRESSION_OP_COUNT] = {
#define OPERATOR(ident, name, least, most) [EXPRESSION_##ident] = { STR_INIT(name), (least), (most) },
#include "core/expression.def"
#undef OPERATOR
};

/* What every step of compiling needs. */
struct compiler {
	const struct symbols *symbols;
	struct arena *arena;
	bool in_fold; /* "it:" has a meaning */
	bool text_allowed;
};

bool symbol_find(const struct str *names, size_t count, struct str name, size_t *ret_index)
{
	assert(ret_index != NULL);

	size_t low = 0;
	size_t high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(name, names[middle]);
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == count || !str_eq(names[low], name))
		return false;
	*ret_index = low;
	return true;
}

static enum status compile(struct compiler *compiler, const struct node *node,
                           struct expression *ret_expression, struct error *err);

static enum status compile_fact(const struct compiler *compiler, struct str name,
                                struct expression *ret_expression, struct error *err)
{
	enum fact_id id;

	if (!fact_find(name, &id))
		return FAIL(err, PROBLEM_PACK_INVALID, "there is no fact \"" STR_FMT "\"", STR_ARG(name));
	if (fact_type(id) == FACT_TYPE_TEXT && !compiler->text_allowed)
		return FAIL(err, PROBLEM_PACK_INVALID,
		            "\"" STR_FMT "\" is text for people: a rule may not branch on it", STR_ARG(name));
	*ret_expression = (struct expression){ .op = EXPRESSION_FACT, .index = id };
	return STATUS_OK;
}

static enum status compile_it(const struct compiler *compiler, struct str name,
                              struct expression *ret_expression, struct error *err)
{
	static const struct str fields[REPAIR_FIELD_COUNT] = {
		[REPAIR_IN] = STR_INIT("in"),
		[REPAIR_OUT] = STR_INIT("out"),
		[REPAIR_FIXED] = STR_INIT("fixed"),
		[REPAIR_RECORDED] = STR_INIT("recorded"),
		[REPAIR_DELAY_CAUSE] = STR_INIT("delay_cause"),
		[REPAIR_RETURNED_AFTER] = STR_INIT("returned_after"),
	};

	if (!compiler->in_fold)
		return FAIL(err, PROBLEM_PACK_INVALID, "\"it:\" has a meaning inside \"count\" only");
	for (size_t i = 0; i < REPAIR_FIELD_COUNT; i++) {
		if (str_eq(fields[i], name)) {
			*ret_expression = (struct expression){ .op = EXPRESSION_IT, .index = i };
			return STATUS_OK;
		}
	}
	return FAIL(err, PROBLEM_PACK_INVALID, "a repair has no field \"" STR_FMT "\"", STR_ARG(name));
}

static enum status compile_symbol(enum expression_op op, const struct str *names, size_t count,
                                  struct str name, struct expression *ret_expression, struct error *err)
{
	size_t index;

	if (!symbol_find(names, count, name, &index))
		return FAIL(err, PROBLEM_PACK_INVALID, "nothing loaded defines \"" STR_FMT "\"",
		            STR_ARG(name));
	*ret_expression = (struct expression){ .op = op, .index = index };
	return STATUS_OK;
}

/* "fact:x" and its like; any other text is a token. */
static enum status compile_text(const struct compiler *compiler, struct str text,
                                struct expression *ret_expression, struct error *err)
{
	const struct symbols *symbols = compiler->symbols;
	const char *colon = text.len == 0 ? NULL : memchr(text.ptr, ':', text.len);
	struct str kind = { text.ptr, colon == NULL ? 0 : (size_t)(colon - text.ptr) };
	struct str name = colon == NULL ? text : (struct str){ colon + 1, text.len - kind.len - 1 };

	if (str_eq(kind, STR("fact")))
		return compile_fact(compiler, name, ret_expression, err);
	if (str_eq(kind, STR("it")))
		return compile_it(compiler, name, ret_expression, err);
	if (str_eq(kind, STR("def")))
		return compile_symbol(EXPRESSION_DEFINITION, symbols->definitions, symbols->definition_count,
		                      name, ret_expression, err);
	if (str_eq(kind, STR("param")))
		return compile_symbol(EXPRESSION_PARAMETER, symbols->parameters, symbols->parameter_count,
		                      name, ret_expression, err);
	if (str_eq(kind, STR("config")))
		return compile_symbol(EXPRESSION_CONFIG, symbols->settings, symbols->setting_count, name,
		                      ret_expression, err);
	*ret_expression = (struct expression){ .op = EXPRESSION_CONSTANT, .constant = value_token(text) };
	return STATUS_OK;
}

static enum status compile_literal_list(struct compiler *compiler, const struct node *node,
                                        struct expression *ret_expression, struct error *err)
{
	assert(node->kind == NODE_ARRAY);

	struct value *items = ARENA_ARRAY(compiler->arena, struct value, node->count);
	TRY(arena_check(compiler->arena, err));

	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = &node->items[i];
		if (item->kind != NODE_STRING && item->kind != NODE_INT)
			return FAIL(err, PROBLEM_PACK_INVALID, "a written list holds texts or numbers");
		items[i] = item->kind == NODE_INT ? value_int(item->integer) : value_token(item->string);
	}
	*ret_expression =
		(struct expression){ .op = EXPRESSION_CONSTANT, .constant = value_list(items, node->count) };
	return STATUS_OK;
}

static enum status compile_date(const struct node *node, struct expression *ret_expression, struct error *err)
{
	struct value value;

	if (fact_value_decode(FACT_TYPE_DATE, node, NULL, &value, err) != STATUS_OK)
		return FAIL(err, PROBLEM_PACK_INVALID, "\"date\" takes one day, written YYYY-MM-DD");
	*ret_expression = (struct expression){ .op = EXPRESSION_CONSTANT, .constant = value };
	return STATUS_OK;
}

static enum expression_op find_operator(struct str name)
{
	for (size_t i = 0; i < EXPRESSION_OP_COUNT; i++) {
		if (operators[i].most > 0 && str_eq(operators[i].name, name))
			return (enum expression_op)i;
	}
	return EXPRESSION_OP_COUNT;
}

/* The table and the column are names, not values. */
static enum status resolve_table(const struct compiler *compiler, struct expression *expression,
                                 struct error *err)
{
	assert(expression->count >= 2);

	const struct symbols *symbols = compiler->symbols;
	const struct expression *table = &expression->args[0];
	const struct expression *column = expression->op == EXPRESSION_ROW ? &expression->args[2] : NULL;

	if (table->constant.kind != VALUE_TOKEN ||
	    !symbol_find(symbols->tables, symbols->table_count, table->constant.token, &expression->index))
		return FAIL(err, PROBLEM_PACK_INVALID, "the first operand must be the id of a loaded table");
	if (column == NULL)
		return STATUS_OK;
	if (column->constant.kind != VALUE_TOKEN || !symbol_find(symbols->columns, symbols->column_count,
	                                                         column->constant.token, &expression->column))
		return FAIL(err, PROBLEM_PACK_INVALID, "the third operand must be a column of the table");
	return STATUS_OK;
}

/* Whose second operand is asked of each item of the first. */
static bool folds(enum expression_op op)
{
	return op == EXPRESSION_COUNT || op == EXPRESSION_LATEST;
}

static enum status compile_operands(struct compiler *compiler, enum expression_op op,
                                    const struct node *operands, struct expression *args, struct error *err)
{
	assert(args != NULL);

	bool is_list = operands->kind == NODE_ARRAY;
	size_t count = is_list ? operands->count : 1;

	for (size_t i = 0; i < count; i++) {
		struct compiler inner = *compiler;
		inner.text_allowed = op == EXPRESSION_KNOWN || op == EXPRESSION_STATUS;
		inner.in_fold = compiler->in_fold || (folds(op) && i == 1);
		TRY(compile(&inner, is_list ? &operands->items[i] : operands, &args[i], err));
	}
	return STATUS_OK;
}

static enum status compile_operator(struct compiler *compiler, const struct member *member,
                                    struct expression *ret_expression, struct error *err)
{
	enum expression_op op = find_operator(member->name);
	const struct node *operands = &member->value;
	size_t count = operands->kind == NODE_ARRAY ? operands->count : 1;

	if (op == EXPRESSION_OP_COUNT)
		return FAIL(err, PROBLEM_PACK_INVALID, "there is no operator \"" STR_FMT "\"",
		            STR_ARG(member->name));
	if (count < operators[op].least || count > operators[op].most)
		return FAIL(err, PROBLEM_PACK_INVALID, "\"" STR_FMT "\" takes %zu to %zu operands",
		            STR_ARG(member->name), operators[op].least, operators[op].most);

	struct expression *args = ARENA_ARRAY(compiler->arena, struct expression, count);
	TRY(arena_check(compiler->arena, err));
	TRY(compile_operands(compiler, op, operands, args, err));
	if (op == EXPRESSION_STATUS && args[0].op != EXPRESSION_FACT)
		return FAIL(err, PROBLEM_PACK_INVALID, "\"status\" is asked of a fact");
	*ret_expression = (struct expression){ .op = op, .args = args, .count = count };
	if (op == EXPRESSION_ROW || op == EXPRESSION_IN_TABLE)
		return resolve_table(compiler, ret_expression, err);
	return STATUS_OK;
}

static enum status compile(struct compiler *compiler, const struct node *node,
                           struct expression *ret_expression, struct error *err)
{
	struct value constant = value_none();

	switch (node->kind) {
	case NODE_STRING: return compile_text(compiler, node->string, ret_expression, err);
	case NODE_ARRAY: return compile_literal_list(compiler, node, ret_expression, err);
	case NODE_OBJECT:
		if (node->count != 1)
			return FAIL(err, PROBLEM_PACK_INVALID, "an expression has exactly one operator");
		if (str_eq(node->members[0].name, STR("date")))
			return compile_date(&node->members[0].value, ret_expression, err);
		return compile_operator(compiler, &node->members[0], ret_expression, err);
	case NODE_INT: constant = value_int(node->integer); break;
	case NODE_BOOL: constant = value_bool(node->boolean); break;
	case NODE_NULL:
	case NODE_KIND_COUNT: break;
	}
	*ret_expression = (struct expression){ .op = EXPRESSION_CONSTANT, .constant = constant };
	return STATUS_OK;
}

enum status expression_compile(const struct node *node, const struct symbols *symbols, struct arena *arena,
                               struct expression *ret_expression, struct error *err)
{
	assert(node != NULL);
	assert(symbols != NULL);
	assert(arena != NULL);

	struct compiler compiler = { .symbols = symbols, .arena = arena };
	return compile(&compiler, node, ret_expression, err);
}

void expression_collect_facts(const struct expression *expression, struct support *facts)
{
	assert(expression != NULL && facts != NULL);

	if (expression->op == EXPRESSION_FACT)
		*facts = support_union(*facts, support_of((enum fact_id)expression->index));
	for (size_t i = 0; i < expression->count; i++)
		expression_collect_facts(&expression->args[i], facts);
}
