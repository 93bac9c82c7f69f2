#include <criterion/criterion.h>

#include "core/moment.h"

static struct moment moment_of(const char *text)
{
	struct moment moment = { 0 };
	struct error err = { 0 };

	cr_assert_eq(moment_parse(str_from_c(text), &moment, &err), STATUS_OK, "%s: %s", text, err.detail);
	return moment;
}

static void expect_text(struct moment moment, const char *text)
{
	uint8_t block[512];
	struct arena arena;
	struct buf buf;

	arena_init(&arena, block, sizeof block);
	buf_init(&buf, &arena, 64);
	moment_put(&buf, moment);
	cr_expect(str_eq(buf_str(&buf), str_from_c(text)), STR_FMT " for %s", STR_ARG(buf_str(&buf)), text);
}

Test(moment, what_is_read_is_printed_again_on_the_same_clock)
{
	static const struct {
		const char *in;
		const char *out;
	} rows[] = {
		{ "2026-03-02T10:00+08:00", "2026-03-02T10:00+08:00" },
		{ "2026-03-02T10:00:59+08:00", "2026-03-02T10:00+08:00" },
		{ "2026-03-02T00:00Z", "2026-03-02T00:00+00:00" },
		{ "2026-01-01T00:30+01:00", "2026-01-01T00:30+01:00" },
		{ "1969-12-31T23:59-03:30", "1969-12-31T23:59-03:30" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_text(moment_of(rows[i].in), rows[i].out);
}

Test(moment, what_is_no_time_is_refused)
{
	static const char *const texts[] = {
		"",
		"2026-03-02",
		"2026-02-30T10:00Z",
		"2026-03-02T24:00Z",
		"2026-03-02T10:60Z",
		"2026-03-02 10:00Z",
		"2026-03-02T10:00",
		"2026-03-02T10:00Zx",
		"2026-03-02T10:00+8:00",
		"2026-03-02T10:00+08:000",
		"2026-03-02T10:00+15:00",
		"2026-03-02T1x:00Z",
		"2026-03-02T10:00:61Z",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct moment moment;
		struct error err = { 0 };
		cr_expect_eq(moment_parse(str_from_c(texts[i]), &moment, &err), STATUS_INVALID, "%s",
		             texts[i]);
	}
}

Test(moment, the_day_is_that_of_its_own_clock)
{
	cr_expect_eq(moment_day(moment_of("2026-03-02T00:00+08:00")).day, date_from_civil(2026, 3, 2).day);
	cr_expect_eq(moment_day(moment_of("2026-03-02T23:59-05:00")).day, date_from_civil(2026, 3, 2).day);
	cr_expect_eq(moment_day(moment_of("1960-03-02T00:10+01:00")).day, date_from_civil(1960, 3, 2).day);
}

Test(moment, hours_run_on_and_service_hours_wait_for_opening_time)
{
	static const struct {
		const char *from;
		int64_t hours;
		const char *running;
		const char *served;
	} rows[] = {
		{ "2026-03-02T10:00+08:00", 4, "2026-03-02T14:00+08:00", "2026-03-02T14:00+08:00" },
		{ "2026-03-02T14:00+08:00", 4, "2026-03-02T18:00+08:00", "2026-03-02T18:00+08:00" },
		{ "2026-03-02T14:01+08:00", 4, "2026-03-02T18:01+08:00", "2026-03-03T09:01+08:00" },
		{ "2026-03-02T06:00+08:00", 4, "2026-03-02T10:00+08:00", "2026-03-02T13:00+08:00" },
		{ "2026-03-02T18:00+08:00", 4, "2026-03-02T22:00+08:00", "2026-03-03T13:00+08:00" },
		{ "2026-12-31T20:00+08:00", 24, "2027-01-01T20:00+08:00", "2027-01-03T15:00+08:00" },
		{ "2026-03-02T10:00+08:00", 0, "2026-03-02T10:00+08:00", "2026-03-02T10:00+08:00" },
		{ "2026-03-02T09:00+08:00", 9, "2026-03-02T18:00+08:00", "2026-03-03T09:00+08:00" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct moment from = moment_of(rows[i].from);
		expect_text(moment_add_hours(from, rows[i].hours), rows[i].running);
		expect_text(moment_add_service_hours(from, rows[i].hours,
		                                     (struct service_day){ .opens = 9, .closes = 18 }),
		            rows[i].served);
	}
}

Test(moment, two_clocks_may_show_one_moment)
{
	cr_expect_eq(moment_compare(moment_of("2026-03-02T10:00+08:00"), moment_of("2026-03-02T02:00Z")), 0);
	cr_expect_lt(moment_compare(moment_of("2026-03-02T10:00+08:00"), moment_of("2026-03-02T02:01Z")), 0);
	cr_expect_gt(moment_compare(moment_of("2026-03-02T10:00+08:00"), moment_of("2026-03-02T01:59Z")), 0);
}
