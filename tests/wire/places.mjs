// Whose law a live dispute is heard under: an order says its place, or the operator does for orders that say none.

import { blackScreen, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const tally = new Tally();
const place = await TestPlace.make({ sanbao: process.env.BIN, settings: ["--jurisdiction", "PL"] });
const market = new Person(place, "platform", "p-market");
const buyer = new Person(place, "buyer", "b-place");
const seller = new Person(place, "seller", "s-place");
await buyer.makeKey();

// Files a claim over a television bought there; what the rules say of it.
let orders = 0;
async function assessed({ jurisdiction, currency, ask, facts = {} }) {
	const order = television(`PLACE-${++orders}`, buyer.party, seller.party);
	order.currency = currency;
	order.facts = { ...order.facts, ...facts };
	delete order.facts.jurisdiction;
	if (jurisdiction) order.facts.jurisdiction = jurisdiction;
	await market.expect(200, "PUT", `/v1/platform/orders/${order.ref}`, order);
	const claim = { ...blackScreen(), ask: [ask] };
	const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: order.ref, claim })).body.dispute.id;
	await buyer.act(200, "filing", dispute, "submit", claim);
	return (await buyer.expect(200, "GET", `/v1/disputes/${dispute}/assessment?lang=en`)).body;
}

const speaking = (said) => said.proposal.derivation.packs.map((pack) => pack.id);
const rows = [
	{ jurisdiction: "PL", currency: "PLN", speaks: ["EU.CRD", "EU.SGD", "PL.UPK", "WORLD.CORE"] },
	{ jurisdiction: undefined, currency: "PLN", speaks: ["EU.CRD", "EU.SGD", "PL.UPK", "WORLD.CORE"] },
	{ jurisdiction: "HU", currency: "HUF", speaks: ["EU.CRD", "EU.SGD", "HU.151", "WORLD.CORE"] },
	{ jurisdiction: "DE", currency: "EUR", speaks: ["EU.CRD", "EU.SGD", "WORLD.CORE"] },
	{ jurisdiction: "GB", currency: "GBP", speaks: ["GB.CCR", "GB.CRA", "WORLD.CORE"] },
];
for (const row of rows)
	await tally.check(`${row.jurisdiction ?? "an order that names no place"}: its packs speak and no others`, async () => {
		const said = await assessed({ ...row, ask: "REPAIR_FREE" });
		equal(said.facts.jurisdiction, row.jurisdiction ?? "PL", "jurisdiction");
		equal(speaking(said).join(" "), row.speaks.join(" "), "packs");
		equal(said.proposal.cited.some((id) => id.startsWith("CN.")), false, "Chinese articles cited");
	});

await tally.check("China's law hears China's orders", async () => {
	const said = await assessed({ jurisdiction: "CN", currency: "CNY", ask: "REFUND_FULL" });
	equal(speaking(said).some((id) => /^(EU|PL|GB|HU|US)\./.test(id)), false, "foreign packs");
	equal(said.proposal.cited.some((id) => id.startsWith("CN.")), true, "Chinese articles cited");
});

await tally.check("a Hungarian price band is not compared with euros", async () => {
	const said = await assessed({ jurisdiction: "HU", currency: "EUR", ask: "REPAIR_FREE" });
	equal("guarantee_years" in said.proposal.computed, false, "a band in another currency");
});

// The same question before anything is filed, with all that decides it.
const known = {
	"claim.type": "quality", "buyer.role": "consumer", "seller.role": "trader", "order.channel": "online",
	"defect.exists": true, "defect.kind": "quality", "defect.cause": "intrinsic", "stock.same_model": true,
	"order.paid_minor": 50000, "time.delivered_at": "2026-03-02", "claim.filed_at": "2026-04-02", "time.today": "2026-04-02",
};
const laws = [
	["GB", "2026-04-01", "REFUND_FULL", "grant", "REFUND_FULL", "GB.CRA.22"],
	["GB", "2026-04-02", "REFUND_FULL", "grant_alternative", "EXCHANGE_SAME", "GB.CRA.23"],
	["PL", "2026-04-01", "REPAIR_FREE", "grant", "REPAIR_FREE", "PL.UPK.43d"],
	["BG", "2026-04-01", "EXCHANGE_SAME", "grant", "EXCHANGE_SAME", "BG.ZPCSCUPS.32"],
	["US", "2026-03-05", "REFUND_FULL", "grant", "REFUND_FULL", "US.UCC.2-601"],
];
for (const [jurisdiction, reported, ask, outcome, remedy, article] of laws)
	await tally.check(`${jurisdiction}: ${ask} for a defect told on ${reported} is ${outcome}`, async () => {
		const facts = { ...known, jurisdiction, "defect.found_at": reported, "defect.reported_at": reported, "claim.requested": [ask] };
		const said = (await buyer.expect(200, "POST", "/v1/assessments", { facts })).body.proposal;
		equal(said.outcome, outcome, `outcome (missing ${said.missing_facts.join(", ")})`);
		equal(said.remedy_proposed, remedy, "remedy");
		equal(said.cited.includes(article), true, `${article} cited`);
	});

await place.close();
tally.close();
