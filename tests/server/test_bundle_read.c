#include "tests/server/bundle_fixture.h"

Test(bundle_read, events_that_are_missing_doubled_exchanged_or_broken_are_named,
     .init = fixture_begin_with_ruling, .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "rm data/events.ndjson", "FAILED  data/events.ndjson: it is missing" },
		{ "sed -i 3d data/events.ndjson",
		  "FAILED  data/events.ndjson: line 3: not the event that comes next" },
		{ "sed -i 3p data/events.ndjson",
		  "FAILED  data/events.ndjson: line 4: not the event that comes next" },
		{ "sed -i '3{h;d};4{G}' data/events.ndjson",
		  "FAILED  data/events.ndjson: line 3: not the event" },
		{ "sed -i '3s/{/{ /' data/events.ndjson", "FAILED  data/events.ndjson: line 3" },
		{ "sed -i '3s/\"seq\":3/\"seq\":4/' data/events.ndjson",
		  "FAILED  data/events.ndjson: line 3" },
		{ "sed -i '3s/\"dispute\":\"dsp_0/\"dispute\":\"dsp_1/' data/events.ndjson",
		  "line 3: it belongs to another dispute" },
		{ "id=$(sed -n 2p data/events.ndjson | cut -c8-37); sed -i "
		  "\"3s/^.\\{37\\}/{\\\"id\\\":\\\"$id/\" data/events.ndjson",
		  "line 3: its id was used before" },
		{ "sed -i '4s/\"at\":\"2026/\"at\":\"2025/' data/events.ndjson", "line 4: it is older" },
		{ "truncate -s -1 data/events.ndjson", "FAILED  data/events.ndjson: it does not end" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}

Test(bundle_read, keys_that_are_missing_or_broken_are_named, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "rm data/keys.txt", "FAILED  data/keys.txt: it is missing" },
		{ "sed -i /^log/d data/keys.txt", "FAILED  data/keys.txt: the log's key is missing" },
		{ "echo nonsense >> data/keys.txt", "FAILED  data/keys.txt: a line is no key" },
		{ "sed -i '/^party buyer/s/+A/+B/' data/keys.txt",
		  "FAILED  data/keys.txt: a line is no key" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}
