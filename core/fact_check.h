/* fact_check.h — what no fact can be: a word that the vocabulary does not have.
 *
 * Depends on: fact.h. Pure. A rule would read an unknown word as "none of these": a wrong ruling.
 * The words are those of facts.def.
 */
#pragma once

#include "core/fact.h"

/* STATUS_INVALID: a word that the vocabulary does not have, or a share of more than a hundred. */
NODISCARD enum status fact_value_check(enum fact_id fact, struct value value, struct error *err);
