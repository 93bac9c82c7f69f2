/* period.h — a length of civil time and the day on which it ends.
 *
 * Depends on: calendar.h. Pure; nothing here can fail except parsing.
 * Counting: by default the start day is not counted (Civil Code of China 201); PERIOD_WITH counts it as day
 * one ("beginning with the day", e.g. UK Consumer Rights Act 19(14)). Months and years end on the
 * corresponding day, else on the month's last day (202). A last day that is no working day moves (203(1)).
 * Pauses (repairs, CPLR 18(1)) lengthen the nominal period first; only the result moves off a holiday.
 * Source: law.md section 3.
 */
#pragma once

#include "core/calendar.h"

#define PERIOD_LENGTH_MAX 36600 /* a hundred years of days; longer periods are refused where they enter */

enum period_unit { PERIOD_DAY, PERIOD_WORKDAY, PERIOD_MONTH, PERIOD_YEAR, PERIOD_UNIT_COUNT };
enum period_count { PERIOD_AFTER, PERIOD_WITH };

struct period {
	int32_t length; /* 0 to PERIOD_LENGTH_MAX */
	enum period_unit unit;
	enum period_count count;
};

/* The last day by count alone. Working days need the calendar; the other units ignore it. */
struct date period_nominal_end(struct date start, struct period period, struct calendar calendar);

/* The last day: nominal end, plus the days that do not count, off a holiday. */
struct date period_end(struct date start, struct period period, int32_t pause_days, struct calendar calendar);

/* Repair orders count in started days of 24 hours, each repair by itself (car rules 40). */
int64_t period_days_of_hours(const int64_t *hours, size_t count);

/* "P1Y", "P6M", "P7D". STATUS_INVALID: another form, or too long. */
NODISCARD enum status period_parse(struct str text, struct period *ret_period, struct error *err);
