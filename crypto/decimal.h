/* decimal.h — whole numbers as signed texts write them: decimal digits, no sign, no leading zeros. Pure. */
#pragma once

#include "core/base.h"

/* False unless the text is a number from 0 to `max` in its only spelling. */
NODISCARD bool decimal_parse(struct str text, uint64_t max, uint64_t *ret_value);
