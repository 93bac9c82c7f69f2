// Assessment before filing: anybody's facts, rights and dates, what is missing; and that the rules say the same later.

import { blackScreen, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const nobody = new Person(place, "buyer", "nobody");
nobody.token = null;
const ask = (facts, lang = "en") => nobody.call("POST", `/v1/assessments?lang=${lang}`, { facts });
const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
const day = (n) => new Date(Date.parse(today) + n * 864e5).toISOString().slice(0, 10);

const television7 = {
	"buyer.role": "consumer", "seller.role": "trader", "order.channel": "online", "order.paid_minor": 499900,
	"claim.type": "quality", "goods.category": "tv_flat", "goods.part": "main_unit", "defect.exists": true,
	"defect.kind": "performance_fault", "stock.same_model": true, "time.install_done_at": day(-2), "time.delivered_at": day(-3),
};

await tally.check("a stranger is told rights and their last days", async () => {
	const { status, body } = await ask(television7);
	equal(status, 200, "status");
	equal(body.advisory, true);
	const until = Object.fromEntries(body.rights.map((right) => [right.remedy, right.until]));
	equal(until.REFUND_FULL, day(5), "refund");
	equal(until.EXCHANGE_SAME, day(13), "exchange");
	equal(body.facts["time.today"], today, "today");
	equal(body.facts.jurisdiction, "CN");
});
await tally.check("every language answers in its own words", async () => {
	const said = new Set();
	for (const lang of ["bg", "en", "hu", "pl", "zh-CN"]) {
		const { body } = await ask(television7, lang);
		equal(body.explanation.language, lang, "language");
		said.add(body.explanation.conclusion);
	}
	equal(said.size, 5, "conclusions");
});
await tally.check("what is missing comes with who supplies it and with what", async () => {
	const { body } = await ask({ "claim.type": "quality", "defect.exists": true, "buyer.role": "consumer", "seller.role": "trader" });
	if (body.missing.length === 0) throw new Error("nothing is missing");
	for (const { label, supplier, evidence } of body.missing) {
		if (!label["zh-CN"] || !label.hu || !supplier || evidence.length === 0) throw new Error("incomplete");
	}
});

for (const [name, body, field] of [
	["an unknown fact", { facts: { "no.such.fact": 1 } }, "/facts"],
	["a value of the wrong type", { facts: { "defect.exists": "yes" } }, "/facts/defect.exists"],
	["a day that does not exist", { facts: { "time.delivered_at": "2026-02-30" } }, "/facts/time.delivered_at"],
	["days that contradict each other", { facts: { "time.delivered_at": day(-2), "defect.found_at": day(-4) } }, "/facts/defect.found_at"],
	["a day that lies ahead", { facts: { "time.delivered_at": day(3) } }, "/facts/time.delivered_at"],
	["a body without facts", {}, "/facts"],
	["another member", { facts: {}, name: "Li" }, "/facts"],
]) {
	await tally.check(`${name} is refused, and the field is named`, async () => {
		const answer = await nobody.call("POST", "/v1/assessments", body);
		equal(answer.status, 400, "status");
		if (!answer.body.field.startsWith(field)) throw new Error(`field ${answer.body.field}`);
		if (!answer.body.detail || !answer.body.remedy) throw new Error("no detail or remedy");
	});
}
await tally.check("more than 16 KiB are refused", async () => {
	const answer = await nobody.call("POST", "/v1/assessments", { facts: { "seller.promise": "a".repeat(17000) } });
	equal(answer.status, 413, "status");
});

await tally.check("the same facts give the same answer later, in the case", async () => {
	const market = new Person(place, "platform", "p-market");
	const buyer = new Person(place, "buyer", "b-1");
	await buyer.makeKey();
	await market.expect(200, "PUT", "/v1/platform/orders/A-1", television("A-1", "b-1", "s-1"));
	const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: "A-1", claim: blackScreen() })).body.dispute.id;
	await buyer.act(200, "filing", dispute, "submit", blackScreen());
	const later = (await buyer.expect(200, "GET", `/v1/disputes/${dispute}/assessment?lang=en`)).body;
	const before = (await ask(later.facts)).body;
	const told = ({ would_change, would_change_complete, ...rest }) => JSON.stringify(rest);
	equal(told(before.proposal), told(later.proposal), "proposal");
	equal(told(before.explanation), told(later.explanation), "explanation");
});

await place.close();
tally.close();
