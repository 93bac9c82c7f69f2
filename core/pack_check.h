/* pack_check.h — what must hold of all packs together before they may decide anything.
 *
 * Depends on: pack.h. Called by packset_load() only.
 * Source: law.md section 16.10.
 */
#pragma once

#include "core/pack.h"

/* STATUS_INVALID, PROBLEM_PACK_INVALID: a circle of definitions or of exceptions, or a quote that is in none
 * of the articles its rule cites. The detail names the rule. */
NODISCARD enum status packset_check(const struct packset *packset, struct error *err);
