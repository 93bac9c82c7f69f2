#include "server/bundle_read.h"
#include "tests/server/bundle_fixture.h"

Test(bundle_ruling, a_ruling_says_what_was_confirmed, .init = fixture_begin_with_ruling, .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "sed -i '/ruling.issued/s/\"remedy\":\"[A-Z_]*\"/\"remedy\":\"REFUND_NO_RETURN\"/' "
		  "data/events.ndjson",
		  ": it is not what was proposed and confirmed" },
		{ "sed -i '/ruling.issued/s/\"amounts\":{}/\"amounts\":{\"refund_minor\":1}/' "
		  "data/events.ndjson",
		  ": it is not what was proposed and confirmed" },
		{ "sed -i '/ruling.issued/s/\"freight_payer\":\"seller\"/\"freight_payer\":\"buyer\"/' "
		  "data/events.ndjson",
		  ": it is not what was proposed and confirmed" },
		{ "sed -i 's/\"party\":\"a-lin\"/\"party\":\"a-chen\"/' data/events.ndjson",
		  "both signatures are of one person" },
	};

	cr_assert_eq(fixture_failures(), 0, "%s", fixture_said);
	cr_assert_not_null(strstr(fixture_said, ", countersigned by "), "%s", fixture_said);
	fixture_tamper(rows, COUNT_OF(rows));
}

/* One row per way of signing. */
Test(bundle_ruling, two_persons_sign_where_four_eyes_are_due)
{
	static const struct row {
		const char *decision;
		const char *second;
		bool pending;
		bool asked;
		const char *said;
	} rows[] = {
		{ "confirm", "", false, false, "ok      ruling in line 9: decided and signed by a-chen\n" },
		{ "confirm", "", false, true, "second person is missing" },
		{ "confirm", "", true, false, "second person is missing" },
		{ "amend", "", false, false, "second person is missing" },
		{ "amend", "a-chen", false, true, "both signatures are of one person" },
		{ "amend", "a-zhou", false, true, "signed by a-chen, countersigned by a-zhou\n" },
	};
	static struct node reason = { .kind = NODE_STRING };
	static struct node asked = { .kind = NODE_ARRAY, .count = 1, .items = &reason };
	static char said[4096];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct report report = { .out = fmemopen(said, sizeof(said), "w") };
		struct bundle_read bundle = { .report = &report };
		struct event event = { .seq = 9, .type = EVENT_RULING_ISSUED };
		struct dispute before = {
			.phase = PHASE_APPEAL, /* the terms are not looked at */
			.decision = { .present = true,
			              .decision = str_from_c(rows[i].decision),
			              .by.party = STR("a-chen"),
			              .cosigner.party = str_from_c(rows[i].second),
			              .four_eyes = rows[i].asked ? &asked : NULL,
			              .pending = rows[i].pending },
		};

		bundle_check_ruling(&bundle, &before, &event);
		fclose(report.out);
		cr_assert_not_null(strstr(said, rows[i].said), "%zu: %s", i, said);
	}
}
