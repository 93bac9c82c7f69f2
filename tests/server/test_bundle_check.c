#include "tests/server/bundle_fixture.h"

Test(bundle_check, a_case_in_any_phase_proves_what_it_says, .init = fixture_begin, .fini = fixture_end)
{
	static const enum phase phases[] = { PHASE_DRAFT,  PHASE_NEGOTIATION, PHASE_EVIDENCE,
		                             PHASE_REVIEW, PHASE_PERFORMANCE, PHASE_CLOSED };

	for (size_t i = 0; i < COUNT_OF(phases); i++) {
		cr_assert_eq(fixture_export(phases[i]), STATUS_OK, "%s", fixture_err.detail);
		cr_assert_eq(fixture_failures(), 0, "%s", fixture_said);
		cr_assert_eq(folder_shell("rm -rf $D/out"), 0);
	}
}

Test(bundle_check, a_bundle_cannot_vouch_for_itself, .init = fixture_begin_with_ruling, .fini = fixture_end)
{
	struct report report = { .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	struct note_key log = keystore_public(&fixture_keys, KEY_PURPOSE_LOG);
	struct note_key other = keystore_public(&fixture_keys, KEY_PURPOSE_TOKEN);
	struct bundle_claim claim = { .root = fixture_path("out") };
	struct buf vkey;

	cr_assert_eq(fixture_failures(), 0);
	cr_assert_not_null(strstr(fixture_said, "warning the log's key is taken from the bundle"), "%s",
	                   fixture_said);

	buf_init(&vkey, &fixture_arena, VKEY_TEXT_MAX);
	note_key_put(&vkey, &log);
	claim.log_vkey = buf_str(&vkey);
	report = (struct report){ .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	cr_assert_eq(bundle_check(&claim, &fixture_arena, &report, &fixture_err), STATUS_OK);
	fclose(report.out);
	cr_assert_eq(report.failed, 0, "%s", fixture_said);
	cr_assert_null(strstr(fixture_said, "warning"));

	buf_init(&vkey, &fixture_arena, VKEY_TEXT_MAX);
	note_key_put(&vkey, &other);
	claim.log_vkey = buf_str(&vkey);
	report = (struct report){ .out = fmemopen(fixture_said, sizeof(fixture_said), "w") };
	cr_assert_eq(bundle_check(&claim, &fixture_arena, &report, &fixture_err), STATUS_OK);
	fclose(report.out);
	cr_assert_gt(report.failed, 0);
	cr_assert_not_null(strstr(fixture_said, "FAILED  data/receipts/0001.tlog-proof"), "%s", fixture_said);
}

Test(bundle_check, a_file_that_no_event_speaks_of_is_found, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "echo x > data/extra.txt", "FAILED  data/extra.txt: no event speaks of" },
		{ "cp data/statements/0002.note data/statements/0001.note",
		  "FAILED  data/statements/0001.note: no event" },
		{ "echo {} > data/facts/v2.json", "FAILED  data/facts/v2.json: no event" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}
