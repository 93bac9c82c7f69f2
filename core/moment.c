#include "core/moment.h"

#define DAY_MINUTES  INT64_C(1440)
#define HOUR_MINUTES INT64_C(60)
#define DATE_LEN     10 /* "2026-03-02" */

static enum status refuse(struct error *err)
{
	return FAIL(err, PROBLEM_INVALID_VALUE, "write a time as 2026-03-02T10:00+08:00");
}

/* Two digits at `at`, below `limit`. */
static bool read_two(struct str text, size_t at, int32_t limit, int32_t *ret_number)
{
	if (at + 2 > text.len || text.ptr[at] < '0' || text.ptr[at] > '9' || text.ptr[at + 1] < '0' ||
	    text.ptr[at + 1] > '9')
		return false;
	*ret_number = (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
	return *ret_number < limit;
}

static bool has_char(struct str text, size_t at, char c)
{
	return at < text.len && text.ptr[at] == c;
}

/* "Z" or "+08:00", up to the end of the text. */
static bool read_offset(struct str text, size_t at, int32_t *ret_offset)
{
	int32_t hours, minutes;

	*ret_offset = 0;
	if (has_char(text, at, 'Z'))
		return at + 1 == text.len;
	if (!has_char(text, at, '+') && !has_char(text, at, '-'))
		return false;
	if (!read_two(text, at + 1, 15, &hours) || !has_char(text, at + 3, ':') ||
	    !read_two(text, at + 4, 60, &minutes) || at + 6 != text.len)
		return false;
	*ret_offset = hours * 60 + minutes;
	if (text.ptr[at] == '-')
		*ret_offset = -*ret_offset;
	return true;
}

enum status moment_parse(struct str text, struct moment *ret_moment, struct error *err)
{
	assert(ret_moment != NULL);

	struct date date;
	int32_t hours, minutes, seconds, offset;
	size_t at = DATE_LEN + 6; /* behind "T10:00" */

	if (text.len < DATE_LEN || date_parse((struct str){ text.ptr, DATE_LEN }, &date, err) != STATUS_OK)
		return refuse(err);
	if (!has_char(text, DATE_LEN, 'T') || !read_two(text, DATE_LEN + 1, 24, &hours) ||
	    !has_char(text, DATE_LEN + 3, ':') || !read_two(text, DATE_LEN + 4, 60, &minutes))
		return refuse(err);
	if (has_char(text, at, ':')) {
		if (!read_two(text, at + 1, 60, &seconds))
			return refuse(err);
		at += 3;
	}
	if (!read_offset(text, at, &offset))
		return refuse(err);
	*ret_moment = (struct moment){
		.minute = date.day * DAY_MINUTES + hours * HOUR_MINUTES + minutes - offset,
		.offset = offset,
	};
	return STATUS_OK;
}

/* Minutes since midnight on the moment's own clock. */
static int64_t clock_minute(struct moment moment)
{
	int64_t minute = (moment.minute + moment.offset) % DAY_MINUTES;

	return minute < 0 ? minute + DAY_MINUTES : minute;
}

struct date moment_day(struct moment moment)
{
	int64_t day = (moment.minute + moment.offset - clock_minute(moment)) / DAY_MINUTES;

	assert(day >= INT32_MIN && day <= INT32_MAX);
	return (struct date){ .day = (int32_t)day };
}

static void put_two(struct buf *buf, int64_t number)
{
	assert(number >= 0 && number < 100);

	buf_put_char(buf, (char)('0' + number / 10));
	buf_put_char(buf, (char)('0' + number % 10));
}

void moment_put(struct buf *buf, struct moment moment)
{
	assert(buf != NULL);

	int64_t minute = clock_minute(moment);
	int32_t offset = moment.offset < 0 ? -moment.offset : moment.offset;

	date_put(buf, moment_day(moment));
	buf_put_char(buf, 'T');
	put_two(buf, minute / HOUR_MINUTES);
	buf_put_char(buf, ':');
	put_two(buf, minute % HOUR_MINUTES);
	buf_put_char(buf, moment.offset < 0 ? '-' : '+');
	put_two(buf, offset / HOUR_MINUTES);
	buf_put_char(buf, ':');
	put_two(buf, offset % HOUR_MINUTES);
}

struct moment moment_add_hours(struct moment moment, int64_t hours)
{
	assert(hours >= 0 && hours <= MOMENT_HOURS_MAX);

	moment.minute += hours * HOUR_MINUTES;
	return moment;
}

/* Whole service days first, then the rest; what falls behind closing time goes on at the next opening. */
struct moment moment_add_service_hours(struct moment moment, int64_t hours, struct service_day day)
{
	assert(hours >= 0 && hours <= MOMENT_HOURS_MAX);
	assert(0 <= day.opens && day.opens < day.closes && day.closes <= 24);

	int64_t opens = day.opens * HOUR_MINUTES;
	int64_t closes = day.closes * HOUR_MINUTES;
	int64_t at = clock_minute(moment);
	int64_t midnight = moment.minute - at;
	int64_t left = hours * HOUR_MINUTES;

	if (at < opens)
		at = opens;
	if (at >= closes) {
		at = opens;
		midnight += DAY_MINUTES;
	}
	midnight += left / (closes - opens) * DAY_MINUTES;
	left %= closes - opens;
	if (left > closes - at) {
		left -= closes - at;
		at = opens;
		midnight += DAY_MINUTES;
	}
	moment.minute = midnight + at + left;
	return moment;
}

int moment_compare(struct moment a, struct moment b)
{
	return (a.minute > b.minute) - (a.minute < b.minute);
}
