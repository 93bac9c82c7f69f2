/* calendar.h — civil days and periods, and instants in UTC milliseconds.
 *
 * Periods by the Civil Code of China, arts 200-204 (law.md section 3): the start day is not counted; a
 * period of months or years ends on the corresponding day, else on the month's last day; a last day that is
 * no working day moves to the next working day. Every rounding is named by the function that does it.
 * Pure arithmetic on the proleptic Gregorian calendar, years 1 to 9999.
 */
#pragma once

#include "core/buf.h"

/* A civil day, counted from 1970-01-01. */
struct date {
	int32_t day;
};

#define DATE_NONE ((struct date){ INT32_MIN })

/* Days on which nobody is expected to work, in any order; borrowed. */
struct calendar {
	const struct date *non_working;
	size_t count;
	bool weekends; /* Saturdays and Sundays are such days too (Reg. 1182/71 art 3(4)) */
};

static inline bool date_is_known(struct date date)
{
	return date.day != INT32_MIN;
}

/* "2026-03-09". STATUS_INVALID: not that form, or a day that does not exist. */
NODISCARD enum status date_parse(struct str text, struct date *ret_date, struct error *err);
void date_put(struct buf *buf, struct date date);

struct date date_from_civil(int32_t year, int32_t month, int32_t day); /* the day must exist */
void date_to_civil(struct date date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day);

struct date date_add_days(struct date date, int32_t days);
int32_t date_days_between(struct date from, struct date to); /* to minus from */

/* Civil Code 202: the corresponding day, else the month's last day. `months` may be negative. */
struct date date_add_months(struct date date, int32_t months);

/* Civil Code 203(1): the day itself, or the first working day after it. */
struct date date_roll(struct date date, struct calendar calendar);

/* The n-th working day after `date` (n >= 0). */
struct date date_add_workdays(struct date date, int32_t n, struct calendar calendar);

/* UTC milliseconds as "2026-11-22T04:55:00Z" (whole seconds; milliseconds are cut) and back.
 * STATUS_INVALID: another form. */
void instant_put(struct buf *buf, int64_t at_ms);
NODISCARD enum status instant_parse(struct str text, int64_t *ret_at_ms, struct error *err);

/* The civil day of an instant in a zone of fixed offset, e.g. 480 minutes for Asia/Shanghai. */
struct date date_from_instant(int64_t at_ms, int32_t offset_minutes);
