#include "core/calendar.h"
#include "time_vectors.h"

static void check_calendar_vector(struct str op, const struct node *in, const struct node *out)
{
	struct date days[64];
	struct calendar calendar = vector_calendar(in, days);

	if (str_eq(op, STR("cc_days_end")) || str_eq(op, STR("cc_days_end_rolled"))) {
		struct date end =
			date_add_days(vector_date(in, "start"), (int32_t)node_int(in, STR("days"), 0));
		cr_assert(date_is(date_roll(end, calendar), out));
	} else if (str_eq(op, STR("cc_months_end"))) {
		cr_assert(date_is(
			date_add_months(vector_date(in, "start"), (int32_t)node_int(in, STR("months"), 0)),
			out));
	} else if (str_eq(op, STR("days_between"))) {
		cr_assert_eq(date_days_between(vector_date(in, "from"), vector_date(in, "to")), out->integer);
	} else if (str_eq(op, STR("day_number"))) {
		cr_assert_eq(date_days_between(vector_date(in, "delivered"), vector_date(in, "event")),
		             out->integer);
	} else {
		vectors_skipped++;
	}
}

Test(calendar, every_vector_of_days_and_months_holds)
{
	size_t total = each_vector(check_calendar_vector);

	cr_assert_eq(total, 60);
	cr_assert_gt(total - vectors_skipped, 28);
}

Test(calendar, every_day_comes_back_from_its_civil_form)
{
	int32_t first = date_from_civil(1899, 12, 31).day;
	int32_t last = date_from_civil(2101, 1, 1).day;

	for (int32_t day = first; day <= last; day++) {
		int32_t y, m, d;
		date_to_civil((struct date){ day }, &y, &m, &d);
		cr_assert_eq(date_from_civil(y, m, d).day, day);
	}
}

Test(calendar, four_hundred_years_shift_only_the_year)
{
	for (int32_t month = -30; month <= 30; month++) {
		struct date near = date_add_months(date_from_civil(2024, 2, 29), month);
		struct date far = date_add_months(date_from_civil(2424, 2, 29), month);
		cr_assert_eq(far.day - near.day, 146097);
	}
}

Test(calendar, a_day_that_does_not_exist_is_refused)
{
	static const char *const texts[] = { "",           "2026-02-29",  "2026-13-01", "2026-00-10",
		                             "2026-01-00", "2026-1-1",    "20260101",   "2026-04-31",
		                             "0000-01-01", "2026-01-011", "2026/01/01", "abcd-01-01" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct date date;
		struct error err;
		cr_assert_eq(date_parse(str_from_c(texts[i]), &date, &err), STATUS_INVALID, "%s", texts[i]);
	}
}

Test(calendar, an_instant_comes_back_from_its_text)
{
	static const int64_t instants[] = {
		0, 1000, 951782400000, 1764028166000, -86400000, 253402300799000
	};

	for (size_t i = 0; i < COUNT_OF(instants); i++) {
		struct arena arena;
		struct buf buf;
		struct error err;
		int64_t at;
		arena_take(&arena, 512);
		buf_init(&buf, &arena, 64);
		instant_put(&buf, instants[i]);
		cr_assert_eq(instant_parse(buf_str(&buf), &at, &err), STATUS_OK);
		cr_assert_eq(at, instants[i]);
	}
}

Test(calendar, the_civil_day_is_that_of_the_zone)
{
	int64_t at;
	struct error err;

	cr_assert_eq(instant_parse(STR("2026-03-02T16:00:00Z"), &at, &err), STATUS_OK);
	cr_assert_eq(date_from_instant(at, 480).day, date_from_civil(2026, 3, 3).day);
	cr_assert_eq(date_from_instant(at - 1, 480).day, date_from_civil(2026, 3, 2).day);
	cr_assert_eq(date_from_instant(at, 0).day, date_from_civil(2026, 3, 2).day);
}

Test(calendar, working_days_count_only_days_on_which_people_work)
{
	struct date off[] = { date_from_civil(2026, 10, 1), date_from_civil(2026, 10, 2) };
	struct calendar calendar = { .non_working = off, .count = 2 };

	cr_assert_eq(date_add_workdays(date_from_civil(2026, 9, 30), 0, calendar).day,
	             date_from_civil(2026, 9, 30).day);
	cr_assert_eq(date_add_workdays(date_from_civil(2026, 9, 30), 1, calendar).day,
	             date_from_civil(2026, 10, 3).day);
}

Test(calendar, weekends_are_days_off_where_the_calendar_says_so)
{
	static const struct {
		int32_t day; /* of March 2026; the 7th is a Saturday */
		int32_t end;
	} rows[] = { { 6, 6 }, { 7, 9 }, { 8, 9 }, { 9, 9 }, { 14, 16 } };
	struct calendar calendar = { .weekends = true };
	struct date early = date_from_civil(1960, 1, 2); /* a Saturday before the epoch */

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_assert_eq(date_roll(date_from_civil(2026, 3, rows[i].day), calendar).day,
		             date_from_civil(2026, 3, rows[i].end).day, "row %zu", i);
	cr_assert_eq(date_roll(early, calendar).day, early.day + 2);
	cr_assert_eq(date_add_workdays(date_from_civil(2026, 3, 6), 1, calendar).day,
	             date_from_civil(2026, 3, 9).day);
}
