/* operators.h — one function for each operator of the rule language, all of one shape.
 *
 * Depends on: reckoner.h. Internal to the reckoner: nothing else includes it. A new operator is a row in
 * expression.def and a function here.
 * Every function answers three questions in the same order: is an operand open (then so is the result), are
 * the operands of the kind needed (else there is no value), what is the result.
 */
#pragma once

#include "core/reckoner.h"

typedef struct value operator_function(struct reckoner *reckoner, const struct expression *expression);

#define OPERATOR(ident, name, least, most) operator_function operate_##ident;
#include "core/expression.def"
#undef OPERATOR
