/* jurisdiction.h — the place whose law governs a case: which packs it hears, its clock and its currency.
 *
 * Depends on: zone.h. Pure, data in jurisdiction.def. A part of a country ("CN-ZJ") is within the country; a
 * member state is within the Union, so that its packs and the Union's speak together.
 * Bulgaria's currency is the euro (from 2026-01-01; Council Decision of 8 July 2025).
 */
#pragma once

#include "core/zone.h"

#define JURISDICTION_UNSAID "CN" /* of an order that names none, where the operator has set no other */

struct jurisdiction {
	struct str code;
	struct str parent; /* empty: none */
	enum zone zone;
	struct str currency;
};

/* Every row in the order of its code; NULL past the last. */
const struct jurisdiction *jurisdiction_at(size_t n);

/* The row of the code, or of the country that it is a part of; NULL: not in the table. */
const struct jurisdiction *jurisdiction_find(struct str code);

/* Whether law made for `outer` is law in `code`. */
bool jurisdiction_is_within(struct str code, struct str outer);

/* The civil day in the zone of the jurisdiction; UTC where the code is not in the table. */
struct date jurisdiction_day(struct str code, int64_t at_ms);
