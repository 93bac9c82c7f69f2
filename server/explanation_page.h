/* explanation_page.h — an explanation (core/explain.h) as text for a terminal.
 *
 * Pure. Nothing is added: members that people read come first and in the order of a decision, then all
 * others, so that whatever an explanation has is shown.
 */
#pragma once

#include "core/json.h"

void explanation_page_put(struct buf *buf, const struct node *explanation);
