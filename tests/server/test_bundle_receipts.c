#include "tests/server/bundle_fixture.h"

Test(bundle_receipts, every_event_needs_its_own_receipt, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "rm data/receipts/0003.tlog-proof",
		  "FAILED  data/receipts/0003.tlog-proof: the receipt is missing" },
		{ "cp data/receipts/0002.tlog-proof data/receipts/0003.tlog-proof",
		  "FAILED  data/receipts/0003.tlog-proof" },
		{ "sed -i 's/^index .*/index 0/' data/receipts/0003.tlog-proof",
		  "FAILED  data/receipts/0003.tlog-proof" },
		{ "sed -i '2s/.$/A/;2s/=A$/=/' data/receipts/0003.tlog-proof; sed -i '2s/extra ./extra "
		  "A/;2s/extra AA/extra AB/' "
		  "data/receipts/0003.tlog-proof",
		  "FAILED  data/receipts/0003.tlog-proof" },
		{ "sed -i '1s/\"currency\":\"CNY\"/\"currency\":\"EUR\"/' data/events.ndjson",
		  "FAILED  data/receipts/0001.tlog-proof" },
		{ "sed -i '1s/\"at\":\"2026/\"at\":\"2025/' data/events.ndjson",
		  "FAILED  data/receipts/0001.tlog-proof" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}
