/* moment.h — a point in time as somebody's clock showed it: a minute in UTC and the clock's offset.
 *
 * Depends on: calendar.h. Pure. Platform deadlines run by hours (Civil Code 201(2): from the moment itself),
 * and service hours are those of the clock, so the offset is kept and printed again. Unit: minutes; seconds
 * are cut. Zones of fixed offset only, years 1 to 9999.
 */
#pragma once

#include "core/calendar.h"

#define MOMENT_HOURS_MAX 876000 /* a hundred years: no deadline runs longer */

struct moment {
	int64_t minute; /* since 1970-01-01T00:00Z */
	int32_t offset; /* minutes east of UTC */
};

/* The hours of a day in which a period runs, e.g. 9 and 18; 0 <= opens < closes <= 24. */
struct service_day {
	int64_t opens;
	int64_t closes;
};

/* "2026-03-02T10:00+08:00", also with seconds, also with Z. STATUS_INVALID: another form, or no such time. */
NODISCARD enum status moment_parse(struct str text, struct moment *ret_moment, struct error *err);

/* "2026-03-02T10:00+08:00": what moment_parse() reads, to the minute. */
void moment_put(struct buf *buf, struct moment moment);

/* The civil day on the moment's own clock. */
struct date moment_day(struct moment moment);

/* That many hours later, 0 <= hours <= MOMENT_HOURS_MAX. */
struct moment moment_add_hours(struct moment moment, int64_t hours);

/* The same, but only the hours between opening and closing count; every day is a service day. */
struct moment moment_add_service_hours(struct moment moment, int64_t hours, struct service_day day);

/* -1, 0, 1: which comes first, whatever the clocks. */
int moment_compare(struct moment a, struct moment b);
