#include "core/period.h"
#include "time_vectors.h"

static const struct calendar no_calendar = { 0 };

static void check_period_vector(struct str op, const struct node *in, const struct node *out)
{
	struct date days[64];
	struct calendar calendar = vector_calendar(in, days);
	struct period period = { .count = PERIOD_AFTER };

	if (str_eq(op, STR("cc_days_end")) || str_eq(op, STR("cc_days_end_rolled"))) {
		period.length = (int32_t)node_int(in, STR("days"), -1);
		period.unit = PERIOD_DAY;
		cr_assert(date_is(period_end(vector_date(in, "start"), period, 0, calendar), out));
	} else if (str_eq(op, STR("cc_months_end")) || str_eq(op, STR("warranty_end_with_pauses"))) {
		period.length = (int32_t)node_int(in, STR("months"), -1);
		period.unit = PERIOD_MONTH;
		int32_t pause = vector_repair_days(in);
		cr_assert(date_is(period_end(vector_date(in, "start"), period, pause, calendar), out));
	} else if (str_eq(op, STR("gb_30_days"))) {
		period = (struct period){ .length = 30, .unit = PERIOD_DAY, .count = PERIOD_AFTER };
		cr_assert(date_is(period_end(vector_date(in, "delivered"), period, 0, calendar), out));
	} else if (str_eq(op, STR("gb_6_months"))) {
		period = (struct period){ .length = 6, .unit = PERIOD_MONTH, .count = PERIOD_WITH };
		cr_assert(date_is(period_end(vector_date(in, "delivered"), period, 0, calendar), out));
	} else if (str_eq(op, STR("auto_repair_days"))) {
		int64_t hours[16];
		const struct node *list = node_find(in, STR("hours"));
		for (size_t i = 0; i < list->count; i++)
			hours[i] = list->items[i].integer;
		cr_assert_eq(period_days_of_hours(hours, list->count), out->integer);
	} else {
		vectors_skipped++;
	}
}

Test(period, every_vector_of_periods_holds)
{
	size_t total = each_vector(check_period_vector);

	cr_assert_gt(total - vectors_skipped, 30);
}

Test(period, a_pause_lengthens_the_period_before_it_moves_off_a_holiday)
{
	struct date holiday = date_from_civil(2026, 1, 30);
	struct calendar calendar = { .non_working = &holiday, .count = 1 };
	struct period year = { .length = 1, .unit = PERIOD_YEAR, .count = PERIOD_AFTER };
	struct date start = date_from_civil(2025, 1, 10);

	cr_assert_eq(period_end(start, year, 20, calendar).day, date_from_civil(2026, 1, 31).day);
	cr_assert_eq(period_end(start, year, 19, calendar).day, date_from_civil(2026, 1, 29).day);
	cr_assert_eq(period_nominal_end(start, year, calendar).day, date_from_civil(2026, 1, 10).day);
}

Test(period, a_period_that_begins_with_a_day_ends_on_the_eve_of_the_corresponding_day)
{
	static const struct {
		int32_t start[3];
		int32_t months;
		int32_t end[3];
	} rows[] = {
		{ { 2025, 9, 10 }, 6, { 2026, 3, 9 } },   { { 2025, 3, 1 }, 6, { 2025, 8, 31 } },
		{ { 2025, 8, 31 }, 6, { 2026, 2, 28 } },  { { 2025, 8, 28 }, 6, { 2026, 2, 27 } },
		{ { 2025, 8, 29 }, 6, { 2026, 2, 28 } },  { { 2024, 2, 29 }, 12, { 2025, 2, 28 } },
		{ { 2023, 10, 31 }, 6, { 2024, 4, 30 } },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct period period = { .length = rows[i].months,
			                 .unit = PERIOD_MONTH,
			                 .count = PERIOD_WITH };
		const int32_t *start = rows[i].start, *end = rows[i].end;
		cr_assert_eq(
			period_nominal_end(date_from_civil(start[0], start[1], start[2]), period, no_calendar)
				.day,
			date_from_civil(end[0], end[1], end[2]).day, "row %zu", i);
	}
}

Test(period, working_days_skip_the_calendar)
{
	struct date days[] = { date_from_civil(2026, 3, 3), date_from_civil(2026, 3, 4) };
	struct calendar calendar = { .non_working = days, .count = 2 };
	struct period two = { .length = 2, .unit = PERIOD_WORKDAY, .count = PERIOD_AFTER };

	cr_assert_eq(period_end(date_from_civil(2026, 3, 2), two, 0, calendar).day,
	             date_from_civil(2026, 3, 6).day);
	cr_assert_eq(period_end(date_from_civil(2026, 3, 2), two, 0, no_calendar).day,
	             date_from_civil(2026, 3, 4).day);
}

Test(period, a_written_period_is_read)
{
	static const struct {
		const char *text;
		int32_t length;
		enum period_unit unit;
	} rows[] = { { "P7D", 7, PERIOD_DAY }, { "P6M", 6, PERIOD_MONTH }, { "P1Y", 1, PERIOD_YEAR } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct period period;
		struct error err;
		cr_assert_eq(period_parse(str_from_c(rows[i].text), &period, &err), STATUS_OK);
		cr_assert_eq(period.length, rows[i].length);
		cr_assert_eq(period.unit, rows[i].unit);
	}
}

Test(period, anything_else_is_refused)
{
	static const char *const texts[] = { "", "P", "PD", "P7", "7D", "P7W", "P-1D", "P1.5Y", "P99999D" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct period period;
		struct error err;
		cr_assert_eq(period_parse(str_from_c(texts[i]), &period, &err), STATUS_INVALID, "%s",
		             texts[i]);
	}
}
