#include "core/calendar.h"

#define DAY_MS INT64_C(86400000)

static bool is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t days_in_month(int32_t year, int32_t month)
{
	static const int32_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	assert(month >= 1 && month <= 12);
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counts eras of 400 years from 0000-03-01, so that the leap day comes last in its year. */
struct date date_from_civil(int32_t year, int32_t month, int32_t day)
{
	assert(year >= 1 && year <= 9999);
	assert(day >= 1 && day <= days_in_month(year, month));

	int32_t shifted = month <= 2 ? year - 1 : year;
	int32_t era = shifted / 400;
	int32_t year_of_era = shifted - era * 400;
	int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (struct date){ era * 146097 + day_of_era - 719468 };
}

void date_to_civil(struct date date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day)
{
	assert(date_is_known(date));

	int32_t shifted = date.day + 719468;
	assert(shifted >= 0);
	int32_t era = shifted / 146097;
	int32_t day_of_era = shifted - era * 146097;
	int32_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t month_index = (5 * day_of_year + 2) / 153;

	*ret_day = day_of_year - (153 * month_index + 2) / 5 + 1;
	*ret_month = month_index < 10 ? month_index + 3 : month_index - 9;
	*ret_year = year_of_era + era * 400 + (*ret_month <= 2 ? 1 : 0);
}

/* `count` decimal digits at `at`, or -1. */
static int32_t digits_at(struct str text, size_t at, size_t count)
{
	int32_t value = 0;

	for (size_t i = at; i < at + count; i++) {
		if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		value = value * 10 + (text.ptr[i] - '0');
	}
	return value;
}

enum status date_parse(struct str text, struct date *ret_date, struct error *err)
{
	assert(ret_date != NULL);

	int32_t year = digits_at(text, 0, 4);
	int32_t month = digits_at(text, 5, 2);
	int32_t day = digits_at(text, 8, 2);

	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' || year < 1 || month < 1 || day < 1)
		return FAIL(err, PROBLEM_INVALID_VALUE, "a date is written YYYY-MM-DD");
	if (month > 12 || day > days_in_month(year, month))
		return FAIL(err, PROBLEM_INVALID_VALUE, "there is no such day: " STR_FMT, STR_ARG(text));
	*ret_date = date_from_civil(year, month, day);
	return STATUS_OK;
}

/* A number of two digits. */
static void put_pair(struct buf *buf, int32_t value)
{
	assert(value >= 0 && value < 100);
	buf_put_char(buf, (char)('0' + value / 10));
	buf_put_char(buf, (char)('0' + value % 10));
}

void date_put(struct buf *buf, struct date date)
{
	int32_t year, month, day;

	date_to_civil(date, &year, &month, &day);
	put_pair(buf, year / 100);
	put_pair(buf, year % 100);
	buf_put_char(buf, '-');
	put_pair(buf, month);
	buf_put_char(buf, '-');
	put_pair(buf, day);
}

struct date date_add_days(struct date date, int32_t days)
{
	assert(date_is_known(date));
	return (struct date){ date.day + days };
}

int32_t date_days_between(struct date from, struct date to)
{
	assert(date_is_known(from) && date_is_known(to));
	return to.day - from.day;
}

struct date date_add_months(struct date date, int32_t months)
{
	int32_t year, month, day;

	date_to_civil(date, &year, &month, &day);
	int32_t index = year * 12 + (month - 1) + months;
	year = index / 12;
	month = index % 12 + 1;
	int32_t last = days_in_month(year, month);
	return date_from_civil(year, month, day < last ? day : last);
}

/* 1970-01-03 was a Saturday. */
static bool is_weekend(struct date date)
{
	int32_t since_saturday = (date.day - 2) % 7;

	if (since_saturday < 0)
		since_saturday += 7;
	return since_saturday < 2;
}

static bool is_non_working(struct date date, struct calendar calendar)
{
	if (calendar.weekends && is_weekend(date))
		return true;
	for (size_t i = 0; i < calendar.count; i++) {
		if (calendar.non_working[i].day == date.day)
			return true;
	}
	return false;
}

struct date date_roll(struct date date, struct calendar calendar)
{
	while (is_non_working(date, calendar))
		date.day++;
	return date;
}

struct date date_add_workdays(struct date date, int32_t n, struct calendar calendar)
{
	assert(n >= 0);

	while (n > 0) {
		date.day++;
		if (!is_non_working(date, calendar))
			n--;
	}
	return date;
}

void instant_put(struct buf *buf, int64_t at_ms)
{
	struct date date = date_from_instant(at_ms, 0);
	int32_t second = (int32_t)((at_ms - date.day * DAY_MS) / 1000);

	date_put(buf, date);
	buf_put_char(buf, 'T');
	put_pair(buf, second / 3600);
	buf_put_char(buf, ':');
	put_pair(buf, second / 60 % 60);
	buf_put_char(buf, ':');
	put_pair(buf, second % 60);
	buf_put_char(buf, 'Z');
}

enum status instant_parse(struct str text, int64_t *ret_at_ms, struct error *err)
{
	assert(ret_at_ms != NULL);

	struct date date;
	int32_t hour = digits_at(text, 11, 2);
	int32_t minute = digits_at(text, 14, 2);
	int32_t second = digits_at(text, 17, 2);

	if (text.len != 20 || text.ptr[10] != 'T' || text.ptr[13] != ':' || text.ptr[16] != ':' ||
	    text.ptr[19] != 'Z')
		return FAIL(err, PROBLEM_INVALID_VALUE, "a time is written YYYY-MM-DDThh:mm:ssZ");
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return FAIL(err, PROBLEM_INVALID_VALUE, "there is no such time of day: " STR_FMT,
		            STR_ARG(text));
	TRY(date_parse((struct str){ text.ptr, 10 }, &date, err));
	*ret_at_ms = date.day * DAY_MS + (hour * 3600 + minute * 60 + second) * INT64_C(1000);
	return STATUS_OK;
}

struct date date_from_instant(int64_t at_ms, int32_t offset_minutes)
{
	int64_t local = at_ms + offset_minutes * INT64_C(60000);
	int64_t day = local / DAY_MS;

	if (local % DAY_MS < 0)
		day--;
	return (struct date){ (int32_t)day };
}
