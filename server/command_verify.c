#include "server/archive.h"
#include "server/bundle_check.h"
#include "server/bundle_place.h"
#include "server/log_check.h"
#include "server/setup.h"

static enum status report_result(struct report *report, const char *what, struct error *err)
{
	report_end(report);
	if (fflush(report->out) != 0)
		return FAIL(err, PROBLEM_ENVIRONMENT, "cannot write to standard output");
	if (report->failed > 0)
		return FAIL(err, PROBLEM_PROOF_INVALID, "%s", what);
	return STATUS_OK;
}

enum status command_verify(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct report report = { .out = stdout, .quiet = argument_is_set(arguments, STR("quiet")) };
	struct bundle_claim claim = { .log_vkey = argument_text(arguments, STR("log-key")) };
	struct bundle_place place;

	TRY(bundle_place_open(arguments->operands[0], arena, &place, err));
	claim.root = place.root;
	enum status status = bundle_check(&claim, arena, &report, err);
	bundle_place_close(&place);
	TRY(status);
	return report_result(&report, "the bundle does not prove what it says", err);
}

enum status command_log_verify(const struct arguments *arguments, struct arena *arena, struct error *err)
{
	struct report report = { .out = stdout };
	struct keystore keystore;
	struct archive archive;
	struct setup setup;

	TRY(setup_keys(arguments, arena, &setup, &keystore, err));
	struct note_key log_key = keystore_public(&keystore, KEY_PURPOSE_LOG);
	enum status status = archive_open(&archive, setup.data_dir, arena, err);
	if (status == STATUS_OK) {
		status = log_check(&archive, &log_key, arena, &report, err);
		archive_close(&archive);
	}
	keystore_close(&keystore);
	TRY(status);
	return report_result(&report, "the log does not hold what the store holds", err);
}
