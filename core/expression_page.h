/* expression_page.h — an expression as people write conditions: "fact:x = yes and (def:y or not def:z)".
 *
 * Depends on: expression.h. Pure. For reading only: nothing parses it again.
 */
#pragma once

#include "core/expression.h"

void expression_page_put(struct buf *buf, const struct expression *expression, const struct symbols *symbols);
