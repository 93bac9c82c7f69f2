#include <criterion/criterion.h>

#include "core/zone.h"

Test(zone, a_day_begins_by_the_clock_of_the_place)
{
	static const struct {
		enum zone zone;
		const char *instant;
		int32_t offset;
		const char *day;
	} rows[] = {
		{ ZONE_UTC, "2026-07-01T23:59:59Z", 0, "2026-07-01" },
		{ ZONE_CHINA, "2026-07-01T16:00:00Z", 480, "2026-07-02" },
		{ ZONE_CENTRAL, "2026-01-15T22:59:59Z", 60, "2026-01-15" },
		{ ZONE_CENTRAL, "2026-01-15T23:00:00Z", 60, "2026-01-16" },
		{ ZONE_CENTRAL, "2026-07-01T22:00:00Z", 120, "2026-07-02" },
		{ ZONE_EASTERN, "2026-07-01T21:00:00Z", 180, "2026-07-02" },
		{ ZONE_WESTERN, "2026-07-01T23:00:00Z", 60, "2026-07-02" },
		{ ZONE_WESTERN, "2026-12-01T23:00:00Z", 0, "2026-12-01" },
		{ ZONE_US_EASTERN, "2026-07-01T03:59:59Z", -240, "2026-06-30" },
		{ ZONE_US_EASTERN, "2026-12-01T05:00:00Z", -300, "2026-12-01" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct date day;
		struct error err;
		int64_t at_ms;
		cr_assert_eq(instant_parse(str_from_c(rows[i].instant), &at_ms, &err), STATUS_OK);
		cr_assert_eq(date_parse(str_from_c(rows[i].day), &day, &err), STATUS_OK);
		cr_expect_eq(zone_offset(rows[i].zone, at_ms), rows[i].offset, "%s", rows[i].instant);
		cr_expect_eq(zone_day(rows[i].zone, at_ms).day, day.day, "%s", rows[i].instant);
	}
}

Test(zone, clocks_change_at_the_hour_that_the_law_names)
{
	static const struct {
		enum zone zone;
		const char *before;
		const char *after;
		int32_t offset_before;
		int32_t offset_after;
	} rows[] = {
		{ ZONE_CENTRAL, "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", 60, 120 },
		{ ZONE_CENTRAL, "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", 120, 60 },
		{ ZONE_WESTERN, "2028-03-26T00:59:59Z", "2028-03-26T01:00:00Z", 0, 60 },
		{ ZONE_US_EASTERN, "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", -300, -240 },
		{ ZONE_US_EASTERN, "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z", -240, -300 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err;
		int64_t before, after;
		cr_assert_eq(instant_parse(str_from_c(rows[i].before), &before, &err), STATUS_OK);
		cr_assert_eq(instant_parse(str_from_c(rows[i].after), &after, &err), STATUS_OK);
		cr_expect_eq(zone_offset(rows[i].zone, before), rows[i].offset_before, "%s", rows[i].before);
		cr_expect_eq(zone_offset(rows[i].zone, after), rows[i].offset_after, "%s", rows[i].after);
	}
}

Test(zone, a_printed_zone_names_its_rule_and_its_winter_time)
{
	static const struct {
		enum zone zone;
		const char *text;
	} rows[] = {
		{ ZONE_CHINA, "{\"daylight\":\"none\",\"standard_minutes\":480}" },
		{ ZONE_EASTERN, "{\"daylight\":\"eu\",\"standard_minutes\":120}" },
		{ ZONE_US_EASTERN, "{\"daylight\":\"us\",\"standard_minutes\":-300}" },
	};
	static _Alignas(max_align_t) char block[KIB(4)];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct printer printer;
		struct buf buf;
		arena_init(&arena, block, sizeof block);
		buf_init(&buf, &arena, KIB(1));
		printer_init(&printer, &buf);
		zone_print(&printer, rows[i].zone);
		cr_assert(str_eq(buf_str(&buf), str_from_c(rows[i].text)), "%s", rows[i].text);
	}
}
