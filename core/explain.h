/* explain.h — a proposal told to people: why, why not more, what would change it, and what stays open.
 *
 * Depends on: proposal.h. Pure. Every sentence comes from the packs, filled from the derivation; the names of
 * facts and the words for their values come from fact_word.def and speech.def. Chinese texts speak of
 * 纠纷处理, 调处建议 and 处理决定, for this is no arbitration tribunal (law.md section 1); a test reads the
 * packs for the words that must not occur. Form: an object with the members amounts, conclusion, facts,
 * language, missing, notices, quotes, reasons, steps, terms, why_not, would_change. Reasons are the rules
 * behind what is proposed, not those that open something else; each has under "because" the facts and the
 * steps that it reads, with their exhibits, and each step what it reads in turn, down to `depth`. Articles
 * are quoted in full where their text is on hand, and only those on which the proposed remedy itself rests.
 */
#pragma once

#include "core/language.h"
#include "core/proposal.h"

#define EXPLANATION_BYTES_MAX KIB(256)
#define EXPLANATION_DEPTH     1 /* unless more is asked for */
#define EXPLANATION_DEPTH_MAX 8

/* How it is to be told. */
struct telling {
	enum language language;
	int depth; /* levels under each reason, from 0 to EXPLANATION_DEPTH_MAX */
};

/* STATUS_LIMIT: the proposal's arena is exhausted. */
NODISCARD enum status print_explanation(struct printer *printer, const struct proposal *proposal,
                                        struct telling telling, struct error *err);

/* The same as text in the arena. STATUS_LIMIT. */
NODISCARD enum status explanation_text(const struct proposal *proposal, struct telling telling,
                                       struct arena *arena, struct str *ret_text, struct error *err);
