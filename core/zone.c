#include "core/zone.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS    INT64_C(86400000)
#define SATURDAY  2 /* 1970-01-03: days since the first day of 1970 */
#define WEEK      7

enum daylight { DAYLIGHT_NONE, DAYLIGHT_EU, DAYLIGHT_US };

static const struct str daylights[] = {
	[DAYLIGHT_NONE] = STR_INIT("none"),
	[DAYLIGHT_EU] = STR_INIT("eu"),
	[DAYLIGHT_US] = STR_INIT("us"),
};

static const struct clock {
	int32_t standard;
	enum daylight daylight;
} clocks[] = {
#define ZONE(ident, standard, daylight) [ZONE_##ident] = { (standard), DAYLIGHT_##daylight },
#include "core/zone.def"
#undef ZONE
};

static bool is_sunday(struct date date)
{
	return (date.day - SATURDAY - 1) % WEEK == 0;
}

static struct date last_sunday(int32_t year, int32_t month)
{
	struct date date = date_add_days(date_add_months(date_from_civil(year, month, 1), 1), -1);

	while (!is_sunday(date))
		date.day--;
	return date;
}

static struct date nth_sunday(int32_t year, int32_t month, int32_t n)
{
	assert(n >= 1 && n <= 4);

	struct date date = date_from_civil(year, month, 1);

	while (!is_sunday(date))
		date.day++;
	return date_add_days(date, (n - 1) * WEEK);
}

static int64_t instant_of(struct date date, int32_t minutes)
{
	return date.day * DAY_MS + minutes * MINUTE_MS;
}

static bool is_daylight(const struct clock *clock, int64_t at_ms)
{
	struct date date = date_from_instant(at_ms, clock->standard);
	int32_t year, month, day;

	date_to_civil(date, &year, &month, &day);
	if (clock->daylight == DAYLIGHT_EU)
		return at_ms >= instant_of(last_sunday(year, 3), 60) &&
		       at_ms < instant_of(last_sunday(year, 10), 60);
	/* Both changes happen at 02:00 by the clock: the second one is 01:00 by standard time. */
	return at_ms >= instant_of(nth_sunday(year, 3, 2), 120 - clock->standard) &&
	       at_ms < instant_of(nth_sunday(year, 11, 1), 60 - clock->standard);
}

int32_t zone_offset(enum zone zone, int64_t at_ms)
{
	assert(zone < ZONE_COUNT);

	const struct clock *clock = &clocks[zone];

	if (clock->daylight == DAYLIGHT_NONE || !is_daylight(clock, at_ms))
		return clock->standard;
	return clock->standard + 60;
}

struct date zone_day(enum zone zone, int64_t at_ms)
{
	return date_from_instant(at_ms, zone_offset(zone, at_ms));
}

void zone_print(struct printer *printer, enum zone zone)
{
	assert(printer != NULL && zone < ZONE_COUNT);

	print_object_begin(printer);
	print_member_string(printer, STR("daylight"), daylights[clocks[zone].daylight]);
	print_member_int(printer, STR("standard_minutes"), clocks[zone].standard);
	print_object_end(printer);
}
