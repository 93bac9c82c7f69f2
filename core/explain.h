/* explain.h — a proposal told to people: why, why not more, on what facts and texts, and what stays open.
 *
 * Depends on: proposal.h. Pure. Every sentence comes from the packs, filled from the derivation; nothing is
 * written here. Chinese texts speak of 纠纷处理, 调处建议 and 处理决定, for this is no arbitration tribunal
 * (law.md section 1); a test reads the packs for the words that must not occur.
 * Form: an object with the members amounts, conclusion, facts, language, missing, notices, quotes, reasons,
 * steps, terms, why_not. Articles are quoted in full where their text is on hand.
 */
#pragma once

#include "core/proposal.h"

#define EXPLANATION_BYTES_MAX KIB(256)

void print_explanation(struct printer *printer, const struct proposal *proposal, enum language language);

/* The same as text in the arena. STATUS_LIMIT. */
NODISCARD enum status explanation_text(const struct proposal *proposal, enum language language,
                                       struct arena *arena, struct str *ret_text, struct error *err);
