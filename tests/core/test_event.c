#include "tests/support/life.h"

Test(event, a_text_is_parsed_and_printed_the_same)
{
	struct life life;

	life_begin(&life);
	life_to_performance(&life);
	for (size_t i = 0; i < life.text_count; i++) {
		struct event event;
		struct str again;
		cr_assert_eq(event_parse(life.texts[i], &life.arena, &event, &life.err), STATUS_OK, "%s",
		             life.err.detail);
		cr_assert_eq(event_print(&event, &life.arena, &again, &life.err), STATUS_OK);
		cr_assert(str_eq(life.texts[i], again));
		cr_assert_eq(event.seq, i + 1);
	}
	life_end(&life);
}

Test(event, the_envelope_has_the_order_of_the_contract)
{
	struct life life;
	char start[256];

	life_begin(&life);
	life_to_negotiation(&life);
	struct str text = life.texts[1];
	(void)snprintf(start, sizeof start,
	               "{\"id\":\"" STR_FMT "\",\"dispute\":\"" STR_FMT "\",\"seq\":2,"
	               "\"type\":\"dispute.submitted\",\"at\":\"2026-11-25T00:00:00Z\",\"actor\":{\"role\":"
	               "\"buyer\","
	               "\"party\":\"b-li\"},\"automated\":false,\"statement\":{\"sha256\":\"",
	               (int)30, text.ptr + 7, (int)30, text.ptr + 50);
	cr_assert(str_has_prefix(text, str_from_c(start)), STR_FMT, STR_ARG(text));
	life_end(&life);
}

Test(event, what_we_would_not_print_ourselves_is_corrupt)
{
	static const struct {
		const char *find;
		const char *put;
	} rows[] = {
		{ "\"seq\":2", "\"seq\":0" },
		{ "\"seq\":2", "\"seq\": 2" },
		{ "dispute.submitted", "dispute.submitteX" },
		{ "\"role\":\"buyer\"", "\"role\":\"bayer\"" },
		{ "\"automated\":false", "\"automated\":7" },
		{ "2026-11-25T00:00:00Z", "2026-11-25X00:00:00Z" },
		{ "evt_", "evx_" },
		{ "dsp_", "dsx_" },
		{ "\"data\":{", "\"data\":[" },
		{ "\"kind\":\"filing\"", "\"king\":\"filing\"" },
	};
	struct life life;

	life_begin(&life);
	life_to_negotiation(&life);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[4096];
		char changed[4200];
		struct event event = { .seq = 77 };
		(void)snprintf(text, sizeof text, STR_FMT, STR_ARG(life.texts[1]));
		char *at = strstr(text, rows[i].find);
		cr_assert(at != NULL, "%s", rows[i].find);
		(void)snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, rows[i].put,
		               at + strlen(rows[i].find));
		cr_assert_eq(event_parse(str_from_c(changed), &life.arena, &event, &life.err), STATUS_CORRUPT,
		             "%s", rows[i].put);
		cr_assert_eq(event.seq, 77, "untouched");
	}
	life_end(&life);
}
