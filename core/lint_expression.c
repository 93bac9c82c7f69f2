#include "core/expression.h"
#include "core/lint_parts.h"

/* Inferring the type of a definition follows definitions no deeper than this: a circle is the loader's. */
#define INFER_DEPTH_MAX 24
#define OPERANDS_TYPED  4

struct operator_row {
	struct str name;
	size_t least;
	size_t most;
};

static const struct operator_row operators[EXPRESSION_OP_COUNT] = {
#define OPERATOR(ident, name, least, most) [EXPRESSION_##ident] = { STR_INIT(name), (least), (most) },
#include "core/expression.def"
#undef OPERATOR
};

/* What an operator takes, operand by operand (the last stands for all that follow), and what it gives. An
 * operator without a row takes and gives anything. */
struct signature {
	unsigned takes[OPERANDS_TYPED];
	unsigned gives;
};

#define COMPARABLE (LINT_NUMBER | LINT_DATE | LINT_MOMENT)

/* clang-format off */
static const struct signature signatures[EXPRESSION_OP_COUNT] = {
	[EXPRESSION_ALL]         = { { LINT_BOOL, LINT_BOOL, LINT_BOOL, LINT_BOOL }, LINT_BOOL },
	[EXPRESSION_ANY]         = { { LINT_BOOL, LINT_BOOL, LINT_BOOL, LINT_BOOL }, LINT_BOOL },
	[EXPRESSION_NOT]         = { { LINT_BOOL }, LINT_BOOL },
	[EXPRESSION_EQ]          = { { LINT_ANY, LINT_ANY }, LINT_BOOL },
	[EXPRESSION_IN]          = { { LINT_ANY, LINT_LIST }, LINT_BOOL },
	[EXPRESSION_HAS]         = { { LINT_LIST, LINT_ANY }, LINT_BOOL },
	[EXPRESSION_LT]          = { { COMPARABLE, COMPARABLE }, LINT_BOOL },
	[EXPRESSION_LE]          = { { COMPARABLE, COMPARABLE }, LINT_BOOL },
	[EXPRESSION_GT]          = { { COMPARABLE, COMPARABLE }, LINT_BOOL },
	[EXPRESSION_GE]          = { { COMPARABLE, COMPARABLE }, LINT_BOOL },
	[EXPRESSION_KNOWN]       = { { LINT_ANY }, LINT_BOOL },
	[EXPRESSION_GIVEN]       = { { LINT_ANY, LINT_BOOL }, LINT_BOOL },
	[EXPRESSION_STATUS]      = { { LINT_ANY }, LINT_TOKEN },
	[EXPRESSION_DAY_OF]      = { { LINT_MOMENT }, LINT_DATE },
	[EXPRESSION_AFTER_HOURS] = { { LINT_MOMENT, LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_MOMENT },
	[EXPRESSION_MUL_PPM]     = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_USE_FEE]     = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_AFTER]       = { { LINT_DATE, LINT_NUMBER, LINT_NUMBER }, LINT_DATE },
	[EXPRESSION_ROLL]        = { { LINT_DATE }, LINT_DATE },
	[EXPRESSION_ADD_DAYS]    = { { LINT_DATE, LINT_NUMBER }, LINT_DATE },
	[EXPRESSION_DAYS]        = { { LINT_DATE, LINT_DATE }, LINT_NUMBER },
	[EXPRESSION_ADD]         = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_SUB]         = { { LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_MIN]         = { { COMPARABLE, COMPARABLE }, COMPARABLE },
	[EXPRESSION_MAX]         = { { COMPARABLE, COMPARABLE }, COMPARABLE },
	[EXPRESSION_DEPRECIATE]  = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_EXACT]       = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_TOKEN },
	[EXPRESSION_RATIO]       = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_RATIO_UP]    = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_MULTIPLE]    = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_EARNEST]     = { { LINT_NUMBER, LINT_NUMBER, LINT_NUMBER }, LINT_NUMBER },
	[EXPRESSION_COUNT]       = { { LINT_LIST | LINT_REPAIRS, LINT_BOOL }, LINT_NUMBER },
	[EXPRESSION_SUM]         = { { LINT_LIST }, LINT_NUMBER },
	[EXPRESSION_LAST]        = { { LINT_LIST }, LINT_ANY },
	[EXPRESSION_REPAIR_DAYS] = { { LINT_REPAIRS, LINT_DATE, LINT_DATE }, LINT_NUMBER },
	[EXPRESSION_ROW]         = { { LINT_TOKEN, LINT_TOKEN, LINT_TOKEN }, LINT_ANY },
	[EXPRESSION_IN_TABLE]    = { { LINT_TOKEN, LINT_TOKEN }, LINT_BOOL },
};

static const unsigned fact_types[FACT_TYPE_COUNT] = {
	[FACT_TYPE_BOOL] = LINT_BOOL,      [FACT_TYPE_INT] = LINT_NUMBER,  [FACT_TYPE_MONEY] = LINT_NUMBER,
	[FACT_TYPE_DATE] = LINT_DATE,      [FACT_TYPE_ENUM] = LINT_TOKEN,  [FACT_TYPE_TEXT] = LINT_TEXT,
	[FACT_TYPE_SET] = LINT_LIST,       [FACT_TYPE_DATES] = LINT_LIST,  [FACT_TYPE_MONEYS] = LINT_LIST,
	[FACT_TYPE_INTS] = LINT_LIST,      [FACT_TYPE_REPAIRS] = LINT_REPAIRS,
	[FACT_TYPE_MOMENT] = LINT_MOMENT,
};
/* clang-format on */

/* "a date or a number" */
static const char *type_words(unsigned types)
{
	static const struct {
		unsigned types;
		const char *words;
	} rows[] = {
		{ LINT_BOOL, "a truth value" },
		{ LINT_NUMBER, "a number" },
		{ LINT_DATE, "a day" },
		{ LINT_TOKEN, "a word" },
		{ LINT_LIST, "a list" },
		{ LINT_REPAIRS, "the list of repairs" },
		{ LINT_TEXT, "a text for people" },
		{ LINT_MOMENT, "a moment" },
		{ COMPARABLE, "a number or a day" },
		{ LINT_LIST | LINT_REPAIRS, "a list" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].types == types)
			return rows[i].words;
	}
	return "something else";
}

static struct str after_colon(struct str text)
{
	const char *colon = text.len == 0 ? NULL : memchr(text.ptr, ':', text.len);

	return colon == NULL ? text : (struct str){ colon + 1, text.len - (size_t)(colon + 1 - text.ptr) };
}

static bool begins(struct str text, const char *prefix)
{
	size_t len = strlen(prefix);

	return text.len > len && memcmp(text.ptr, prefix, len) == 0;
}

/* --- names --- */

/* What a definition gives: its own value, or that of an exception. Its faults are reported where it stands.
 */
static unsigned definition_types(struct lint *lint, const struct lint_name *name)
{
	unsigned types;

	if (lint->quiet == INFER_DEPTH_MAX)
		return LINT_ANY;
	lint->quiet++;
	types = lint_expression(lint, node_find(name->node, STR("value")), LINT_ANY);
	lint->quiet--;
	return types == 0 ? LINT_ANY : types;
}

static unsigned unknown_name(struct lint *lint, const char *what, struct str name)
{
	lint_find(lint, LINT_UNKNOWN_NAME, "no pack that is loaded has a %s \"" STR_FMT "\"", what,
	          STR_ARG(name));
	return LINT_ANY;
}

static unsigned fact_reference(struct lint *lint, struct str name)
{
	enum fact_id id;

	if (fact_find(name, &id))
		return fact_types[fact_type(id)];
	lint_find(lint, LINT_UNKNOWN_FACT,
	          "the vocabulary has no fact \"" STR_FMT "\"; look it up in core/facts.def", STR_ARG(name));
	return LINT_ANY;
}

/* "fact:x" and its like; any other text is a word. Blanks of a template are the instance's matter. */
static unsigned reference(struct lint *lint, struct str text)
{
	struct str name = after_colon(text);
	const struct lint_name *definition;

	if (name.len > 0 && name.ptr[0] == '$')
		return LINT_ANY;
	if (begins(text, "fact:"))
		return fact_reference(lint, name);
	if (begins(text, "it:"))
		return LINT_ANY;
	if (begins(text, "param:"))
		return lint_name_find(lint, LINT_PARAMETERS, name) != NULL
		               ? LINT_NUMBER
		               : unknown_name(lint, "parameter", name);
	if (begins(text, "config:"))
		return lint_name_find(lint, LINT_SETTINGS, name) != NULL
		               ? LINT_TOKEN
		               : unknown_name(lint, "setting", name);
	if (!begins(text, "def:"))
		return LINT_TOKEN;
	definition = lint_name_find(lint, LINT_DEFINITIONS, name);
	return definition == NULL ? unknown_name(lint, "definition", name)
	                          : definition_types(lint, definition);
}

/* --- words of a closed enumeration --- */

static bool domain_has(struct str domain, struct str word)
{
	size_t from = 0;

	for (size_t i = 0; i <= domain.len; i++) {
		if (i < domain.len && domain.ptr[i] != '|')
			continue;
		if (str_eq((struct str){ domain.ptr + from, i - from }, word))
			return true;
		from = i + 1;
	}
	return false;
}

static bool values_have(const struct node *values, struct str word)
{
	for (size_t i = 0; i < values->count; i++) {
		if (str_eq(values->items[i].string, word))
			return true;
	}
	return false;
}

/* Neither a reference nor a blank of a template. */
static bool is_word(const struct node *node)
{
	return node->kind == NODE_STRING && node->string.len > 0 && node->string.ptr[0] != '$' &&
	       memchr(node->string.ptr, ':', node->string.len) == NULL;
}

static bool side_can_be(const struct lint *lint, struct str side, struct str word)
{
	struct str name = after_colon(side);
	const struct lint_name *setting = lint_name_find(lint, LINT_SETTINGS, name);
	const struct node *values = setting == NULL ? NULL : node_find(setting->node, STR("values"));
	enum fact_id id;

	if (begins(side, "fact:") && fact_find(name, &id))
		return fact_type(id) != FACT_TYPE_ENUM || fact_domain(id).len == 0 ||
		       domain_has(fact_domain(id), word);
	if (begins(side, "config:") && values != NULL && values->kind == NODE_ARRAY)
		return values_have(values, word);
	return true;
}

/* A word that the other side can never be is a slip of the pen, and a rule that silently never holds. */
static void check_word(struct lint *lint, struct str side, const struct node *other)
{
	struct str name = after_colon(side);

	if (is_word(other) && !side_can_be(lint, side, other->string))
		lint_find(lint, LINT_TYPE_ERROR, "\"" STR_FMT "\" is never \"" STR_FMT "\"", STR_ARG(name),
		          STR_ARG(other->string));
}

static void check_words(struct lint *lint, const struct node *side, const struct node *other)
{
	if (side->kind != NODE_STRING)
		return;
	if (other->kind != NODE_ARRAY)
		check_word(lint, side->string, other);
	for (size_t i = 0; other->kind == NODE_ARRAY && i < other->count; i++) {
		size_t before = lint_enter_at(lint, i);
		check_word(lint, side->string, &other->items[i]);
		lint_leave(lint, before);
	}
}

/* --- operators --- */

static enum expression_op find_operator(struct str name)
{
	for (unsigned i = 0; i < EXPRESSION_OP_COUNT; i++) {
		if (operators[i].most > 0 && str_eq(operators[i].name, name))
			return (enum expression_op)i;
	}
	return EXPRESSION_OP_COUNT;
}

static void check_table(struct lint *lint, const struct node *operands)
{
	struct str name = operands->count > 0 ? operands->items[0].string : (struct str){ 0 };

	if (name.len > 0 && name.ptr[0] != '$' && lint_name_find(lint, LINT_TABLES, name) == NULL)
		(void)unknown_name(lint, "table", name);
}

static void check_words_at(struct lint *lint, const struct node *operands, size_t side, size_t other)
{
	size_t before = lint_enter_at(lint, other);

	check_words(lint, &operands->items[side], &operands->items[other]);
	lint_leave(lint, before);
}

/* Two sides that can never be equal, or never be compared. */
static void check_sides(struct lint *lint, const struct node *operands, unsigned left, unsigned right)
{
	assert(operands->count == 2);

	if ((left & right) == 0 && operands->items[0].kind != NODE_NULL &&
	    operands->items[1].kind != NODE_NULL)
		lint_find(lint, LINT_TYPE_ERROR, "%s is compared with %s", type_words(left),
		          type_words(right));
	check_words_at(lint, operands, 0, 1);
	check_words_at(lint, operands, 1, 0);
}

static bool is_comparison(enum expression_op op)
{
	return op == EXPRESSION_EQ || op == EXPRESSION_LT || op == EXPRESSION_LE || op == EXPRESSION_GT ||
	       op == EXPRESSION_GE;
}

/* "if" gives what its second and third give, "first" what any gives. */
static unsigned chosen_types(enum expression_op op, const unsigned *types, size_t count)
{
	unsigned all = 0;

	for (size_t i = op == EXPRESSION_IF ? 1 : 0; i < count; i++)
		all |= types[i];
	return all;
}

static unsigned takes(enum expression_op op, size_t operand)
{
	const struct signature *signature = &signatures[op];

	if (op == EXPRESSION_IF && operand == 0)
		return LINT_BOOL;
	if (signature->gives == 0)
		return LINT_ANY;
	return signature->takes[operand < OPERANDS_TYPED ? operand : OPERANDS_TYPED - 1];
}

/* What no operand shows alone. */
static void check_together(struct lint *lint, enum expression_op op, const struct node *operands,
                           const unsigned *types)
{
	if (op == EXPRESSION_ROW || op == EXPRESSION_IN_TABLE)
		check_table(lint, operands);
	if (is_comparison(op))
		check_sides(lint, operands, types[0], types[1]);
	if (op == EXPRESSION_IN)
		check_words_at(lint, operands, 0, 1);
}

#define OPERANDS_MAX 16

/* One operand needs no list around it, and its place no number then. */
static unsigned operands_types(struct lint *lint, enum expression_op op, const struct node *operands,
                               bool is_bare)
{
	unsigned types[OPERANDS_MAX] = { 0 };
	size_t count = operands->count < OPERANDS_MAX ? operands->count : OPERANDS_MAX;

	for (size_t i = 0; i < count; i++) {
		size_t before = is_bare ? lint->place_len : lint_enter_at(lint, i);
		types[i] = lint_expression(lint, &operands->items[i], takes(op, i));
		lint_leave(lint, before);
	}
	check_together(lint, op, operands, types);
	if (op == EXPRESSION_IF || op == EXPRESSION_FIRST)
		return chosen_types(op, types, count);
	return signatures[op].gives == 0 ? LINT_ANY : signatures[op].gives;
}

static unsigned operation(struct lint *lint, const struct node *node)
{
	assert(node->kind == NODE_OBJECT);

	struct node single = { .kind = NODE_ARRAY, .count = 1 };
	const struct node *operands;
	enum expression_op op;
	size_t before;
	unsigned types = LINT_ANY;

	if (node->count != 1) {
		lint_find(lint, LINT_TYPE_ERROR, "an expression is an object of one operator");
		return LINT_ANY;
	}
	if (str_eq(node->members[0].name, STR("date")))
		return LINT_DATE;
	op = find_operator(node->members[0].name);
	if (op == EXPRESSION_OP_COUNT) {
		lint_find(lint, LINT_UNKNOWN_OPERATOR, "there is no operator \"" STR_FMT "\"",
		          STR_ARG(node->members[0].name));
		return LINT_ANY;
	}
	operands = &node->members[0].value;
	single.items = operands;
	before = lint_enter(lint, node->members[0].name);
	if (operands->kind != NODE_ARRAY)
		operands = &single;
	if (operands->count < operators[op].least || operands->count > operators[op].most)
		lint_find(lint, LINT_TYPE_ERROR, "\"" STR_FMT "\" takes %zu to %zu operands",
		          STR_ARG(operators[op].name), operators[op].least, operators[op].most);
	else
		types = operands_types(lint, op, operands, operands == &single);
	lint_leave(lint, before);
	return types;
}

static unsigned types_of(struct lint *lint, const struct node *node)
{
	static const unsigned literals[NODE_KIND_COUNT] = { [NODE_NULL] = LINT_ANY,
		                                            [NODE_BOOL] = LINT_BOOL,
		                                            [NODE_INT] = LINT_NUMBER,
		                                            [NODE_ARRAY] = LINT_LIST };

	if (node->kind == NODE_STRING)
		return reference(lint, node->string);
	if (node->kind == NODE_OBJECT)
		return operation(lint, node);
	return literals[node->kind];
}

/* Recursion ends with the depth of the JSON text, and of definitions with INFER_DEPTH_MAX. */
unsigned lint_expression(struct lint *lint, const struct node *node, unsigned wanted)
{
	assert(lint != NULL && wanted != 0);

	if (node == NULL)
		return LINT_ANY;
	unsigned types = types_of(lint, node);
	if ((types & wanted) == 0)
		lint_find(lint, LINT_TYPE_ERROR, "%s stands where %s is wanted", type_words(types),
		          type_words(wanted));
	return types;
}
