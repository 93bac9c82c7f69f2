#include <criterion/criterion.h>

#include "core/jurisdiction.h"

Test(jurisdiction, law_holds_in_its_place_and_in_the_parts_of_it)
{
	static const struct {
		const char *code;
		const char *outer;
		bool is_within;
	} rows[] = {
		{ "CN", "CN", true },     { "CN-ZJ", "CN", true },  { "CN-ZJ", "CN-ZJ", true },
		{ "CN", "CN-ZJ", false }, { "PL", "EU", true },     { "PL", "PL", true },
		{ "PL", "HU", false },    { "EU", "PL", false },    { "EU", "EU", true },
		{ "GB", "EU", false },    { "GB-SCT", "GB", true }, { "US", "EU", false },
		{ "JP", "EU", false },    { "JP", "JP", true },     { "DE-BY", "EU", true },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_expect_eq(jurisdiction_is_within(str_from_c(rows[i].code), str_from_c(rows[i].outer)),
		             rows[i].is_within, "%s within %s", rows[i].code, rows[i].outer);
}

Test(jurisdiction, a_place_has_a_clock_and_a_currency)
{
	static const struct {
		const char *code;
		enum zone zone;
		const char *currency;
	} rows[] = {
		{ "CN-SH", ZONE_CHINA, "CNY" }, { "PL", ZONE_CENTRAL, "PLN" },
		{ "HU", ZONE_CENTRAL, "HUF" },  { "BG", ZONE_EASTERN, "EUR" },
		{ "GB", ZONE_WESTERN, "GBP" },  { "IE", ZONE_WESTERN, "EUR" },
		{ "EU", ZONE_CENTRAL, "EUR" },  { "US", ZONE_US_EASTERN, "USD" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct jurisdiction *row = jurisdiction_find(str_from_c(rows[i].code));
		cr_assert_not_null(row, "%s", rows[i].code);
		cr_expect_eq(row->zone, rows[i].zone, "%s", rows[i].code);
		cr_expect(str_eq(row->currency, str_from_c(rows[i].currency)), "%s", rows[i].code);
	}
	cr_assert_null(jurisdiction_find(STR("JP")));
}

Test(jurisdiction, the_table_is_sorted_and_parents_are_in_it)
{
	static const struct {
		const char *code;
		const char *parent;
	} rows[] = {
#define JURISDICTION(code, parent, zone, currency) { code, parent },
#include "core/jurisdiction.def"
#undef JURISDICTION
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (i > 0)
			cr_expect_lt(strcmp(rows[i - 1].code, rows[i].code), 0, "%s", rows[i].code);
		if (rows[i].parent[0] != 0)
			cr_expect_not_null(jurisdiction_find(str_from_c(rows[i].parent)), "%s", rows[i].code);
	}
}

Test(jurisdiction, an_unknown_place_goes_by_utc)
{
	int64_t at_ms;
	struct error err;

	cr_assert_eq(instant_parse(STR("2026-07-01T23:30:00Z"), &at_ms, &err), STATUS_OK);
	cr_assert_eq(jurisdiction_day(STR("JP"), at_ms).day, date_from_civil(2026, 7, 1).day);
	cr_assert_eq(jurisdiction_day(STR("PL"), at_ms).day, date_from_civil(2026, 7, 2).day);
}
