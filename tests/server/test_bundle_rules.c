#include "tests/server/bundle_fixture.h"

Test(bundle_rules, facts_proposal_packs_decision_and_ruling_hang_together, .init = fixture_begin_with_ruling,
     .fini = fixture_end)
{
	static const struct tampering rows[] = {
		{ "rm data/facts/v1.json", "FAILED  proposal 1: data/facts/v1.json is missing" },
		{ "sed -i 's/true/false/' data/facts/v1.json",
		  "FAILED  proposal 1: data/facts/v1.json is not what the event" },
		{ "rm data/proposals/v1.json", "FAILED  proposal 1: data/proposals/v1.json is missing" },
		{ "sed -i 's/\"grant\"/\"reject\"/' data/proposals/v1.json",
		  "FAILED  proposal 1: data/proposals/v1.json" },
		{ "rm data/packs/CN.3B.GEN@*.json", "FAILED  proposal 1: data/packs/CN.3B.GEN@" },
		{ "sed -i 's/REPAIR_FREE/REFUND_FULL/' data/packs/CN.3B.GEN@*[0-9].json",
		  "is not the pack that spoke" },
		{ "rm data/ruling.json", "FAILED  data/ruling.json: it is missing" },
		{ "sed -i 's/REPAIR_FREE/REFUND_FULL/' data/ruling.json",
		  "FAILED  data/ruling.json: it is not the ruling" },
		{ "sed -i "
		  "'/\"type\":\"proposal.computed\"/s/\"outcome\":\"[a-z_]*\"/\"outcome\":\"reject\"/' "
		  "data/events.ndjson",
		  "FAILED  proposal 1" },
		{ "sed -i 's/\"proposal_version\":1,/\"proposal_version\":2,/' data/events.ndjson",
		  "the decision is about another proposal" },
	};

	fixture_tamper(rows, COUNT_OF(rows));
}
