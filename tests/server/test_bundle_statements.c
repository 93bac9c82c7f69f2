#include "tests/server/bundle_fixture.h"

Test(bundle_statements, whatever_was_signed_cannot_be_changed, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "rm data/statements/0002.note", "FAILED  data/statements/0002.note: it is missing" },
		{ "sed -i 's/^nonce ./nonce 0/;s/^nonce 00/nonce 01/' data/statements/0002.note",
		  "FAILED  data/statements/0002.note: the note does not have the digest" },
		{ "rm data/statements/0002.content.json",
		  "FAILED  data/statements/0002.note: its document is missing" },
		{ "sed -i 's/REPAIR_FREE/REFUND_FULL/' data/statements/0002.content.json",
		  "FAILED  data/statements/0002.note" },
		{ "sed -i '2s/REPAIR_FREE/REFUND_FULL/' data/events.ndjson",
		  "FAILED  data/statements/0002.note: the event records another \"ask\" than was signed" },
		{ "rm data/files/*", "FAILED  data/statements/0002.note: data/files/" },
		{ "for f in data/files/*; do echo x >> $f; done", "FAILED  data/statements/0002.note" },
		{ "sed -i '/^party buyer/d' data/keys.txt",
		  "FAILED  data/statements/0002.note: data/keys.txt has no key" },
		{ "sed -i '2s/\"role\":\"buyer\"/\"role\":\"seller\"/' data/events.ndjson",
		  "FAILED  data/statements/0002.note: data/keys.txt has no key" },
		{ "sed -i '2s/\"kind\":\"filing\"/\"kind\":\"response\"/' data/events.ndjson",
		  "FAILED  data/statements/0002.note" },
		{ "sed -i '2s/\"head\":\"./\"head\":\"0/;2s/\"head\":\"00/\"head\":\"01/' data/events.ndjson",
		  "FAILED  data/statements/0002.note: the head after it" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}
