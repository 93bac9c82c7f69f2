// What the marketplace brings: snapshots and their versions, parcels and money that reach the open dispute, talks that
// were held elsewhere, and what it would have to enforce.

import { blackScreen, hex, now, Person, sha256, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const market = new Person(place, "platform", "p-market");
const buyer = new Person(place, "buyer", "b-1");
const arbiter = new Person(place, "arbiter", "a-1");
const at = now(-3600);
const order = television("K-1", "b-1", "s-1");
const parcels = "/v1/platform/orders/K-1/shipments/S-1/events";
const payments = "/v1/platform/orders/K-1/payments";
const refund = (reference, minor) => ({ kind: "refund", amount: { minor, currency: "CNY" }, reference, at });

await market.expect(200, "PUT", "/v1/platform/orders/K-1", order);
await buyer.makeKey();
const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: "K-1", claim: blackScreen() })).body.dispute.id;
const view = async () => (await buyer.expect(200, "GET", `/v1/disputes/${dispute}`)).body;
const fact = async (key) => (await view()).facts.find((entry) => entry.key === key);

await tally.check("what was recorded since the draft is frozen with the filing", async () => {
	await market.expect(200, "POST", payments, refund("p-0", 100));
	await buyer.act(200, "filing", dispute, "submit", blackScreen());
	equal((await view()).refunds[0].reference, "p-0");
});
await tally.check("a parcel's arrival is a fact of the open dispute", async () => {
	const answer = (await market.expect(200, "POST", parcels, { event: "delivered", at })).body;
	equal((await fact("time.delivered_at")).value, answer.facts["time.delivered_at"]);
	equal((await fact("time.delivered_at")).status, "platform");
	equal((await view()).timeline.at(-1).type, "fact.recorded");
});
await tally.check("the same event again changes nothing", async () => {
	const version = (await view()).version;
	await market.expect(200, "POST", parcels, { event: "delivered", at });
	equal((await view()).version, version);
});
await tally.check("a refund is seen by the dispute once, by whichever way it is told", async () => {
	await market.expect(200, "POST", `/v1/platform/disputes/${dispute}/refunds`, { amount: refund("p-1", 5).amount, reference: "p-1" });
	await market.expect(200, "POST", payments, refund("p-1", 5));
	await market.expect(200, "POST", payments, refund("p-2", 7));
	equal((await view()).refunds.map((seen) => seen.reference).join(), "p-0,p-1,p-2");
	equal((await market.expect(409, "POST", payments, refund("p-2", 8))).body.field, "/reference");
});
await tally.check("talks from elsewhere stand among the messages", async () => {
	const talk = { order: "K-1", source: "shop chat", messages: [{ from: "seller", at, text: "你好" }] };
	await market.expect(200, "POST", "/v1/platform/messages/import", talk);
	const [message] = (await buyer.expect(200, "GET", `/v1/disputes/${dispute}/messages`)).body.items;
	equal(`${message.by.party} ${message.source} ${message.at}`, `s-1 shop chat ${at}`);
	await market.expect(400, "POST", "/v1/platform/messages/import", { ...talk, order: "none" });
});
await tally.check("a marketplace with a key signs its snapshots, and every version is kept verbatim", async () => {
	await market.makeKey();
	const content = JSON.stringify(order);
	const lines = (digest) =>
		["sanbao-order/v1 snapshot", `service ${market.service}`, "party platform p-market", "order K-1", `sha256 ${digest}`, `time ${now()}`, ""].join("\n");
	const note = await market.note(lines(hex(sha256(content))));
	equal((await market.expect(400, "PUT", "/v1/platform/orders/K-1", order)).body.code, "bad_signature");
	const other = await market.note(lines(hex(sha256("{}"))));
	equal((await market.expect(400, "PUT", "/v1/platform/orders/K-1", { note: other, content })).body.code, "statement_malformed");
	const kept = (await market.expect(200, "PUT", "/v1/platform/orders/K-1", { note, content })).body;
	equal(kept.record.shipments.length, 1, "parcels that a newer snapshot keeps");
	const versions = (await arbiter.expect(200, "GET", "/v1/platform/orders/K-1/versions")).body.items;
	equal(versions[0].note, note);
	equal(versions[0].content, content);
	equal(versions.length, kept.record.version);
});
await tally.check("nothing is to be enforced yet", async () => {
	equal((await market.expect(200, "GET", "/v1/platform/obligations?state=enforce")).body.items.length, 0);
	equal((await market.expect(400, "GET", "/v1/platform/obligations")).body.field, "state");
});

await place.close();
tally.close();
