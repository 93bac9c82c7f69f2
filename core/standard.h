/* standard.h — how sure a fact must be: the standards of proof, the lesser first.
 *
 * Depends on: base.h. Pure. An ordinary fact needs a high probability, procedural facts a preponderance,
 * fraud, coercion and collusion the exclusion of reasonable doubt. Source: law.md section 5 (CPROC 108, 109,
 * EVID 86).
 */
#pragma once

#include "core/base.h"

enum standard { STANDARD_NONE, STANDARD_PROBABLE, STANDARD_HIGH, STANDARD_BEYOND_DOUBT, STANDARD_COUNT };

struct str standard_slug(enum standard standard); /* "" for none */

/* False: no such word; none has no word. */
bool standard_find(struct str slug, enum standard *ret_standard);
