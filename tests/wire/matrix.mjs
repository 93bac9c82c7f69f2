// The authorization matrix: every operation of the route table, as everybody, on one's own case and on another's.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { blackScreen, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "./place.mjs";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const AUDIENCES = {
	ANYONE: null,
	SIGNED_IN: ["buyer", "seller", "arbiter", "platform", "admin"],
	SIGNER: ["buyer", "seller", "arbiter", "platform"],
	PARTY: ["buyer", "seller"],
	CASE: ["buyer", "seller", "arbiter"],
	ARBITER: ["arbiter"],
	PLATFORM: ["platform"],
	SELLER: ["seller"],
	RECORDS: ["arbiter", "platform", "admin"],
};
const routes = [...readFileSync(path.join(ROOT, "server", "routes.def"), "utf8").matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*(\w+),\s*(\w+),\s*(\w+),/gm)]
	.map(([, method, address, operation, audience, body]) => ({ method, address, operation, audience, body }));

const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const people = {};
for (const role of ["buyer", "seller", "arbiter", "platform", "admin"]) people[role] = new Person(place, role, `${role}-1`);
const strangers = { buyer: new Person(place, "buyer", "buyer-2"), seller: new Person(place, "seller", "seller-2") };
const nobody = new Person(place, "buyer", "nobody");
nobody.token = null;

await people.platform.expect(200, "PUT", "/v1/platform/orders/M-1", television("M-1", "buyer-1", "seller-1"));
await people.buyer.makeKey();
const dispute = (await people.buyer.expect(201, "POST", "/v1/disputes", { order: "M-1", claim: blackScreen() })).body.dispute.id;
await people.buyer.act(200, "filing", dispute, "submit", blackScreen());

const fill = (address) => address.replace("{dispute}", dispute).replace("{seq}", "1").replace("{n}", "1").replace("{order}", "M-1").replace("{shipment}", "S-1")
	.replace("{digest}", "0".repeat(64)).replace("{slug}", "not_party").replace("{asset}", "none.js").replace("{+tile}", "0/000").replace("{offer}", "ofr_01JD9V6Q8N4T3Y2K7H5M0R1WXZ")
	.replace("{obligation}", "obl_01JD9V6Q8N4T3Y2K7H5M0R1WXZ").replace("{evidence}", "evd_01JD9V6Q8N4T3Y2K7H5M0R1WXZ")
	.replace("{upload}", "upl_01JD9V6Q8N4T3Y2K7H5M0R1WXZ").replace("{request}", "req_01JD9V6Q8N4T3Y2K7H5M0R1WXZ")
	.replace("{correction}", "cor_01JD9V6Q8N4T3Y2K7H5M0R1WXZ").replace("{duty}", "dty_01JD9V6Q8N4T3Y2K7H5M0R1WXZ");
const send = (person, route) => person.call(route.method, fill(route.address), route.body === "JSON" ? {} : undefined);

for (const route of routes) {
	const roles = AUDIENCES[route.audience];
	await tally.check(`${route.operation} by nobody`, async () => {
		const { status } = await send(nobody, route);
		if (roles === null) {
			if (status === 401 || status === 403 || status >= 500) throw new Error(`status ${status}`);
		} else equal(status, 401, "status");
	});
	for (const role of Object.keys(people)) {
		await tally.check(`${route.operation} by ${role}`, async () => {
			const { status } = await send(people[role], route);
			if (roles !== null && !roles.includes(role)) equal(status, 403, "status");
			else if (status === 401 || status === 403 || status >= 500) throw new Error(`status ${status}`);
		});
	}
	for (const role of Object.keys(strangers)) {
		if (!route.address.includes("{dispute}") || (roles !== null && !roles.includes(role))) continue;
		await tally.check(`${route.operation} on another's case by ${role}`, async () => {
			const answer = await send(strangers[role], route);
			// an empty body is refused before anything is loaded, and tells nothing
			if (route.body === "JSON" && answer.status === 400) return;
			equal(answer.status, 404, "status");
			equal(answer.body.code, "no_such_resource", "problem");
		});
	}
}
await tally.check("nothing of all that has changed the case", async () => {
	const view = (await people.buyer.expect(200, "GET", `/v1/disputes/${dispute}`)).body;
	equal(view.phase, "negotiation", "phase");
});
await tally.check("a stranger's lists are empty", async () => {
	equal((await strangers.buyer.expect(200, "GET", "/v1/disputes")).body.items.length, 0);
	equal((await strangers.seller.expect(200, "GET", "/v1/disputes")).body.items.length, 0);
	equal((await strangers.buyer.expect(200, "GET", "/v1/orders")).body.items.length, 0);
});
await tally.check("what is published as data is one machine", async () => {
	const read = async (name) => (await nobody.expect(200, "GET", `/v1/meta/${name}`)).body;
	const remedies = (await read("remedies")).items;
	equal(JSON.stringify(remedies), JSON.stringify((await read("machine")).remedies), "remedies");
	equal((await read("locales")).items.map(({ locale }) => locale).join(), Object.keys(remedies[0].label).join(), "locales");
	const { items, places } = await read("calendars");
	const poland = items.find(({ calendar }) => calendar === places.find(({ jurisdiction }) => jurisdiction === "PL").calendar);
	equal(poland.weekends, true, "Polish weekends");
	if (!poland.days.includes("2026-01-06")) throw new Error("Epiphany is no day off in Poland");
});

await place.close();
tally.close();
