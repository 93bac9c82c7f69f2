/* holidays.h — which days off the law counts with in a place, as far as the packs know them.
 *
 * Depends on: pack.h, jurisdiction.h. Pure; nothing here fails. What is given out lives with the packset.
 * Source: law.md section 3 (calendar); Regulation (EEC, Euratom) 1182/71 arts 2 and 3.
 */
#pragma once

#include "core/pack.h"

/* Those of the place, else of the country that it is a part of, else of what that is a member of. NULL: no
 * pack knows any, and periods move off the days that come with the facts alone. */
const struct holidays *packset_holidays(const struct packset *packset, struct str place);

/* GET /v1/meta/calendars: {"duties":{"weekends","zone"},"items":[{"calendar","weekends","from","to",
 * "days":["2026-01-01"...]}...],"places":[{"jurisdiction","calendar","zone"}...]}. A zone is
 * {"daylight","standard_minutes"}. `to` is the day after the last one known; what is not known is left out.
 */
void calendars_print(struct printer *printer, const struct packset *packset);
