/* trace.h — what a proposal rests on: the definitions, parameters and articles behind the rules that hold.
 *
 * Depends on: evaluate.h. Internal to evaluate.c and explain.c. Pure; lives in the reckoner's arena.
 */
#pragma once

#include "core/evaluate.h"

/* Fills proposal->trace. Rules that may hold count only while evidence is missing. STATUS_LIMIT. */
NODISCARD enum status trace_make(struct proposal *proposal, struct error *err);

/* Whether the rule holds and is a reason for what is proposed: one that opens other remedies only is none.
 * While nothing is proposed, whatever holds is. */
bool rule_supports(const struct proposal *proposal, size_t index);

/* The same for what is proposed alone: the rules that are reasons for it. STATUS_LIMIT. */
NODISCARD enum status trace_grounds(const struct proposal *proposal, struct arena *arena,
                                    struct trace *ret_trace, struct error *err);

/* Adds the flags that follow from it: of the guards that hold, and of texts and values that nobody read in
 * full ("unverified_text:", "unverified_param:"), of conflicts ("conflict:"), of facts that nobody had to
 * prove
 * ("no_burden_rule:"), of parameters that were not yet law ("transitional:"), and "no_rule". STATUS_LIMIT. */
NODISCARD enum status trace_flags(struct proposal *proposal, struct error *err);
