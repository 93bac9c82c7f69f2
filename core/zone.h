/* zone.h — the civil clock of a place: which day it is there at an instant, with daylight saving.
 *
 * Depends on: calendar.h, json.h. Pure. The rules are those in force now and are applied to every year: good
 * for disputes, not for history before 2007. Source: law.md section 3 (zone); Directive 2000/84/EC arts 2 and
 * 3 (from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October); 15 USC 260a
 * (02:00 by the clock, from the second Sunday of March to the first Sunday of November).
 */
#pragma once

#include "core/calendar.h"
#include "core/json.h"

enum zone {
#define ZONE(ident, standard, daylight) ZONE_##ident,
#include "core/zone.def"
#undef ZONE
	ZONE_COUNT
};

/* Minutes east of UTC at that instant. */
int32_t zone_offset(enum zone zone, int64_t at_ms);

/* The civil day there. */
struct date zone_day(enum zone zone, int64_t at_ms);

/* {"daylight":"none"|"eu"|"us","standard_minutes"}: the two rules above, and minutes east of UTC in winter.
 */
void zone_print(struct printer *printer, enum zone zone);
