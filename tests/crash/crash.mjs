// Kills the server with SIGKILL at random moments while clients file disputes, and afterwards compares what the
// clients were told with what is there: nothing acknowledged is lost, nothing happens twice, and what nobody knows
// is settled by repeating the request with its own key.
//
//	node crash.mjs ROUNDS [SEED]      with BIN = the program

import { blackScreen, nonce, Person, television } from "../../deploy/client.mjs";
import { equal, Tally, TestPlace } from "../wire/place.mjs";

const rounds = Number(process.argv[2] ?? 50);
let seed = Number(process.argv[3] ?? Date.now() % 1000000);
console.log(`seed ${seed}`);
const random = (below) => {
	seed = (seed * 1103515245 + 12345) % 2147483648;
	return Math.floor((seed / 2147483648) * below);
};

const place = await TestPlace.make({ sanbao: process.env.BIN });
const tally = new Tally();
const market = new Person(place, "platform", "p-market");
const buyers = [];
for (let i = 0; i < 4; i++) {
	const buyer = new Person(place, "buyer", `b-${i}`);
	await buyer.makeKey();
	buyers.push(buyer);
}

const told = []; // acknowledged: { buyer, dispute, version }
const open = []; // no answer came: { buyer, dispute, body, key }
let running = true;
let orders = 0;

async function client(buyer) {
	while (running) {
		try {
			const ref = `C-${++orders}`;
			await market.expect(200, "PUT", `/v1/platform/orders/${ref}`, television(ref, buyer.party, "s-1"));
			const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: ref })).body.dispute.id;
			const body = await buyer.signed("filing", dispute, blackScreen());
			const key = nonce();
			const pending = { buyer, dispute, body, key };
			open.push(pending);
			const answer = await buyer.expect(200, "POST", `/v1/disputes/${dispute}/submit`, body, { "Idempotency-Key": key });
			open.splice(open.indexOf(pending), 1);
			told.push({ buyer, dispute, version: answer.body.dispute.version, receipt: answer.body.receipt });
		} catch {
			return; // the server has gone; the next round goes on
		}
	}
}

for (let round = 0; round < rounds; round++) {
	running = true;
	const clients = buyers.map(client);
	await new Promise((done) => setTimeout(done, 100 + random(500)));
	await place.kill("SIGKILL");
	running = false;
	await Promise.all(clients);
	await place.start();
	await tally.check(`round ${round}: what was open is settled by its key, once`, async () => {
		for (const { buyer, dispute, body, key } of open.splice(0)) {
			const answer = await buyer.expect(200, "POST", `/v1/disputes/${dispute}/submit`, body, { "Idempotency-Key": key });
			const again = await buyer.expect(200, "POST", `/v1/disputes/${dispute}/submit`, body, { "Idempotency-Key": key });
			equal(JSON.stringify(again.body.events), JSON.stringify(answer.body.events), "events of the repetition");
			told.push({ buyer, dispute, version: answer.body.dispute.version, receipt: answer.body.receipt });
		}
	});
}
await tally.check(`all ${told.length} acknowledged filings are there, as they were acknowledged`, async () => {
	if (told.length < rounds) throw new Error("hardly anything was filed");
	for (const { buyer, dispute, version } of told) {
		const view = (await buyer.expect(200, "GET", `/v1/disputes/${dispute}`)).body;
		equal(view.phase, "negotiation", `phase of ${dispute}`);
		equal(view.version, version, `version of ${dispute}`);
		const events = (await buyer.expect(200, "GET", `/v1/disputes/${dispute}/events`)).body.items;
		equal(events.filter((e) => e.type === "dispute.submitted").length, 1, `filings of ${dispute}`);
	}
});
await tally.check("receipts are still to be had", async () => {
	const last = told[told.length - 1];
	const receipt = (await last.buyer.expect(200, "GET", `/v1/disputes/${last.dispute}/receipts/${last.version}`)).body;
	if (!receipt.startsWith("c2sp.org/tlog-proof@v1\n")) throw new Error("no receipt");
});

await place.close();
tally.close();
