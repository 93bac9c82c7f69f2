/*~ What the log says: for each event a proof that it is in there, at its place. */
#include "crypto/receipt.h"
#include "server/bundle_read.h"

/* Of a signed event the log commits to the note, of any other to the event's own text. */
static struct str logged_text(const struct bundle_event *item)
{
	return item->event.statement.present ? item->note : item->text;
}

static enum status receipt_check(struct bundle_read *bundle, const struct bundle_event *item, struct str path,
                                 uint64_t *ret_index, struct error *err)
{
	struct receipt_subject subject = {
		.kind = event_slug(item->event.type),
		.time_ms = item->event.at_ms,
		.content = str_bytes(logged_text(item)),
	};
	struct checkpoint checkpoint;
	struct receipt receipt;
	struct str text;

	if (bundle_use_file(bundle, path) == NULL)
		return FAIL(err, PROBLEM_PROOF_INVALID, "the receipt is missing");
	TRY(bag_read(&bundle->bag, path, bundle->arena, &text, err));
	TRY(receipt_verify(text, &subject, &bundle->log_key, bundle->arena, &checkpoint, err));
	TRY(receipt_parse(text, &receipt, err));
	*ret_index = receipt.index;
	return STATUS_OK;
}

void bundle_check_receipts(struct bundle_read *bundle)
{
	uint64_t last = 0;
	size_t proved = 0;

	for (size_t i = 0; i < bundle->event_count; i++) {
		const struct bundle_event *item = &bundle->events[i];
		struct str path =
			bundle_seq_path(BUNDLE_RECEIPTS, item->event.seq, ".tlog-proof", bundle->arena);
		struct error err = { 0 };
		uint64_t index = 0;

		if (receipt_check(bundle, item, path, &index, &err) != STATUS_OK) {
			report_failed(bundle->report, STR_FMT ": %s", STR_ARG(path), err.detail);
			continue;
		}
		if (proved > 0 && index <= last) {
			report_failed(bundle->report,
			              STR_FMT ": the log has it before the event that it follows",
			              STR_ARG(path));
			continue;
		}
		last = index;
		proved++;
	}
	if (proved == bundle->event_count)
		report_ok(bundle->report, "receipts: all %zu events are in the log, in this order", proved);
}
