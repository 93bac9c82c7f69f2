#include "core/period.h"

static struct date length_add(struct date start, struct period period, struct calendar calendar)
{
	switch (period.unit) {
	case PERIOD_DAY: return date_add_days(start, period.length);
	case PERIOD_WORKDAY: return date_add_workdays(start, period.length, calendar);
	case PERIOD_MONTH: return date_add_months(start, period.length);
	case PERIOD_YEAR: return date_add_months(start, period.length * 12);
	case PERIOD_UNIT_COUNT: break;
	}
	assert(false && "not a unit");
	return start;
}

/* With the start day as day one, a period ends on the eve of the corresponding day; where the last month has
 * no such day, its last day is that eve already (31 August and six months: 28 February). */
static bool counts_start(struct date start, struct date end, struct period period)
{
	int32_t year, month, start_day, end_day;

	if (period.count != PERIOD_WITH)
		return false;
	if (period.unit != PERIOD_MONTH && period.unit != PERIOD_YEAR)
		return true;
	date_to_civil(start, &year, &month, &start_day);
	date_to_civil(end, &year, &month, &end_day);
	return start_day == end_day;
}

struct date period_nominal_end(struct date start, struct period period, struct calendar calendar)
{
	assert(date_is_known(start));
	assert(period.length >= 0 && period.length <= PERIOD_LENGTH_MAX);

	struct date end = length_add(start, period, calendar);
	return counts_start(start, end, period) ? date_add_days(end, -1) : end;
}

struct date period_end(struct date start, struct period period, int32_t pause_days, struct calendar calendar)
{
	assert(pause_days >= 0);

	struct date end = period_nominal_end(start, period, calendar);
	return date_roll(date_add_days(end, pause_days), calendar);
}

int64_t period_days_of_hours(const int64_t *hours, size_t count)
{
	assert(hours != NULL || count == 0);

	int64_t days = 0;
	for (size_t i = 0; i < count; i++) {
		assert(hours[i] >= 0);
		days += hours[i] / 24 + (hours[i] % 24 > 0 ? 1 : 0);
	}
	return days;
}

static bool unit_of(char letter, enum period_unit *ret_unit)
{
	switch (letter) {
	case 'D': *ret_unit = PERIOD_DAY; return true;
	case 'M': *ret_unit = PERIOD_MONTH; return true;
	case 'Y': *ret_unit = PERIOD_YEAR; return true;
	default: return false;
	}
}

enum status period_parse(struct str text, struct period *ret_period, struct error *err)
{
	assert(ret_period != NULL);

	struct period period = { .count = PERIOD_AFTER };
	if (text.len < 3 || text.ptr[0] != 'P' || !unit_of(text.ptr[text.len - 1], &period.unit))
		return FAIL(err, PROBLEM_INVALID_VALUE, "a period is written like P7D, P6M or P1Y");
	for (size_t i = 1; i + 1 < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return FAIL(err, PROBLEM_INVALID_VALUE, "a period is written like P7D, P6M or P1Y");
		period.length = period.length * 10 + (text.ptr[i] - '0');
		if (period.length > PERIOD_LENGTH_MAX)
			return FAIL(err, PROBLEM_INVALID_VALUE, "a period of more than a hundred years");
	}
	*ret_period = period;
	return STATUS_OK;
}
