#include "server/bundle_check.h"

#include "server/bundle_read.h"

/* The key from outside, if there is one: a bundle cannot vouch for itself. */
static bool log_key_choose(struct bundle_read *bundle, struct str vkey)
{
	struct error err = { 0 };

	if (vkey.len == 0) {
		report_warning(
			bundle->report,
			"the log's key is taken from the bundle itself; get it elsewhere and give --log-key");
		return true;
	}
	if (note_key_parse(vkey, &bundle->log_key, &err) != STATUS_OK) {
		report_failed(bundle->report, "--log-key: %s", err.detail);
		return false;
	}
	bundle->has_log_key = true;
	return true;
}

/* What no check looked at proves nothing and might be mistaken for something that does. */
static void leftovers_check(const struct bundle_read *bundle)
{
	size_t failed = bundle->report->failed;

	for (size_t i = 0; i < bundle->bag.file_count; i++) {
		if (!bundle->used[i])
			report_failed(bundle->report, STR_FMT ": no event speaks of this file",
			              STR_ARG(bundle->bag.files[i].path));
	}
	if (bundle->report->failed == failed)
		report_ok(bundle->report, "every file is part of the case");
}

enum status bundle_check(const struct bundle_claim *claim, struct arena *arena, struct report *report,
                         struct error *err)
{
	struct bundle_read bundle = { .arena = arena, .report = report };

	TRY(bag_check(claim->root, arena, report, &bundle.bag, err));
	bundle.used = ARENA_ARRAY(arena, bool, bundle.bag.file_count + 1);
	TRY(arena_check(arena, err));
	if (!log_key_choose(&bundle, claim->log_vkey))
		return STATUS_OK;
	if (!bundle_read_keys(&bundle) || !bundle_read_events(&bundle))
		return STATUS_OK;
	bundle_check_statements(&bundle);
	bundle_check_receipts(&bundle);
	bundle_check_rules(&bundle);
	leftovers_check(&bundle);
	return arena_check(arena, err);
}
