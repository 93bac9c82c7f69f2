#include "loaded_packs.h"

Test(operate_moment, hours_and_days_of_a_moment)
{
	static const char *const at = "{\"platform.event_at\":\"2026-03-02T14:01+08:00\"}";
	static const struct {
		const char *expression;
		const char *facts;
		const char *value;
	} rows[] = {
		{ "{\"after_hours\":[\"fact:platform.event_at\",24]}", NULL, "\"2026-03-03T14:01+08:00\"" },
		{ "{\"after_hours\":[\"fact:platform.event_at\",4,9,18]}", NULL,
		  "\"2026-03-03T09:01+08:00\"" },
		{ "{\"after_hours\":[\"fact:platform.event_at\",4,18,9]}", NULL, "null" },
		{ "{\"after_hours\":[\"fact:platform.event_at\",4,9]}", NULL, "null" },
		{ "{\"after_hours\":[\"fact:time.today\",4]}", "{\"time.today\":\"2026-03-02\"}", "null" },
		{ "{\"after_hours\":[\"fact:platform.event_at\",4]}", "{}", "null" },
		{ "{\"day_of\":\"fact:platform.event_at\"}", NULL, "\"2026-03-02\"" },
		{ "{\"day_of\":\"fact:platform.event_at\"}", "{\"platform.event_at\":null}", "null" },
		{ "{\"day_of\":\"fact:platform.event_at\"}",
		  "{\"platform.event_at\":{\"v\":null,\"st\":\"contested\"}}", "{\"unknown\":true}" },
		{ "{\"lt\":[\"fact:platform.event_at\",{\"after_hours\":[\"fact:platform.event_at\",1]}]}",
		  NULL, "true" },
		{ "{\"eq\":[\"fact:platform.event_at\",{\"after_hours\":[\"fact:platform.event_at\",1]}]}",
		  NULL, "false" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str value = value_of(rows[i].expression, rows[i].facts == NULL ? at : rows[i].facts);
		cr_expect(str_eq(value, str_from_c(rows[i].value)), "%s: " STR_FMT, rows[i].expression,
		          STR_ARG(value));
	}
}

Test(operate_moment, the_status_says_how_a_fact_stands)
{
	static const struct {
		const char *facts;
		const char *value;
	} rows[] = {
		{ "{}", "\"unknown\"" },
		{ "{\"defect.exists\":true}", "\"established\"" },
		{ "{\"defect.exists\":{\"v\":true,\"st\":\"contested\"}}", "\"contested\"" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str value = value_of("{\"status\":\"fact:defect.exists\"}", rows[i].facts);
		cr_expect(str_eq(value, str_from_c(rows[i].value)), "%s: " STR_FMT, rows[i].facts,
		          STR_ARG(value));
	}
	cr_assert_eq(refused_pack("\"definitions\":[{\"id\":\"X\",\"value\":{\"status\":5}}]").problem,
	             PROBLEM_PACK_INVALID);
}
