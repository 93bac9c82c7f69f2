/* lint_reach.h — questions to packs at work: can this rule hold at all, can these two hold at once?
 *
 * Depends on: lint_parts.h, reckoner.h. Internal to lint*.c. Pure.
 * A question is asked with every fact open; where the answer depends on one, it is tried with each value that
 * could matter: both truth values, every word of a closed enumeration, amounts and days on both sides of
 * every number that the question's expressions name. What no trial of at most REACH_STEPS_MAX can answer
 * counts as reachable and as no overlap: a finding is never a guess, but silence may be.
 */
#pragma once

#include "core/lint_parts.h"

#define REACH_STEPS_MAX   4000 /* of one rule */
#define OVERLAP_STEPS_MAX 600  /* of one pair */

/* Adds its findings to those of `lint`. STATUS_LIMIT. */
NODISCARD enum status lint_reach(struct lint *lint, const struct packset *packset, struct error *err);
