#include "loaded_packs.h"

#define CALENDARS                                                                                        \
	"\"calendars\":[{\"id\":\"EU\",\"weekends\":true},"                                              \
	"{\"id\":\"PL\",\"weekends\":true,\"from\":\"2026-01-01\",\"to\":\"2027-01-01\","                \
	"\"days\":[\"2026-01-01\",\"2026-01-06\"]}],"                                                    \
	"\"rules\":[{\"id\":\"R\",\"when\":{\"le\":[\"fact:time.today\",{\"roll\":[\"fact:defect.found_" \
	"at\"]}]},"                                                                                      \
	"\"opens\":[\"REFUND_FULL\"],\"cite\":[\"A.1\"]," SAY "}]"

Test(pack_calendar, wrong_days_are_refused_where_they_stand)
{
	static const char *const rows[] = {
		"\"calendars\":[{\"id\":\"X\",\"from\":\"2026-01-01\"}]",
		"\"calendars\":[{\"id\":\"X\",\"from\":\"2026-01-01\",\"to\":\"2026-13-01\"}]",
		"\"calendars\":[{\"id\":\"X\",\"days\":[\"2026-01-01\"]}]",
		"\"calendars\":[{\"id\":\"X\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\","
		"\"days\":[\"2027-01-01\"]}]",
		"\"calendars\":[{\"id\":\"X\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\",\"days\":{}}]",
		"\"calendars\":[{\"id\":\"X\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\",\"days\":[7]}]",
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error err = refused_pack(rows[i]);
		cr_assert_str_eq(err.field, "T/calendars/X", "row %zu", i);
	}
}

static bool is_in_time(const char *place, const char *found, const char *today, bool is_live)
{
	struct pack_source source = small_pack(CALENDARS);
	char facts[256];

	(void)snprintf(facts, sizeof facts,
	               "{\"jurisdiction\":\"%s\",\"defect.found_at\":\"%s\",\"time.today\":\"%s\","
	               "\"time.non_working_days\":[]}",
	               place, found, today);
	const struct proposal *proposal = propose(load_sources(&source, 1), facts, is_live);
	return proposal->states[0].truth == TRUTH_TRUE;
}

Test(pack_calendar, a_live_period_moves_off_the_days_off_of_the_case_s_place)
{
	static const struct {
		const char *place;
		const char *found;
		const char *today;
		bool is_live;
		bool in_time;
	} rows[] = {
		{ "PL", "2026-01-06", "2026-01-07", true, true },    /* Epiphany */
		{ "PL-MZ", "2026-01-06", "2026-01-07", true, true }, /* a part of the country */
		{ "DE", "2026-01-06", "2026-01-07", true, false },   /* weekends alone are known */
		{ "DE", "2026-01-10", "2026-01-12", true, true },    /* Saturday */
		{ "US", "2026-01-10", "2026-01-12", true, false },   /* no calendar: nothing moves */
		{ "PL", "2026-01-10", "2026-01-12", false, false },  /* worked cases bring their own days */
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		cr_expect_eq(is_in_time(rows[i].place, rows[i].found, rows[i].today, rows[i].is_live),
		             rows[i].in_time, "row %zu", i);
}

Test(pack_calendar, a_year_that_is_not_known_is_flagged)
{
	static const struct {
		const char *facts;
		const char *flag;
	} rows[] = {
		{ "{\"jurisdiction\":\"PL\",\"defect.found_at\":\"2026-02-02\",\"time.today\":\"2026-02-02\","
		  "\"time.non_working_days\":[]}",
		  NULL },
		{ "{\"jurisdiction\":\"PL\",\"defect.found_at\":\"2027-02-02\",\"time.today\":\"2027-02-02\","
		  "\"time.non_working_days\":[]}",
		  "calendar_missing:2027" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct pack_source source = small_pack(CALENDARS);
		const struct proposal *proposal = propose(load_sources(&source, 1), rows[i].facts, true);
		cr_assert_eq(proposal->flag_count, rows[i].flag == NULL ? 0 : 1, "row %zu", i);
		if (rows[i].flag != NULL)
			cr_assert(str_eq(proposal->flags[0], str_from_c(rows[i].flag)), "row %zu", i);
		cr_assert_eq(proposal_needs_second_review(proposal), rows[i].flag != NULL);
	}
}
