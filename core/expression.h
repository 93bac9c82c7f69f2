/* expression.h — a condition or a computation of a rule, read from JSON and checked before it is ever run.
 *
 * Depends on: fact.h. Pure; everything lives in the arena; token constants borrow from the node.
 * Form: a JSON literal is itself; "fact:NAME", "def:ID", "param:ID", "config:NAME" and "it:FIELD" (inside
 * "count") refer; {"OPERATOR": [operands]} computes (one operand needs no list); {"date": "YYYY-MM-DD"} is a
 * day; a JSON list is a written list. Operators: expression.def.
 * Caveats: texts for people cannot be branched on: only {"known": "fact:..."} may touch them.
 * Limits: depth JSON_DEPTH_MAX, by the reader.
 */
#pragma once

#include "core/fact.h"

enum expression_op {
	EXPRESSION_CONSTANT,
	EXPRESSION_FACT,
	EXPRESSION_DEFINITION,
	EXPRESSION_PARAMETER,
	EXPRESSION_CONFIG,
	EXPRESSION_IT,
#define OPERATOR(ident, name, least, most) EXPRESSION_##ident,
#include "core/expression.def"
#undef OPERATOR
	EXPRESSION_OP_COUNT
};

struct expression {
	enum expression_op op;
	size_t index;  /* fact, definition, parameter, setting, repair field, or table */
	size_t column; /* of "row" */
	struct value constant;
	const struct expression *args; /* adjacent */
	size_t count;
};

/* The names that an expression may refer to, each list sorted; an index is a place in its list. */
struct symbols {
	const struct str *definitions;
	size_t definition_count;
	const struct str *parameters;
	size_t parameter_count;
	const struct str *settings;
	size_t setting_count;
	const struct str *tables;
	size_t table_count;
	const struct str *columns; /* shared by all tables */
	size_t column_count;
};

/* The first place of the name: versions of a pack repeat it. False: the sorted list does not have it. */
bool symbol_find(const struct str *names, size_t count, struct str name, size_t *ret_index);

/* STATUS_INVALID: the detail says which piece is wrong; the caller knows where it stands. */
NODISCARD enum status expression_compile(const struct node *node, const struct symbols *symbols,
                                         struct arena *arena, struct expression *ret_expression,
                                         struct error *err);

/* Adds every fact that the expression names itself (not through definitions). */
void expression_collect_facts(const struct expression *expression, struct support *facts);
