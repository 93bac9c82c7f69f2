/* proposal.h — a proposal as canonical JSON, with the record of how it was reached.
 *
 * Depends on: evaluate.h. Pure. Members are in the order of their names, so that the bytes are the same on
 * every machine; they are what the journal hashes.
 * Members: alternatives, amounts, burden_bearer, chooser, cited, computed, derivation, flags, freight_payer,
 * missing_facts, not_applied, outcome, readings, remedies_available, remedy_proposed; and, where the
 * configuration has foresight, would_change and would_change_complete. The derivation names the packs and
 * their hashes, the connecting date, every fact that was read and how it stood, every definition that had a
 * value and every rule that held, in the order of their ids. not_applied lists the rules that were tried and
 * did not hold, with what defeated them. Source: law.md sections 16.7, 16.8.
 */
#pragma once

#include "core/evaluate.h"

#define PROPOSAL_ENGINE    "sanbao-rules/1"
#define PROPOSAL_BYTES_MAX KIB(256)

void print_proposal(struct printer *printer, const struct proposal *proposal);

/* The same as text in the arena. STATUS_LIMIT. */
NODISCARD enum status proposal_text(const struct proposal *proposal, struct arena *arena,
                                    struct str *ret_text, struct error *err);

/* Whether a second person must look at it before it is confirmed (law.md section 16.6). */
bool proposal_needs_second_review(const struct proposal *proposal);

/* The value that a proposal shows under a name in "computed", or absent. */
struct value proposal_computed(const struct proposal *proposal, struct str name);

/* The name of what is proposed: a remedy, REQUEST_EVIDENCE or REFER_HUMAN. */
struct str proposal_remedy(const struct proposal *proposal);
